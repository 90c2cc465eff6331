"""Drafts: kept as they are, judged when they are submitted (R121)."""

import pytest

from core.errors import Denied, Violation
from operations.casework import services
from operations.casework.lifecycle import States
from operations.casework.models import Case
from operations.casework.services.registering import joined
from tests import cast
from tests.operations.casework.conftest import AT, picture, request_of


def test_an_unfinished_draft_is_kept_and_finished_later(desk):
    bare = request_of(applicant=None, request="", details={}, materials=())
    case = services.case_draft(data=bare, by=desk, at=AT)
    with pytest.raises(Violation):
        services.case_submit(case_id=case.pk, by=desk, at=AT)
    services.case_save(case_id=case.pk, data=request_of(), by=desk, at=AT, expected_version=0)
    assert services.case_submit(case_id=case.pk, by=desk, at=AT).status == States.SUBMITTED


def test_a_draft_changed_meanwhile_or_submitted_is_not_overwritten(desk):
    case = services.case_draft(data=request_of(), by=desk, at=AT)
    services.case_save(case_id=case.pk, data=request_of(request="改"), by=desk, at=AT)
    with pytest.raises(Violation):
        services.case_save(case_id=case.pk, data=request_of(), by=desk, at=AT, expected_version=0)
    services.case_submit(case_id=case.pk, by=desk, at=AT)
    with pytest.raises(Violation):
        services.case_save(case_id=case.pk, data=request_of(), by=desk, at=AT)


def test_a_draft_can_be_thrown_away(desk):
    case = services.case_draft(data=request_of(), by=desk, at=AT)
    gone = services.case_discard(case_id=case.pk, by=desk, at=AT)
    assert gone.status == States.WITHDRAWN


@pytest.mark.handbook(121)
def test_the_items_own_fields_are_checked_on_submission(desk):
    wrong = request_of(details={"stage": "远期", "product": "土蜂蜜"})
    with pytest.raises(Violation) as refusal:
        services.case_register(data=wrong, by=desk, at=AT)
    assert refusal.value.field == "details-stage"
    assert not Case.objects.exists()


def test_five_files_fit_a_sixth_does_not(desk):
    five = request_of(files=tuple(("", picture(f"{n}.png")) for n in range(5)))
    assert services.case_draft(data=five, by=desk, at=AT).pk
    six = request_of(files=tuple(("", picture(f"{n}.png")) for n in range(6)))
    with pytest.raises(Violation) as refusal:
        services.case_draft(data=six, by=desk, at=AT)
    assert refusal.value.field == "files"


@pytest.mark.handbook(155)
def test_private_answers_are_kept_encrypted_and_joined_again(desk, station, manager):
    case = services.case_draft(
        data=request_of("V03", station_id=station.pk, details={"account": "6217001234", "x": 1}),
        by=manager,
        at=AT,
    )
    assert "account" not in case.details
    stored = Case.objects.filter(pk=case.pk).extra(select={"raw": "private_details"})
    assert "6217001234" not in stored.values_list("raw", flat=True).get()
    assert joined(Case.objects.get(pk=case.pk))["account"] == "6217001234"


def test_registering_is_for_windows_and_stations(in_county_a):
    with pytest.raises(Denied):
        services.case_draft(data=request_of(), by=cast.actor("duty"), at=AT)


@pytest.mark.handbook(121)
def test_the_applicant_withdraws_before_handling(submitted, desk):
    with pytest.raises(Violation):
        services.case_withdraw(case_id=submitted.pk, by=desk, at=AT, reason="")
    case = services.case_withdraw(case_id=submitted.pk, by=desk, at=AT, reason="自己办好了")
    assert (case.status, case.closing_reason) == (States.WITHDRAWN, "自己办好了")


@pytest.mark.handbook(121)
def test_a_station_registers_only_what_it_offers(station, manager):
    for code in ("V02", "S18"):
        with pytest.raises(Violation) as refusal:
            services.case_register(
                data=request_of(code, channel="station", station_id=station.pk, details={}),
                by=manager,
                at=AT,
            )
        assert refusal.value.field in ("item", "applicant")
