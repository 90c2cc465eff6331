"""The page of an applicant: masked, opened for a reason, corrected, merged (R152, R156)."""

import pytest

from core.models.audit import AuditEntry
from operations.casework import services
from operations.casework.models import Applicant, Case
from tests.operations.casework.conftest import AT, person, request_of
from tests.operations.casework.people import buttons, errors, follow, main


def address(one: int, action: str = "") -> str:
    base = f"/console/applicants/{one}/"
    return f"{base}do/{action}/" if action else base


@pytest.fixture
def twin(desk) -> Applicant:
    """The same phone under a slip of the pen."""
    data = request_of(applicant=person("祝小滿"))
    case = services.case_register(data=data, by=desk, at=AT)
    assert case.applicant is not None
    return case.applicant


def test_the_page_names_nobody(browser_of, submitted):
    reply = browser_of("finance").get(address(submitted.applicant_id))
    page = reply.content.decode()
    assert "祝*满" in main(reply)
    assert "祝小满" not in page
    assert "19900003001" not in page
    assert "创业辅导" in page


@pytest.mark.handbook(152)
def test_the_phone_is_opened_for_a_reason_that_is_kept(browser_of, submitted):
    desk = browser_of("frontdesk")
    short = desk.post(address(submitted.applicant_id, "phone"), {"reason": "看"})
    assert "id_reason" in errors(short)
    reply = desk.post(address(submitted.applicant_id, "phone"), {"reason": "通知取件时间"})
    assert "19900003001" in follow(desk, reply).content.decode()
    entry = AuditEntry.objects.filter(action="privacy.reveal").latest("pk")
    assert (entry.note, entry.changes) == ("通知取件时间", {"field": "phone"})
    assert "19900003001" not in desk.get(address(submitted.applicant_id)).content.decode()


@pytest.mark.handbook(152)
@pytest.mark.parametrize("post", ["finance", "editor", "drafter", "commerce", "staff", "leader"])
def test_the_phone_stays_closed_to_those_who_need_not_call(browser_of, submitted, post):
    browser = browser_of(post)
    assert "phone" not in buttons(browser.get(address(submitted.applicant_id)))
    reply = browser.post(address(submitted.applicant_id, "phone"), {"reason": "只是看看"})
    assert "19900003001" not in follow(browser, reply).content.decode()


@pytest.mark.handbook(152)
def test_the_handler_of_a_case_can_call(browser_of, handling):
    staff = browser_of("staff")
    reply = staff.post(address(handling.applicant_id, "phone"), {"reason": "约定上门时间"})
    assert "19900003001" in follow(staff, reply).content.decode()


@pytest.mark.handbook(148)
def test_another_stations_applicant_is_not_there(at_station, submitted):
    assert at_station.get(address(submitted.applicant_id)).status_code == 404
    assert at_station.get(address(submitted.applicant_id, "phone")).status_code == 404


def test_what_is_encrypted_is_not_sent_out_by_the_form(browser_of, submitted):
    desk = browser_of("frontdesk")
    form = desk.get(address(submitted.applicant_id, "change")).content.decode()
    assert "19900003001" not in form
    sent = {"kind": "farmer", "name": "祝小满", "phone": "", "id_number": "", "address": "村口"}
    follow(desk, desk.post(address(submitted.applicant_id, "change"), sent))
    one = Applicant.objects.get(pk=submitted.applicant_id)
    assert (one.phone, one.kind, one.address) == ("19900003001", "farmer", "村口")


@pytest.mark.parametrize(
    ("values", "at"),
    [({"phone": "1990000300"}, "id_phone"), ({"id_number": "123"}, "id_id_number")],
)
def test_wrong_corrections_are_refused_at_their_field(browser_of, submitted, values, at):
    sent = {"kind": "person", "name": "祝小满", "phone": "", "id_number": ""} | values
    reply = browser_of("frontdesk").post(address(submitted.applicant_id, "change"), sent)
    assert at in errors(reply)


@pytest.mark.handbook(120)
def test_two_entries_become_one(browser_of, submitted, twin):
    office = browser_of("office")
    assert "可能重复的记录" in main(office.get(address(submitted.applicant_id)))
    assert "merge" in buttons(office.get(address(submitted.applicant_id)))
    bare = office.post(address(submitted.applicant_id, "merge"), {"gone_id": twin.pk})
    assert "id_reason" in errors(bare)
    sent = {"gone_id": twin.pk, "reason": "电话相同，姓名写法不同"}
    follow(office, office.post(address(submitted.applicant_id, "merge"), sent))
    assert Case.objects.filter(applicant_id=submitted.applicant_id).count() == 2
    assert office.get(address(twin.pk)).status_code == 404
    assert "merge" not in buttons(office.get(address(submitted.applicant_id)))


def test_only_what_is_alike_can_be_merged(browser_of, submitted, twin, desk):
    data = request_of(applicant=person("邰小满", "19900004999"))
    other = services.case_register(data=data, by=desk, at=AT)
    sent = {"gone_id": other.applicant_id, "reason": "像"}
    reply = browser_of("office").post(address(submitted.applicant_id, "merge"), sent)
    assert "id_gone_id" in errors(reply)


@pytest.mark.parametrize("post", ["frontdesk", "staff", "finance"])
def test_others_merge_nothing(browser_of, submitted, twin, post):
    assert browser_of(post).get(address(submitted.applicant_id, "merge")).status_code == 403
