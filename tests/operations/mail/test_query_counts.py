"""How often the pages of mail ask the database; as often for many as for few."""

import pytest
from django.urls import reverse
from django.utils import timezone

from operations.mail import services
from operations.mail.lifecycle import S
from operations.mail.models import MailItem
from tests import cast
from tests.operations.mail.conftest import AT, bring, slot
from tests.query_counts import LIST, RECORD

PAGES = ("index", "add", "sorting", "waiting", "unclaimed", "papers", "slots")


@pytest.fixture(scope="module", params=[1, 3], ids=["few", "many"])
def arrived(request, stage, appointed):
    """One or many pieces in each state, each with something to show; the last of them."""
    people = appointed.again()

    def build():
        now = timezone.now()
        today = timezone.localdate(now)
        for code in ("brand", "tech", "goods")[: request.param]:
            name, key = slot(code).label, slot(code).pk
            bring(people, S.RECEIVED, at=now, addressee=name, received_date=today)
            bring(people, S.UNCLAIMED, addressee=name, at=now, received_date=today)
            services.subscription_open(title="日报", slot_id=key, by=people.office, at=now)
            found = bring(people, S.SORTED, addressee=name)
            services.mail_reroute(
                item_id=found.pk, slot_id=slot("finance").pk, reason="错", by=people.office, at=AT
            )
        return found.pk

    yield from stage(build)


@pytest.fixture
def item(arrived, in_county_a):
    """One piece that was sorted again."""
    return MailItem.objects.get(pk=arrived)


@pytest.fixture
def office(desk_of, item):
    """The office, which has been here before, on a day on which it works."""
    cast.work_today()
    desk = desk_of("office")
    desk.get(reverse("mail:item", args=[item.pk]))
    return desk


@pytest.mark.parametrize("page", PAGES)
def test_lists_ask_as_often_for_many_as_for_few(office, query_counts, page):
    with query_counts(page, most=LIST):
        shown = office.get(reverse(f"mail:{page}"))
    assert shown.status_code == 200


def test_a_piece_asks_as_often_in_a_large_county(office, item, query_counts):
    with query_counts("item", most=RECORD):
        shown = office.get(reverse("mail:item", args=[item.pk]))
    assert shown.status_code == 200


def test_a_pigeonhole_asks_as_often_full_as_empty(office, query_counts):
    with query_counts("at", most=RECORD):
        shown = office.get(reverse("mail:at", args=[slot("finance").key]))
    assert shown.status_code == 200
