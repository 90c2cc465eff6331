"""A later day: asked for by the owner, decided by a leader, the first day stays (R46)."""

from datetime import date

import pytest

from core import inbox
from core.errors import Denied, Violation
from core.models.inbox import InboxItem
from operations.office import services
from operations.office.lifecycle import S
from operations.office.models import SupervisionItem
from tests.operations.office.conftest import AT, bring, issue

LATER = date(2026, 3, 20)


def ask(people, item, **more):
    """The owner asks."""
    given = {"to_date": LATER, "reason": "等数据", "by": people.staff, **more}
    return services.extension_ask(item_id=item.pk, at=AT, **given)


def decide(people, item, agree=True, **more):
    """The leader decides."""
    given = {"by": people.leader, "opinion": "抓紧", **more}
    return services.extension_decide(item_id=item.pk, agree=agree, at=AT, **given)


@pytest.mark.handbook(46)
def test_a_leader_agrees_and_the_first_day_counts_on(people):
    item = bring(people, S.HANDLING)
    SupervisionItem.objects.filter(pk=item.pk).update(escalated=2, warned_date=AT.date())
    ask(people, item)
    held = inbox.pending(item).get(step="extension")
    assert (held.post, held.message) == ("leader", "等数据")
    with pytest.raises(Violation, match="在审批中"):
        ask(people, item)
    with pytest.raises(Denied):
        decide(people, item, by=people.office)
    assert decide(people, item).decision == "agreed"
    item.refresh_from_db()
    assert (item.due_date, item.first_due_date) == (LATER, date(2026, 3, 17))
    assert (item.days, item.escalated, item.warned_date) == (None, 0, None)
    (held,) = inbox.pending(item)
    assert (held.step, held.due_at.date()) == ("handling", LATER)
    with pytest.raises(Violation, match="没有待审批"):
        decide(people, item)


@pytest.mark.handbook(46)
def test_a_refusal_has_a_reason_and_leaves_the_day(people):
    item = bring(people, S.HANDLING)
    ask(people, item)
    with pytest.raises(Violation) as found:
        decide(people, item, agree=False, opinion=" ")
    assert found.value.field == "opinion"
    assert decide(people, item, agree=False).decision == "refused"
    item.refresh_from_db()
    assert item.due_date == date(2026, 3, 17)
    copy = InboxItem.objects.get(step="extension-decided")
    assert (copy.user_id, copy.message) == (people.staff.user_id, "抓紧")
    ask(people, item)


@pytest.mark.handbook(0, 46)
def test_nobody_decides_on_what_they_asked_for(people):
    """A leader who, in another post, owns the item."""
    both = people.leader
    item = bring(people, S.HANDLING)
    ask(people, item)
    item.extensions.update(asked_by_id=both.user_id)
    with pytest.raises(Violation, match="其他领导"):
        decide(people, item)
    assert decide(people, item, by=people.director).decision == "agreed"


@pytest.mark.handbook(46)
def test_what_is_asked_for_late_or_wrongly_is_refused(people):
    item = issue(people)
    for given, field in (
        ({"to_date": date(2026, 3, 17)}, "to_date"),
        ({"to_date": date(2026, 3, 21)}, "to_date"),
        ({"reason": " "}, "reason"),
    ):
        with pytest.raises(Violation) as found:
            ask(people, item, **given)
        assert found.value.field == field
    with pytest.raises(Violation, match="申请办结后"):
        ask(people, bring(people, S.REPORTED))


@pytest.mark.handbook(46)
def test_an_extension_lapses_when_the_item_ends(people):
    item = bring(people, S.HANDLING)
    ask(people, item)
    services.supervision_cancel(item_id=item.pk, by=people.leader, at=AT, reason="不再需要")
    assert item.extensions.get().decision == "lapsed"
    assert not inbox.pending(item)
