"""Scheduled work: warnings in working hours only, filing, keeping no longer than allowed."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta

import pytest

from core import audit, inbox
from core.actor import Actor
from core.models import CalendarDay
from core.workcalendar import calendar_override
from core.workcalendar.services import calendar_override_remove
from operations.casework import retention, services, tasks
from operations.casework.models import Applicant, Appointment, Case
from tests.operations.casework.conftest import AT, request_of


@contextmanager
def moment_is(moment: datetime) -> Iterator[None]:
    """Scheduled work asks the clock itself."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.utils.timezone.now", lambda: moment)
        yield


# Due on Tuesday, 10 March: yellow from Monday (one day of five left), red from Wednesday.
YELLOW = datetime(2026, 3, 9, 2, 0, tzinfo=UTC)
RED = datetime(2026, 3, 11, 2, 0, tzinfo=UTC)


def told(actor) -> list[str]:
    """What lies in the box to read, by step."""
    return [item.step for item in inbox.for_actor(actor, "to_read")]


@pytest.mark.handbook(136)
def test_yellow_goes_to_the_handler_red_to_the_chief_too_each_once(handling, handler, chief):
    with moment_is(YELLOW):
        assert tasks.warn.run() == 1
        assert tasks.warn.run() == 0
    assert told(handler) == ["light-yellow"]
    assert told(chief) == []
    with moment_is(RED):
        assert tasks.warn.run() == 1
        assert tasks.warn.run() == 0
    assert told(handler) == ["light-yellow", "light-red"]
    assert told(chief) == ["escalation"]


@pytest.mark.parametrize(
    "moment",
    [
        datetime(2026, 3, 11, 14, 0, tzinfo=UTC),
        datetime(2026, 3, 14, 2, 0, tzinfo=UTC),
        datetime(2026, 3, 11, 0, 0, tzinfo=UTC),
    ],
)
def test_nobody_is_reminded_at_night_or_on_a_day_of_rest(handling, handler, moment):
    with moment_is(moment):
        assert tasks.warn.run() == 0
    assert told(handler) == []


def test_an_unassigned_case_warns_the_chief_only(accepted, chief):
    with moment_is(RED):
        assert tasks.warn.run() == 1
    assert told(chief) == ["escalation"]


@pytest.mark.handbook(138, 139)
def test_cases_are_filed_when_the_time_for_rating_is_over(finished, desk, office, handler, chief):
    bad = services.case_register(data=request_of(), by=desk, at=AT, accept=True)
    services.case_assign(case_id=bad.pk, handler_id=handler.user_id, by=chief, at=AT)
    services.case_start(case_id=bad.pk, by=handler, at=AT)
    from tests.operations.casework.conftest import FINISH

    services.case_finish(case_id=bad.pk, by=handler, at=AT, result="已开店", details=FINISH)
    services.case_rate(case_id=bad.pk, level=1, at=AT)
    Appointment.objects.create(
        item=bad.item,
        on_date=date(2026, 3, 4),
        slot="09:00",
        name="祝小满",
        phone="19900003001",
        token="t",
    )
    with moment_is(AT + timedelta(days=35)):
        assert tasks.daily.run() == 1
    finished.refresh_from_db()
    bad.refresh_from_db()
    assert (finished.status, bad.status) == ("archived", "rated")
    assert Appointment.objects.get().status == "missed"


@pytest.mark.handbook(155)
def test_after_three_years_a_case_names_nobody(finished, office):
    services.case_archive(case_id=finished.pk, by=office, at=AT + timedelta(days=40))
    closed = date(2026, 3, 4)
    before = closed.replace(year=2029) - timedelta(days=1)
    assert retention.apply(on=before, at=AT + timedelta(days=1000)) == 0
    assert retention.apply(on=closed.replace(year=2029), at=AT + timedelta(days=1096)) == 1
    applicant = Applicant.objects.get()
    assert (applicant.name, applicant.phone, applicant.phone_hash) == ("祝*满", "", "")
    assert audit.last(applicant).action == "applicant.anonymise"
    assert retention.apply(on=date(2030, 1, 1), at=AT + timedelta(days=1400)) == 0


@pytest.mark.handbook(155)
def test_who_has_a_newer_or_open_case_is_kept(finished, desk):
    services.case_register(data=request_of(), by=desk, at=AT + timedelta(days=900))
    assert retention.apply(on=date(2029, 6, 1), at=AT + timedelta(days=1186)) == 0
    assert Applicant.objects.get().name == "祝小满"


@pytest.mark.handbook(155)
def test_accounts_of_bills_go_after_six_months(station, manager):
    case = services.case_draft(
        data=request_of("V03", station_id=station.pk, details={"account": "6217001234"}),
        by=manager,
        at=AT,
    )
    services.case_discard(case_id=case.pk, by=manager, at=AT)
    retention.apply(on=date(2026, 9, 2), at=AT + timedelta(days=183))
    assert Case.objects.get().private_details
    retention.apply(on=date(2026, 9, 3), at=AT + timedelta(days=184))
    assert Case.objects.get().private_details == ""


@pytest.mark.handbook(136)
def test_a_changed_calendar_moves_open_cases_and_never_closed_ones(accepted, finished, desk):
    other = services.case_register(data=request_of(), by=desk, at=AT, accept=True)
    waiting = services.case_register(data=request_of(), by=desk, at=AT)
    closed_due = finished.due_date
    with moment_is(AT):
        calendar_override(
            on=date(2026, 3, 4),
            kind=CalendarDay.Kind.REST,
            name="庙会",
            reason="县里放假",
            by=Actor.system("tests"),
            at=AT,
        )
    other.refresh_from_db()
    waiting.refresh_from_db()
    finished.refresh_from_db()
    assert other.due_date == date(2026, 3, 11)
    assert waiting.answer_due_date == date(2026, 3, 5)
    assert finished.due_date == closed_due
    with moment_is(AT):
        calendar_override_remove(on=date(2026, 3, 4), reason="取消", by=Actor.system("tests"))
    other.refresh_from_db()
    assert other.due_date == date(2026, 3, 10)
