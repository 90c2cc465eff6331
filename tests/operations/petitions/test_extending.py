"""A longer term: asked by the handler, decided by another, told to the petitioner."""

from datetime import timedelta

import pytest

from core import inbox, papers
from core.errors import Denied
from core.models.inbox import InboxItem
from operations.petitions import selectors, services
from operations.petitions.lifecycle import S
from operations.petitions.models import LongerTerm
from tests.operations.petitions.conftest import (
    AT,
    DAY,
    TODAY,
    bring,
    deliver,
    refused,
    register,
    review,
)


@pytest.fixture
def handled(people):
    """A petition being handled until 3 May."""
    return bring(people, S.HANDLING)


def ask(people, petition, *, at=AT + 5 * DAY, by=None, **more):
    """Ask for thirty days more."""
    values = {"days": 30, "reason": "情况复杂", **more}
    return services.longer_term_ask(petition_id=petition.pk, by=by or people.staff, at=at, **values)


def decide(people, petition, *, agree=True, by=None, at=AT + 6 * DAY, opinion="同意"):
    """A leader decides."""
    return services.longer_term_decide(
        petition_id=petition.pk, agree=agree, opinion=opinion, by=by or people.leader, at=at
    )


@pytest.mark.handbook(26)
def test_an_agreed_term_moves_the_last_day_and_the_petitioner_is_told(people, handled):
    due = selectors.round_of(handled).due_date
    ask(people, handled)
    waiting = {one.step: one.post for one in inbox.pending(handled)}
    assert waiting == {"handling": "", "longer-term": "leader"}
    decide(people, handled)
    now = selectors.round_of(handled)
    assert now.due_date == due + timedelta(days=30)
    assert selectors.added_days(now) == 30
    (item,) = inbox.pending(handled)
    assert item.due_at.date() == now.due_date
    assert next(one.kind for one in papers.of(handled)) == "信访事项延长办理期限告知书"
    told = InboxItem.objects.get(record_id=str(handled.pk), step="longer-term-decided")
    assert told.user_id == people.staff.user_id
    tell = {"petition_id": handled.pk, "told_date": TODAY + 6 * DAY, "at": AT + 7 * DAY}
    with pytest.raises(Denied):
        services.longer_term_tell(by=people.staff, **tell)
    assert services.longer_term_tell(by=people.office, **tell).told_date == TODAY + 6 * DAY
    refused(lambda: services.longer_term_tell(by=people.office, **tell), 26, words="没有需要告知")
    refused(lambda: ask(people, handled), 26, words="已经申请过")


@pytest.mark.handbook(26)
def test_a_refused_term_leaves_the_day_and_can_be_asked_for_again(people, handled):
    due = selectors.round_of(handled).due_date
    ask(people, handled)
    refused(lambda: decide(people, handled, agree=False, opinion=""), 26, field="opinion")
    decide(people, handled, agree=False, opinion="可按期办结")
    now = selectors.round_of(handled)
    assert (now.due_date, selectors.added_days(now)) == (due, 0)
    ask(people, handled, days=10)
    assert now.longer_terms.count() == 2


@pytest.mark.handbook(0, 26)
def test_a_leader_does_not_decide_on_the_own_wish(people):
    petition = bring(people, S.HANDLING, handler="leader")
    ask(people, petition, by=people.leader)
    refused(lambda: decide(people, petition), 0, 26, words="本人申请")
    with pytest.raises(Denied):
        decide(people, petition, by=people.office)
    decide(people, petition, by=people.director)
    refused(lambda: decide(people, petition), 26, words="没有待审批")


@pytest.mark.handbook(26)
def test_bad_wishes_are_told_at_their_field(people, handled):
    late = AT + timedelta(days=70)
    refused(lambda: ask(people, handled, days=31), 26, field="days", words="30")
    refused(lambda: ask(people, handled, reason=""), 26, field="reason")
    refused(lambda: ask(people, handled, at=late), 26, words="已过")
    refused(lambda: ask(people, handled, by=people.dept_head), 26, words=people.staff.name)
    ask(people, handled)
    refused(lambda: decide(people, handled, at=late), 26, words="已过")
    new = register(people)
    refused(lambda: ask(people, new), 26, words="办理期间")
    refused(lambda: decide(people, new), 26, words="没有待审批")
    refused(
        lambda: services.longer_term_tell(
            petition_id=new.pk, told_date=TODAY, by=people.office, at=AT
        ),
        26,
        words="没有需要告知",
    )


@pytest.mark.handbook(26)
def test_a_wish_lapses_with_the_answer_and_a_review_has_none(people, handled):
    ask(people, handled)
    at = AT + 7 * DAY
    services.petition_answer(
        petition_id=handled.pk, outcome="supported", answer="属实", by=people.staff, at=at
    )
    assert LongerTerm.objects.get().choice == "lapsed"
    assert [one.step for one in inbox.pending(handled)] == ["answered"]
    deliver(people, handled, at=at)
    review(people, handled, "gm", at=at)
    refused(lambda: ask(people, handled, by=people.gm, at=at), 26, words="办理期间")


@pytest.mark.handbook(26)
def test_an_anonymous_petitioner_is_not_told_of_a_longer_term(people):
    petition = bring(people, S.HANDLING, is_anonymous=True)
    ask(people, petition)
    decide(people, petition)
    assert list(papers.of(petition)) == []
    refused(
        lambda: services.longer_term_tell(
            petition_id=petition.pk, told_date=TODAY + 6 * DAY, by=people.office, at=AT + 7 * DAY
        ),
        26,
        words="匿名",
    )
