"""Work on a case: assigned, written down, more time, ended (R121, R136)."""

from datetime import date

import pytest

from accounts.posts import Post
from core import audit, inbox
from core.actor import Actor, Scope
from core.errors import Denied, Violation
from core.workcalendar import WorkCalendar
from operations.casework import selectors, services
from operations.casework.clock import Light
from operations.casework.lifecycle import States
from tests import cast
from tests.operations.casework.conftest import AT, DAY, request_of


def test_candidates_come_by_department_skill_and_load(accepted, desk, handler, chief):
    found = selectors.candidates(accepted, on=date(2026, 3, 3))
    names = [one.name for one in found]
    assert {desk.name, handler.name, chief.name} <= set(names)
    assert all(one.open_cases == 0 and not one.barred for one in found)
    services.case_assign(case_id=accepted.pk, handler_id=handler.user_id, by=chief, at=AT)
    loads = {one.name: one.open_cases for one in selectors.candidates(accepted, on=AT.date())}
    assert loads[handler.name] == 1


def test_a_person_without_a_handling_post_or_gone_gets_no_case(accepted, chief):
    driver = cast.appoint(Post.DUTY)
    with pytest.raises(Violation) as refusal:
        services.case_assign(case_id=accepted.pk, handler_id=driver.pk, by=chief, at=AT)
    assert driver.name in refusal.value.sentence
    with pytest.raises(Violation):
        services.case_assign(case_id=accepted.pk, handler_id=999_999, by=chief, at=AT)
    accepted.refresh_from_db()
    assert accepted.handler_id is None


def test_one_refusal_of_a_batch_stops_no_other(accepted, submitted, desk, handler, chief):
    second = services.case_register(data=request_of(), by=desk, at=AT, accept=True)
    third = services.case_register(data=request_of(), by=desk, at=AT)
    done = services.cases_assign(
        case_ids=[accepted.pk, third.pk, second.pk], handler_id=handler.user_id, by=chief, at=AT
    )
    assert [bool(one.refusal) for one in done] == [False, True, False]
    assert selectors.mine(handler).count() == 2


@pytest.mark.handbook(139, 0)
def test_a_complaint_is_not_handled_by_whom_it_is_about(finished, desk, handler, chief):
    complaint = services.case_register(
        data=request_of("S17", about_id=finished.pk, details=_apply("S17"), materials=()),
        by=desk,
        at=AT + DAY,
        accept=True,
    )
    (barred,) = [o for o in selectors.candidates(complaint, on=AT.date()) if o.barred]
    assert barred.user_id == handler.user_id
    with pytest.raises(Violation) as refusal:
        services.case_assign(
            case_id=complaint.pk, handler_id=handler.user_id, by=chief, at=AT + DAY
        )
    assert [clause.number for clause in refusal.value.clauses] == [139, 0]
    with pytest.raises(Violation):
        services.case_register(data=request_of(about_id=finished.pk), by=desk, at=AT)


def _apply(code: str) -> dict[str, object]:
    """Some answer to everything an item asks for."""
    from operations.casework.terms import fields_of, form_of
    from tests.operations.casework.conftest import item

    return {
        one.key: (one.choices[0] if one.choices else "1")
        for one in fields_of(form_of(item(code), on=date(2026, 3, 3)))
        if one.stage == "apply" and one.required
    }


def test_what_was_done_is_written_down(handling, handler, office):
    step = services.case_step(
        case_id=handling.pk, by=handler, at=AT, on_date=AT.date(), text="上门看货", minutes=40
    )
    assert (step.minutes, audit.last(handling).note) == (40, "上门看货")
    for text, day in ((" ", AT.date()), ("预约", date(2026, 3, 9))):
        with pytest.raises(Violation):
            services.case_step(case_id=handling.pk, by=handler, at=AT, on_date=day, text=text)
    with pytest.raises(Violation):
        services.case_step(case_id=handling.pk, by=office, at=AT, on_date=AT.date(), text="插手")


def test_nothing_is_written_into_a_finished_case(finished, handler):
    with pytest.raises(Violation):
        services.case_step(
            case_id=finished.pk, by=handler, at=AT + DAY, on_date=AT.date(), text="补记"
        )


def test_a_note_reaches_those_it_mentions(handling, handler, office):
    note = services.case_note(
        case_id=handling.pk, by=handler, at=AT, text="请看一下资质", mentions=[office.user_id]
    )
    (read,) = inbox.for_actor(office, "to_read")
    assert (read.message, note.mentions) == ("请看一下资质", [office.user_id])
    with pytest.raises(Violation):
        services.case_note(case_id=handling.pk, by=handler, at=AT, text=" ")
    with pytest.raises(Denied):
        services.case_note(case_id=handling.pk, by=Actor.system("x"), at=AT, text="无人")


@pytest.mark.handbook(136)
def test_a_promise_to_a_step_is_kept_and_the_legal_clock_goes_on(handling, handler):
    calendar, later = WorkCalendar.load(), date(2026, 3, 12)
    assert selectors.standing(handling, on=later, calendar=calendar).light is Light.RED
    with pytest.raises(Violation):
        services.promise_keep(case_id=handling.pk, by=handler, at=AT, expected_version=0)
    case = services.promise_keep(case_id=handling.pk, by=handler, at=AT + DAY)
    assert case.course.get().text == "首次辅导"
    assert selectors.standing(case, on=later, calendar=calendar).light is Light.YELLOW
    assert not selectors.overdue(handler, on=later).exists()
    assert selectors.overdue(handler, on=date(2026, 3, 18)).exists()


@pytest.mark.handbook(136, 0)
def test_more_time_is_asked_of_a_chief_and_counts_for_the_handler_only(handling, handler, chief):
    services.extension_ask(case_id=handling.pk, by=handler, at=AT, days=3, reason="等检测报告")
    (waiting,) = inbox.pending(handling).filter(step="extension")
    assert waiting.post == Post.OPS
    with pytest.raises(Violation):
        services.extension_ask(case_id=handling.pk, by=handler, at=AT, days=1, reason="再来")
    with pytest.raises(Denied):
        services.extension_decide(case_id=handling.pk, by=handler, at=AT, approved=True)
    services.extension_decide(case_id=handling.pk, by=chief, at=AT, approved=True)
    handling.refresh_from_db()
    assert handling.due_date == date(2026, 3, 13)
    assert handling.promised_date == date(2026, 3, 10)
    assert not inbox.pending(handling).filter(step="extension").exists()
    with pytest.raises(Violation):
        services.extension_decide(case_id=handling.pk, by=chief, at=AT, approved=True)


@pytest.mark.handbook(136)
def test_more_time_needs_reason_and_an_answer(handling, handler, chief):
    with pytest.raises(Violation):
        services.extension_ask(case_id=handling.pk, by=handler, at=AT, days=3, reason=" ")
    services.extension_ask(case_id=handling.pk, by=handler, at=AT, days=3, reason="等报告")
    with pytest.raises(Violation):
        services.extension_decide(case_id=handling.pk, by=chief, at=AT, approved=False)
    services.extension_decide(
        case_id=handling.pk, by=chief, at=AT, approved=False, opinion="可以先办"
    )
    handling.refresh_from_db()
    assert handling.due_date == date(2026, 3, 10)


@pytest.mark.handbook(136, 0)
def test_a_chief_does_not_approve_what_they_asked(handling, chief):
    services.extension_ask(case_id=handling.pk, by=chief, at=AT, days=3, reason="等报告")
    with pytest.raises(Violation) as refusal:
        services.extension_decide(case_id=handling.pk, by=chief, at=AT, approved=True)
    assert refusal.value.clauses[0].number == 0


@pytest.mark.handbook(136)
def test_an_undecided_extension_ends_with_the_case(handling, handler, finish):
    services.extension_ask(case_id=handling.pk, by=handler, at=AT, days=3, reason="等报告")
    case = finish(handling)
    assert case.extensions.get().approved is False
    assert not inbox.pending(case)


@pytest.mark.handbook(136)
def test_a_case_is_not_completed_without_its_result(handling, handler):
    with pytest.raises(Violation) as refusal:
        services.case_finish(case_id=handling.pk, by=handler, at=AT, result=" ")
    assert refusal.value.field == "result"
    with pytest.raises(Violation) as refusal:
        services.case_finish(case_id=handling.pk, by=handler, at=AT, result="已开店")
    assert refusal.value.field == "details-coach"


@pytest.mark.handbook(135)
def test_a_chief_ends_what_cannot_be_brought_to_its_end(handling, handler, chief):
    services.case_wait(case_id=handling.pk, by=handler, at=AT, reason="等申请人")
    with pytest.raises(Denied):
        services.case_end(case_id=handling.pk, by=handler, at=AT, reason="联系不上")
    case = services.case_end(case_id=handling.pk, by=chief, at=AT + DAY, reason="多次联系不上")
    assert (case.status, case.closing_reason) == (States.ENDED, "多次联系不上")
    assert not case.pauses.filter(to_date__isnull=True).exists()


@pytest.mark.handbook(135)
def test_a_waiting_case_is_not_asked_for_material(handling, handler, desk):
    services.case_wait(case_id=handling.pk, by=handler, at=AT, reason="等申请人")
    entries = audit.timeline(handling).count()
    with pytest.raises(Violation):
        services.case_ask(case_id=handling.pk, by=desk, at=AT, missing=["身份证"])
    handling.refresh_from_db()
    assert (handling.status, handling.missing) == (States.WAITING, [])
    assert list(handling.pauses.values_list("kind", flat=True)) == ["applicant"]
    assert audit.timeline(handling).count() == entries


@pytest.mark.handbook(148)
def test_a_station_sees_its_own_cases_and_the_township_its_children(
    station, manager, desk, accepted
):
    from tests.operations.casework.conftest import picture

    own = services.case_register(
        data=request_of(
            channel="station", station_id=station.pk, on_behalf=True, consent=picture()
        ),
        by=manager,
        at=AT,
    )
    town = cast.actor(Post.TOWNSHIP)
    other = cast.actor(Post.STATION_MGR, scope=Scope("station", "999"), username="other")
    assert list(selectors.cases(manager)) == [own]
    assert list(selectors.cases(town)) == [own]
    assert list(selectors.cases(other)) == []
    assert selectors.cases(desk).count() == 2
    assert selectors.unanswered(manager).count() == 1


def test_handing_over_other_steps_or_to_a_post_moves_no_handler(submitted, desk, office):
    from operations.casework.services.assigning import handed_over

    (waiting,) = inbox.pending(submitted)
    handed_over(submitted, waiting, desk, AT)
    handed_over(None, waiting, desk, AT)
    submitted.refresh_from_db()
    assert submitted.handler_id is None


def test_handing_over_while_it_waits_or_to_the_wrong_person(handling, handler, chief):
    (waiting,) = inbox.pending(handling)
    driver = cast.appoint(Post.DUTY)
    with pytest.raises(Violation):
        inbox.hand_over(
            item_id=waiting.pk, to_user_id=driver.pk, by=handler, message="请接手", at=AT
        )
    handling.refresh_from_db()
    assert handling.handler_id == handler.user_id
