"""Applying on line: whole, refused at the field, and what a stranger may not do."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from cms.casework.notice import notice
from console.models import Centre
from core import attachments
from operations.casework.lifecycle import States
from operations.casework.models import Applicant, Case, ConsentText, ServiceItem
from operations.casework.services.registering import digest_of
from tenants.context import county_context
from tests import cast
from tests.cms.casework import FORM, PHONE
from tests.operations.casework.conftest import picture

AT = "/services/S02/apply/"


@pytest.fixture
def visitor(county_a, client_for):
    return client_for(county_a)


@pytest.fixture(autouse=True)
def _read(county_a, monkeypatch):
    """The form as a browser sends it: with the version of the notice that stood on the page."""
    with county_context(county_a):
        monkeypatch.setitem(FORM, "notice", digest_of(notice()))


@pytest.fixture
def cases(county_a):
    def read():
        with county_context(county_a):
            return list(Case.objects.select_related("applicant"))

    return read


def faults(reply):
    page = BeautifulSoup(reply.content.decode(), "html.parser")
    return {
        field.select_one("label, legend").get_text(strip=True): field.select_one(".errorlist").text
        for field in page.select(".field.wrong")
    }


@pytest.mark.handbook(121, 135)
def test_an_application_is_handed_in_without_an_account(visitor, county_a, cases):
    reply = visitor.post(AT, {**FORM, "files": [picture("户口簿.png")]})
    (case,) = cases()
    assert (reply.status_code, reply["Location"]) == (302, f"/case/{case.token}/receipt/")
    assert (case.status, case.channel) == (States.SUBMITTED, "online")
    assert (case.applicant.name, case.applicant.phone) == ("祝小满", PHONE)
    assert case.details == {"topic": "创业就业", "question": "返乡创业有什么补贴？"}
    with county_context(county_a):
        assert [one.kind for one in attachments.of(case)] == ["other"]
    page = visitor.get(reply["Location"])
    text = page.content.decode()
    assert case.reference in text
    assert f"http://{county_a.host}/case/{case.token}/" in text
    assert "<svg" in text
    assert f"{case.answer_due_date:%Y-%m-%d}" in text
    assert page["Cache-Control"] == "private, no-store"
    assert "noindex" in page["X-Robots-Tag"]
    assert page["Referrer-Policy"] == "same-origin"


@pytest.mark.handbook(121)
def test_what_was_consented_to_is_kept_with_the_case(visitor, county_a, cases, client_for):
    """When, and to which words; other words are another version, which one reads first."""
    visitor.post(AT, FORM)
    with county_context(county_a):
        Centre.objects.update(phone="0990-8801234")
        Centre.forget()
    late = visitor.post(AT, {**FORM, "nonce": "n2"})
    assert late.status_code == 422
    assert "请重新阅读" in faults(late)["我已阅读并同意。"]
    page = BeautifulSoup(late.content.decode(), "html.parser")
    assert not page.select_one("[name=consent]").has_attr("checked")
    fresh = page.select_one("[name=notice]")["value"]
    for nonce in ("n3", "n4"):
        visitor.post(AT, {**FORM, "nonce": nonce, "notice": fresh})
    first, *others = sorted(cases(), key=lambda case: case.pk)
    with county_context(county_a):
        old, new = ConsentText.objects.order_by("pk")
        desk = client_for(county_a, cast.appoint("frontdesk"))
    assert (first.consent_text_id, [one.consent_text_id for one in others]) == (
        old.pk,
        [new.pk] * 2,
    )
    assert first.consented_at == first.submitted_at
    assert ("0990-8801234" in old.text, "0990-8801234" in new.text) == (False, True)
    shown = desk.get(reverse("casework:record", args=[first.pk])).content.decode()
    assert f"{timezone.localtime(first.consented_at):%Y-%m-%d %H:%M} · 第{old.pk}版" in shown
    assert old.text in shown


def test_the_form_depends_on_who_applies(visitor):
    def names(kind):
        page = BeautifulSoup(visitor.get(f"{AT}?kind={kind}").content.decode(), "html.parser")
        return {one["name"] for one in page.select("form [name]")}

    assert {"name", "phone", "id_number"} <= names("farmer")
    assert {"credit_code", "contact_name"} <= names("coop")
    assert not {"credit_code", "contact_name"} & names("farmer")
    assert "id_number" not in names("coop")
    assert names("nonsense") == names("person")


def test_errors_stand_at_their_fields_and_what_was_typed_stays(visitor, cases):
    typed = {**FORM, "phone": "1990000300", "request": "", "details-question": "", "consent": ""}
    reply = visitor.post(AT, typed)
    assert reply.status_code == 422
    found = faults(reply)
    assert "10" in found["电话"]
    assert set(found) == {"电话", "您要办什么？", "咨询问题", "我已阅读并同意。"}
    text = reply.content.decode()
    assert 'value="1990000300"' in text
    assert 'value="祝小满"' in text
    assert cases() == []


@pytest.mark.handbook(120)
def test_a_child_under_fourteen_does_not_apply(visitor, cases):
    born = timezone.localdate() - timedelta(days=13 * 365)
    reply = visitor.post(AT, {**FORM, "id_number": id_of(born)})
    assert reply.status_code == 422
    assert "未满14周岁" in faults(reply)["身份证号"]
    assert cases() == []


def id_of(born):
    """An invented number of the fictional county with its right last sign."""
    body = f"980121{born:%Y%m%d}001"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return body + "10X98765432"[sum(int(a) * b for a, b in zip(body, weights, strict=True)) % 11]


def test_six_files_are_one_too_many(visitor, cases, county_a):
    def pictures(most):
        return [picture(f"{n}.png") for n in range(most)]

    reply = visitor.post(AT, {**FORM, "files": pictures(6)})
    assert reply.status_code == 422
    assert "最多添加5个文件" in reply.content.decode()
    assert cases() == []
    assert visitor.post(AT, {**FORM, "files": pictures(5)}).status_code == 302


def test_a_programme_with_the_name_of_a_picture_is_refused(visitor, cases):
    bad = SimpleUploadedFile("身份证.png", b"MZ" + b"\0" * 400, "image/png")
    reply = visitor.post(AT, {**FORM, "files": [bad]})
    assert reply.status_code == 422
    assert "其他附件" in " ".join(faults(reply))
    assert cases() == []


def test_an_item_withdrawn_while_the_form_was_open(visitor, county_a, cases):
    assert visitor.get(AT).status_code == 200
    with county_context(county_a):
        ServiceItem.objects.filter(code="S02").update(withdrawn_date=timezone.localdate())
    reply = visitor.post(AT, FORM)
    assert reply.status_code == 410
    assert "停止受理" in reply.content.decode()
    assert cases() == []
    assert visitor.get(AT).status_code == 404


def test_sent_twice_it_is_one_application(visitor, cases):
    first, second = visitor.post(AT, FORM), visitor.post(AT, FORM)
    assert first["Location"] == second["Location"]
    assert len(cases()) == 1
    assert visitor.post(AT, {**FORM, "nonce": "n2"})["Location"] != first["Location"]


def test_a_script_that_fills_the_trap_gets_nowhere(visitor, cases):
    assert visitor.post(AT, {**FORM, "website": "http://spam.example"}).status_code == 422
    assert cases() == []


def test_one_address_sends_ten_in_a_quarter_of_an_hour(visitor, county_a, client_for, cases):
    for n in range(10):
        assert visitor.post(AT, {**FORM, "nonce": f"n{n}"}).status_code == 302
    reply = visitor.post(AT, {**FORM, "nonce": "more"})
    assert (reply.status_code, reply["Retry-After"]) == (429, "900")
    assert len(cases()) == 10
    other = client_for(county_a, REMOTE_ADDR="192.0.2.7")
    assert other.post(AT, {**FORM, "nonce": "other"}).status_code == 302


@pytest.mark.handbook(120)
def test_a_credit_code_is_no_key_to_a_known_applicant(visitor, county_a, cases):
    with county_context(county_a):
        known = Applicant.objects.create(
            kind="coop", name="石桥合作社", phone="19900007777", credit_code=CODE
        )
    form = {**FORM, "kind": "coop", "name": "石桥合作社", "contact_name": "祝小满"}
    reply = visitor.post(AT, {**form, "credit_code": CODE})
    assert reply.status_code == 302, faults(reply)
    (case,) = cases()
    assert case.applicant_id != known.pk
    assert (case.applicant.phone, case.applicant.credit_code) == (PHONE, "")
    with county_context(county_a):
        known.refresh_from_db()
    assert known.phone == "19900007777"


CODE = "91980121MA0DEM021H"


def test_a_suspended_county_takes_none(visitor, county_a, cases):
    from tenants import hosts
    from tenants.models import County

    County.objects.filter(code=county_a.code).update(state="suspended")
    hosts._by_host.clear()
    assert visitor.get(AT).status_code == 503
    assert visitor.post(AT, FORM).status_code == 503
    assert cases() == []
