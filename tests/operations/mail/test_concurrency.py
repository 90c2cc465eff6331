"""Two hands at the same piece, the same pile and the same pigeonhole (R58-R60)."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from core.errors import Denied, Violation
from operations.mail import services
from operations.mail.lifecycle import S
from operations.mail.models import MailItem, Slot
from tenants.context import county_context
from tests.conftest import A
from tests.operations.documents.conftest import People
from tests.operations.mail.conftest import AT, data, hand, register, slot, sorted_in


def in_county(act):
    """Run it in a thread's own transaction: what it got, or the refusal."""
    try:
        with county_context(A):
            return act()
    except (Violation, Denied) as refused:
        return refused
    finally:
        connections.close_all()


def at_once(*acts):
    """Let several act at the same time."""
    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(in_county, acts))


def refusals(found):
    """How many were refused."""
    return sum(isinstance(one, Violation) for one in found)


@pytest.mark.slow
@pytest.mark.handbook(58, 60)
def test_many_hands_leave_one_line_one_receipt_and_no_deadlock(own_database):
    with county_context(A):
        people = People()
        office = people.office
        parcel = sorted_in(people)
        piles = [[register(people).pk for _number in range(6)] for _pile in range(2)]
        brand, tech, goods = (slot(code).pk for code in ("brand", "tech", "goods"))

    # One parcel, one number: each is handed over, and entered, once.
    assert refusals(at_once(*(lambda: hand(people, parcel) for _hand in range(4)))) == 3
    typed = data(tracking="YT2699999999")
    enter = [lambda: services.mail_register(data=typed, by=office, at=AT) for _hand in range(4)]
    assert refusals(at_once(*enter)) == 3

    # Two piles in opposite orders of pigeonholes, and a third hand that gives one of them up.
    def pile(pks, places):
        chosen = {pk: places[number % 2] for number, pk in enumerate(pks)}
        return lambda: services.mail_sort_many(slots=chosen, by=office, at=AT)

    found = at_once(
        pile(piles[0], (brand, tech)),
        pile(piles[1], (tech, brand)),
        lambda: services.slot_close(slot_id=tech, by=office, at=AT),
        lambda: services.slot_close(slot_id=goods, by=office, at=AT),
    )
    with county_context(A):
        closed = set(Slot.objects.filter(to_date__isnull=False).values_list("pk", flat=True))
        lying = MailItem.objects.filter(status=S.SORTED)
        assert goods in closed
        assert not lying.filter(slot__in=closed).exists()
        assert refusals(found) == (2 if tech in closed else 1)
        assert lying.count() == (0 if tech in closed else 12)
