"""The demo's meetings and visits: some weeks of them, and those of the days to come."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Protocol

from django.db import transaction
from django.utils import timezone

from accounts.actors import actor_of
from accounts.models import User
from core.actor import Actor
from core.workcalendar import WorkCalendar
from operations.archives.kinds import Retention
from operations.meetings import services
from operations.meetings.models import Attendance, Meeting, Room
from operations.meetings.services import MeetingData, VisitData
from operations.staff.models import Department

# Working days from today, kind, title, hour, room, organiser, chair, how far it has come.
MEETINGS = (
    (-41, "leaders", "年度重点工作推进会", 9, "第一会议室", "office", "director", "closed"),
    (-12, "special", "冷链设备选型专题会", 14, "洽谈室", "dept_head", "leader", "cancelled"),
    (-3, "coordination", "快递进村协调会", 15, "第一会议室", "office", "leader", "signed"),
    (-1, "special", "网货包装改进专题会", 14, "洽谈室", "dept_head", "leader", "drafted"),
    (1, "regular", "双周工作例会", 9, "第一会议室", "office", "gm", "notified"),
    (4, "coordination", "直播助农活动筹备会", 15, "第一会议室", "dept_head", "leader", "planned"),
)
AGENDA = "一、通报上一阶段工作情况\n二、讨论存在的问题\n三、研究下一步安排"
MINUTES = (
    "会议听取了各部门工作情况的汇报，肯定了取得的成绩。\n"
    "会议指出，当前服务站包装标准不统一、快递时效不稳定等问题仍较突出，须逐项落实到人。\n"
    "会议要求，各部门要按照分工抓紧推进，重要进展及时报电商办。"
)
# What was decided, which department, due so many working days after today.
DECISIONS = (
    ("与快递企业签订进村投递时效承诺书，乡镇当日达、村级次日达", "logistics", 8),
    ("制作并张贴各服务站取件时间告示牌", "brand", 12),
)
INVITED = ("dept_head", "dept_sup", "ops", "drafter")
# Working days from today, kind, from where, head, how many, matter, how far it has come.
VISITS = (
    (-26, "study", "邻县电商公共服务中心", "杭副主任", 6, "学习村级服务站运营经验", "closed"),
    (-8, "talks", "省农产品流通协会", "宓秘书长", 3, "洽谈产销对接会合作", "closed"),
    (-5, "interview", "县融媒体中心", "记者二人", 2, "采访直播助农活动", "cancelled"),
    (2, "inspection", "省商务主管部门调研组", "亓处长", 5, "调研农村电商示范县建设", "planned"),
)
PROGRAMME = "9:30 到达中心，参观服务大厅\n10:00 座谈\n11:30 参观村级服务站"


class Facts(Protocol):
    """What is used of a demo county."""

    today: date
    seed: int


def build(facts: Facts) -> None:
    """In one transaction: a commit for each act would cost more than the work."""
    people = {user.username: actor_of(user) for user in User.objects.all()}
    calendar = WorkCalendar.load()
    rooms = {room.name: room.pk for room in Room.objects.all()}
    with transaction.atomic():
        for row in MEETINGS:
            _Course(facts, people, calendar, rooms, row).run()
        for visit in VISITS:
            _visit(facts, people, calendar, visit)


class _Course:
    """One meeting as far as it has come."""

    def __init__(
        self,
        facts: Facts,
        people: Mapping[str, Actor],
        calendar: WorkCalendar,
        rooms: Mapping[str, int],
        row: tuple[int, str, str, int, str, str, str, str],
    ) -> None:
        away, self.kind, self.title, self.hour, room, organiser, chair, self.end = row
        self.people, self.calendar, self.today = people, calendar, facts.today
        self.day = calendar.add(facts.today, away)
        self.room = rooms[room]
        self.organiser, self.chair = people[organiser], people[chair]
        self.meeting = Meeting()

    def run(self) -> None:
        """Plan it, and go on until its end."""
        yesterday = self.calendar.add(self.today, -1)
        told = min(self._before(2), self._at(yesterday, 9))
        self.meeting = services.meeting_plan(
            data=self._data(), by=self.organiser, at=told - timedelta(hours=1)
        )
        given = {"meeting_id": self.meeting.pk, "by": self.organiser}
        if self.end == "planned":
            return
        if self.end == "cancelled":
            reason = "主要参会人员出差，改期另行通知。"
            services.meeting_cancel(reason=reason, at=told, **given)  # type: ignore[arg-type]
            return
        services.meeting_notify(at=told, **given)  # type: ignore[arg-type]
        self._reply(told + timedelta(minutes=30))
        if self.end == "notified":
            return
        self._hold()

    def _data(self) -> MeetingData:
        return MeetingData(
            kind=self.kind,
            title=self.title,
            agenda=AGENDA,
            starts_at=self._at(self.day, self.hour),
            ends_at=self._at(self.day, self.hour + 2),
            chair_id=self.chair.user_id or 0,
            recorder_id=self.people["drafter"].user_id or 0,
            attending=[
                self.people[name].user_id or 0
                for name in INVITED
                if self.people[name] is not self.organiser
            ],
            listening=[self.people["finance"].user_id or 0],
            room_id=self.room,
        )

    def _reply(self, at: datetime) -> None:
        answers = (("ops", "coming", ""), ("dept_sup", "absent", "下乡巡检服务站"))
        for name, reply, reason in answers:
            services.meeting_reply(
                meeting_id=self.meeting.pk,
                reply=reply,
                reason=reason,
                by=self.people[name],
                at=at,
            )

    def _hold(self) -> None:
        begin = self._at(self.day, self.hour)
        rows = Attendance.objects.filter(meeting=self.meeting).exclude(reply="absent")
        keys = list(rows.order_by("pk").values_list("pk", flat=True))
        given = {"meeting_id": self.meeting.pk}
        office, drafter = self.people["office"], self.people["drafter"]
        services.presence_note(
            in_time=keys[:-1], late=keys[-1:], by=office, at=begin + timedelta(minutes=10), **given
        )
        ended = begin + timedelta(hours=2)
        services.meeting_hold(by=self.organiser, at=ended, **given)
        written = ended + timedelta(minutes=40)
        for text, code, days in DECISIONS if self.end == "signed" else ():
            services.decision_add(
                text=text,
                department_id=Department.objects.get(code=code).pk,
                due_date=self.calendar.add(self.today, days),
                by=drafter,
                at=written,
                **given,
            )
        services.minutes_draft(minutes=MINUTES, by=drafter, at=written, **given)
        if self.end == "drafted":
            return
        # Signed as late as yesterday: what is supervised is checked day by day from then on.
        last = self.calendar.add(self.today, -1) if self.end == "signed" else self.day
        signed = max(written, self._at(last, 16))
        services.minutes_sign(by=self.people["director"], opinion="同意。", at=signed, **given)
        if self.end == "closed":
            filed = signed + timedelta(minutes=20)
            services.meeting_close(retention=Retention.THIRTY, by=office, at=filed, **given)

    def _before(self, days: int) -> datetime:
        return self._at(self.calendar.add(self.day, -days), 9)

    def _at(self, day: date, hour: int) -> datetime:
        return timezone.make_aware(datetime.combine(day, time(hour)))


def _visit(
    facts: Facts,
    people: Mapping[str, Actor],
    calendar: WorkCalendar,
    row: tuple[int, str, str, str, int, str, str],
) -> None:
    away, kind, unit, head, number, matter, end = row
    day = calendar.add(facts.today, away)
    arrives = timezone.make_aware(datetime.combine(day, time(9, 30)))
    before = timezone.make_aware(datetime.combine(calendar.add(day, -2), time(10)))
    host = people["dept_head"]
    data = VisitData(
        kind=kind,
        unit=unit,
        head_name=head,
        headcount=number,
        matter=matter,
        arrives_at=arrives,
        leaves_at=arrives + timedelta(hours=3),
        host_id=host.user_id or 0,
        programme=PROGRAMME,
        cost_note="工作餐一次，按标准在食堂安排" if kind != "interview" else "",
    )
    visit = services.visit_plan(data=data, by=people["office"], at=before)
    if end == "cancelled":
        later = before + timedelta(hours=5)
        services.visit_cancel(
            visit_id=visit.pk, reason="对方来函改期", by=people["office"], at=later
        )
    if end == "closed":
        services.visit_receive(visit_id=visit.pk, headcount=number, by=host, at=arrives)
        services.visit_close(
            visit_id=visit.pk,
            result="介绍了服务站建设和快递进村做法，双方约定互派人员学习。",
            cost_note=data.cost_note,
            by=host,
            at=arrives + timedelta(hours=3),
        )
