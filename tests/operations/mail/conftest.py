"""The people of mail, pigeonholes, and pieces anywhere on their way."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from core.actor import Actor
from operations.mail import services
from operations.mail.lifecycle import S
from operations.mail.models import MailItem, Slot
from operations.mail.services import MailData
from operations.staff.models import Assignment, Department, Person
from tests.operations.documents.conftest import People
from tests.permissions.samples import picture

# A Tuesday: 2026-03-03 09:00 in Shanghai.
AT = datetime(2026, 3, 3, 1, 0, tzinfo=UTC)
TODAY = date(2026, 3, 3)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture(scope="module")
def appointed(stage) -> Iterator[People]:
    """Those who distribute, and those who collect, for all tests of a file."""
    yield from stage(lambda: People("office", "frontdesk", "director", "staff", "drafter"))


def works_in(actor: Actor, code: str) -> Person:
    """Let somebody work in a department."""
    person, _made = Person.objects.get_or_create(
        user_id=actor.user_id,
        defaults={"name": actor.name, "joined_date": date(2025, 1, 6)},
    )
    Assignment.objects.create(
        person=person,
        department=Department.objects.get(code=code),
        title="专员",
        from_date=date(2025, 1, 6),
    )
    return person


def slot(code: str = "brand") -> Slot:
    """The pigeonhole of a department, as the county was born with it."""
    return Slot.objects.get(department__code=code, to_date=None)


def data(**more: Any) -> MailData:
    """A parcel as it is entered."""
    values = {
        "kind": "express",
        "tracking": "YT260000000001",
        "addressee": "品牌营销中心",
        "sender": "云启包装用品店",
        "received_date": TODAY,
        **more,
    }
    return MailData(**values)


def register(people: People, *, at: datetime = AT, **more: Any) -> MailItem:
    """A piece, entered; each with a number of its own."""
    number = MailItem.objects.count() + 1
    values = {"tracking": f"YT26{number:010d}", "received_date": at.date(), **more}
    return services.mail_register(data=data(**values), by=people.office, at=at)


def sorted_in(people: People, *, at: datetime = AT, **more: Any) -> MailItem:
    """A piece in its pigeonhole."""
    item = register(people, at=at, **more)
    return services.mail_sort(item_id=item.pk, by=people.office, at=at)


def hand(people: People, item: MailItem, *, at: datetime = AT, **more: Any) -> MailItem:
    """A piece handed over under a signature."""
    values = {"signed_by": "卜知秋", "signature": picture("签字.png"), **more}
    return services.mail_hand_over(item_id=item.pk, by=people.office, at=at, **values)


def bring(people: People, state: str, *, at: datetime = AT, **more: Any) -> MailItem:
    """A piece that stands somewhere."""
    item = register(people, at=at, **more)
    office = people.office
    if state == S.UNCLAIMED:
        services.mail_unknown(item_id=item.pk, by=office, at=at)
    elif state == S.RETURNED:
        services.mail_return(item_id=item.pk, reason="拒收", by=office, at=at)
    elif state == S.VOID:
        services.mail_void(item_id=item.pk, reason="重复", by=office, at=at)
    elif state != S.RECEIVED:
        services.mail_sort(item_id=item.pk, by=office, at=at)
        if state == S.COLLECTED:
            hand(people, item, at=at)
    item.refresh_from_db()
    assert item.status == state
    return item


@pytest.fixture
def at_state(people) -> Callable[..., MailItem]:
    """at_state(S.SORTED): a piece there."""

    def make(state: str, **more: Any) -> MailItem:
        return bring(people, state, **more)

    return make


def told(call: Callable[..., Any], *args: Any, **kwargs: Any) -> tuple[str, list[int]]:
    """The field and the numbers of the clauses of a refusal."""
    from core.errors import Violation

    with pytest.raises(Violation) as found:
        call(*args, **kwargs)
    return found.value.field, [clause.number for clause in found.value.clauses]
