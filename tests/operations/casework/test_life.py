"""From the request to the archive: every move by whom it belongs to (R121, R135, R136)."""

from datetime import date, timedelta

import pytest

from core import audit, inbox
from core.actor import Actor
from core.errors import Denied, Violation
from operations.casework import services
from operations.casework.lifecycle import CASE, States
from operations.casework.models import Case
from tests.operations.casework.conftest import AT, DAY, picture, request_of


@pytest.mark.handbook(121)
def test_the_table_reaches_every_state():
    assert CASE.unreachable() == frozenset()


@pytest.mark.handbook(121)
def test_the_number_comes_with_acceptance_not_before(submitted, desk):
    assert submitted.number == ""
    assert len(submitted.reference) == 8
    case = services.case_accept(case_id=submitted.pk, by=desk, at=AT)
    assert case.number == "FW-20260303-0001"


@pytest.mark.handbook(121)
def test_no_case_without_request(desk):
    with pytest.raises(Violation) as refusal:
        services.case_register(data=request_of(request="  "), by=desk, at=AT)
    assert refusal.value.field == "request"
    assert not Case.objects.exists()


@pytest.mark.handbook(121)
def test_no_case_without_applicant(desk):
    with pytest.raises(Violation) as refusal:
        services.case_register(data=request_of(applicant=None), by=desk, at=AT)
    assert refusal.value.field == "applicant"
    assert not Case.objects.exists()


@pytest.mark.handbook(135)
def test_the_answer_is_due_in_one_working_day(submitted):
    assert submitted.answer_due_date == date(2026, 3, 4)
    (waiting,) = inbox.pending(submitted)
    assert (waiting.step, waiting.post) == ("answer", "frontdesk")


@pytest.mark.handbook(136)
def test_the_promise_runs_from_acceptance(accepted):
    assert accepted.promise_days == 5
    assert accepted.promised_date == accepted.due_date == date(2026, 3, 10)
    assert accepted.legal_due_date == date(2026, 3, 17)


@pytest.mark.handbook(135)
def test_waiting_stops_the_clock(handling, handler):
    services.case_wait(case_id=handling.pk, by=handler, at=AT + DAY, reason="请补产品照片")
    case = services.case_continue(case_id=handling.pk, by=handler, at=AT + 3 * DAY)
    assert case.due_date == date(2026, 3, 12)
    assert case.promised_date == date(2026, 3, 12)


@pytest.mark.handbook(136)
def test_whoever_waits_only_after_the_due_day_stays_overdue(handling, handler):
    late = AT + timedelta(days=8)
    services.case_wait(case_id=handling.pk, by=handler, at=late, reason="请补产品照片")
    case = services.case_continue(case_id=handling.pk, by=handler, at=late + 3 * DAY)
    assert case.promised_date == date(2026, 3, 10)


@pytest.mark.handbook(121)
def test_only_the_handler_or_a_chief_works_on_it(assigned, office, chief):
    with pytest.raises(Violation):
        services.case_start(case_id=assigned.pk, by=office, at=AT)
    assert services.case_start(case_id=assigned.pk, by=chief, at=AT).status == States.HANDLING


@pytest.mark.handbook(121)
def test_handing_over_in_the_inbox_makes_the_receiver_the_handler(handling, handler, chief):
    (waiting,) = inbox.pending(handling)
    inbox.hand_over(
        item_id=waiting.pk, to_user_id=chief.user_id, by=handler, message="请接手", at=AT
    )
    handling.refresh_from_db()
    assert handling.handler_id == chief.user_id
    assert handling.handlers.count() == 2
    assert audit.last(handling).action == "case.hand_over"


@pytest.mark.handbook(121)
def test_on_behalf_needs_consent(station, manager):
    request = request_of(channel="station", station_id=station.pk, on_behalf=True)
    with pytest.raises(Violation) as refusal:
        services.case_register(data=request, by=manager, at=AT)
    assert refusal.value.field == "consent"
    with_consent = request_of(
        channel="station", station_id=station.pk, on_behalf=True, consent=picture()
    )
    assert services.case_register(data=with_consent, by=manager, at=AT).status == States.SUBMITTED


@pytest.mark.handbook(121)
def test_a_withdrawal_ends_when_handling_begins(assigned, handler):
    applicant = Actor.system("applicant")
    services.case_start(case_id=assigned.pk, by=handler, at=AT)
    with pytest.raises(Violation):
        services.case_withdraw(case_id=assigned.pk, by=applicant, at=AT, reason="不办了")


@pytest.mark.handbook(135)
def test_who_withdraws_instead_of_bringing_what_is_missing_ends_the_pause(submitted, desk):
    services.case_ask(case_id=submitted.pk, by=desk, at=AT, missing=["身份证"])
    case = services.case_withdraw(case_id=submitted.pk, by=desk, at=AT + DAY, reason="不办了")
    assert case.status == States.WITHDRAWN
    assert case.pauses.get().to_date == date(2026, 3, 4)


@pytest.mark.handbook(136)
def test_a_finished_case_keeps_its_result_and_can_be_rated(finished):
    assert finished.status == States.FINISHED
    assert finished.rate_until_date == date(2026, 4, 3)
    assert finished.details["outcome"] == "开店"
    assert not inbox.pending(finished)


@pytest.mark.handbook(121)
def test_a_stranger_to_casework_registers_nothing(in_county_a):
    from tests import cast

    with pytest.raises(Denied):
        services.case_register(data=request_of(), by=cast.actor("finance"), at=AT)
