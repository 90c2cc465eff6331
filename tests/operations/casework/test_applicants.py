"""Each applicant once: found by hash, corrected, merged with a trail (R120, R156)."""

from dataclasses import replace

import pytest

from core import audit, privacy
from core.errors import Denied, Violation
from core.models import AuditEntry
from operations.casework import selectors, services
from operations.casework.models import Applicant
from operations.casework.services import ApplicantData
from tests import cast
from tests.operations.casework.conftest import AT, person, request_of

ID = "980121198503120014"
CODE = "91980121MA0DEM021H"


def checked(first: str) -> str:
    """An ID number of seventeen digits with its check digit."""
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(w * int(c) for w, c in zip(weights, first, strict=True))
    return first + "10X98765432"[total % 11]


@pytest.mark.handbook(120, 156)
def test_the_same_id_number_is_the_same_applicant(desk):
    first = services.applicant_take(data=person(id_number=ID), by=desk, at=AT)
    again = services.applicant_take(
        data=person("祝晓满", "19900003999", id_number=ID.lower()), by=desk, at=AT
    )
    assert again.pk == first.pk
    assert again.name == "祝小满"
    assert again.phone == "19900003999"
    assert audit.last(again).action == "applicant.update"
    assert "19900003999" not in str(audit.last(again).changes)


@pytest.mark.handbook(120)
def test_the_same_credit_code_is_the_same_applicant(desk):
    data = ApplicantData(
        name="青禾合作社",
        kind="company",
        credit_code=CODE,
        contact_name="柏小满",
        phone="19900003100",
    )
    first = services.applicant_take(data=data, by=desk, at=AT)
    assert services.applicant_take(data=replace(data, name="青禾社"), by=desk, at=AT) == first


@pytest.mark.handbook(120)
def test_name_and_phone_together_are_the_same_applicant(desk):
    first = services.applicant_take(data=person(), by=desk, at=AT)
    assert services.applicant_take(data=person(), by=desk, at=AT) == first
    other = services.applicant_take(data=person("柏云舟"), by=desk, at=AT)
    assert other != first
    assert list(selectors.duplicates_of(first)) == [other]


@pytest.mark.handbook(120)
def test_another_id_number_is_somebody_else_whatever_the_name(desk):
    first = services.applicant_take(data=person(id_number=ID), by=desk, at=AT)
    second = services.applicant_take(data=person(id_number="980121199207080024"), by=desk, at=AT)
    assert first != second


def test_a_station_is_one_applicant(desk, station):
    data = ApplicantData(name=station.name, kind="station", station_id=station.pk)
    first = services.applicant_take(data=data, by=desk, at=AT)
    assert services.applicant_take(data=data, by=desk, at=AT) == first
    assert first.masked_name == station.name


@pytest.mark.handbook(120)
def test_a_child_is_sent_to_the_guardian_and_nothing_is_kept(desk):
    child = checked("98012120150601001")
    with pytest.raises(Violation) as refusal:
        services.applicant_take(data=person(id_number=child), by=desk, at=AT)
    assert refusal.value.field == "id_number"
    assert not Applicant.objects.exists()


@pytest.mark.parametrize(
    ("data", "field"),
    [
        (person(name=" "), "name"),
        (person(phone="1990000300"), "phone"),
        (person(phone=""), "phone"),
        (person(id_number=ID[:-1] + "5"), "id_number"),
        (
            ApplicantData(
                name="青禾", kind="company", phone="19900003100", contact_name="柏", credit_code="x"
            ),
            "credit_code",
        ),
        (ApplicantData(name="青禾", kind="coop", phone="19900003100"), "credit_code"),
        (person(name="长" * 90), "name"),
    ],
)
def test_bad_data_is_refused_at_its_field(desk, data, field):
    with pytest.raises(Violation) as refusal:
        services.applicant_take(data=data, by=desk, at=AT)
    assert refusal.value.field == field
    assert not Applicant.objects.exists()


@pytest.mark.handbook(156)
def test_found_by_the_whole_phone_or_id_never_by_a_part(desk):
    services.applicant_take(data=person(id_number=ID), by=desk, at=AT)
    for words in ("祝小", "19900003001", "199 0000 3001", ID, ID.lower()):
        assert [one.name for one in selectors.applicant_search(desk, words)] == ["祝小满"], words
    for words in ("", "1990000300", "9900003001", ID[:-1], "19900003002"):
        assert selectors.applicant_search(desk, words) == [], words


@pytest.mark.handbook(148)
def test_a_station_finds_its_own_applicants_only(desk, manager, station):
    services.applicant_take(data=person(), by=desk, at=AT)
    assert selectors.applicant_search(manager, "祝小满") == []
    services.applicant_take(
        data=person("柏望舒", "19900003777"), by=manager, at=AT, entered_at_id=station.pk
    )
    assert [one.name for one in selectors.applicant_search(manager, "19900003777")] == ["柏望舒"]


@pytest.mark.handbook(120)
def test_merging_moves_the_cases_and_leaves_a_trail(desk, office):
    kept = services.case_register(data=request_of(), by=desk, at=AT)
    gone = services.case_register(
        data=request_of(applicant=person("祝晓满", id_number=ID)), by=desk, at=AT
    )
    services.applicant_merge(
        keep_id=kept.applicant_id, gone_id=gone.applicant_id, by=office, at=AT, reason="同一人"
    )
    gone.refresh_from_db()
    assert gone.applicant_id == kept.applicant_id
    keeper = Applicant.objects.get(pk=kept.applicant_id)
    assert keeper.id_number == ID
    assert keeper.id_hash == privacy.search_hash(ID)
    assert [one.pk for one in selectors.applicant_search(desk, ID)] == [keeper.pk]
    assert set(AuditEntry.objects.values_list("action", flat=True)) >= {
        "applicant.merge",
        "applicant.merged",
    }


@pytest.mark.handbook(120)
def test_merging_is_refused_to_others_without_reason_and_twice(desk, office):
    one = services.applicant_take(data=person(), by=desk, at=AT)
    two = services.applicant_take(data=person("柏云舟"), by=desk, at=AT)
    three = services.applicant_take(data=person("邰景行"), by=desk, at=AT)

    def merge(keep=one.pk, gone=two.pk, by=office, reason="同一人"):
        return services.applicant_merge(keep_id=keep, gone_id=gone, by=by, at=AT, reason=reason)

    with pytest.raises(Denied):
        merge(by=desk)
    with pytest.raises(Violation):
        merge(reason=" ")
    with pytest.raises(Violation):
        merge(gone=one.pk)
    merge()
    with pytest.raises(Violation):
        merge(keep=three.pk)
    assert Applicant.objects.filter(merged_into=None).count() == 2


def test_correcting_needs_a_post_and_the_version_on_the_page(desk):
    applicant = services.applicant_take(data=person(), by=desk, at=AT)
    finance = cast.actor("finance")
    with pytest.raises(Denied):
        services.applicant_update(applicant_id=applicant.pk, by=finance, at=AT, address="村口")
    changed = services.applicant_update(
        applicant_id=applicant.pk, by=desk, at=AT, expected_version=0, address="村口"
    )
    assert (changed.address, changed.version) == ("村口", 1)
    with pytest.raises(Violation):
        services.applicant_update(
            applicant_id=applicant.pk, by=desk, at=AT, expected_version=0, address="村尾"
        )
    same = services.applicant_update(applicant_id=applicant.pk, by=desk, at=AT, address="村口")
    assert same.version == 1


@pytest.mark.handbook(152)
def test_full_data_is_opened_with_a_reason_and_leaves_a_row(desk):
    applicant = services.applicant_take(data=person(id_number=ID), by=desk, at=AT)
    assert privacy.reveal(applicant, "id_number", by=desk, reason="核对身份证原件") == ID
    assert audit.last(applicant).action == "privacy.reveal"
    with pytest.raises(Violation):
        privacy.reveal(applicant, "phone", by=desk, reason="看")


@pytest.mark.handbook(148, 152)
def test_another_stations_people_are_not_opened(desk, manager):
    applicant = services.applicant_take(data=person(), by=desk, at=AT)
    with pytest.raises(Denied):
        privacy.reveal(applicant, "phone", by=manager, reason="想看一看号码")
