"""What a plan, a place or a class is refused for, each in its words, and what may be changed."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from core.errors import Denied
from operations.stations.models import Station
from operations.training import rules, services
from operations.training.lifecycle import C, K, U
from operations.training.models import Course, Lesson, Teacher
from operations.training.services import LessonData, TeacherData
from tests.operations.training.conftest import (
    AFTER,
    AT,
    DURING,
    FIRST,
    LAST,
    VISITOR,
    bring,
    course,
    days,
    hold,
    plan,
    refused,
    sign_up,
    village,
    who,
)

DAY = timedelta(days=1)


@pytest.mark.handbook(149, 150)
@pytest.mark.parametrize(
    ("changed", "words", "number"),
    [
        ({"ends_date": FIRST - DAY}, "早于", 150),
        ({"ends_date": FIRST + 61 * DAY}, "60", 150),
        ({"sign_up_until_date": FIRST + DAY}, "最晚", 150),
        ({"capacity": 0}, "500", 149),
        ({"capacity": 501}, "500", 149),
        ({"place": " "}, "哪里|地点", 150),
        ({"township_id": 0}, "乡镇", 150),
        ({"station_id": 0}, "服务站", 150),
        ({"teacher_id": 0}, "讲师|教师", 150),
        ({"course_id": 0}, "开设", 150),
    ],
)
def test_a_class_that_cannot_be_is_refused_at_its_field(people, changed, words, number):
    of = course(people)
    with refused(words, number):
        services.class_add(data=days(of, **changed), by=people.ops, at=AT)
    assert not of.classes.exists()


@pytest.mark.handbook(149, 150)
def test_a_class_is_changed_until_it_begins_and_never_below_what_is_taken(people):
    held = bring(people)
    sign_up(held, 1)
    sign_up(held, 2)
    given = {"class_id": held.pk, "by": people.ops, "at": AT}
    with refused("已", 149):
        services.class_change(data=days(held.course, capacity=1), **given)
    changed = services.class_change(data=days(held.course, capacity=3), **given)
    assert (changed.capacity, changed.version) == (3, held.version + 1)
    with refused("开班日期", 149):
        services.class_start(class_id=held.pk, by=people.ops, at=AT)
    services.class_start(class_id=held.pk, by=people.ops, at=DURING)
    with refused("已", 150):
        services.class_change(data=days(held.course), **given)
    with refused("最后一天", 149):
        services.class_end(class_id=held.pk, by=people.ops, at=DURING)
    late = bring(people, K.DRAFT, of=held.course)
    after = AT + 30 * DAY
    with refused("截止|结束", 150):
        services.class_open(class_id=late.pk, by=people.dept_head, at=after)


@pytest.mark.handbook(149)
def test_who_waits_signs_off_and_a_free_place_is_given_by_hand(people):
    held = bring(people)
    first, _second, third = (sign_up(held, number) for number in (1, 2, 3))
    assert third.status == U.WAITING
    services.sign_up_cancel(sign_up_id=third.pk, by=VISITOR, at=AT)
    held.refresh_from_db()
    assert held.taken == 2
    fourth = sign_up(held, 4)
    services.class_change(
        class_id=held.pk, data=days(held.course, capacity=3), by=people.ops, at=AT
    )
    made = services.sign_up_promote(sign_up_id=fourth.pk, by=people.frontdesk, at=AT)
    held.refresh_from_db()
    assert (made.status, held.taken) == (U.PLACED, 3)
    with refused("村", 149):
        sign_up(held, 5, village_id=0)
    with refused("姓名", 149):
        sign_up(held, 5, name="\u202e ")
    with refused("截止|结束", 149):
        services.sign_up_add(data=who(held, 5), by=VISITOR, at=AT + 20 * DAY)
    # Of a class that is called off nobody moves up.
    fifth = sign_up(held, 5)
    services.class_cancel(class_id=held.pk, reason="停水", by=people.leader, at=AT)
    services.sign_up_cancel(sign_up_id=first.pk, by=VISITOR, at=AT)
    fifth.refresh_from_db()
    assert fifth.status == U.WAITING
    with refused("不能报名|报名", 149):
        sign_up(held, 6)


@pytest.mark.handbook(149, 150)
def test_a_running_class_takes_what_can_be(people):
    held = bring(people)
    made = sign_up(held, 1)
    given = {"class_id": held.pk, "by": people.ops, "at": DURING}
    with refused("签到", 149):
        services.attendance_note(day=FIRST, hours=Decimal(2), came=[made.pk], **given)
    services.class_start(**given)
    for day, hours, words in (
        (FIRST - DAY, 2, "至"),
        (LAST, 2, "没有到"),
        (FIRST, 13, "12"),
        (FIRST, 0, "12"),
    ):
        with refused(words, 149):
            services.attendance_note(day=day, hours=Decimal(hours), came=[made.pk], **given)
    with refused("名额", 149):
        services.attendance_note(day=FIRST, hours=Decimal(2), came=[0], **given)
    with refused("已开始", 149):
        services.sign_up_cancel(sign_up_id=made.pk, by=VISITOR, at=DURING)
    with refused("结束|结班", 149):
        services.result_note(sign_up_id=made.pk, passed=True, by=people.ops, at=DURING)
    services.attendance_note(day=FIRST, hours=Decimal(9), came=[made.pk], **given)
    services.class_end(class_id=held.pk, by=people.ops, at=AFTER)
    with refused("100", 149):
        services.result_note(sign_up_id=made.pk, passed=True, score=101, by=people.ops, at=AFTER)


@pytest.mark.handbook(150)
def test_who_was_not_there_answers_no_survey_and_nobody_answers_twice(people):
    held = bring(people)
    came, away = sign_up(held, 1), sign_up(held, 2)
    hold(held, people, {came.pk: "9"})
    given = {"level": 4, "by": VISITOR, "at": AFTER}
    with refused("出勤", 150):
        services.survey_answer(sign_up_id=away.pk, **given)
    services.survey_answer(sign_up_id=came.pk, **given)
    with refused("已", 150):
        services.survey_answer(sign_up_id=came.pk, **given)


@pytest.mark.handbook(149)
@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"certified": False}, "证书"),
        ({"held": False}, "结束|结班"),
        ({"enough": False}, "六成|十分之六|60"),
        ({"passed": None}, "合格|通过"),
        ({"passed": False}, "合格|通过"),
    ],
)
def test_a_certificate_is_for_who_came_and_passed(values, words):
    good = {"certified": True, "held": True, "enough": True, "passed": True}
    rules.may_be_certified(**good)
    with refused(words, 149):
        rules.may_be_certified(**good | values)


@pytest.mark.handbook(150, 151)
def test_files_halves_of_years_and_outcomes():
    assert rules.gaps(goal="会", outline="讲", attended=1, photos=2, surveys=1) == []
    assert len(rules.gaps(goal="", outline="讲", attended=0, photos=1, surveys=0)) == 4
    assert rules.half_year_after(date(2026, 8, 31)) == date(2027, 2, 28)
    assert rules.half_year_after(date(2026, 6, 30)) == date(2026, 12, 30)
    ended = date(2026, 3, 13)
    rules.outcome_has_day(since=ended, ended=ended, today=ended)
    for since in (ended - DAY, ended + 2 * DAY):
        with refused("2026-03-13|2026年3月13日", 151):
            rules.outcome_has_day(since=since, ended=ended, today=ended + DAY)


@pytest.mark.handbook(149, 150)
def test_courses_teachers_and_lessons_are_entered_once_and_changed_by_keepers(people):
    draft = services.course_add(data=plan(people), by=people.ops, at=AT)
    given = {"course_id": draft.pk, "by": people.ops, "at": AT}
    changed = services.course_change(data=plan(people, hours=Decimal(6)), **given)
    assert (changed.hours, changed.version) == (Decimal(6), draft.version + 1)
    for more, words, number in (
        ({"hours": Decimal(0)}, "学时|课时", 150),
        ({"title": "短视频带货入门"}, "同名|已有", 149),
        ({"title": "另一门", "teacher_id": 0}, "讲师|教师", 150),
    ):
        with refused(words, number):
            services.course_add(data=plan(people, **more), by=people.ops, at=AT)
    with pytest.raises(Denied):
        services.course_change(course_id=draft.pk, data=plan(people), by=people.frontdesk, at=AT)
    services.course_list(course_id=draft.pk, by=people.dept_head, at=AT)
    assert (
        services.course_stop(course_id=draft.pk, reason="讲师休假", by=people.leader, at=AT).status
        == C.STOPPED
    )
    assert services.course_resume(course_id=draft.pk, by=people.leader, at=AT).status == C.LISTED

    teacher = Teacher.objects.get()
    with refused("已", 149):
        services.teacher_add(
            data=TeacherData(name=teacher.name, title=teacher.title), by=people.ops, at=AT
        )
    data = LessonData(course_id=draft.pk, order=1, title="开头", text="三句话")
    lesson = services.lesson_add(data=data, by=people.ops, at=AT)
    for wrong, words, number in (
        (replace(data, course_id=0), "课程", 150),
        (replace(data, order=2, text=" "), "写", 150),
        (replace(data, title="重"), "已", 149),
    ):
        with refused(words, number):
            services.lesson_add(data=wrong, by=people.ops, at=AT)
    changed = services.lesson_change(
        lesson_id=lesson.pk, data=replace(data, title="结尾"), by=people.ops, at=AT
    )
    assert (changed.title, Lesson.objects.count(), Course.objects.count()) == ("结尾", 1, 1)


@pytest.mark.handbook(150)
def test_a_class_at_a_station_is_in_its_township(people):
    here = village()
    station = Station.objects.create(
        name="石桥村站", slug="shiqiao", township=here.township, village=here, status="operating"
    )
    held = bring(people, station_id=station.pk)
    assert held.station == station
