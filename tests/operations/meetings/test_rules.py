"""The rules of meetings, minutes and visits on values."""

from datetime import timedelta

import pytest

from operations.meetings.rules import meetings, minutes, visits
from tests.operations.meetings.conftest import AT, BEGIN, DAY, END, HOUR, TODAY, refused


def each(call, good, wrong, *numbers):
    """What is good passes; each (told at, change, words) is refused."""
    call(**good)
    for field, change, words in wrong:
        refused(lambda change=change: call(**good | change), *numbers, field=field, words=words)


@pytest.mark.handbook(26)
def test_rooms():
    each(
        meetings.room_is_named,
        {"name": "长" * 40, "taken": False},
        (
            ("name", {"name": " "}, "请填写"),
            ("name", {"name": "长" * 41}, "40"),
            ("name", {"taken": True}, "同名"),
        ),
        26,
    )
    wrong = [("seats", {"seats": n}, "1000") for n in (0, 1001)]
    each(meetings.room_has_seats, {"seats": 1}, wrong, 26)
    each(meetings.room_is_in_use, {"ended": False}, [("room_id", {"ended": True}, "停用")], 26)
    each(meetings.nothing_is_booked, {"titles": []}, [("", {"titles": ["例会"]}, "例会")], 26)
    each(meetings.reason_is_given, {"reason": "维修"}, [("reason", {"reason": " "}, "")], 26)
    each(
        meetings.room_is_free,
        {"room": "第一会议室", "by": "", "starts": BEGIN, "ends": END},
        [("room_id", {"by": "例会"}, "2026-03-04 09:00 至 11:00 已被“例会”预订")],
        26,
    )


@pytest.mark.handbook(25, 26)
def test_what_is_arranged():
    each(meetings.not_secret, {"secret": False}, [("secret", {"secret": True}, "机要")], 25)
    each(
        meetings.matter_is_said,
        {"title": "例会", "kind": "regular", "agenda": "通报"},
        (
            ("kind", {"kind": "party"}, "类别"),
            ("title", {"title": ""}, "名称"),
            ("title", {"title": "长" * 81}, "80"),
            ("agenda", {"agenda": " "}, "议程"),
            ("agenda", {"agenda": "长" * 3001}, "3000"),
        ),
        26,
    )
    each(
        meetings.times_in_order,
        {"starts": BEGIN, "ends": END, "now": AT},
        (
            ("end", {"ends": BEGIN}, "晚于"),
            ("end", {"ends": BEGIN + 15 * HOUR}, "当日"),
            ("start", {"now": END}, "已过"),
        ),
        26,
    )
    wrong = [("room_id", {"in_room": False}, "会议室")]
    each(meetings.place_is_said, {"in_room": True, "place": ""}, wrong, 26)
    meetings.place_is_said(in_room=False, place="县政府")
    each(
        meetings.invited_once,
        {"attending": [2], "listening": [3], "chair": 1},
        (
            ("attending", {"attending": [1]}, "至少"),
            ("listening", {"listening": [2]}, "同时"),
            ("listening", {"listening": [1]}, "同时"),
        ),
        26,
    )
    good = {"strangers": [], "field": "attending"}
    each(meetings.people_can_come, good, [("attending", {"strangers": ["甲"]}, "甲")], 26)
    good = {"mine": True, "organiser": "蔺小满"}
    each(meetings.organiser_acts, good, [("", {"mine": False}, "蔺小满")], 26)
    each(meetings.still_ahead, {"ahead": True}, [("", {"ahead": False}, "已召开")], 26)


@pytest.mark.handbook(26)
def test_who_comes():
    assert meetings.is_invited("行") == "行"
    refused(lambda: meetings.is_invited(None), 26, words="参会名单")
    each(
        meetings.answer_in_time,
        {"notified": True, "starts": BEGIN, "now": AT},
        (("", {"notified": False}, "尚未通知"), ("", {"now": BEGIN}, "已开始")),
        26,
    )
    coming = {"reply": "coming", "reason": "", "deputy": None, "invited": {1}, "chairs": False}
    each(
        meetings.answer_is_complete,
        coming,
        (
            ("reply", {"reply": ""}, "是否参加"),
            ("reply", {"reply": "perhaps"}, ""),
            ("reason", {"reply": "absent"}, "原因"),
            ("reply", {"reply": "absent", "reason": "出差", "chairs": True}, "主持人"),
            ("deputy_id", {"reply": "deputy"}, "代会"),
            ("deputy_id", {"reply": "deputy", "deputy": 1}, "参会名单"),
        ),
        26,
    )
    meetings.answer_is_complete(**coming | {"reply": "deputy", "deputy": 9})
    each(
        meetings.sign_in_is_open,
        {"notified": True, "starts": BEGIN, "ends": END, "early": HOUR, "now": BEGIN - HOUR},
        (
            ("", {"notified": False}, "已结束"),
            ("", {"now": END + timedelta(seconds=1)}, "已结束"),
            ("", {"now": AT}, "2026-03-04 08:00"),
        ),
        26,
    )
    each(meetings.code_is_fresh, {"fresh": True}, [("", {"fresh": False}, "过期")], 26)
    good = {"since": None, "name": "邰知秋"}
    each(meetings.signed_in_once, good, [("", {"since": BEGIN}, "邰知秋已于 09:00")], 26)
    wrong = (("", {"open_": False}, "截止"), ("", {"begun": False}, "尚未开始"))
    each(meetings.hand_entry_in_time, {"begun": True, "open_": True}, wrong, 26)
    good = {"starts": BEGIN, "now": BEGIN}
    each(meetings.held_after_begin, good, [("", {"now": AT}, "尚未开始")], 26)
    each(meetings.somebody_came, {"came": 1}, [("", {"came": 0}, "没有人签到")], 26)


@pytest.mark.handbook(0, 26, 44)
def test_minutes_and_decisions():
    good = {"mine": True, "recorder": "柏小满"}
    each(minutes.recorder_writes, good, [("", {"mine": False}, "柏小满")], 26)
    wrong = (("minutes", {"text": " "}, "正文"), ("minutes", {"text": "长" * 8001}, "8000"))
    each(minutes.minutes_are_written, {"text": "会议认为"}, wrong, 26)
    each(
        minutes.decision_is_complete,
        {"text": "统一标准", "department": True, "due": TODAY, "today": TODAY},
        (
            ("text", {"text": ""}, "议定内容"),
            ("text", {"text": "长" * 301}, "300"),
            ("department_id", {"department": False}, "责任部门"),
            ("due_date", {"due": TODAY - DAY}, "已过"),
        ),
        44,
    )
    each(
        minutes.owner_can_do_it,
        {"active": True, "held": {"staff"}, "posts": ("staff",)},
        (("owner_id", {"active": False}, ""), ("owner_id", {"held": {"leader"}}, "责任人")),
        44,
    )
    each(minutes.decisions_are_few, {"number": 29}, [("", {"number": 30}, "30")], 44)
    each(minutes.decisions_are_open, {"held": True}, [("", {"held": False}, "会后")], 44)
    good = {"writer": 1, "signers": {2}}
    each(minutes.signer_did_not_write, good, [("", {"signers": {1}}, "起草人")], 0)


@pytest.mark.handbook(26)
def test_visits():
    each(
        visits.visitors_are_said,
        {"unit": "邻县中心", "matter": "学习", "kind": "study", "headcount": 1},
        (
            ("unit", {"unit": ""}, "来访单位"),
            ("kind", {"kind": "raid"}, "类别"),
            ("matter", {"matter": " "}, "事由"),
            ("headcount", {"headcount": 0}, "500"),
            ("headcount", {"headcount": 501}, "500"),
        ),
        26,
    )
    wrong = [("leaves_at", {"leaves": BEGIN}, "晚于")]
    each(visits.stay_in_order, {"arrives": BEGIN, "leaves": END}, wrong, 26)
    each(
        visits.host_can_receive,
        {"active": True, "held": {"office"}, "posts": ("office",)},
        (("host_id", {"active": False}, ""), ("host_id", {"held": {"village"}}, "在岗")),
        26,
    )
    good = {"mine": True, "host": "鄢望舒"}
    each(visits.host_or_office_acts, good, [("", {"mine": False}, "鄢望舒")], 26)
    each(visits.still_announced, {"planned": True}, [("", {"planned": False}, "已取消")], 26)
    good = {"arrives": BEGIN, "now": BEGIN - HOUR}
    each(visits.received_on_its_day, good, [("", {"now": AT}, "未到来访日期")], 26)
    each(visits.result_is_noted, {"result": "已介绍"}, [("result", {"result": ""}, "结果")], 26)
