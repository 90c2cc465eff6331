"""Registration in the browser: found or new, kept, sent, refused at its field (R121, R135)."""

import base64
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from core import attachments
from core.clauses import R
from operations.casework import services
from operations.casework.lifecycle import States
from operations.casework.models import Applicant, Case
from tests.operations.casework.conftest import AT, item, person, picture, request_of
from tests.operations.casework.people import errors, follow, main, text
from tests.operations.casework.test_applicants import checked

NEW = "/console/cases/new/"
COMPANY_CODE = "91980121MA0DEM021J"  # its last letter should be H


@pytest.fixture
def desk_page(browser_of):
    """The front desk's browser."""
    return browser_of("frontdesk")


def filled(code: str = "S01", **more: object) -> dict[str, object]:
    """What the window types for a new applicant."""
    values: dict[str, object] = {
        "kind": "person",
        "name": "祝小满",
        "phone": "199 0000 3001",
        "item": item(code).pk,
        "channel": "window",
        "request": "想在网上卖自家的土蜂蜜",
        "details-stage": "意向",
        "details-product": "土蜂蜜",
        "materials": ["identity"],
        "go": "register",
    }
    return {name: value for name, value in (values | more).items() if value is not None}


def only_case() -> Case:
    return Case.objects.select_related("applicant", "item").get()


@pytest.mark.handbook(121)
def test_the_window_registers_and_accepts_in_one_go(desk_page):
    page = main(follow(desk_page, desk_page.post(NEW, filled(go="accept"))))
    case = only_case()
    assert (case.status, case.applicant.phone) == (States.ACCEPTED, "19900003001")
    assert case.number in page
    assert "祝*满" in page
    assert "19900003001" not in page
    assert "祝小满" not in page


@pytest.mark.handbook(121)
def test_the_handler_chosen_gets_it_at_once(desk_page, handler):
    reply = desk_page.post(NEW, filled(go="accept", handler_id=handler.user_id))
    assert reply.status_code == 302
    case = only_case()
    assert (case.status, case.handler_id) == (States.ASSIGNED, handler.user_id)


@pytest.mark.handbook(135)
def test_registered_without_acceptance_it_waits_for_its_answer(desk_page):
    page = main(follow(desk_page, desk_page.post(NEW, filled())))
    case = only_case()
    assert case.status == States.SUBMITTED
    assert case.answer_due_date.isoformat() in page


@pytest.mark.handbook(156)
@pytest.mark.parametrize("words", ["19900003001", "199-0000-3001", "小满", "祝小满"])
def test_somebody_known_is_found_masked(desk_page, submitted, words):
    page = text(desk_page.post(f"{NEW}applicants/", {"who": words}))
    assert "祝*满" in page
    assert "199****3001" in page
    assert "祝小满" not in page.replace(f">{words}<", "").replace(f'value="{words}"', "")
    assert "创业辅导" in page


@pytest.mark.handbook(156)
def test_part_of_a_number_finds_nobody(desk_page, submitted):
    page = text(desk_page.post(f"{NEW}applicants/", {"who": "1990000"}))
    assert "祝*满" not in page
    assert "新申请人" in page


def test_a_search_is_no_address(desk_page):
    assert desk_page.get(f"{NEW}applicants/?who=19900003001").status_code == 405


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ("祝小满", "name"),
        ("19900003001", "phone"),
        ("98012119900101123X", "id_number"),
        (COMPANY_CODE, "credit_code"),
    ],
)
def test_what_was_typed_goes_into_the_new_applicants_field(desk_page, words, field):
    page = text(desk_page.post(f"{NEW}applicants/", {"who": words}))
    assert f'data-field="{field}" data-value="{words}"' in page


def test_a_known_applicant_is_taken_by_choice(desk_page, submitted):
    values = filled(applicant=submitted.applicant_id, name=None, phone=None)
    assert desk_page.post(NEW, values).status_code == 302
    assert Applicant.objects.count() == 1
    assert Case.objects.count() == 2


def test_an_item_asks_its_own_questions(desk_page):
    page = text(desk_page.get(f"{NEW}item/", {"item": item("S01").pk}))
    assert 'name="details-stage"' in page
    assert 'name="details-coach"' not in page
    assert 'value="identity"' in page
    assert "自受理之日起至首次辅导" in page


def test_the_catalogue_is_typed_by_code_name_or_first_letters(desk_page):
    page = text(desk_page.get(NEW))
    assert 'data-find="s01 创业辅导 cyfd"' in page


# --- What bad input gets ---


@pytest.mark.parametrize(
    ("values", "at", "sentence"),
    [
        ({"phone": "1990000300"}, "id_phone", "11"),
        ({"phone": ""}, "id_phone", R(135).label),
        ({"name": "", "phone": ""}, "cw-who", "申请人"),
        ({"request": " "}, "id_request", R(121).label),
        ({"materials": [], "go": "accept"}, "id_materials", "身份证"),
        ({"details-stage": "", "details-product": ""}, "id_details-stage", R(121).label),
        ({"details-stage": "成年"}, "id_details-stage", "成年"),
        ({"item": ""}, "id_item", "服务事项"),
    ],
)
def test_a_refusal_stands_at_its_field_and_what_was_typed_stays(desk_page, values, at, sentence):
    reply = desk_page.post(NEW, filled(**values))
    assert sentence in errors(reply)[at]
    if "request" not in values:
        assert "想在网上卖自家的土蜂蜜" in text(reply, 422)
    assert not Case.objects.exists()
    assert not Applicant.objects.exists()


@pytest.mark.handbook(121)
def test_every_wrong_detail_is_told_at_once(desk_page):
    told = errors(desk_page.post(NEW, filled(**{"details-stage": "", "details-product": ""})))
    assert {"id_details-stage", "id_details-product"} <= set(told)


@pytest.mark.handbook(120)
def test_a_child_under_fourteen_does_not_apply(desk_page):
    child = checked("98012120150601001")
    told = errors(desk_page.post(NEW, filled(id_number=child)))
    assert "监护人" in told["id_id_number"]


@pytest.mark.handbook(120)
def test_a_credit_code_with_one_letter_wrong(desk_page):
    values = filled(kind="company", credit_code=COMPANY_CODE, contact_name="卜小满")
    assert "id_credit_code" in errors(desk_page.post(NEW, values))


@pytest.mark.handbook(121)
def test_six_files_are_one_too_many(desk_page):
    files = [picture(f"图{number}.png") for number in range(6)]
    told = errors(desk_page.post(NEW, filled(files=files)))
    assert "5" in told["id_files"]
    assert not Case.objects.exists()


@pytest.mark.handbook(121)
def test_files_of_a_draft_count_with_those_that_come_later(desk_page):
    first = [picture(f"图{number}.png") for number in range(4)]
    desk_page.post(NEW, filled(go="draft", files=first))
    case = only_case()
    more = [picture("图5.png"), picture("图6.png")]
    told = errors(desk_page.post(f"/console/cases/{case.pk}/draft/", filled(files=more)))
    assert "id_files" in told


def test_a_program_that_calls_itself_pdf_is_refused(desk_page):
    program = SimpleUploadedFile("身份证.pdf", b"MZ\x90\x00" + b"\x00" * 200, "application/pdf")
    reply = desk_page.post(NEW, filled(**{"file-identity": program}))
    assert "id_file-identity" in errors(reply)
    assert not Case.objects.exists()


@pytest.mark.handbook(121)
def test_an_item_withdrawn_meanwhile_takes_no_case(desk_page, office):
    values = filled()
    services.item_withdraw(
        item_id=item("S01").pk, from_date=AT.date(), by=office, at=AT, reason="停办"
    )
    told = errors(desk_page.post(NEW, values))
    assert "停办" in told["id_item"] or "不在此处办理" in told["id_item"]


@pytest.mark.handbook(140)
def test_paid_work_asks_for_its_agreement(desk_page):
    page = text(desk_page.get(f"{NEW}item/", {"item": item("S09").pk}))
    assert 'name="agreement"' in page


def test_two_clicks_make_one_case(desk_page):
    values = filled(_once="one-token")
    assert desk_page.post(NEW, values).status_code == 302
    assert desk_page.post(NEW, values).status_code == 302
    assert only_case()


def test_a_refused_form_can_be_sent_again(desk_page):
    desk_page.post(NEW, filled(_once="one-token", request=""))
    assert desk_page.post(NEW, filled(_once="one-token")).status_code == 302
    assert only_case()


# --- Drafts ---


def test_it_is_kept_by_itself_and_becomes_the_same_case(desk_page):
    kept = desk_page.post(NEW, filled(go="save", request="想在网上", **{"details-stage": ""}))
    answer = kept.json()
    case = only_case()
    assert (answer["draft"], case.status) == (case.pk, States.DRAFT)
    assert case.applicant is None  # nobody is entered while somebody types
    again = desk_page.post(answer["url"], filled(go="save", draft=case.pk))
    assert again.json()["draft"] == case.pk
    assert "想在网上卖自家的土蜂蜜" in text(desk_page.get(answer["url"]))
    assert desk_page.post(answer["url"], filled(draft=case.pk)).status_code == 302
    case = only_case()
    assert (case.status, case.applicant.name) == (States.SUBMITTED, "祝小满")


def test_what_cannot_be_kept_yet_is_no_error_page(desk_page):
    reply = desk_page.post(NEW, filled(go="save", item=""))
    assert reply.status_code == 422
    assert reply.json() == {"said": ""}


def test_a_draft_keeps_what_is_not_right_yet(desk_page):
    draft = {"details-amount": "三百", "details-stage": None, "details-product": None}
    values = filled("V03", go="draft", materials=None, **draft)
    page = main(follow(desk_page, desk_page.post(NEW, values)))
    assert "三百" in page


def test_a_draft_with_a_wrong_applicant_says_so(desk_page):
    assert "id_phone" in errors(desk_page.post(NEW, filled(go="draft", phone="1990000300")))


@pytest.mark.handbook(121)
def test_what_was_submitted_is_no_draft_any_more(desk_page, submitted):
    assert desk_page.get(f"/console/cases/{submitted.pk}/draft/").status_code == 404


def test_without_scripts_the_items_questions_come_by_sending(desk_page):
    page = text(desk_page.post(NEW, filled(go="reload")))
    assert 'name="details-stage"' in page
    assert "土蜂蜜" in page
    assert not Case.objects.exists()


# --- At the station ---


def signed() -> str:
    """A drawn signature, as the page sends it."""
    buffer = io.BytesIO()
    Image.new("RGB", (640, 240), "#ffffff").save(buffer, "PNG")
    return "data:image/png;base64," + base64.b64encode(buffer.getvalue()).decode()


def at_home(code: str = "S01", **more: object) -> dict[str, object]:
    return filled(code, channel=None, on_behalf="on", **more)


@pytest.mark.handbook(121)
def test_on_behalf_with_a_signature(at_station, station):
    assert at_station.post(NEW, at_home(signature=signed())).status_code == 302
    case = only_case()
    assert (case.channel, case.station_id, case.on_behalf) == ("station", station.pk, True)
    (consent,) = attachments.of(case, kind="consent")
    assert consent.media_type == "image/png"


@pytest.mark.handbook(121)
def test_on_behalf_with_a_photo(at_station):
    assert at_station.post(NEW, at_home(consent=picture())).status_code == 302
    assert attachments.of(only_case(), kind="consent").count() == 1


@pytest.mark.handbook(121)
def test_without_consent_nothing_is_registered(at_station, station):
    assert R(121).label in errors(at_station.post(NEW, at_home()))["id_consent"]
    assert not Case.objects.exists()


@pytest.mark.parametrize("drawn", ["data:image/png;base64,###", "http://x/y.png", "A" * 400_000])
def test_what_is_no_signature_is_not_taken(at_station, station, drawn):
    assert "重新签" in " ".join(errors(at_station.post(NEW, at_home(signature=drawn))).values())


@pytest.mark.handbook(121)
def test_a_station_offers_its_own_items_and_what_it_passes_on(at_station, station):
    page = text(at_station.get(NEW))
    assert "V01 " in page  # its ability
    assert "S01 " in page  # taken for the centre
    assert "V10 " not in page


@pytest.mark.handbook(135)
def test_a_station_does_its_own_item_itself(at_station, station, manager):
    details = {
        "details-stage": None,
        "details-product": None,
        "details-kind": "电费",
        "details-account": "98012100001234",
        "details-amount": "120.50",
    }
    brought = ["account", "payment"]
    values = at_home("V03", signature=signed(), go="accept", materials=brought, **details)
    reply = at_station.post(NEW, values)
    assert reply.status_code == 302, errors(reply)
    case = only_case()
    assert (case.status, case.handler_id) == (States.ASSIGNED, manager.user_id)
    assert "98012100001234" not in main(at_station.get(f"/console/cases/{case.pk}/"))


def test_a_station_does_not_accept_for_the_centre(at_station, station):
    reply = at_station.post(NEW, at_home(signature=signed(), go="accept"))
    assert reply.status_code == 403
    assert "想在网上卖自家的土蜂蜜" in text(reply, 403)
    assert not Case.objects.exists()


@pytest.mark.handbook(148)
def test_a_station_finds_only_its_own_people(at_station, station, desk):
    data = request_of(applicant=person("柏望舒", "19900003777"))
    other = services.case_register(data=data, by=desk, at=AT)
    assert "柏*舒" not in text(at_station.post(f"{NEW}applicants/", {"who": "19900003777"}))
    values = at_home(applicant=other.applicant_id, signature=signed())
    assert "cw-who" in errors(at_station.post(NEW, values))


# --- Who may ---


@pytest.mark.parametrize("post", ["finance", "staff", "director", "dept_keeper"])
def test_other_posts_register_nothing(browser_of, post):
    browser = browser_of(post)
    assert browser.get(NEW).status_code == 403
    assert browser.post(NEW, filled()).status_code == 403
    assert browser.post(f"{NEW}applicants/", {"who": "祝"}).status_code == 403
    assert browser.get(f"{NEW}item/").status_code == 403


@pytest.mark.handbook(148)
def test_anothers_draft_is_not_there_for_a_station(at_station, station, desk):
    draft = services.case_draft(data=request_of(), by=desk, at=AT)
    assert at_station.get(f"/console/cases/{draft.pk}/draft/").status_code == 404
    assert at_station.post(NEW, at_home(draft=draft.pk)).status_code == 404
