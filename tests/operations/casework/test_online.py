"""What somebody typed at home proves nothing of who they are (R120)."""

import pytest

from core.actor import Actor
from core.errors import Violation
from operations.casework import public, services
from operations.casework.models import Applicant, Case, Channel
from tests.operations.casework.conftest import AT, picture, request_of
from tests.operations.casework.test_applicants import CODE

APPLICANT = Actor.system("申请人")
OTHER = "19900003999"


def online(**more):
    """An application from the site."""
    applicant = services.ApplicantData(**{"name": "祝小满", "phone": "19900003001", **more})
    data = request_of("S02", channel=Channel.ONLINE, applicant=applicant)
    return services.case_register(data=data, by=APPLICANT, at=AT)


@pytest.fixture
def coop(desk):
    """A known one with its credit code, which anybody can read on its door."""
    data = services.ApplicantData(
        name="石桥合作社", kind="coop", phone="19900003100", contact_name="柏", credit_code=CODE
    )
    return services.applicant_take(data=data, by=desk, at=AT)


@pytest.mark.handbook(120)
def test_a_known_number_with_another_phone_is_an_entry_of_its_own(coop):
    typed = {"kind": "coop", "contact_name": "某", "credit_code": CODE, "phone": OTHER}
    case = online(name="石桥合作社", **typed)
    assert case.applicant_id != coop.pk
    assert (case.applicant.phone, case.applicant.credit_code) == (OTHER, "")
    coop.refresh_from_db()
    assert (coop.phone, coop.contact_name) == ("19900003100", "柏")
    assert public.find(number=case.reference, last_four="3100") is None
    again = online(name="石桥合作社", **typed)
    assert again.applicant_id == case.applicant_id


@pytest.mark.handbook(120)
def test_with_its_own_phone_it_is_the_known_one_unchanged(coop):
    typed = {"kind": "coop", "contact_name": "某", "credit_code": CODE, "phone": "19900003100"}
    case = online(name="别的名字", **typed)
    assert case.applicant_id == coop.pk
    coop.refresh_from_db()
    assert (coop.name, coop.contact_name) == ("石桥合作社", "柏")


@pytest.mark.handbook(120)
def test_at_the_window_a_new_phone_replaces_the_old(coop, desk):
    data = services.ApplicantData(
        name="石桥合作社", kind="coop", phone=OTHER, contact_name="柏", credit_code=CODE
    )
    assert services.applicant_take(data=data, by=desk, at=AT).pk == coop.pk
    assert Applicant.objects.get(pk=coop.pk).phone == OTHER


@pytest.mark.handbook(135)
def test_what_was_missing_comes_in_five_files_at_most(submitted, desk):
    services.case_ask(case_id=submitted.pk, by=desk, at=AT, missing=["协议"])
    six = [("", picture(f"{n}.png")) for n in range(6)]
    with pytest.raises(Violation) as refusal:
        services.case_complete(case_id=submitted.pk, by=APPLICANT, at=AT, files=six)
    assert refusal.value.field == "files"
    assert Case.objects.get(pk=submitted.pk).status == "supplement"


def test_a_number_is_found_with_and_without_its_dashes(accepted):
    for typed in (accepted.number, accepted.number.replace("-", ""), f" {accepted.number.lower()}"):
        assert public.find(number=typed, last_four="3001") == accepted
    assert public.find(number=accepted.reference.lower(), last_four="3001") == accepted
    assert public.find(number=accepted.number, last_four="3002") is None
