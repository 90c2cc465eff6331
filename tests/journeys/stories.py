"""The office's journeys as stories: who does what on which page, and what they read (R11-R61).

Played over HTTP by tests/journeys/test_office_stories.py, in Chromium by
tests/browser/test_office_stories.py. It is Tuesday, 3 March 2026.
"""

from __future__ import annotations

from core import audit, inbox
from core.inbox import deputies
from operations.documents.incoming.lifecycle import T
from operations.documents.lifecycle import TEN, S
from operations.documents.models import DocumentSeries, IncomingDocument, OutgoingDocument
from operations.meetings.lifecycle import S as M
from operations.meetings.models import Meeting, Room
from operations.office.lifecycle import S as V
from operations.office.models import SupervisionItem
from operations.petitions.lifecycle import S as Q
from operations.petitions.models import Petition
from operations.staff.models import Department
from tests import cast
from tests.journeys.desk_people import Clock
from tests.journeys.stage import Stage, pk_in
from tests.operations.documents.conftest import BODY, People
from tests.operations.documents.incoming.conftest import works_in
from tests.operations.documents.test_way import pdf

INBOX = "/console/inbox/"
DEPUTIES = "/console/deputies/"
TODAY = "2026-03-03"
POSTS = ("office", "leader", "director", "gm", "drafter", "dept_head", "ops", "staff")


def department(code: str) -> int:
    """A department's key."""
    return Department.objects.get(code=code).pk


def appointed() -> People:
    """Everybody is there before anything goes to somebody."""
    for post in POSTS:
        cast.appoint(post)
    return People()


def a_notice(stage: Stage, clock: Clock) -> None:  # noqa: PLR0915 - one story
    """Ten steps, with a return, a countersigner added by a leader, and the director's deputy."""
    with stage.records():
        people = appointed()
        gm, head, brand = people.gm.user_id, people.dept_head.user_id, department("brand")
        series = DocumentSeries.objects.get().pk
    draft = {
        "title": "关于做好春季农产品上行工作的通知",
        "kind": "notice",
        "department_id": str(brand),
        "main_recipients": "各乡镇服务站、各村级服务站",
        "copy_recipients": "禾川县商务局",
        "body": BODY,
        "remark": "联系人：柏小满",
    }
    record = stage.do("drafter", stage.at("documents:add"), **draft)
    pk = pk_in(record)

    def act(post: str, action: str, **fields: object) -> None:
        stage.do(post, stage.at("documents:record_do", pk, action), **fields)

    # The office returns it; corrected, it goes straight back.
    act("drafter", "submit")
    act("office", "return", to="drafting", reason="请补充时间要求")
    stage.reads("drafter", record, "请补充时间要求")
    more = {"body": BODY + "二、时间要求\n本月底前。"}
    stage.do("drafter", stage.at("documents:change", pk), **more)
    act("drafter", "resubmit")
    act("office", "review", opinion="格式规范，拟同意。")
    # The leader asks the department first; nobody goes past who was asked.
    with stage.records():
        asked = inbox.pending(OutgoingDocument.objects.get(pk=pk)).get()
    wish = {"to": [str(head)], "when": "before", "message": "请核对品类"}
    stage.do("leader", stage.at("console:inbox_verb", asked.pk, "countersign"), **wish)
    with stage.records():
        added = inbox.pending(OutgoingDocument.objects.get(pk=pk)).get(parent=asked)
    stage.reads("dept_head", INBOX, draft["title"])
    answer = {"agree": "yes", "opinion": "品类无误"}
    stage.do("dept_head", stage.at("console:inbox_verb", added.pk, "answer"), **answer)
    act("leader", "agree", opinion="同意")
    # The director leaves; the deputy signs for the director, and every paper says so.
    leave = {"deputy": str(gm), "from_date": TODAY, "to_date": "2026-03-05", "reason": "出差"}
    stage.do("director", f"{DEPUTIES}add/", **leave)
    with stage.records():
        deputy = deputies.of_person(gm).get().pk
    stage.press("gm", DEPUTIES, stage.at("console:deputy_act", deputy))
    act("gm", "sign", opinion="同意印发")
    act("office", "number", series_id=str(series), print_run="20")
    stage.reads("drafter", record, "禾电商〔2026〕1号", "同意印发", cast.NAMES["gm"])
    act("drafter", "proof")
    act("ops", "pass")
    act("drafter", "print", copies="20", printed_date=TODAY)
    act("drafter", "dispatch", recipients=["各乡镇服务站", "禾川县商务局"], channel="paper")
    act("office", "archive", retention="D10")
    with stage.records():
        document = OutgoingDocument.objects.get(pk=pk)
        assert document.status == S.ARCHIVED
        signed = document.opinions.get(state=S.DIRECTOR_SIGN, voided_at=None)
        assert document.signer == cast.NAMES["director"]
        for name in ("gm", "director"):
            assert cast.NAMES[name] in signed.by_name
        assert "品类无误" in [one.opinion for one in inbox.opinions(document)]
        states = [step.state for step in document.steps.order_by("began_at", "pk")]
        assert list(dict.fromkeys(states)) == [str(one) for one in TEN]
        assert audit.verify().ok
    stage.reads("office", record, document.archive_number, "发文稿纸", "公文正式件")


def an_incoming_document(stage: Stage, clock: Clock) -> None:
    """From the register over a supervision item to the file."""
    with stage.records():
        people = appointed()
        works_in(people.drafter, "brand")
        works_in(people.dept_head, "tech")
        brand, tech = department("brand"), department("tech")
    letter = {
        "title": "关于报送农村电商工作进展情况的通知",
        "sender": "青禾省商务厅",
        "sender_number": "青商电〔2026〕8号",
        "sender_date": "2026-02-27",
        "kind": "notice",
        "nature": "assigned",
        "received_date": TODAY,
        "copies": "1",
        "pages": "3",
    }
    record = stage.do("office", stage.at("incoming:add"), **letter, scans=[pdf("来文.pdf")])
    pk = pk_in(record)

    def act(post: str, action: str, **fields: object) -> None:
        stage.do(post, stage.at("incoming:record_do", pk, action), **fields)

    stage.reads("office", record, "收〔2026〕1号", "来文.pdf")
    act("office", "check")
    plan = {"lead_department": str(brand), "helping": [str(tech)], "due_date": "2026-03-20"}
    act("office", "propose", opinion="拟转品牌营销中心办理，请领导批示。", **plan)
    stage.reads("leader", INBOX, letter["title"])
    act("leader", "instruct", opinion="同意，请抓紧办理。", **plan)
    stage.reads("drafter", record, "同意，请抓紧办理。")
    # One tap makes it a supervision item of the same department and day.
    act("office", "supervise")
    with stage.records():
        item = SupervisionItem.objects.get()
        assert (item.department_id, item.due_date.isoformat()) == (brand, "2026-03-20")
    page = stage.at("office:item", item.pk)
    stage.reads("office", record, "督办事项")
    stage.reads("office", page, letter["title"], item.number)
    owner = "drafter" if item.owner_id else "dept_head"
    for action in ("sign_for", "begin"):
        stage.do(owner, stage.at("office:item_do", item.pk, action))
    act("dept_head", "part", result="数据已提供")
    act("drafter", "complete", result="已按要求报送")
    done = {"result": "已报送", "evidence_note": "原件存档"}
    stage.do(owner, stage.at("office:item_do", item.pk, "report"), **done)
    stage.do("office", stage.at("office:item_do", item.pk, "confirm"), rating="good")
    act("office", "archive", retention="D10")
    with stage.records():
        document = IncomingDocument.objects.get(pk=pk)
        assert document.status == T.ARCHIVED
        assert SupervisionItem.objects.get().status == V.CLOSED
        assert not inbox.pending(document).exists()
        assert not inbox.pending(item).exists()
        assert audit.verify().ok
    stage.reads("office", record, document.archive_number, "收文处理单", "数据已提供")


def a_petition(stage: Stage, clock: Clock) -> None:
    """A letter, a longer term, an answer, a review by another, the close."""
    with stage.records():
        people = appointed()
        staff, gm = people.staff.user_id, people.gm.user_id
    letter = {
        "channel": "letter",
        "received_date": TODAY,
        "kind": "request",
        "headcount": "1",
        "name": "柏向阳",
        "phone": "19900031000",
        "subject": "请求补发服务站运营补助",
        "matter": "去年第四季度补助未到账。",
    }
    record = stage.do("office", stage.at("petitions:add"), **letter)
    pk = pk_in(record)

    def act(post: str, action: str, **fields: object) -> None:
        stage.do(post, stage.at("petitions:record_do", pk, action), **fields)

    assert "柏向阳" not in stage.reads("office", record, "柏*阳", "期限为 15 日")
    act("leader", "accept", handler_id=str(staff), opinion="请核实")
    act("staff", "begin")
    act("staff", "longer", days="20", reason="账目较多")
    act("leader", "decide_longer", agree="yes", opinion="同意")
    stage.reads("staff", record, "经批准延长 20 日")
    act("staff", "answer", outcome="supported", answer="属实，已补发。")
    act("office", "deliver", delivered_date=TODAY, delivery="hand")
    # Who had it first does not review it.
    path = stage.at("petitions:record_do", pk, "review")
    assert cast.NAMES["staff"] not in stage.open("office", path)
    act("office", "review", asked_date=TODAY, reason="不服", handler_id=str(gm))
    act("gm", "answer", outcome="upheld", answer="予以维持。")
    act("office", "deliver", delivered_date=TODAY, delivery="post")
    act("office", "close", content="on", note="无异议")
    with stage.records():
        petition = Petition.objects.get(pk=pk)
        assert petition.status == Q.CLOSED
        assert not inbox.pending(petition).exists()
        assert audit.verify().ok
    stage.reads("office", record, "信访事项复查意见书", "予以维持。", "无异议")


def a_meeting(stage: Stage, clock: Clock) -> None:
    """Planned, held, its minutes signed and filed; the decision is a supervision item, and done."""
    with stage.records():
        people = appointed()
        leader, drafter, head, staff = (
            getattr(people, post).user_id for post in ("leader", "drafter", "dept_head", "staff")
        )
        room, brand = Room.objects.get(name="第一会议室").pk, department("brand")
    plan = {
        "title": "双周工作例会",
        "kind": "regular",
        "agenda": "一、通报情况",
        "day": "2026-03-04",
        "start": "09:00",
        "end": "11:00",
        "room_id": str(room),
        "chair_id": str(leader),
        "recorder_id": str(drafter),
        "attending": [str(head), str(staff)],
    }
    record = stage.do("office", stage.at("meetings:add"), **plan)
    pk = pk_in(record)

    def act(post: str, action: str, **fields: object) -> None:
        stage.do(post, stage.at("meetings:record_do", pk, action), **fields)

    act("office", "notify")
    stage.reads("dept_head", record, "您还没有回复是否参加")
    act("dept_head", "reply", reply="coming")
    act("staff", "reply", reply="absent", reason="下乡")
    clock.at(clock.now.date().replace(day=4), 11)
    with stage.records():
        row = Meeting.objects.get(pk=pk).attendances.get(user_id=head).pk
    act("office", "note", in_time=[str(row)])
    act("office", "hold")
    decision = {"text": "统一网货包装标准", "due_date": "2026-03-20"}
    act("drafter", "decide", department_id=str(brand), owner_id=str(staff), **decision)
    act("drafter", "draft", minutes="会议要求抓紧落实。")
    act("director", "return", reason="请写明责任部门")
    act("drafter", "draft", minutes="会议要求品牌营销中心抓紧落实。")
    act("director", "sign", opinion="同意")
    with stage.records():
        item = SupervisionItem.objects.get()
    stage.reads("dept_head", record, item.number)
    for action in ("sign_for", "begin"):
        stage.do("staff", stage.at("office:item_do", item.pk, action))
    done = {"result": "标准已印发", "evidence_note": "原件存档"}
    stage.do("staff", stage.at("office:item_do", item.pk, "report"), **done)
    stage.do("office", stage.at("office:item_do", item.pk, "confirm"), rating="good")
    act("office", "close", retention="D10")
    with stage.records():
        meeting = Meeting.objects.get(pk=pk)
        assert meeting.status == M.CLOSED
        assert SupervisionItem.objects.get().status == V.CLOSED
        assert not inbox.pending(meeting).exists()
        assert audit.verify().ok
    stage.reads("office", record, meeting.archive_number)
