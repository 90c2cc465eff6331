"""A holiday of duty as a story: drawn up, published, three days, an emergency, a refusal once."""

from __future__ import annotations

from core import audit
from operations.duty.lifecycle import S, T
from operations.duty.models import DutyRecord, HolidaySchedule, Shift
from tests.journeys.desk_people import Clock
from tests.journeys.stage import Stage
from tests.operations.documents.conftest import People
from tests.operations.duty.conftest import moment

POSTS = ("office", "duty", "frontdesk", "ops", "staff", "drafter", "leader", "director")
MINE = "/console/duty/mine/"


def a_holiday_of_duty(stage: Stage, clock: Clock) -> None:  # noqa: PLR0915 - one story
    """Handbook 1.6 with R39, as the people of the centre do it."""
    clock.now = moment(23)
    with stage.records():
        people = People()
        names = {getattr(people, post).user_id: post for post in POSTS}
    opening = stage.at("duty:schedule_open")
    stage.press("office", "/console/duty/holidays/", opening, first_date="2026-04-04")
    with stage.records():
        schedule = HolidaySchedule.objects.get()
    stage.do("office", stage.at("duty:schedule_do", schedule.pk, "publish"))
    stage.reads("office", stage.at("duty:schedule", schedule.pk), "节假日工作安排表")
    with stage.records():
        days = list(schedule.shifts.order_by("starts_at"))
    first, second, third = (names[one.officer_id] for one in days)
    assert len({first, second, third}) == 3

    def act(post: str, number: int, action: str, **fields: object) -> None:
        stage.do(post, stage.at("duty:shift_do", days[number].pk, action), **fields)

    # Saturday: a call, answered at once; handed over in the evening.
    clock.now = moment(4, 8, 25, month=4)
    stage.reads(first, MINE, "到岗签到")
    act(first, 0, "begin")
    clock.now = moment(4, 10, month=4)
    call = {"text": "来电查询物流进度", "result": "已答复"}
    stage.do(first, stage.at("duty:record_add", "phone"), **call)
    clock.now = moment(4, 17, 30, month=4)
    act(first, 0, "hand_over", summary="秩序正常", things="钥匙一把")
    # Sunday: a key is missing, so the handover goes back once before it is signed.
    clock.now = moment(5, 8, 20, month=4)
    act(second, 0, "refuse", reason="少一把钥匙")
    act(first, 0, "hand_over", summary="秩序正常", things="钥匙两把")
    stage.press(second, MINE, stage.at("duty:shift_do", days[0].pk, "take_over"))
    act(second, 1, "begin")
    # Water in the warehouse: reported at once, followed, instructed, reported to its end.
    clock.now = moment(5, 14, month=4)
    water = {"text": "仓库二区漏水", "occurred_at": "2026-04-05T13:45"}
    stage.do(second, stage.at("duty:record_add", "emergency"), **water)
    with stage.records():
        emergency = DutyRecord.objects.get(kind="emergency")
        assert emergency.status == T.WITH_LEADER
        leader = names[days[1].leader_id]

    def handle(post: str, action: str, **fields: object) -> None:
        stage.do(post, stage.at("duty:record_do", emergency.pk, action), **fields)

    stage.reads(leader, "/console/inbox/", "仓库二区漏水")
    handle(leader, "instruct", text="先关阀门，转移货物")
    handle(second, "follow_up", text="阀门已关，货物已转移")
    handle(second, "close", result="漏水已排除，无人受伤")
    clock.now = moment(5, 17, 30, month=4)
    act(second, 1, "hand_over", summary="处置漏水", things="钥匙两把")
    # Monday: nothing comes up, which is said; it is signed after the holiday.
    clock.now = moment(6, 8, 20, month=4)
    stage.press(third, MINE, stage.at("duty:shift_do", days[1].pk, "take_over"))
    act(third, 2, "begin")
    clock.now = moment(6, 17, 35, month=4)
    quiet = {"summary": "无异常", "things": "钥匙两把"}
    path = stage.at("duty:shift_do", days[2].pk, "hand_over")
    stage.refused(third, path, "本班没有值班记录", **quiet)
    stage.do(third, path, **quiet, nothing_happened="on")
    clock.now = moment(7, 8, 30, month=4)
    act("leader" if third == "office" else "office", 2, "take_over")
    with stage.records():
        assert {one.status for one in Shift.objects.all()} == {S.HANDED_OVER}
        assert {one.status for one in DutyRecord.objects.all()} == {T.CLOSED}
        assert audit.verify().ok
