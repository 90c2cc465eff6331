"""The page of a case: what it shows to whom, and every act by its button (R135, R136, R139)."""

from datetime import date

import pytest
from django.utils import timezone

from core import attachments, audit, inbox
from core.attachments import PICTURES
from operations.casework import services
from operations.casework.lifecycle import CASE, States
from operations.casework.models import Case
from operations.casework.records.acts import ACTIONS
from tests import cast
from tests.operations.casework.conftest import AT, DAY, picture, request_of
from tests.operations.casework.people import buttons, errors, follow, main


def address(case: Case, action: str = "") -> str:
    base = f"/console/cases/{case.pk}/"
    return f"{base}do/{action}/" if action else base


def fresh(case: Case) -> Case:
    return Case.objects.get(pk=case.pk)


def test_every_move_but_the_machines_and_the_registrations_has_a_button():
    moves = {move.action for move in CASE.moves}
    assert moves - set(ACTIONS) == {"submit", "rate"}


@pytest.mark.handbook(156)
def test_it_shows_what_was_asked_masked(browser_of, accepted):
    page = main(browser_of("ops").get(address(accepted)))
    assert "想在网上卖自家的土蜂蜜" in page
    assert "祝*满" in page
    assert "199****3001" in page
    assert "土蜂蜜" in page
    assert "祝小满" not in page
    assert "19900003001" not in page


@pytest.mark.handbook(136)
def test_the_day_it_is_due_says_why(browser_of, accepted):
    page = main(browser_of("ops").get(address(accepted)))
    assert "2026-03-10" in page
    assert "承诺时限" in page
    assert "2026-03-17" in page


@pytest.mark.handbook(136)
def test_a_pause_is_part_of_the_reason(browser_of, handling, handler):
    services.case_wait(case_id=handling.pk, by=handler, at=AT + DAY, reason="请补产品照片")
    services.case_continue(case_id=handling.pk, by=handler, at=AT + 3 * DAY)
    page = main(browser_of("ops").get(address(handling)))
    assert "2026-03-12" in page
    assert "停止计时的2个工作日" in page
    assert "请补产品照片" in page


@pytest.mark.handbook(148)
def test_another_stations_case_is_not_there(at_station, submitted):
    assert at_station.get(address(submitted)).status_code == 404
    assert at_station.get(address(submitted, "accept")).status_code == 404
    assert at_station.post(address(submitted, "accept"), {}).status_code == 404


@pytest.mark.parametrize("post", ["finance", "staff", "director"])
@pytest.mark.parametrize("action", ["accept", "ask", "refuse"])
def test_other_posts_do_not_answer(browser_of, submitted, post, action):
    browser = browser_of(post)
    assert browser.get(address(submitted, action)).status_code == 403
    assert browser.post(address(submitted, action), {}).status_code == 403


def test_buttons_follow_state_and_person(browser_of, submitted, desk):
    front = browser_of("frontdesk")
    assert {"accept", "ask", "refuse", "withdraw", "note"} == buttons(front.get(address(submitted)))
    assert buttons(browser_of("finance").get(address(submitted))) == set()


@pytest.mark.handbook(121)
def test_accepting_ticks_materials_and_names_the_handler(browser_of, desk, handler):
    case = services.case_register(data=request_of(materials=()), by=desk, at=AT)
    browser = browser_of("frontdesk")
    assert "卜小满" in main(browser.get(address(case, "accept")))
    bare = browser.post(address(case, "accept"), {"handler_id": ""})
    assert "身份证" in errors(bare)["id_materials"]
    taken = {"materials": ["identity"], "handler_id": handler.user_id}
    follow(browser, browser.post(address(case, "accept"), taken))
    case = fresh(case)
    assert (case.status, case.handler_id) == (States.ASSIGNED, handler.user_id)


@pytest.mark.handbook(121)
def test_two_clerks_accepting_the_same_case(browser_of, submitted):
    first, second = browser_of("frontdesk"), browser_of("office")
    sent = {"materials": ["identity"], "handler_id": "", "version": submitted.version}
    assert first.post(address(submitted, "accept"), sent).status_code == 302
    page = main(follow(second, second.post(address(submitted, "accept"), sent)))
    assert "已受理" in page or "不能" in page
    assert Case.objects.exclude(number="").count() == 1
    assert len([e for e in audit.timeline(submitted) if e.action == "case.accept"]) == 1


@pytest.mark.handbook(135)
def test_what_is_missing_is_told_once_in_one_list(browser_of, submitted):
    browser = browser_of("frontdesk")
    none = browser.post(address(submitted, "ask"), {"missing": [], "further": ""})
    assert "还缺" in " ".join(errors(none).values()) or "选择" in " ".join(errors(none).values())
    sent = {"missing": ["产品照片或样品"], "further": "村委会证明\n土地证明"}
    page = main(follow(browser, browser.post(address(submitted, "ask"), sent)))
    assert "产品照片或样品、村委会证明、土地证明" in page
    assert "complete" in buttons(browser.get(address(submitted)))
    follow(browser, browser.post(address(submitted, "complete"), {"materials": ["identity"]}))
    assert "ask" not in buttons(browser.get(address(submitted)))
    assert fresh(submitted).status == States.SUBMITTED


@pytest.mark.handbook(135)
def test_missing_material_comes_as_a_file(browser_of, submitted, desk):
    services.case_ask(case_id=submitted.pk, by=desk, at=AT, missing=["产品照片或样品"])
    browser = browser_of("frontdesk")
    sent = {"materials": ["identity"], "file-product": picture("蜂蜜.png")}
    page = main(follow(browser, browser.post(address(submitted, "complete"), sent)))
    assert "已交电子件" in page


@pytest.mark.handbook(135)
def test_a_refusal_takes_its_reason_from_the_list(browser_of, submitted):
    browser = browser_of("frontdesk")
    made_up = browser.post(address(submitted, "refuse"), {"reason_code": "mood"})
    assert "id_reason_code" in errors(made_up)
    sent = {"reason_code": "not_ours", "reason": "请到人社局"}
    page = main(follow(browser, browser.post(address(submitted, "refuse"), sent)))
    assert "不属于本中心服务事项：请到人社局" in page


@pytest.mark.handbook(121)
def test_assigning_shows_the_load_and_starting_is_the_handlers(
    browser_of, accepted, handler, county_a
):
    chief, staff = browser_of("ops"), browser_of("staff")
    assert "在办0件" in main(chief.get(address(accepted, "assign")))
    follow(chief, chief.post(address(accepted, "assign"), {"handler_id": handler.user_id}))
    assert "start" in buttons(staff.get(address(accepted)))
    assert "start" not in buttons(browser_of("frontdesk").get(address(accepted)))
    follow(staff, staff.post(address(accepted, "start"), {}))
    assert fresh(accepted).status == States.HANDLING


@pytest.mark.handbook(136)
def test_the_promised_step_is_noted_once(browser_of, handling):
    staff = browser_of("staff")
    assert "promise" in buttons(staff.get(address(handling)))
    page = main(follow(staff, staff.post(address(handling, "promise"), {"text": "首次辅导"})))
    assert "首次辅导" in page
    assert "promise" not in buttons(staff.get(address(handling)))


def test_a_step_with_its_day_and_minutes(browser_of, handling):
    staff = browser_of("staff")
    ahead = {"on_date": "2099-01-01", "text": "上门"}
    assert "id_on_date" in errors(staff.post(address(handling, "step"), ahead))
    sent = {"on_date": "2026-03-04", "text": "上门看蜂场", "minutes": "40"}
    page = main(follow(staff, staff.post(address(handling, "step"), sent)))
    assert "上门看蜂场" in page
    assert "40分钟" in page


def test_a_note_reaches_whoever_is_mentioned(browser_of, handling, chief, station):
    staff = browser_of("staff")
    form = main(staff.get(address(handling, "note")))
    assert "邰青禾" in form
    sent = {"text": "请看看选品", "mentions": [chief.user_id]}
    page = main(follow(staff, staff.post(address(handling, "note"), sent)))
    assert "请看看选品" in page
    assert inbox.for_actor(chief, "to_read").filter(message="请看看选品").exists()


@pytest.mark.handbook(148)
def test_another_station_cannot_be_mentioned(browser_of, handling, manager):
    sent = {"text": "请看看", "mentions": [manager.user_id]}
    assert "id_mentions" in " ".join(
        errors(browser_of("staff").post(address(handling, "note"), sent))
    )


@pytest.mark.handbook(135)
def test_waiting_and_going_on(browser_of, handling):
    staff = browser_of("staff")
    bare = staff.post(address(handling, "wait"), {"reason": ""})
    assert "id_reason" in errors(bare)
    page = main(follow(staff, staff.post(address(handling, "wait"), {"reason": "等营业执照"})))
    assert "等营业执照" in page
    assert "停止计时" in page
    follow(staff, staff.post(address(handling, "continue"), {}))
    assert fresh(handling).status == States.HANDLING


@pytest.mark.handbook(136)
def test_an_extension_is_asked_and_decided_by_another(browser_of, handling):
    staff, chief = browser_of("staff"), browser_of("ops")
    far = staff.post(address(handling, "extend"), {"days": "6", "reason": "等货"})
    assert "5" in errors(far)["id_days"]
    follow(staff, staff.post(address(handling, "extend"), {"days": "3", "reason": "等货"}))
    assert "decide" not in buttons(staff.get(address(handling)))
    assert "decide" in buttons(chief.get(address(handling)))
    refused = chief.post(address(handling, "decide"), {"approved": "no", "opinion": ""})
    assert "id_opinion" in errors(refused)
    page = main(follow(chief, chief.post(address(handling, "decide"), {"approved": "yes"})))
    assert "已批准" in page
    assert fresh(handling).due_date == date(2026, 3, 13)


@pytest.mark.handbook(136)
def test_completing_asks_what_the_item_asks(browser_of, handling):
    staff = browser_of("staff")
    bare = errors(staff.post(address(handling, "finish"), {"result": "已开店"}))
    assert {"id_details-coach", "id_details-sessions"} <= set(bare)
    sent = {
        "result": "已开店并上架蜂蜜",
        "details-coach": "卜小满",
        "details-sessions": "3月4日 选品 60",
        "details-outcome": "开店",
        "delivered": "当面",
        "files": [picture("店铺.png")],
    }
    page = main(follow(staff, staff.post(address(handling, "finish"), sent)))
    assert "已开店并上架蜂蜜" in page
    assert "店铺.png" in page
    assert fresh(handling).status == States.FINISHED


@pytest.mark.handbook(139)
def test_the_rating_is_hidden_from_whoever_handled_it(browser_of, finished):
    services.case_rate(case_id=finished.pk, level=1, at=AT + 2 * DAY, text="等太久")
    staff = browser_of("staff")
    theirs = main(staff.get(address(finished)))
    assert "等太久" not in theirs
    assert "非常不满意" not in theirs
    others = main(browser_of("office").get(address(finished)))
    assert "等太久" in others
    assert "非常不满意" in others


@pytest.mark.handbook(138)
def test_a_bad_rating_is_called_back_and_settled(browser_of, finished):
    services.case_rate(case_id=finished.pk, level=1, at=AT + 2 * DAY)
    office = browser_of("office")
    assert "callback" in buttons(office.get(address(finished)))
    assert "callback" not in buttons(browser_of("staff").get(address(finished)))
    early = {"said": "没人接", "closing": "on", "satisfied_now": "unknown"}
    assert "id_reached" in errors(office.post(address(finished, "callback"), early))
    sent = {
        "reached": "on",
        "said": "希望快一点",
        "measures": "增派辅导员",
        "satisfied_now": "true",
        "closing": "on",
    }
    page = main(follow(office, office.post(address(finished, "callback"), sent)))
    assert "希望快一点" in page
    assert "增派辅导员" in page
    assert "callback" not in buttons(office.get(address(finished)))


@pytest.mark.handbook(139)
def test_the_archive_waits_for_the_rating(browser_of, handling, finish):
    finish(handling, timezone.now())
    office = browser_of("office")
    assert "手册第139条" in main(office.post(address(handling, "archive"), {}), 422)
    assert fresh(handling).status == States.FINISHED


def test_withdrawing_and_ending_need_a_reason(browser_of, accepted):
    front, chief = browser_of("frontdesk"), browser_of("ops")
    assert "id_reason" in errors(front.post(address(accepted, "withdraw"), {"reason": " "}))
    assert front.get(address(accepted, "end")).status_code == 403
    follow(chief, chief.post(address(accepted, "end"), {"reason": "申请人失联"}))
    assert fresh(accepted).status == States.ENDED


def test_files_are_added_by_those_who_handle_cases(browser_of, accepted):
    staff, money = browser_of("staff"), browser_of("finance")
    sent = {"kind": "material:product", "file": picture("蜂蜜.png")}
    assert staff.post(f"{address(accepted)}files/", sent).status_code == 302
    assert "蜂蜜.png" in main(staff.get(address(accepted)))
    again = {"kind": "material:product", "file": picture("别的.png")}
    assert money.post(f"{address(accepted)}files/", again).status_code == 403


@pytest.mark.handbook(121)
def test_a_complaint_leads_to_the_case_it_is_about(browser_of, finished, desk):
    complaint = services.case_register(
        data=request_of(
            "S17",
            about_id=finished.pk,
            details={"came_by": "窗口", "kind": "中心服务", "claim": "等了太久"},
            materials=(),
            request="等了太久",
        ),
        by=desk,
        at=AT + DAY,
    )
    page = main(browser_of("ops").get(address(complaint)))
    assert finished.number in page


def test_what_the_case_says_of_the_past_is_in_chinese(browser_of, finished):
    page = main(browser_of("ops").get(f"{address(finished)}?tab=audit"))
    assert "case." not in page
    cast.appoint("ops")


@pytest.mark.handbook(152)
@pytest.mark.parametrize(("post", "reads"), [("leader", True), ("finance", False)])
def test_files_and_papers_are_for_those_with_a_hand_in_it(browser_of, accepted, desk, post, reads):
    kept = attachments.attach(
        accepted, picture("照片甲.png"), kind="other", by=desk, allow=PICTURES
    )
    browser = browser_of(post)
    page = browser.get(address(accepted)).content.decode()
    assert (kept.url in page, f"{address(accepted)}papers/receipt/" in page) == (reads, reads)
    assert browser.get(kept.url).status_code == (200 if reads else 404)
