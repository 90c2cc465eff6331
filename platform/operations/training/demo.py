"""The demo's training: courses with lessons, classes past and ahead, people, certificates."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, Protocol

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from PIL import Image, ImageDraw

from accounts.actors import actor_of
from accounts.models import User
from core import attachments, parameters
from core.actor import Actor
from operations.stations.lifecycle import States
from operations.stations.models import Station, Village
from operations.training import notice, services
from operations.training.kinds import NOTED, Audience, ConsentWay, CourseLevel, Outcome
from operations.training.models import Course, SignUp, TrainingClass
from operations.training.selectors import PHOTO
from operations.training.services import (
    ClassData,
    CourseData,
    LessonData,
    SignUpData,
    TeacherData,
)


@dataclass(frozen=True, slots=True)
class Plan:
    """A course of the demo."""

    title: str
    level: str
    audience: str
    hours: int
    goal: str
    outline: str
    certified: bool
    lessons: tuple[tuple[str, str], ...] = ()


TEACHERS = (
    ("鄢知微", "县电商中心讲师", "做过六年农产品网店，讲课只讲自己做过的事。"),
    ("柏闻笛", "短视频讲师（外聘）", "带过四十多位返乡青年开号，擅长用一部手机拍农事。"),
)
PLANS = (
    Plan(
        "短视频拍摄与带货入门", CourseLevel.BASIC, Audience.FARMER, 12,
        "会用手机拍出一条能看的农产品短视频，会挂商品链接。",
        "选题：地里有什么值得拍\n拍摄：光线、稳定、声音\n剪辑：一分钟讲清一件事\n上架：挂链接、写标题\n直播的规矩与禁语",
        True,
        (
            ("拍之前先想好三句话",
             "一条短视频只讲一件事。先写下三句话：它是什么，哪里长的，为什么值得买。\n\n"
             "第一句要让人停下来。别说“大家好”，直接把东西举到镜头前。\n\n"
             "第二句讲来历：哪个村，谁种的，什么时候收的。\n\n第三句讲好处，只说自己信的。"),
            ("光线、稳定、声音", "早晚拍，中午不拍。脸朝着光，不要背着光。\n\n"
             "手机横放在石头上、凳子上，都比手拿着稳。\n\n风大的时候用衣服挡住话筒，或者回屋里再录一遍声音。"),
        ),
    ),
    Plan(
        "村级服务站站长岗前培训", CourseLevel.TOPIC, Audience.MANAGER, 16,
        "能独立办理代买代卖、收发快递和便民缴费，会记台账。",
        "站长的职责\n代买代卖办理步骤\n快递收发与签收\n台账与日检\n个人信息保护",
        True,
        (("代买前问清五件事", "要什么、多少钱以内、什么时候要、送到哪里、不合适能不能退。\n\n"
          "问清了写在登记本上，请老乡看一遍再下单。"),),
    ),
    Plan(
        "农产品网店运营提升", CourseLevel.ADVANCED, Audience.RETURNEE, 20,
        "会看店铺数据，会定价，会处理售后。",
        "店铺数据怎么看\n定价与运费\n客服与售后\n包装与快递成本", False,
    ),
    Plan(
        "合作社品牌与溯源", CourseLevel.EXPERT, Audience.COOP, 8,
        "看懂承诺达标合格证，会登记批次，会用溯源码讲来历。",
        "品牌故事从哪里来\n批次登记\n合格证与检测\n溯源码怎么用", False,
    ),
)  # fmt: skip
# Course, days from today to the first day, days long, capacity, people, how far it has come.
CLASSES = (
    (0, -250, 3, 30, 18, "counted"),
    (1, -120, 4, 25, 14, "counted"),
    (0, -20, 3, 20, 11, "ended"),
    (0, 9, 3, 24, 15, "open"),
    (1, 23, 4, 6, 8, "open"),
    (2, 37, 5, 20, 3, "open"),
    (3, 16, 2, 16, 0, "cancelled"),
)
# Person-times of a year.
TARGET = 36
SURNAMES, GIVEN = "卜祝柏邰蔺鄢", ("小满", "谷雨", "望舒", "知微", "闻笛", "禾", "秋实", "青禾")


class Facts(Protocol):
    """What is used of a demo county."""

    code: str
    name: str
    today: date


def build(facts: Facts) -> None:
    """In one transaction: a commit for each act would cost more than the work."""
    villages = list(Village.objects.order_by("code").select_related("township")[:40])
    if villages and not Course.objects.exists():
        with transaction.atomic():
            Year(facts, villages).run()


class Year:
    """What a county's centre taught this year, and what is ahead."""

    def __init__(self, facts: Facts, villages: list[Village]) -> None:
        people = {user.username: actor_of(user) for user in User.objects.all()}
        self.keeper, self.head = people["ops"], people["dept_head"]
        self.desk, self.director = people["frontdesk"], people["director"]
        self.today, self.villages = facts.today, villages
        self.stations = list(Station.objects.filter(status=States.OPERATING).order_by("pk")[:6])
        self.visitor = Actor.system("申请人")
        self.words = notice.notice()
        self.photo = _photo()

    def run(self) -> None:
        """Teachers, courses, then each class as far as it has come."""
        at = _at(self.today, -300)
        # Agreed a little before the year's first class.
        parameters.parameter_set(
            group=parameters.group("training"),
            key="year_target",
            value=TARGET,
            valid_from=timezone.localdate(at),
            by=self.director,
            at=at,
        )
        for name, title, about in TEACHERS:
            data = TeacherData(name=name, title=title, about=about)
            services.teacher_add(data=data, by=self.keeper, at=at)
        courses = [self._course(number, plan, at) for number, plan in enumerate(PLANS)]
        for number, row in enumerate(CLASSES):
            self._class(number, courses[row[0]], row)

    def _course(self, number: int, plan: Plan, at: datetime) -> Course:
        from operations.training.models import Teacher

        teacher = Teacher.objects.get(name=TEACHERS[number % 2][0])
        data = CourseData(
            title=plan.title,
            level=plan.level,
            audience=plan.audience,
            goal=plan.goal,
            outline=plan.outline,
            hours=Decimal(plan.hours),
            teacher_id=teacher.pk,
            certified=plan.certified,
        )
        made = services.course_add(data=data, by=self.keeper, at=at)
        services.course_list(course_id=made.pk, by=self.head, at=at)
        for order, (title, text) in enumerate(plan.lessons, 1):
            lesson = LessonData(course_id=made.pk, order=order, title=title, text=text)
            services.lesson_add(data=lesson, by=self.keeper, at=at)
        made.refresh_from_db()
        return made

    def _class(self, number: int, course: Course, row: tuple[int, int, int, int, int, str]) -> None:
        _course, away, days, capacity, come, end = row
        first = self.today + timedelta(days=away)
        planned = min(_at(first, -20), _at(self.today, -2))
        station = self.stations[number % len(self.stations)] if self.stations else None
        here = station if number % 2 else None
        township = here.township if here else self.villages[number].township
        data = ClassData(
            course_id=course.pk,
            teacher_id=course.teacher_id,
            starts_date=first,
            ends_date=first + timedelta(days=days - 1),
            starts_time=time(9),
            township_id=township.pk,
            place="站内培训室" if here else "镇政府二楼会议室",
            capacity=capacity,
            sign_up_until_date=first - timedelta(days=2),
            budget=Decimal(capacity * 120),
            station_id=here.pk if here else None,
        )
        made = services.class_add(data=data, by=self.keeper, at=planned)
        given: dict[str, Any] = {"class_id": made.pk}
        services.class_open(by=self.head, at=planned, **given)
        people = [self._person(made, number, one, planned) for one in range(come)]
        if end == "cancelled":
            why = "讲师行程变动，改到下月。"
            services.class_cancel(reason=why, by=self.head, at=planned, **given)
        elif end != "open":
            self._hold(made, data, course, people, counted=end == "counted")

    def _person(self, made: TrainingClass, number: int, one: int, at: datetime) -> SignUp:
        # Some come to a second class: they are one person.
        key = (number * 5 + one * 7) % 60
        data = SignUpData(
            class_id=made.pk,
            name=SURNAMES[key % 6] + GIVEN[key // 6 % 8],
            phone=f"1990000{7000 + key * 13 + (one // 9):04d}",
            village_id=self.villages[(key * 3) % len(self.villages)].pk,
            category=Audience.values[key % 8],
            agreed_to=self.words,
            consent_way=ConsentWay.SITE if one % 3 else NOTED[one // 3 % len(NOTED)],
        )
        by = self.visitor if one % 3 else self.desk
        return services.sign_up_add(data=data, by=by, at=at)

    def _hold(
        self,
        made: TrainingClass,
        data: ClassData,
        course: Course,
        people: list[SignUp],
        *,
        counted: bool,
    ) -> None:
        given: dict[str, Any] = {"class_id": made.pk, "by": self.keeper}
        services.class_start(at=_at(data.starts_date, 0), **given)
        length = (data.ends_date - data.starts_date).days + 1
        for n in range(length):
            day = data.starts_date + timedelta(days=n)
            came = [one.pk for place, one in enumerate(people) if place % 6 or n == 0]
            hours = course.hours / length
            services.attendance_note(day=day, hours=hours, came=came, at=_at(day, 0), **given)
        at = _at(data.ends_date, 1)
        services.class_end(at=at, **given)
        if not counted:
            return
        for n in range(2):
            file = ContentFile(self.photo, name=f"现场{n + 1}.jpg")
            attachments.attach(made, file, kind=PHOTO, by=self.keeper)
        for place, one in enumerate(people):
            self._after(place, one, data.ends_date, at, certified=course.certified)
        services.class_count(class_id=made.pk, by=self.head, at=at)

    def _after(
        self, place: int, one: SignUp, ended: date, at: datetime, *, certified: bool
    ) -> None:
        """Answers, results, certificates, and what became of it."""
        given: dict[str, Any] = {"sign_up_id": one.pk, "by": self.keeper}
        if place % 4:
            level = 5 - place % 3
            services.survey_answer(sign_up_id=one.pk, level=level, by=self.visitor, at=at)
        if place % 6 == 0:
            return
        services.result_note(passed=True, score=70 + place * 3 % 30, at=at, **given)
        if certified:
            services.certificate_issue(at=at, **given)
        if place % 5 == 1:
            since = ended + timedelta(days=60)
            kind = Outcome.SHOP if place % 2 else Outcome.EMPLOYED
            later = _at(self.today, -1)
            services.outcome_note(outcome=kind, since=since, at=later, **given)


def _photo() -> bytes:
    """A drawn room that stands for a photo."""
    picture = Image.new("RGB", (480, 320), "#e9e3d3")
    pen = ImageDraw.Draw(picture)
    pen.rectangle((90, 30, 390, 130), fill="#2f5d50", outline="#8a5a1c", width=6)
    for row in range(3):
        for seat in range(6):
            pen.ellipse((50 + seat * 68, 160 + row * 50, 80 + seat * 68, 190 + row * 50), "#7d9a73")
    made = io.BytesIO()
    picture.save(made, "JPEG", quality=70)
    return made.getvalue()


def _at(day: date, away: int) -> datetime:
    """Ten in the morning, so many days away."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=away), time(10)))
