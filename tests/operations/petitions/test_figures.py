"""What the province reads of petitions (R161): each term counts once."""

from datetime import timedelta

import pytest

from core.figures import figure
from operations.petitions import figures, services
from operations.petitions.lifecycle import S
from tests.operations.documents.test_figures import county
from tests.operations.petitions.conftest import AT, DAY, TODAY, bring, deliver, register, review


def on(days):
    """A day counted from the first."""
    return TODAY + timedelta(days=days)


@pytest.mark.handbook(26, 161)
def test_what_came_counts_on_the_day_it_was_received(people):
    register(people)
    register(people, received_date=on(-1))
    assert county(figures.received(TODAY)) == (1, None)
    assert set(figures.received_days()) == {TODAY, on(-1)}
    assert figure("P-IN").clause == 26


@pytest.mark.handbook(26)
def test_a_decision_counts_when_it_is_made_or_when_it_runs_over(people):
    bring(people, S.ACCEPTED)
    late = register(people)
    refuse = {"petition_id": late.pk, "reason": "无关", "by": people.leader}
    assert county(figures.accepted(on(1))) == (1, 1)
    assert county(figures.accepted(on(16))) == (0, 1)
    assert county(figures.late_at_end(on(15))) == (0, None)
    assert county(figures.late_at_end(on(16))) == (1, None)
    services.petition_refuse(at=AT + 20 * DAY, **refuse)
    assert county(figures.accepted(on(16))) == (0, 1)
    assert county(figures.accepted(on(20))) == (0, 0)
    assert county(figures.late_at_end(on(19))) == (1, None)
    assert county(figures.late_at_end(on(20))) == (0, None)
    assert {on(1), on(16), on(20)} <= set(figures.accepted_days())


@pytest.mark.handbook(26)
def test_what_was_taken_back_in_time_does_not_count(people):
    for days, counted in ((5, 0), (17, 1)):
        petition = register(people, received_date=on(-days))
        services.petition_withdraw(
            petition_id=petition.pk, reason="已解决", by=people.office, at=AT
        )
        assert county(figures.accepted(on(16 - days))) == (0, counted)
    handled = bring(people, S.HANDLING)
    services.petition_withdraw(
        petition_id=handled.pk, reason="已解决", by=people.office, at=AT + 9 * DAY
    )
    assert county(figures.answered(on(62))) == (0, 0)
    assert on(9) in set(figures.late_days())


@pytest.mark.handbook(26)
def test_answers_and_reviews_count_by_their_last_day_longer_terms_included(people):
    petition = bring(people, S.HANDLING)
    assert county(figures.answered(on(62))) == (0, 1)
    services.longer_term_ask(
        petition_id=petition.pk, days=30, reason="复杂", by=people.staff, at=AT + 9 * DAY
    )
    services.longer_term_decide(
        petition_id=petition.pk, agree=True, by=people.leader, at=AT + 9 * DAY
    )
    assert county(figures.answered(on(62))) == (0, 0)
    assert county(figures.answered(on(92))) == (0, 1)
    at = AT + 80 * DAY
    services.petition_answer(
        petition_id=petition.pk, outcome="supported", answer="属实", by=people.staff, at=at
    )
    assert county(figures.answered(on(80))) == (1, 1)
    assert county(figures.answered(on(92))) == (0, 0)
    deliver(people, petition, at=at)
    review(people, petition, "gm", at=at)
    assert county(figures.answered(on(111))) == (0, 1)
    assert county(figures.late_at_end(on(111))) == (1, None)
    assert {on(80), on(111)} <= set(figures.answered_days())
