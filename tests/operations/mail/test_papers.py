"""Ordinary papers: subscriptions, and the tick per pigeonhole and day (R60)."""

import pytest

from core.errors import Denied
from operations.mail import selectors, services
from operations.mail.models import PaperTick
from tests.operations.mail.conftest import AT, DAY, TODAY, slot, told


def subscribe(people, code="brand", **more):
    """A paper of a department."""
    values = {"title": "青禾日报", "slot_id": slot(code).pk, **more}
    return services.subscription_open(by=people.office, at=AT, **values)


@pytest.mark.handbook(58, 60)
def test_the_papers_of_the_day_are_ticked_per_pigeonhole(people):
    subscribe(people, copies=2)
    subscribe(people, title="电商周报", weekday=2)
    subscribe(people, title="周四的报", weekday=4)
    subscribe(people, "tech")
    rows = selectors.papers_of(TODAY)
    assert [(row.slot, row.words) for row in rows] == [
        (slot(), "青禾日报×2、电商周报"),
        (slot("tech"), "青禾日报"),
    ]
    number = services.papers_tick(
        slot_ids=[slot().pk], missing={slot().pk: " 电商周报 "}, by=people.frontdesk, at=AT
    )
    assert number == 1
    tick = PaperTick.objects.get()
    assert (tick.papers, tick.missing, tick.on_date) == ("青禾日报×2、电商周报", "电商周报", TODAY)
    ticked, still = selectors.papers_of(TODAY)
    assert (ticked.tick, still.tick) == (tick, None)


@pytest.mark.handbook(60)
def test_a_day_is_ticked_once_and_only_where_papers_are_expected(people):
    subscribe(people)
    tick, more = services.papers_tick, {"by": people.office, "at": AT}
    assert told(tick, slot_ids=[], **more) == ("", [60])
    assert told(tick, slot_ids=[slot().pk, slot("tech").pk], **more) == ("", [60])
    assert not PaperTick.objects.exists()
    tick(slot_ids=[slot().pk], **more)
    assert told(tick, slot_ids=[slot().pk], **more) == ("", [60])
    tick(slot_ids=[slot().pk], by=people.office, at=AT + DAY)
    assert PaperTick.objects.count() == 2


@pytest.mark.handbook(58)
def test_a_subscription_ends_and_may_be_ended_once(people):
    paper = subscribe(people)
    services.subscription_end(subscription_id=paper.pk, by=people.office, at=AT + DAY)
    services.subscription_end(subscription_id=paper.pk, by=people.office, at=AT + 5 * DAY)
    paper.refresh_from_db()
    assert paper.to_date == TODAY + DAY
    assert selectors.expected(on=TODAY + DAY) == [paper]
    assert selectors.expected(on=TODAY + 2 * DAY) == []
    assert list(selectors.subscriptions(on=TODAY)) == [paper]


@pytest.mark.handbook(58)
@pytest.mark.parametrize(("more", "field"), [({"title": " "}, "title"), ({"copies": 0}, "copies")])
def test_a_subscription_names_its_paper(people, more, field):
    values = {"title": "日报", "slot_id": slot().pk, **more}
    assert told(services.subscription_open, by=people.office, at=AT, **values) == (field, [58])


@pytest.mark.handbook(60)
def test_others_tick_nothing(people):
    paper = subscribe(people)
    for call in (
        lambda: services.papers_tick(slot_ids=[slot().pk], by=people.drafter, at=AT),
        lambda: services.subscription_end(subscription_id=paper.pk, by=people.drafter, at=AT),
        lambda: services.subscription_open(title="报", slot_id=slot().pk, by=people.drafter, at=AT),
    ):
        with pytest.raises(Denied):
            call()
