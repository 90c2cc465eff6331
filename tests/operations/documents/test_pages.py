"""The pages of outgoing documents: the way over HTTP, wrong input, and who sees what."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone

from core import attachments, inbox
from operations.documents import services
from operations.documents.lifecycle import S
from operations.documents.models import DocumentSeries, OutgoingDocument
from operations.staff.models import Department
from tests.operations.casework.people import buttons, main
from tests.operations.documents.conftest import AT, BODY, bring, data, go_on
from tests.operations.documents.test_way import pdf
from tests.pages import text, told_at

INDEX = reverse("documents:index", urlconf="config.urls.county")


def at(document, name="record", **more):
    """An address of a document."""
    return reverse(f"documents:{name}", kwargs={"pk": document.pk, **more})


def do(document, action):
    """The address of an act."""
    return at(document, "record_do", action=action)


def typed(**more):
    """A draft as it is typed."""
    return {
        "title": "关于做好春季农产品上行工作的通知",
        "kind": "notice",
        "department_id": Department.objects.get(code="brand").pk,
        "urgency": "",
        "secrecy": "",
        "main_recipients": "各乡镇服务站、各村级服务站",
        "copy_recipients": "禾川县商务局",
        "body": BODY,
        "attachments_note": "",
        "remark": "联系人：柏小满",
        "is_public": "on",
        **more,
    }


@pytest.fixture
def desks(people, desk_of):
    """Everybody's desk by post."""
    return {post: desk_of(post) for post in ("drafter", "office", "leader", "director", "ops")}


@pytest.mark.handbook(11, 12, 15, 16, 17, 18, 19, 20, 24)
def test_a_notice_over_http_through_all_ten_steps(desks):
    """With a return, a correction, a failed proof and receipts."""
    drafter, office, leader = desks["drafter"], desks["office"], desks["leader"]
    answer = drafter.post(reverse("documents:add"), typed())
    document = OutgoingDocument.objects.get()
    assert answer["Location"] == at(document)
    assert document.main_recipients == ["各乡镇服务站", "各村级服务站"]
    page = drafter.get(at(document))
    assert {"submit", "discard"} <= buttons(page)
    assert "拟稿" in main(page)
    drafter.post(do(document, "submit"), {})
    # The office returns it; the drafter reads why, corrects it and sends it straight back.
    assert {"review", "return"} <= buttons(office.get(at(document)))
    office.post(do(document, "return"), {"to": "drafting", "reason": "请补充时间要求"})
    assert "请补充时间要求" in main(drafter.get(at(document)))
    change = at(document, "change")
    version = OutgoingDocument.objects.get().version
    drafter.post(change, typed(body=BODY + "二、时间要求\n本月底前。", version=version))
    assert "resubmit" in buttons(drafter.get(at(document)))
    drafter.post(do(document, "resubmit"), {})
    office.post(do(document, "review"), {"opinion": "格式规范，拟同意，请领导审签。"})
    leader.post(do(document, "agree"), {"opinion": "同意"})
    assert "sign" in buttons(desks["director"].get(at(document)))
    desks["director"].post(do(document, "sign"), {"opinion": "同意印发"})
    series = DocumentSeries.objects.get()
    office.post(do(document, "number"), {"series_id": series.pk, "print_run": "20"})
    year = timezone.localdate().year
    assert f"禾电商〔{year}〕1号" in main(drafter.get(at(document)))
    drafter.post(do(document, "proof"), {})
    desks["ops"].post(do(document, "fail"), {"reason": "附件缺页。"})
    drafter.post(do(document, "proof"), {})
    desks["ops"].post(do(document, "pass"), {})
    today = timezone.localdate().isoformat()
    drafter.post(do(document, "print"), {"copies": "20", "printed_date": today})
    names = ["各乡镇服务站", "禾川县商务局"]
    drafter.post(do(document, "dispatch"), {"recipients": names, "channel": "paper", "copies": 2})
    sent = document.dispatches.get(recipient="禾川县商务局")
    drafter.post(
        do(document, "receive"),
        {
            "dispatch_id": sent.pk,
            "received_at": timezone.localtime(sent.sent_at + timedelta(seconds=1)).isoformat(),
            "received_by": "柏知秋",
        },
    )
    office.post(do(document, "archive"), {"retention": "D10"})
    document.refresh_from_db()
    assert document.status == S.ARCHIVED
    shown = main(office.get(at(document)))
    for words in (
        "同意印发",
        "格式规范",
        document.archive_number,
        "退回",
        "发文稿纸",
        "公文正式件",
    ):
        assert words in shown
    versions = main(office.get(at(document, "versions")))
    assert "本月底前。" in versions
    assert "请补充时间要求" in versions


@pytest.mark.handbook(23, 25)
@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("title", "", "请填写标题"),
        ("kind", "order", ""),
        ("kind", "", ""),
        ("secrecy", "secret", "涉密文件不得在本系统流转"),
        ("department_id", "0", ""),
        ("title", "长" * 101, ""),
    ],
)
def test_a_draft_filled_in_wrongly_is_told_at_its_field(desks, field, value, words):
    answer = desks["drafter"].post(reverse("documents:add"), typed(**{field: value}))
    assert answer.status_code == 422
    told = told_at(answer, field)
    assert told
    assert words in told
    assert "各服务站要统筹安排" in text(answer)
    assert not OutgoingDocument.objects.exists()


@pytest.mark.handbook(23)
def test_a_report_that_asks_is_confirmed_first(desks, people):
    document = bring(
        people, S.DRAFTING, kind="report", title="关于一季度工作的报告", body="妥否，请批示。"
    )
    page = desks["drafter"].get(do(document, "submit"))
    assert "报告不得夹带请示事项" in main(page)
    answer = desks["drafter"].post(do(document, "submit"), {})
    assert answer.status_code == 422
    assert "报告不得夹带请示事项" in told_at(answer, "confirmed")
    desks["drafter"].post(do(document, "submit"), {"confirmed": "on"})
    document.refresh_from_db()
    assert document.status == S.OFFICE_REVIEW


@pytest.mark.handbook(15)
def test_a_closed_text_and_its_files_cannot_be_changed(desks, people, at_step):
    document = at_step(S.DIRECTOR_SIGN)
    for post in ("drafter", "office"):
        answer = desks[post].get(at(document, "change"))
        assert answer["Location"] == at(document)
        shown = main(desks[post].get(at(document)))
        assert "不得改动" in shown
        files = at(document, "record_files")
        assert desks[post].post(files, {"kind": "attachment", "file": pdf()}).status_code == 403
    draft = at_step(S.DRAFTING)
    assert desks["office"].get(at(draft, "change")).status_code == 403
    desks["drafter"].post(
        at(draft, "record_files"), {"kind": "attachment", "file": pdf("联系表.pdf")}
    )
    assert attachments.of(draft).count() == 1


@pytest.mark.handbook(15)
def test_a_file_that_comes_when_the_text_was_just_closed_is_refused(
    desks, people, at_step, monkeypatch
):
    from operations.documents.records import DocumentRecord

    document = at_step(S.LEADER_SIGN)
    monkeypatch.setattr(DocumentRecord, "may_file", lambda self: True)
    desks["drafter"].post(at(document, "record_files"), {"kind": "attachment", "file": pdf()})
    assert not attachments.of(document).exists()
    assert "已不能改动" in main(desks["drafter"].get(at(document)))


def test_an_old_page_does_not_overwrite_a_newer_text(desks, at_step):
    document = at_step(S.DRAFTING)
    page = desks["drafter"].get(at(document, "change"))
    version = BeautifulSoup(page.content, "html.parser").find("input", {"name": "version"})["value"]
    desks["drafter"].post(at(document, "change"), typed(title="关于新题的通知", version=version))
    answer = desks["drafter"].post(
        at(document, "change"), typed(title="关于旧页的通知", version=version)
    )
    assert answer.status_code == 422
    document.refresh_from_db()
    assert document.title == "关于新题的通知"


def test_the_paper_is_shown_before_and_after_keeping(desks, people, at_step):
    document = at_step(S.PROOFING)
    answer = desks["drafter"].get(at(document, "preview"))
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")
    answer = desks["drafter"].get(at(document, "word"))
    assert "wordprocessingml" in answer["Content-Type"]
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer.content.startswith(b"PK")
    assert "Word" in main(desks["drafter"].get(at(document)))
    sent = typed(title="", kind="x", urgency="flash", attachments_note="表\n", body="一、试")
    answer = desks["drafter"].post(reverse("documents:trial"), sent)
    assert answer.content.startswith(b"%PDF")
    assert desks["drafter"].get(reverse("documents:trial")).status_code == 405


def test_not_ones_own_is_not_there(desks, people, desk_of, at_step):
    document = at_step(S.LEADER_SIGN)
    stranger = desk_of("finance")
    for name in ("record", "change", "preview", "word", "versions"):
        assert stranger.get(at(document, name)).status_code == 404
    assert "没有" in main(stranger.get(INDEX))
    assert stranger.get(f"{INDEX}add/").status_code == 200
    # A copy to read opens it.
    reader = people.finance
    inbox.circulate(
        document,
        to=[inbox.Assignee(user_id=reader.user_id)],
        title=str(document),
        by=people.office,
    )
    assert stranger.get(at(document)).status_code == 200
    assert desk_of("commerce").get(f"{INDEX}add/").status_code == 403
    assert desk_of("commerce").post(f"{INDEX}try/", typed()).status_code == 403
    # The operations centre reads what has its number.
    assert desks["ops"].get(at(document)).status_code == 404
    assert desks["ops"].get(at(at_step(S.PROOF_CHECK))).status_code == 200


def test_the_list_is_narrowed_by_its_filters(desks, people, at_step):
    first = at_step(S.ARCHIVED)
    second = bring(
        people, S.DRAFTING, title="关于一季度工作的报告", kind="report", main_recipients=("商务局",)
    )
    office = desks["office"]

    def listed(query):
        shown = main(office.get(f"{INDEX}?{query}"))
        return (first.title in shown, second.title in shown)

    assert listed("") == (True, True)
    assert listed("q=季度") == (False, True)
    assert listed("q=商务局") == (False, True)
    assert listed("q=禾电商") == (True, False)
    assert listed("state=open") == (False, True)
    assert listed("state=archived") == (True, False)
    assert listed("kind=report") == (False, True)
    assert listed("year=2026") == (True, True)
    assert listed("year=2020") == (False, False)
    assert listed(f"department={first.department_id}") == (True, True)
    assert listed("department=999999") == (False, False)
    assert listed("year=x&department=x&p=x") == (True, True)


def test_the_search_of_the_console_finds_documents(desks, people, at_step):
    from operations.documents.wagtail_hooks import find

    document = at_step(S.DRAFTING)
    assert [hit.title for hit in find(people.office, "春季", 5)] == [document.title]
    assert find(people.finance, "春季", 5) == []


def test_countersigners_answer_on_the_page(desks, people, desk_of, at_step):
    document = at_step(S.OFFICE_REVIEW)
    second = people.second("leader", "leader2")
    page = desks["office"].get(do(document, "review"))
    assert text(page).count('name="leaders"') == 2
    desks["office"].post(
        do(document, "review"), {"leaders": [people.leader.user_id, second.user_id]}
    )
    other = desk_of("leader", username="leader2")
    assert {"agree", "return"} <= buttons(desks["leader"].get(at(document)))
    form = desks["leader"].get(do(document, "return"))
    assert text(form).count("<option") == 1
    desks["leader"].post(do(document, "agree"), {"opinion": "同意"})
    assert not {"agree", "return"} & buttons(desks["leader"].get(at(document)))
    assert "同意" in main(other.get(at(document)))
    other.post(do(document, "agree"), {"opinion": "同意，抓紧"})
    document.refresh_from_db()
    assert document.status == S.DIRECTOR_SIGN


def test_taking_back_is_offered_until_it_is_opened(desks, people, at_step):
    document = at_step(S.OFFICE_REVIEW)
    assert "take_back" in buttons(desks["drafter"].get(at(document)))
    desks["office"].get(at(document))
    assert "take_back" not in buttons(desks["drafter"].get(at(document)))


@pytest.mark.handbook(17)
def test_the_register_shows_every_number_and_its_fate(desks, people, desk_of, at_step):
    document = at_step(S.PRINTING)
    services.document_void(document_id=document.pk, by=people.office, at=AT, reason="重复行文")
    at_step(S.PROOFING)
    address = reverse("documents:numbers")
    shown = main(desks["office"].get(f"{address}?year=2026"))
    for words in ("禾电商〔2026〕1号", "禾电商〔2026〕2号", "重复行文"):
        assert words in shown
    assert "尚未编号" in main(desks["office"].get(f"{address}?year=2024&series=x"))
    assert desks["drafter"].get(address).status_code == 403
    answer = desks["office"].post(address, {"code": "HDS", "name": ""})
    assert answer.status_code == 422
    assert "二至十个汉字" in told_at(answer, "code")
    assert desks["leader"].post(address, {"code": "禾电商函", "name": ""}).status_code == 403
    desks["office"].post(address, {"code": "禾电商函", "name": "函件"})
    series = DocumentSeries.objects.get(code="禾电商函")
    end = reverse("documents:series_end", args=[series.pk])
    assert desks["office"].get(end).status_code == 405
    assert desks["leader"].post(end).status_code == 403
    desks["office"].post(end)
    series.refresh_from_db()
    assert series.valid_to_date is not None
    desks["office"].post(end)
    assert "已停用" in main(desks["office"].get(address))
    missing = reverse("documents:series_end", args=[0])
    assert desks["office"].post(missing).status_code == 404
    DocumentSeries.objects.exclude(outgoingdocument__isnull=False).delete()
    assert "字号登记" in main(desks["office"].get(address))


def test_the_workbench_names_what_came_back_and_what_is_late(desks, people, at_step):
    from console.home import registry
    from operations.documents import today

    assert today.overdue(AT.date()) is None
    document = at_step(S.OFFICE_REVIEW)
    assert today.overdue(AT.date()).tone == registry.BAD
    document = services.document_return(
        document_id=document.pk, by=people.office, at=AT, reason="改", to=S.DRAFTING
    )
    assert today.overdue(AT.date()).tone == registry.GOOD
    (line,) = today.lines(people.drafter, AT.date())
    assert document.title in str(line.text)
    go_on(document, people, S.LEADER_SIGN, at=AT)
    lines = today.lines(people.leader, AT.date())
    assert "1" in str(lines[-1].text)
    assert today.not_filed(AT.date()).tone == registry.GOOD
    at_step(S.FILING)
    assert today.not_filed(AT.date() + timedelta(days=60)).tone == registry.WARN


@pytest.mark.handbook(21)
def test_the_centre_sees_which_steps_are_measured(people):
    from console.home import registry
    from operations.documents import today
    from operations.documents.models import DocumentsSetting

    found = today.limits(AT.date())
    assert found.tone == registry.GOOD
    assert "核稿、会签或签发、签发、复核样稿" in str(found.sentence)
    DocumentsSetting.objects.create(
        key="step_days", value={"director_sign": None}, valid_from_date=AT.date()
    )
    assert today.limits(AT.date()).tone == registry.WARN


def test_kinds_that_the_county_hides_stay_with_a_document_that_has_one(desks, people):
    from operations.documents.models import DocumentsSetting

    setting = DocumentsSetting.objects.create(
        key="hidden_kinds", value=[], valid_from_date=AT.date()
    )
    document = services.document_draft(
        data=data(kind="order", main_recipients=()), by=people.drafter, at=AT
    )
    setting.delete()
    shown = text(desks["drafter"].get(at(document, "change")))
    assert 'value="order" selected' in shown
    assert 'value="motion"' not in shown
