"""A holiday of duty over HTTP: drawn up, published, three days, an emergency, a handover refused.

Handbook 1.6 with R39, as the people of the centre do it.
"""

import pytest
from django.urls import reverse

from core import audit
from operations.duty.lifecycle import S, T
from operations.duty.models import DutyRecord, HolidaySchedule, Shift
from tests.operations.casework.people import main
from tests.operations.duty.conftest import moment

POSTS = ("office", "duty", "frontdesk", "ops", "staff", "drafter", "leader", "director")
MINE = "/console/duty/mine/"


def do(record, action, kind="shift"):
    """The address of an act."""
    return reverse(f"duty:{kind}_do", args=[record.pk, action])


@pytest.fixture
def desks(people, clock, desk_of):
    """Everybody's desk by post; it is two weeks before Tomb-sweeping day."""
    clock.now = moment(23)
    return {post: desk_of(post) for post in POSTS}


@pytest.fixture
def days(desks):
    """The office has drawn the schedule up and published it: three days, three people."""
    office = desks["office"]
    answer = office.post("/console/duty/holidays/open/", {"first_date": "2026-04-04"})
    schedule = HolidaySchedule.objects.get()
    assert answer["Location"] == reverse("duty:schedule", args=[schedule.pk])
    office.post(do(schedule, "publish", "schedule"), {})
    assert "节假日工作安排表" in main(office.get(answer["Location"]))
    found = list(schedule.shifts.order_by("starts_at"))
    assert len({one.officer_id for one in found}) == 3
    return found


@pytest.mark.handbook(39, 48, 50, 51, 54, 55, 56, 57)
def test_a_holiday_of_duty(people, clock, desks, days):
    by_id = {getattr(people, post).user_id: desks[post] for post in POSTS}
    at_post = [by_id[one.officer_id] for one in days]

    # Saturday: a call, handled in two taps; handed over in the evening.
    clock.now = moment(4, 8, 25, month=4)
    assert "到岗签到" in main(at_post[0].get(MINE))
    at_post[0].post(do(days[0], "begin"), {})
    phrase = "来电查询物流进度，已转告。"
    clock.now = moment(4, 10, month=4)
    at_post[0].post(reverse("duty:record_add", args=["phone"]), {"phrase": phrase})
    clock.now = moment(4, 17, 30, month=4)
    at_post[0].post(do(days[0], "hand_over"), {"summary": "秩序正常", "things": "钥匙一把"})

    # Sunday: a key is missing, so the handover goes back once before it is signed.
    clock.now = moment(5, 8, 20, month=4)
    assert "须先由双方签字" in main(at_post[1].post(do(days[1], "begin"), {}), 422)
    at_post[1].post(do(days[0], "refuse"), {"reason": "少一把钥匙"})
    at_post[0].post(do(days[0], "hand_over"), {"summary": "秩序正常", "things": "钥匙两把"})
    at_post[1].post(do(days[0], "take_over"), {})
    at_post[1].post(do(days[1], "begin"), {})

    # Water in the warehouse: reported at once, followed, instructed, reported to its end.
    clock.now = moment(5, 14, month=4)
    typed = {"text": "仓库二区漏水", "occurred_at": "2026-04-05T13:45"}
    at_post[1].post(reverse("duty:record_add", args=["emergency"]), typed)
    emergency = DutyRecord.objects.get(kind="emergency")
    assert emergency.status == T.WITH_LEADER
    leader = by_id[days[1].leader_id]
    assert "仓库二区漏水" in main(leader.get("/console/inbox/"))
    leader.post(do(emergency, "instruct", "record"), {"text": "先关阀门，转移货物"})
    at_post[1].post(do(emergency, "follow_up", "record"), {"text": "阀门已关，货物已转移"})
    final = {"result": "漏水已排除，无人受伤"}
    at_post[1].post(do(emergency, "close", "record"), final)
    clock.now = moment(5, 17, 30, month=4)
    at_post[1].post(do(days[1], "hand_over"), {"summary": "处置漏水", "things": "钥匙两把"})

    # Monday: nothing comes up, which is said; the office signs after the holiday.
    clock.now = moment(6, 8, 20, month=4)
    at_post[2].post(do(days[1], "take_over"), {})
    at_post[2].post(do(days[2], "begin"), {})
    clock.now = moment(6, 17, 35, month=4)
    quiet = {"summary": "无异常", "things": "钥匙两把"}
    assert "本班没有值班记录" in main(at_post[2].post(do(days[2], "hand_over"), quiet), 422)
    at_post[2].post(do(days[2], "hand_over"), quiet | {"nothing_happened": "on"})
    clock.now = moment(7, 8, 30, month=4)
    signs = "leader" if days[2].officer_id == people.office.user_id else "office"
    desks[signs].post(do(days[2], "take_over"), {})

    assert {one.status for one in Shift.objects.all()} == {S.HANDED_OVER}
    assert {one.status for one in DutyRecord.objects.all()} == {T.CLOSED}
    paper = desks["office"].get("/console/duty/book/paper/?month=2026-04")
    assert paper.content.startswith(b"%PDF")
    assert audit.verify().ok
