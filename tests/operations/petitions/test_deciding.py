"""The first term: accepted, not accepted, forwarded, reopened."""

from datetime import date, timedelta

import pytest

from core import audit, inbox, papers
from core.actor import Scope
from core.errors import Denied, Violation
from operations.petitions import selectors, services
from operations.petitions.lifecycle import S
from operations.petitions.models import PetitionsSetting
from tests.operations.petitions.conftest import AT, DAY, TODAY, bring, refused, register


def kinds(petition):
    """Papers it has, by kind."""
    return [one.kind for one in papers.of(petition)]


@pytest.mark.handbook(26)
def test_a_leader_accepts_it_and_names_the_handler_for_sixty_days(people):
    petition = register(people)
    services.petition_accept(
        petition_id=petition.pk,
        handler_id=people.staff.user_id,
        opinion="请核实",
        by=people.leader,
        at=AT + DAY,
    )
    petition.refresh_from_db()
    assert petition.status == S.ACCEPTED
    found = selectors.round_of(petition)
    assert (found.began_date, found.due_date) == (TODAY + DAY, date(2026, 5, 3))
    assert found.handler_name == people.staff.name
    (item,) = inbox.pending(petition)
    assert (item.step, item.user_id, item.due_at.date()) == (
        "accepted",
        people.staff.user_id,
        date(2026, 5, 3),
    )
    decision = selectors.decision_of(petition)
    assert (decision.verdict, decision.decided_date) == ("accepted", TODAY + DAY)
    assert kinds(petition) == ["信访事项受理告知书"]
    assert audit.verify().ok


@pytest.mark.handbook(0, 26)
def test_whoever_registered_it_does_not_decide_on_it(people):
    from accounts.services import grant_give
    from core.actor import Holding
    from tests import cast

    petition = register(people)
    grant_give(
        user_id=people.office.user_id,
        holding=Holding("leader", Scope.CENTRE),
        by=cast.SYSTEM,
        on=cast.ON,
        place="county",
    )
    both = cast.actor("office")
    assert both.holds("leader")
    with pytest.raises(Violation) as found:
        services.petition_refuse(petition_id=petition.pk, reason="无", by=both, at=AT)
    assert 0 in {clause.number for clause in found.value.clauses}


@pytest.mark.handbook(0, 26)
def test_a_handler_is_fit_and_not_whom_it_is_about(people):
    petition = register(people, concerned=(people.staff.name,))
    given = {"petition_id": petition.pk, "by": people.leader, "at": AT}

    def name(who):
        return lambda: services.petition_accept(handler_id=who, **given)

    refused(name(people.staff.user_id), 0, 26, field="handler_id", words="回避")
    refused(name(people.duty.user_id), 26, field="handler_id", words="岗位")
    refused(name(999_999), 26, field="handler_id", words="停用")
    petition.refresh_from_db()
    assert petition.status == S.REGISTERED
    assert not petition.rounds.exists()
    with pytest.raises(Denied):
        services.petition_accept(
            petition_id=petition.pk,
            handler_id=people.dept_head.user_id,
            by=people.staff,
            at=AT,
        )


@pytest.mark.handbook(26)
@pytest.mark.parametrize(
    ("action", "state", "kind"),
    [
        ("refuse", S.REFUSED, "信访事项不予受理告知书"),
        ("forward", S.FORWARDED, "信访事项转送告知书"),
    ],
)
def test_what_is_not_ours_ends_with_its_reason_in_writing(people, action, state, kind):
    petition = register(people)
    service = getattr(services, f"petition_{action}")
    more = {"organ": "县交通局"} if action == "forward" else {}
    given = {"petition_id": petition.pk, "by": people.leader, "at": AT + DAY, **more}
    refused(lambda: service(reason=" ", **given), 26, field="reason")
    service(reason="不属于本中心职责范围", **given)
    petition.refresh_from_db()
    assert petition.status == state
    assert list(inbox.pending(petition)) == []
    decision = selectors.decision_of(petition)
    assert decision.reason == "不属于本中心职责范围"
    assert decision.organ == more.get("organ", "")
    assert kinds(petition) == [kind]


@pytest.mark.handbook(26)
def test_forwarding_says_to_whom(people):
    petition = register(people)
    refused(
        lambda: services.petition_forward(
            petition_id=petition.pk, organ="", reason="不归我们", by=people.leader, at=AT
        ),
        26,
        field="organ",
    )


@pytest.mark.handbook(26)
def test_an_anonymous_petitioner_gets_no_notice(people):
    petition = bring(people, S.ACCEPTED, is_anonymous=True)
    assert kinds(petition) == []


@pytest.mark.handbook(26)
def test_a_reopened_petition_begins_anew_under_its_number(people):
    petition = bring(people, S.CLOSED)
    number = petition.number
    later = AT + timedelta(days=100)
    services.petition_reopen(
        petition_id=petition.pk, reason="有新的证据", by=people.director, at=later
    )
    petition.refresh_from_db()
    assert (petition.status, petition.cycle, petition.number) == (S.REGISTERED, 2, number)
    assert petition.closed_date is None
    assert selectors.decision_of(petition).due_date == TODAY + timedelta(days=115)
    assert selectors.round_of(petition) is None
    assert [item.step for item in inbox.pending(petition)] == ["registered"]
    services.petition_accept(
        petition_id=petition.pk, handler_id=people.staff.user_id, by=people.leader, at=later
    )
    assert petition.rounds.count() == 2


@pytest.mark.handbook(26)
def test_terms_are_those_in_force_on_the_day(people):
    for key, value in (("decision_days", 10), ("handling_days", 45)):
        PetitionsSetting.objects.create(key=key, value=value, valid_from_date=TODAY)
    early = register(people, at=AT - DAY, received_date=TODAY - DAY)
    petition = bring(people, S.ACCEPTED)
    assert selectors.decision_of(early).days == 15
    assert selectors.decision_of(petition).days == 10
    assert selectors.round_of(petition).days == 45
