"""Opening masked data: permission, reason, an audit row each time."""

import pytest

from core import audit, privacy
from core.actor import Actor
from core.errors import Denied, Violation
from core.models import CalendarDay
from core.privacy import disclosure

HANDLER = Actor(user_id=5, name="蔺小满")
STRANGER = Actor(user_id=6, name="卜小满")


@pytest.fixture
def day(in_county_a, monkeypatch):
    """Any record with a text field will do; its `name` plays the ID number."""
    monkeypatch.setattr(disclosure, "_rules", {})
    privacy.register_reveal(
        CalendarDay,
        "name",
        allow=lambda actor, record: actor.user_id == 5,
        needs=("archive",),
        export=lambda actor: actor.user_id == 5,
    )
    privacy.register_reveal(CalendarDay, "source", allow=lambda a, r: True, needs=("archive",))
    return CalendarDay.objects.first()


@pytest.mark.handbook(152)
def test_a_reveal_returns_the_value_and_leaves_a_row(day):
    before = audit.timeline(day).count()
    assert privacy.reveal(day, "name", by=HANDLER, reason="核对证件") == day.name
    assert privacy.reveal(day, "name", by=HANDLER, reason="再次核对") == day.name
    rows = audit.timeline(day)
    assert rows.count() == before + 2
    assert rows.last().action == "privacy.reveal"
    assert rows.last().note == "再次核对"
    assert rows.last().changes == {"field": "name"}
    assert 152 in rows.last().clauses
    assert day.name not in str(rows.last().changes)


@pytest.mark.handbook(152)
@pytest.mark.parametrize("reason", ["", "   ", "看看"])
def test_without_a_reason_nothing_is_shown(day, reason):
    with pytest.raises(Violation) as caught:
        privacy.reveal(day, "name", by=HANDLER, reason=reason)
    assert caught.value.field == "reason"
    assert caught.value.clauses[0].number == 152
    assert not audit.timeline(day).exists()


@pytest.mark.handbook(152)
def test_without_permission_nothing_is_shown_and_the_post_is_named(day):
    with pytest.raises(Denied) as caught:
        privacy.reveal(day, "name", by=STRANGER, reason="核对证件")
    assert caught.value.needs == ("archive",)
    with pytest.raises(Denied):
        privacy.reveal(day, "kind", by=HANDLER, reason="核对证件")  # never registered
    assert privacy.may_reveal(day, "name", by=HANDLER)
    assert not privacy.may_reveal(day, "name", by=STRANGER)


@pytest.mark.handbook(152)
def test_an_unmasked_export_needs_permission_for_every_field_and_a_reason(day):
    with pytest.raises(Denied):
        privacy.authorise_plain_export(
            CalendarDay, ["name", "source"], by=HANDLER, reason="年度审计", count=9
        )
    with pytest.raises(Denied):
        privacy.authorise_plain_export(
            CalendarDay, ["kind"], by=HANDLER, reason="年度审计", count=9
        )
    with pytest.raises(Denied):
        privacy.authorise_plain_export(
            CalendarDay, ["name"], by=STRANGER, reason="年度审计", count=9
        )
    with pytest.raises(Violation):
        privacy.authorise_plain_export(CalendarDay, ["name"], by=HANDLER, reason=" ", count=9)
    privacy.authorise_plain_export(CalendarDay, ["name"], by=HANDLER, reason="年度审计", count=9)
    entry = audit.of_actor(5)[0]
    assert entry.action == "privacy.export"
    assert entry.changes["count"] == 9
