"""From a villager's wish to a bad rating put right, over HTTP, day by day (handbook §2.2).

The station registers on behalf with consent; the centre asks once for what is missing, accepts,
waits, completes; the villager rates by the code on the receipt; somebody else calls back.
"""

from __future__ import annotations

import io
import re
from datetime import UTC, date, datetime

import pypdfium2
import pytest
import zxingcpp
from bs4 import BeautifulSoup

from core import audit, inbox, numbering
from core.models import AuditEntry
from operations.casework.lifecycle import States
from operations.casework.models import FollowUp, ServiceItem
from oversight import facts
from tenants.context import county_context
from tests.journeys.desk_people import (
    FINISHED,
    PHONE,
    TYPED,
    WHO,
    Clock,
    act,
    browser,
    case_of,
    furnish,
    hidden,
    person,
    try_to,
)
from tests.operations.casework.conftest import picture

NEW = "/console/cases/new/"
FIGURES = {"C-FINISHED", "C-ONTIME", "C-OVERDUE", "K16", "K26"}
TUESDAY = datetime(2026, 3, 3, 1, 0, tzinfo=UTC)


@pytest.fixture
def clock(monkeypatch):
    """It begins on Tuesday, 3 March 2026, nine o'clock."""
    return Clock(monkeypatch, TUESDAY)


@pytest.fixture
def county(own_database, settings, tmp_path, clock):
    settings.MEDIA_ROOT = tmp_path
    settings.HOST_CACHE_SECONDS = 0
    return furnish()[0]


def words(reply) -> str:
    """What stands on the page, menus and scripts left out."""
    assert reply.status_code in (200, 422), (reply.status_code, reply.headers)
    soup = BeautifulSoup(reply.content.decode(), "html.parser")
    return " ".join((soup.select_one("main") or soup).get_text(" ").split())


def register(client, county, *, consent=True, code="S01", **more):
    """The station's form, filled in; the answer."""
    with county_context(county):
        item = ServiceItem.objects.get(code=code).pk
    page = client.get(f"{NEW}?item={item}").content.decode()
    sent = {**hidden(page), **TYPED, "item": item, **more}
    if consent:
        sent["consent"] = picture()
    return client.post(NEW, sent)


def waiting(county, case):
    """What lies in inboxes: (step, post, who, due day)."""
    with county_context(county):
        return [
            (one.step, one.post, one.user_id, one.due_at and one.due_at.date().isoformat())
            for one in inbox.pending(case).order_by("id")
        ]


def todo(county, post):
    """The titles in somebody's 待办."""
    page = browser(county, post).get("/console/inbox/")
    return words(page)


def trail(county, case):
    with county_context(county):
        return [(one.action, one.actor_name) for one in audit.timeline(case)]


def address_behind_the_code(client, case) -> str:
    """The receipt is printed; its QR code is read with a camera's eyes."""
    issued = client.get(f"/console/cases/{case}/papers/receipt/", follow=True)
    content = b"".join(issued.streaming_content) if issued.streaming else issued.content
    drawn = pypdfium2.PdfDocument(io.BytesIO(content))[0].render(scale=3).to_pil()
    (found,) = {code.text for code in zxingcpp.read_barcodes(drawn) if "/case/" in code.text}
    return found


@pytest.mark.slow
@pytest.mark.handbook(121, 135, 136, 137, 138, 139)
def test_a_case_on_behalf_from_the_wish_to_the_bad_rating_put_right(county, clock):  # noqa: PLR0915 - one story
    staff, office = person(county, "staff"), person(county, "office")

    # 1. Tuesday morning, at the station: without consent there is no case on behalf.
    manager = browser(county, "station_mgr")
    refused = register(manager, county, consent=False)
    assert refused.status_code == 422
    assert "请申请人签字" in words(refused)
    done = register(manager, county)
    assert done.status_code == 302, words(done)
    pk = int(re.search(r"/cases/(\d+)/", done.headers["Location"]).group(1))
    case = case_of(county, pk=pk)
    assert (case.status, case.number, case.on_behalf) == (States.SUBMITTED, "", True)
    assert case.answer_due_date == date(2026, 3, 4), "R135: one working day"
    page = words(manager.get(f"/console/cases/{pk}/"))
    assert "柏*夏" in page
    assert WHO not in page
    assert PHONE not in page
    assert "2026-03-04" in page
    assert "剩余 1 个工作日" in page
    assert waiting(county, case) == [("answer", "frontdesk", None, "2026-03-04")]
    assert "创业辅导：柏*夏，已提交" in todo(county, "frontdesk")

    # 2. In the afternoon the window asks for what is missing, all of it, once.
    clock.at(date(2026, 3, 3), 15)
    window = browser(county, "frontdesk")
    missing = try_to(window, pk, "accept")
    assert missing.status_code == 422
    assert "申请人身份证或营业执照" in words(missing), "not accepted while something is missing"
    act(window, pk, "ask", missing=["申请人身份证或营业执照"], further="产品照片")
    case = case_of(county, pk=pk)
    assert (case.status, case.missing) == (
        States.SUPPLEMENT,
        ["申请人身份证或营业执照", "产品照片"],
    )
    assert waiting(county, case) == []
    page = words(manager.get(f"/console/cases/{pk}/"))
    assert "还缺：申请人身份证或营业执照、产品照片。" in page
    assert "停止计时" in page

    # 3. On Thursday the station has it; the two days in between do not count.
    clock.at(date(2026, 3, 5), 9)
    manager, window = browser(county, "station_mgr"), browser(county, "frontdesk")
    act(manager, pk, "complete", materials=["identity", "product"])
    case = case_of(county, pk=pk)
    assert (case.status, case.answer_due_date) == (States.SUBMITTED, date(2026, 3, 6))
    assert waiting(county, case) == [("answer", "frontdesk", None, "2026-03-06")]

    # 4. A second list is refused, by the page and by the rule.
    assert "do/ask/" not in window.get(f"/console/cases/{pk}/").content.decode()
    sent_back = window.post(f"/console/cases/{pk}/do/ask/", {"missing": [], "further": "户口本"})
    assert sent_back.status_code == 302
    assert "不能办理" in words(window.get(f"/console/cases/{pk}/"))
    case = case_of(county, pk=pk)
    assert (case.status, case.missing) == (States.SUBMITTED, ["申请人身份证或营业执照", "产品照片"])

    # 5. Accepted: the number comes, the promise runs, the handler has it.
    act(window, pk, "accept", materials=["identity"], handler_id=staff.user_id)
    case = case_of(county, pk=pk)
    assert case.number == "FW-20260305-0001"
    assert (case.status, case.handler_id) == (States.ASSIGNED, staff.user_id)
    assert (case.promised_date, case.legal_due_date) == (date(2026, 3, 12), date(2026, 3, 19))
    assert waiting(county, case) == [("handle", "", staff.user_id, "2026-03-12")]
    with county_context(county):
        assert [one.text for one in numbering.register("case", period="20260305")] == [case.number]
    address = address_behind_the_code(window, pk)
    assert address == f"http://{county.host}/case/{case.token}/"

    # 6. Friday: begun; four working days are left. Monday: the clock stands still.
    clock.at(date(2026, 3, 6), 9)
    handler = browser(county, "staff")
    assert "FW-20260305-0001" in words(handler.get("/console/cases/mine/"))
    act(handler, pk, "start")
    assert "剩余 4 个工作日" in words(handler.get(f"/console/cases/{pk}/"))
    clock.at(date(2026, 3, 9), 9)
    handler = browser(county, "staff")
    act(handler, pk, "wait", reason="请补拍产品照片")
    page = words(handler.get(f"/console/cases/{pk}/"))
    assert "停止计时" in page
    assert "自2026-03-09起等待申请人：请补拍产品照片" in page
    assert waiting(county, case) == []

    # 7. Wednesday: it goes on, two working days later than promised before.
    clock.at(date(2026, 3, 11), 9)
    handler = browser(county, "staff")
    act(handler, pk, "continue")
    case = case_of(county, pk=pk)
    assert (case.status, case.due_date) == (States.HANDLING, date(2026, 3, 16))
    assert "另加停止计时的2个工作日" in words(handler.get(f"/console/cases/{pk}/"))
    assert waiting(county, case) == [("handle", "", staff.user_id, "2026-03-16")]

    # 8. Friday: completed in time, with the result's file; the station sees both.
    clock.at(date(2026, 3, 13), 16)
    handler = browser(county, "staff")
    act(handler, pk, "finish", **FINISHED, files=[picture("开店截图.png")])
    case = case_of(county, pk=pk)
    assert (case.status, case.delivered) == (States.FINISHED, "当面交付")
    assert case.rate_until_date == date(2026, 4, 12)
    assert waiting(county, case) == []
    manager = browser(county, "station_mgr")
    page = manager.get(f"/console/cases/{pk}/")
    assert "已开店并上架三款蜂蜜" in words(page)
    assert "当面交付" in words(page)
    links = BeautifulSoup(page.content, "html.parser").select(".cl-files a")
    file = next(link for link in links if "开店截图" in link.get_text())
    assert manager.get(file["href"]).status_code == 200
    assert browser(county).get(file["href"]).status_code in (302, 403, 404)

    # 9. Saturday, at home: the villager rates by the code; staff cannot.
    clock.at(date(2026, 3, 14), 20)
    path = address.removeprefix(f"http://{county.host}")
    villager = browser(county)
    page = words(villager.get(path))
    assert "已办结" in page
    for secret in (WHO, PHONE, "土蜂蜜", "卜小满"):
        assert secret not in page, secret
    assert browser(county, "office").post(f"{path}rate/", {"level": 5}).status_code == 403
    rated = villager.post(f"{path}rate/", {"level": 1, "text": "来回跑了三趟", "website": ""})
    assert rated.status_code == 302, words(rated)
    again = villager.post(f"{path}rate/", {"level": 5, "text": "", "website": ""})
    assert again.status_code == 422
    assert "此件已评价" in words(again)

    # 10. A call-back arises, due on Monday: one working day (R138).
    case = case_of(county, pk=pk)
    assert case.status == States.RATED
    with county_context(county):
        follow_up = FollowUp.objects.get(rating__case=case)
    assert (follow_up.call_due_date, follow_up.due_date) == (date(2026, 3, 16), date(2026, 4, 3))
    assert waiting(county, case) == [("callback", "office", None, "2026-03-16")]
    assert "差评回访：创业辅导：柏*夏" in todo(county, "office")

    # 11. Monday: the handler neither sees the rating nor calls; the office does.
    clock.at(date(2026, 3, 16), 10)
    handler, caller = browser(county, "staff"), browser(county, "office")
    page = handler.get(f"/console/cases/{pk}/")
    assert "来回跑了三趟" not in words(page)
    assert "do/callback/" not in page.content.decode()
    assert "来回跑了三趟" in words(caller.get(f"/console/cases/{pk}/"))
    said = {"reached": "on", "said": "嫌跑的次数多", "satisfied_now": "unknown"}
    act(caller, pk, "callback", **said)
    assert waiting(county, case) == [("mend", "office", None, "2026-04-03")]
    too_early = try_to(caller, pk, "archive")
    assert too_early.status_code == 422
    assert "差评尚未了结" in words(too_early)

    # 12. Within fifteen working days it is put right, settled and filed.
    clock.at(date(2026, 3, 20), 10)
    caller = browser(county, "office")
    act(
        caller,
        pk,
        "callback",
        reached="on",
        said="已道歉，材料改为站点代收",
        measures="材料清单张贴到站点，由站点一次收齐",
        satisfied_now="true",
        closing="on",
    )
    assert waiting(county, case) == []
    act(caller, pk, "archive")
    case = case_of(county, pk=pk)
    assert case.status == States.ARCHIVED
    with county_context(county):
        follow_up.refresh_from_db()
        assert follow_up.called_by_name == office.name
        assert (follow_up.closed_at, follow_up.satisfied_now) == (clock.now, True)
        assert follow_up.closed_at.date() <= follow_up.due_date

    # 13. The trail has every step with its person, and no rating.
    by = {post: person(county, post).name for post in ("station_mgr", "frontdesk")}
    entries = trail(county, case)
    assert [one for one in entries if one[0].startswith("case.")] == [
        ("case.draft", by["station_mgr"]),
        ("case.submit", by["station_mgr"]),
        ("case.ask", by["frontdesk"]),
        ("case.complete", by["station_mgr"]),
        ("case.accept", by["frontdesk"]),
        ("case.assign", by["frontdesk"]),
        ("case.start", staff.name),
        ("case.wait", staff.name),
        ("case.continue", staff.name),
        ("case.finish", staff.name),
        ("case.rate", "申请人"),
        ("case.callback", office.name),
        ("case.callback", office.name),
        ("case.archive", office.name),
    ]
    assert [one[0] for one in entries if not one[0].startswith("case.")] == [
        "attachment.add",  # the consent
        "paper.issue",  # the receipt
        "attachment.add",  # the result
    ]
    with county_context(county):
        told = str([(one.note, one.changes) for one in audit.timeline(case)])
        assert audit.verify().ok
    for secret in (WHO, PHONE, "非常不满意", "来回跑了三趟"):
        assert secret not in told, secret

    # 14. The province's figures are what the records give.
    with county_context(county) as ref:
        found = facts.verify(ref, today=date(2026, 3, 20))
    assert [one for one in found if one.code in FIGURES] == []


@pytest.mark.slow
@pytest.mark.handbook(139)
def test_a_complaint_is_handled_by_another_than_the_first_handler(county, clock):
    staff, chief = person(county, "staff"), person(county, "ops")
    manager, window = browser(county, "station_mgr"), browser(county, "frontdesk")
    register(manager, county, materials=["identity"])
    first = case_of(county, item__code="S01")
    act(window, first.pk, "accept", materials=["identity"], handler_id=staff.user_id)
    first = case_of(county, pk=first.pk)
    done = register(
        window,
        county,
        consent=False,
        code="S17",
        on_behalf="",
        channel="window",
        request="没有人给我回电话",
        about=first.number,
        **{
            "details-came_by": "窗口",
            "details-kind": "中心服务",
            "details-claim": "登记后一直没有回音",
        },
    )
    assert done.status_code == 302, words(done)
    complaint = case_of(county, item__code="S17")
    assert complaint.about_id == first.pk
    form = words(window.get(f"/console/cases/{complaint.pk}/do/accept/"))
    assert chief.name in form
    assert staff.name not in form, "whoever had the first case is not offered"
    forced = try_to(window, complaint.pk, "accept", handler_id=staff.user_id)
    assert forced.status_code == 422
    act(window, complaint.pk, "accept", handler_id=chief.user_id)
    # Nor does it come back by handing over in the inbox.
    with county_context(county):
        item = inbox.pending(complaint).get(step="handle").pk
    leader = browser(county, "ops")
    path = f"/console/inbox/item/{item}/hand_over/"
    sent = hidden(leader.get(path).content.decode())
    passed_on = leader.post(path, {**sent, "to": staff.user_id, "message": "请接手"})
    assert "请另选承办人" in words(passed_on)
    assert case_of(county, pk=complaint.pk).handler_id == chief.user_id


@pytest.mark.slow
@pytest.mark.handbook(153)
def test_the_public_looks_a_case_up_and_fifty_tries_end_with_a_sentence(county, clock):
    staff = person(county, "staff")
    manager, window = browser(county, "station_mgr"), browser(county, "frontdesk")
    register(manager, county, materials=["identity"])
    case = case_of(county, item__code="S01")
    act(window, case.pk, "accept", materials=["identity"], handler_id=staff.user_id)
    case = case_of(county, pk=case.pk)
    villager = browser(county)

    found = villager.post("/case/", {"number": case.number, "last_four": PHONE[-4:]})
    page = words(found)
    for said in (case.number, "已分派", "创业辅导", case.due_date.isoformat()):
        assert said in page, said
    source = found.content.decode()
    for secret in (WHO, "柏*夏", PHONE, "3007", case.request, case.token, staff.name, "石桥村"):
        assert secret not in source, secret

    tries = [
        villager.post("/case/", {"number": case.number, "last_four": f"{n:04d}"}) for n in range(50)
    ]
    codes = [reply.status_code for reply in tries]
    assert codes == [422] * 5 + [429] * 45
    assert "请15分钟后再试" in words_of(tries[-1])
    right = villager.post("/case/", {"number": case.number, "last_four": PHONE[-4:]})
    assert right.status_code == 429, "the right digits do not help while it is locked"
    with county_context(county):
        rows = AuditEntry.objects.filter(action__startswith="case.look_up").order_by("pk")
        noted = list(rows.values_list("action", flat=True))
        told = str(list(rows.values("note", "changes", "record_text")))
    assert noted == [
        "case.look_up",
        *["case.look_up_failed"] * 5,
        "case.look_up_locked",
    ], "one entry for the lock, not one for each try"
    assert PHONE[-4:] not in told


def words_of(reply) -> str:
    soup = BeautifulSoup(reply.content.decode(), "html.parser")
    return "".join(soup.get_text().split())
