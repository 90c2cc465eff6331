"""The answer: accepted, asked once for what is missing, or refused with a reason (R135)."""

from datetime import date

import pytest

from core import audit, inbox, numbering
from core.errors import Violation
from core.workcalendar import WorkCalendar
from operations.casework import selectors, services
from operations.casework.clock import Light
from operations.casework.lifecycle import States
from operations.casework.terms import missing_materials
from tests.operations.casework.conftest import AT, DAY, picture, request_of


@pytest.fixture
def incomplete(desk):
    """Registered without the identity card."""
    return services.case_register(data=request_of(materials=()), by=desk, at=AT)


@pytest.mark.handbook(135)
def test_it_is_not_accepted_while_something_is_missing(incomplete, desk):
    (name,) = missing_materials(incomplete)
    with pytest.raises(Violation) as refusal:
        services.case_accept(case_id=incomplete.pk, by=desk, at=AT)
    assert name in refusal.value.sentence
    incomplete.refresh_from_db()
    assert (incomplete.status, incomplete.number) == (States.SUBMITTED, "")
    assert numbering.register("case", period="20260303").count() == 0


@pytest.mark.handbook(135)
def test_ticking_or_a_file_proves_a_material(incomplete, desk):
    case = services.case_accept(case_id=incomplete.pk, by=desk, at=AT, materials=["identity"])
    assert case.materials == ["identity"]
    with_file = request_of(materials=(), files=(("identity", picture("身份证.png")),))
    case = services.case_register(data=with_file, by=desk, at=AT, accept=True)
    assert case.status == States.ACCEPTED


@pytest.mark.handbook(135)
def test_asking_stops_the_clock_and_bringing_starts_it(incomplete, desk):
    case = services.case_ask(case_id=incomplete.pk, by=desk, at=AT, missing=["身份证", " "])
    assert (case.status, case.missing) == (States.SUPPLEMENT, ["身份证"])
    assert not inbox.pending(case)
    standing = selectors.standing(case, on=date(2026, 3, 5), calendar=WorkCalendar.load())
    assert standing.light is Light.PAUSED
    back = services.case_complete(case_id=case.pk, by=desk, at=AT + 2 * DAY, materials=["identity"])
    assert back.status == States.SUBMITTED
    assert back.answer_due_date == date(2026, 3, 6)
    assert services.case_accept(case_id=case.pk, by=desk, at=AT + 2 * DAY).missing == []


@pytest.mark.handbook(135)
def test_files_can_be_brought_later(incomplete, desk):
    services.case_ask(case_id=incomplete.pk, by=desk, at=AT, missing=["身份证"], reason="请带原件")
    back = services.case_complete(
        case_id=incomplete.pk, by=desk, at=AT, files=[("identity", picture())]
    )
    assert missing_materials(back) == []


@pytest.mark.handbook(135)
def test_a_second_list_is_refused(incomplete, desk):
    services.case_ask(case_id=incomplete.pk, by=desk, at=AT, missing=["身份证"])
    services.case_complete(case_id=incomplete.pk, by=desk, at=AT)
    with pytest.raises(Violation) as refusal:
        services.case_ask(case_id=incomplete.pk, by=desk, at=AT, missing=["照片"])
    assert refusal.value.clauses[0].number == 135
    incomplete.refresh_from_db()
    assert incomplete.status == States.SUBMITTED


@pytest.mark.handbook(135)
def test_refusing_takes_a_reason_of_the_list(incomplete, desk):
    with pytest.raises(Violation):
        services.case_refuse(case_id=incomplete.pk, by=desk, at=AT, reason_code="")
    services.case_ask(case_id=incomplete.pk, by=desk, at=AT, missing=["身份证"])
    case = services.case_refuse(
        case_id=incomplete.pk, by=desk, at=AT, reason_code="incomplete", reason="逾期未补"
    )
    assert case.status == States.REFUSED
    assert case.closing_reason == "一次性告知后材料仍不齐全：逾期未补"
    assert not case.pauses.filter(to_date__isnull=True).exists()
    bare = services.case_register(data=request_of(), by=desk, at=AT)
    refused = services.case_refuse(case_id=bare.pk, by=desk, at=AT, reason_code="not_ours")
    assert refused.closing_reason == "不属于本中心服务事项"


def test_two_clerks_accept_one_case_once(submitted, desk, office):
    services.case_accept(case_id=submitted.pk, by=desk, at=AT, expected_version=submitted.version)
    with pytest.raises(Violation) as refusal:
        services.case_accept(
            case_id=submitted.pk, by=office, at=AT, expected_version=submitted.version
        )
    assert desk.name in refusal.value.sentence
    assert numbering.register("case", period="20260303").count() == 1


@pytest.mark.handbook(136)
def test_urgent_complaints_have_their_own_promise(desk):
    complaint = request_of("S17", urgent=True, details=complaint_details(), materials=())
    case = services.case_register(data=complaint, by=desk, at=AT)
    assert case.promise_days == 1


def complaint_details() -> dict[str, object]:
    """What S17 asks for at registration, whatever it is: the first choice, a word, a number."""
    from operations.casework.terms import fields_of, form_of
    from tests.operations.casework.conftest import item

    found: dict[str, object] = {}
    for one in fields_of(form_of(item("S17"), on=date(2026, 3, 3))):
        if one.stage == "apply" and one.required:
            found[one.key] = one.choices[0] if one.choices else "1"
    return found


@pytest.mark.handbook(121, 136)
def test_a_stations_own_item_goes_to_whoever_accepts_it(station, manager):
    from operations.casework.terms import fields_of, form_of
    from tests.operations.casework.conftest import item

    form = form_of(item("V01"), on=date(2026, 3, 3))
    details = {
        one.key: (one.choices[0] if one.choices else "1")
        for one in fields_of(form)
        if one.stage == "apply" and one.required
    }
    request = request_of(
        "V01",
        channel="station",
        station_id=station.pk,
        details=details,
        materials=[m["key"] for m in form.materials],
    )
    case = services.case_register(data=request, by=manager, at=AT, accept=True)
    assert (case.status, case.handler_id) == (States.ASSIGNED, manager.user_id)
    assert audit.last(case).action == "case.assign"


@pytest.mark.handbook(121)
def test_an_item_withdrawn_meanwhile_stops_new_cases_not_running_ones(accepted, desk, office):
    services.item_withdraw(
        item_id=accepted.item_id, from_date=date(2026, 3, 3), by=office, at=AT, reason="暂停"
    )
    with pytest.raises(Violation) as refusal:
        services.case_register(data=request_of(), by=desk, at=AT)
    assert refusal.value.field == "item"
    case = services.case_assign(case_id=accepted.pk, handler_id=desk.user_id, by=office, at=AT)
    assert case.status == States.ASSIGNED


@pytest.mark.handbook(136)
def test_a_case_keeps_the_promise_it_began_with(submitted, desk, office):
    services.promise_change(
        item_id=submitted.item_id,
        days=3,
        legal_days=8,
        valid_from_date=date(2026, 3, 4),
        by=office,
        at=AT,
        reason="提速",
    )
    case = services.case_accept(case_id=submitted.pk, by=desk, at=AT + DAY)
    assert case.promise_days == 5
    later = services.case_register(data=request_of(), by=desk, at=AT + DAY)
    assert later.promise_days == 3
