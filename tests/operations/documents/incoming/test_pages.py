"""The pages of incoming documents: the way over HTTP, wrong input, and who sees what."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone

from core import attachments, followups
from operations.documents.incoming import services
from operations.documents.incoming.lifecycle import T
from operations.documents.lifecycle import S
from operations.documents.models import IncomingDocument
from operations.staff.models import Department
from tests.operations.casework.people import buttons, main
from tests.operations.documents.conftest import bring as outgoing
from tests.operations.documents.incoming.conftest import bring, department, register
from tests.operations.documents.incoming.test_files import content_of, upload
from tests.operations.documents.test_way import pdf
from tests.pages import text, told_at
from tests.permissions.samples import picture

INDEX = reverse("incoming:index", urlconf="config.urls.county")


def at(document, name="record", **more):
    """An address of a document."""
    return reverse(f"incoming:{name}", kwargs={"pk": document.pk, **more})


def do(document, action):
    """The address of an act."""
    return at(document, "record_do", action=action)


def typed(**more):
    """A line of the register as it is typed."""
    today = timezone.localdate()
    return {
        "title": "关于报送农村电商工作进展情况的通知",
        "sender": "青禾省商务厅",
        "sender_number": "青商电〔2026〕8号",
        "sender_date": today.isoformat(),
        "kind": "notice",
        "secrecy": "",
        "nature": "assigned",
        "source_level": "",
        "received_date": today.isoformat(),
        "urgency": "urgent",
        "due_date": (today + timedelta(days=9)).isoformat(),
        "copies": "1",
        "pages": "3",
        "remark": "",
        "duplicate_reason": "",
        **more,
    }


def told(desk) -> str:
    """What the next page says on top."""
    soup = BeautifulSoup(desk.get(INDEX).content, "html.parser")
    return " ".join(one.get_text(" ") for one in soup.select(".messages"))


@pytest.fixture
def desks(everybody, desk_of):
    """Everybody's desk by post."""
    posts = ("office", "leader", "director", "drafter", "dept_head", "ops")
    return {post: desk_of(post) for post in posts}


@pytest.mark.handbook(27, 31, 32, 33, 35)
def test_a_task_from_above_over_http_from_its_arrival_to_the_file(desks, everybody):
    """With a scan, a co-operating department, a further instruction and an answer."""
    office, leader, drafter = desks["office"], desks["leader"], desks["drafter"]
    answer = office.post(reverse("incoming:add"), {**typed(), "scans": [pdf("来文.pdf")]})
    document = IncomingDocument.objects.get()
    assert answer["Location"] == at(document)
    year = timezone.localdate().year
    page = office.get(at(document))
    assert f"收〔{year}〕1号" in main(page)
    assert "来文.pdf" in main(page)
    assert {"check", "send_back", "void"} <= buttons(page)
    assert "初审四问" in main(office.get(do(document, "check")))
    office.post(do(document, "check"), {})
    due = (timezone.localdate() + timedelta(days=5)).isoformat()
    plan = {
        "lead_department": department("brand"),
        "helping": [department("tech")],
        "due_date": due,
    }
    office.post(do(document, "propose"), {"opinion": "拟转有关部门办理，请领导批示。", **plan})
    # The leader finds what was proposed in the form, and agrees with one tap.
    form = BeautifulSoup(leader.get(do(document, "instruct")).content, "html.parser")
    chosen = form.select_one("#id_lead_department option[selected]")
    assert chosen.get_text() == "品牌营销中心"
    assert form.select_one("#id_due_date")["value"] == due
    assert "拟转有关部门办理" in main(leader.get(at(document)))
    leader.post(do(document, "instruct"), {"opinion": "同意，请抓紧办理。", **plan})
    page = drafter.get(at(document))
    assert {"complete", "return"} <= buttons(page)
    assert "同意，请抓紧办理。" in main(page)
    desks["director"].post(do(document, "add"), {"opinion": "请注意时限"})
    assert "请注意时限" in main(drafter.get(at(document)))
    refusal = drafter.post(do(document, "complete"), {"result": "已办"})
    assert refusal.status_code == 422
    assert "尚未办结" in main_of(refusal)
    assert "part" in buttons(desks["dept_head"].get(at(document)))
    desks["dept_head"].post(do(document, "part"), {"result": "数据已提供"})
    reply = outgoing(everybody, S.FILING)
    drafter.post(do(document, "complete"), {"result": "已按要求报送", "reply_id": reply.pk})
    page = office.get(at(document))
    for words in ("已按要求报送", reply.number, "数据已提供"):
        assert words in main(page)
    office.post(do(document, "archive"), {"retention": "D10"})
    document.refresh_from_db()
    assert document.status == T.ARCHIVED
    page = office.get(at(document))
    assert document.archive_number in main(page)
    assert "收文处理单" in main(page)
    assert not buttons(page)
    sheet = office.get(at(document, "sheet"))
    assert sheet["Content-Type"] == "application/pdf"
    assert sheet.content.startswith(b"%PDF")


def main_of(answer):
    """The page of a refusal."""
    return " ".join(BeautifulSoup(answer.content, "html.parser").get_text(" ").split())


@pytest.mark.handbook(25, 28, 33)
@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("title", "", "请填写来文标题"),
        ("title", "长" * 121, ""),
        ("sender", "", "请填写来文单位"),
        ("secrecy", "secret", "涉密文件不得在本系统流转"),
        ("nature", "", "清单以外的不予登记"),
        ("nature", "gossip", ""),
        ("source_level", "peer", "只能来自上级机关"),
        ("received_date", "2999-01-01", "不能晚于今天"),
        ("received_date", "昨天", ""),
        ("sender_date", "2999-01-01", "不能晚于收到日期"),
        ("due_date", "2001-01-01", "已过"),
        ("copies", "0", ""),
        ("pages", "-1", ""),
    ],
)
def test_a_line_filled_in_wrongly_is_told_at_its_field(desks, field, value, words):
    sent = typed(**{field: value, "remark": "留着的备注"})
    answer = desks["office"].post(reverse("incoming:add"), sent)
    assert answer.status_code == 422
    said = told_at(answer, field)
    assert said
    assert words in said
    assert "留着的备注" in text(answer)
    assert not IncomingDocument.objects.exists()


@pytest.mark.handbook(34)
def test_a_duplicate_is_told_with_the_earlier_number_and_taken_with_a_reason(desks):
    office, add = desks["office"], reverse("incoming:add")
    office.post(add, typed())
    answer = office.post(add, typed())
    assert answer.status_code == 422
    assert "1号" in told_at(answer, "duplicate_reason")
    office.post(add, typed(duplicate_reason="补发更正件"))
    assert IncomingDocument.objects.count() == 2


def test_two_clicks_register_once(desks):
    office, add = desks["office"], reverse("incoming:add")
    token = BeautifulSoup(office.get(add).content, "html.parser").find("input", {"name": "_once"})
    sent = typed(sender_number="", _once=token["value"])
    # A refusal gives the token back.
    assert office.post(add, {**sent, "title": ""}).status_code == 422
    assert office.post(add, {**sent, "sender_date": "2999-01-01"}).status_code == 422
    office.post(add, sent)
    again = office.post(add, sent)
    assert again["Location"] == INDEX
    assert IncomingDocument.objects.count() == 1


def test_bad_files_are_told_at_their_field_and_nothing_is_registered(desks):
    office, add = desks["office"], reverse("incoming:add")
    bad = upload(content_of(password="禾苗"), "密.pdf")
    answer = office.post(add, {**typed(), "scans": [pdf("好.pdf"), bad]})
    assert answer.status_code == 422
    assert "密.pdf" in told_at(answer, "scans")
    assert "密码" in told_at(answer, "scans")
    many = [picture(f"{number}.png") for number in range(21)]
    answer = office.post(add, {**typed(), "scans": many})
    assert "20" in told_at(answer, "scans")
    assert not IncomingDocument.objects.exists()


def test_what_became_of_each_file_is_said(desks, everybody):
    document = register(everybody)
    office, files = desks["office"], at(document, "record_files")
    office.post(files, {"kind": "scan"})
    assert "请先选择文件" in told(office)
    office.post(files, {"kind": "scan", "file": picture("扫描.pdf")})
    assert "实为图片" in told(office)
    office.post(files, {"kind": "scan", "file": upload(content_of(2, blank=True))})
    assert "没有文字层" in told(office)
    office.post(files, {"kind": "scan", "file": pdf("正文.pdf"), "note": "原件"})
    assert "正文.pdf" in told(office)
    office.post(files, {"kind": "scan", "file": upload(b"%PDF-1.7 broken")})
    assert "已损坏" in told(office)
    assert attachments.of(document).count() == 3
    handled = bring(everybody, T.HANDLING)
    answer = desks["drafter"].post(at(handled, "record_files"), {"kind": "scan", "file": pdf()})
    assert answer.status_code == 403


@pytest.mark.handbook(31)
def test_others_neither_register_nor_see_what_is_not_theirs(desks, everybody):
    document = bring(everybody, T.HANDLING)
    register(everybody)
    for post in ("drafter", "leader", "ops"):
        assert desks[post].get(reverse("incoming:add")).status_code == 403
        assert desks[post].post(reverse("incoming:add"), typed()).status_code == 403
    stranger = desks["ops"]
    for name in ("record", "change", "sheet"):
        assert stranger.get(at(document, name)).status_code == 404
    assert "尚无收文" in main(stranger.get(INDEX))
    assert desks["drafter"].get(at(document, "change")).status_code == 403
    assert document.title in main(desks["drafter"].get(INDEX))


@pytest.mark.handbook(36)
def test_the_register_is_corrected_and_an_old_page_is_refused(desks, everybody):
    document = register(everybody)
    office, change = desks["office"], at(document, "change")
    page = office.get(change)
    assert document.sender_number in text(page)
    assert 'name="scans"' not in text(page)
    version = BeautifulSoup(page.content, "html.parser").find("input", {"name": "version"})
    sent = typed(sender_number=document.sender_number, version=version["value"])
    office.post(change, {**sent, "title": "关于新题的通知"})
    answer = office.post(change, {**sent, "title": "关于旧页的通知"})
    assert answer.status_code == 422
    document.refresh_from_db()
    assert document.title == "关于新题的通知"
    office.post(change, typed(sender_number="", title="无版本号也可更正"))
    document.refresh_from_db()
    assert document.title == "无版本号也可更正"
    filed = bring(everybody, T.ARCHIVED)
    assert office.get(at(filed, "change"))["Location"] == at(filed)


def test_the_list_is_narrowed_by_its_filters(desks, everybody):
    first = bring(everybody, T.HANDLING, files=[pdf("来文.pdf")], urgency="urgent")
    second = register(
        everybody,
        title="全县消费运行简报第3期",
        sender="禾川县商务局",
        nature="publication",
        source_level="superior",
    )
    office = desks["office"]

    def listed(query):
        shown = main(office.get(f"{INDEX}?{query}"))
        return (first.title in shown, second.title in shown)

    assert listed("") == (True, True)
    assert listed("q=简报") == (False, True)
    assert listed("q=联系表") == (True, False)
    assert listed("q=商务局") == (False, True)
    assert listed(f"q={first.sender_number}") == (True, False)
    assert listed("q=收〔2026〕2") == (False, True)
    assert listed("state=handling") == (True, False)
    assert listed("state=late") == (True, False)
    assert listed("state=open") == (True, True)
    assert listed("nature=publication") == (False, True)
    assert listed("urgency=urgent") == (True, False)
    assert listed("year=2026") == (True, True)
    assert listed("year=2020") == (False, False)
    assert listed(f"department={department('brand')}") == (True, False)
    assert listed("department=999999") == (False, False)
    assert listed("year=x&department=x&p=x&other=1") == (True, True)
    assert "逾期" in main(office.get(INDEX))
    assert "没有符合条件" in main(office.get(f"{INDEX}?q=没有的词"))


def test_circulation_and_its_end_on_the_page(desks, everybody):
    document = bring(everybody, T.PROPOSING, nature="reference")
    office = desks["office"]
    assert {"propose", "circulate", "return"} <= buttons(office.get(at(document)))
    answer = office.post(do(document, "circulate"), {})
    assert answer.status_code == 422
    assert told_at(answer, "readers")
    office.post(do(document, "circulate"), {"readers": [everybody.drafter.user_id]})
    assert "还有 1 人未阅" in main(office.get(do(document, "all_read")))
    answer = office.post(do(document, "all_read"), {})
    assert everybody.drafter.name in told_at(answer, "reason")
    desks["drafter"].get(at(document))
    assert "还有" not in main(office.get(do(document, "all_read")))
    office.post(do(document, "all_read"), {})
    document.refresh_from_db()
    assert document.status == T.COMPLETED
    # What needs an instruction is not offered for circulation.
    other = bring(everybody, T.PROPOSING)
    assert "circulate" not in buttons(office.get(at(other)))


def test_a_return_names_the_step_and_the_reason_is_read(desks, everybody):
    document = bring(everybody, T.HANDLING)
    drafter = desks["drafter"]
    form = drafter.get(do(document, "return"))
    assert text(form).count("<option") == 3
    assert (
        drafter.post(do(document, "return"), {"to": T.PROPOSING, "reason": ""}).status_code == 422
    )
    drafter.post(do(document, "return"), {"to": T.PROPOSING, "reason": "不属于本部门职责"})
    page = main(desks["office"].get(at(document)))
    assert "不属于本部门职责" in page
    sent = register(everybody)
    assert "不属于本中心职责" in text(desks["office"].get(do(sent, "send_back")))
    desks["office"].post(do(sent, "send_back"), {"reason": "缺少附件"})
    assert "已退文" in main(desks["office"].get(at(sent)))


@pytest.mark.handbook(35)
def test_supervision_is_offered_only_where_a_module_makes_it(desks, everybody, unoffered):
    document = bring(everybody, T.HANDLING)
    assert "supervise" not in buttons(desks["office"].get(at(document)))
    desks["office"].post(do(document, "supervise"), {})
    document.refresh_from_db()
    assert document.followed_id == ""

    def make(source, **known):
        return Department.objects.get(code="brand")

    followups.offer(followups.Followup("supervision", "督办", ("office",), make))
    assert "supervise" in all_actions(desks["office"].get(at(document)))
    assert "supervise" not in all_actions(desks["drafter"].get(at(document)))
    desks["office"].post(do(document, "supervise"), {})
    page = desks["office"].get(at(document))
    assert "督办事项" in main(page)
    assert "supervise" not in all_actions(page)


def all_actions(page):
    """Every act a page leads to."""
    soup = BeautifulSoup(page.content, "html.parser")
    links = [str(link["href"]) for link in soup.select("a[href*='/do/']")]
    return {link.rstrip("/").rpartition("/")[2] for link in links}


def test_a_day_beyond_the_announced_calendar_is_said_to_be_provisional(desks, everybody):
    near = register(everybody, due_date=None)
    assert "未定时限" in main(desks["office"].get(at(near)))
    far = register(everybody, due_date=timezone.localdate().replace(year=2028, day=1))
    assert "尚未公布" in main(desks["office"].get(at(far)))


def test_the_search_of_the_console_finds_words_inside_files(everybody):
    from operations.documents.wagtail_hooks import find_incoming

    document = bring(everybody, T.HANDLING, files=[pdf("来文.pdf")])
    assert [hit.title for hit in find_incoming(everybody.office, "联系表", 5)] == [document.title]
    assert find_incoming(everybody.finance, "联系表", 5) == []


def test_the_workbench_names_what_is_late_and_what_waits_to_be_filed(everybody):
    from console.home import registry
    from operations.documents.incoming import today
    from tests.operations.documents.conftest import AT, DAY

    day = AT.date()
    assert today.handled(day) is None
    assert today.filed(day) is None
    assert today.registered(day) is None
    assert today.lines(everybody.office, day) == []
    document = bring(everybody, T.HANDLING)
    assert today.handled(day).tone == registry.GOOD
    assert today.registered(day).tone == registry.GOOD
    later = day + 14 * DAY
    assert today.handled(later).tone == registry.BAD
    (line,) = today.lines(everybody.drafter, later)
    assert "1" in str(line.text)
    services.incoming_complete(
        document_id=document.pk, result="已办", by=everybody.drafter, at=AT + DAY
    )
    assert today.filed(day + 3 * DAY).tone == registry.GOOD
    assert today.filed(later).tone == registry.WARN
    assert today.lines(everybody.drafter, later) == []
    (line,) = today.lines(everybody.office, later)
    assert "归档" in str(line.text)
    register(everybody, at=AT + 6 * DAY)
    assert today.registered(day + 6 * DAY).tone == registry.WARN
