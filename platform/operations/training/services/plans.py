"""Verbs of plans: teachers, courses, lessons."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.posts import Post
from core import audit, numbering
from core.actor import Actor
from core.clauses import R
from core.errors import Violation
from core.moving import ask, may, move, same_version
from operations.training import rules
from operations.training.lifecycle import COURSE, KEEPERS, C
from operations.training.models import Course, Lesson, Teacher
from operations.training.numbers import COURSES


@dataclass(frozen=True, slots=True)
class TeacherData:
    """Who teaches."""

    name: str
    title: str = ""
    about: str = ""
    active: bool = True


@dataclass(frozen=True, slots=True)
class CourseData:
    """The plan of a course (§2.5)."""

    title: str
    level: str
    audience: str
    goal: str
    outline: str
    hours: Decimal
    teacher_id: int
    certified: bool = False


@dataclass(frozen=True, slots=True)
class LessonData:
    """A part to read at home."""

    course_id: int
    order: int
    title: str
    text: str


@transaction.atomic
def teacher_add(*, data: TeacherData, by: Actor, at: datetime) -> Teacher:
    """Enter a teacher (R130, R150)."""
    may(by, KEEPERS)
    teacher = _fill_teacher(Teacher(), data)
    audit.record(teacher, by=by, action="teacher.add", clauses=(R(150),), at=at)
    return teacher


@transaction.atomic
def teacher_change(
    *,
    teacher_id: int,
    data: TeacherData,
    by: Actor,
    at: datetime,
    expected_version: int | None = None,
) -> Teacher:
    """Name, title or words of a teacher are others now (R150)."""
    may(by, KEEPERS)
    teacher = Teacher.objects.select_for_update().get(pk=teacher_id)
    same_version(teacher, expected_version)
    teacher.version += 1
    _fill_teacher(teacher, data)
    audit.record(teacher, by=by, action="teacher.change", clauses=(R(150),), at=at)
    return teacher


def _fill_teacher(teacher: Teacher, data: TeacherData) -> Teacher:
    name, title = data.name.strip()[:40], data.title.strip()[:60]
    rules.is_filled(value=name, sentence=_("Give the teacher's name."), field="name")
    same = Teacher.objects.filter(name=name, title=title).exclude(pk=teacher.pk)
    rules.is_entered_once(
        taken=same.exists(), sentence=_("This teacher is entered already."), field="name"
    )
    teacher.name, teacher.title, teacher.active = name, title, data.active
    teacher.about = data.about.strip()[:1000]
    teacher.save()
    return teacher


@transaction.atomic
def course_add(*, data: CourseData, by: Actor, at: datetime) -> Course:
    """Plan a course; a head who did not plan it offers it (R0, R150)."""
    may(by, KEEPERS)
    course = Course(created_by_id=(by.acting_for or by).user_id, status_since=at)
    _fill_course(course, data)
    course.save()
    title = _("Course to be offered: %(name)s") % {"name": course.title}
    ask(course, post=Post.DEPT_HEAD, title=title, clause=R(150), by=by, at=at)
    audit.record(course, by=by, action="course.add", clauses=(R(150),), at=at)
    return course


@transaction.atomic
def course_change(
    *,
    course_id: int,
    data: CourseData,
    by: Actor,
    at: datetime,
    expected_version: int | None = None,
) -> Course:
    """Change a draft: what was checked stays as it was checked (R150)."""
    may(by, KEEPERS)
    course = _locked(course_id)
    same_version(course, expected_version)
    rules.draft_is_changed(draft=course.status == C.DRAFT)
    _fill_course(course, data)
    course.version += 1
    course.save()
    audit.record(course, by=by, action="course.change", clauses=(R(150),), at=at)
    return course


def _fill_course(course: Course, data: CourseData) -> None:
    for field, sentence in (
        ("title", _("Give the course its title.")),
        ("goal", _("Say what people can do afterwards.")),
        ("outline", _("Say what it is about, a line for each part.")),
    ):
        rules.is_filled(value=getattr(data, field), sentence=sentence, field=field)
    if data.hours <= 0:
        raise Violation(_("A course has hours."), R(150), field="hours")
    same = Course.objects.filter(title=data.title.strip()).exclude(pk=course.pk)
    rules.is_entered_once(
        taken=same.exists(), sentence=_("There is a course of this title already."), field="title"
    )
    course.teacher = teacher_of(data.teacher_id)
    course.title, course.goal = data.title.strip()[:60], data.goal.strip()[:300]
    course.outline = data.outline.strip()[:3000]
    course.level, course.audience = data.level, data.audience
    course.hours, course.certified = data.hours, data.certified


def teacher_of(pk: int) -> Teacher:
    """A teacher who teaches here. Raises Violation."""
    found = Teacher.objects.filter(pk=pk, active=True).first()
    if found is None:
        raise Violation(_("Choose the teacher."), R(150), field="teacher_id")
    return found


@transaction.atomic
def course_list(
    *, course_id: int, by: Actor, at: datetime, expected_version: int | None = None
) -> Course:
    """A head lets the site show it; it gets its code (R0, R150)."""
    course = _locked(course_id)
    COURSE.check(course, "list", by=by, expected_version=expected_version)
    course.code = numbering.draw(COURSES, on=timezone.localdate(at), record=course).text
    return _moved(course, "list", by, at, fields=("code",))


@transaction.atomic
def course_stop(
    *, course_id: int, reason: str, by: Actor, at: datetime, expected_version: int | None = None
) -> Course:
    """No new classes (R150)."""
    return _moved(_locked(course_id), "stop", by, at, reason=reason, version=expected_version)


@transaction.atomic
def course_resume(
    *, course_id: int, by: Actor, at: datetime, expected_version: int | None = None
) -> Course:
    """It is offered again (R150)."""
    return _moved(_locked(course_id), "resume", by, at, version=expected_version)


def _locked(course_id: int) -> Course:
    return Course.objects.select_for_update(of=("self",)).get(pk=course_id)


def _moved(course: Course, action: str, by: Actor, at: datetime, **more: object) -> Course:
    found: Course = move(COURSE, course, action, by=by, at=at, **more)  # type: ignore[arg-type]
    return found


@transaction.atomic
def lesson_add(*, data: LessonData, by: Actor, at: datetime) -> Lesson:
    """Add a lesson to a course; its files come on its own page (R150)."""
    may(by, KEEPERS)
    course = Course.objects.filter(pk=data.course_id).first()
    if course is None:
        raise Violation(_("Choose the course."), R(150), field="course_id")
    lesson = _fill_lesson(Lesson(course=course), data)
    audit.record(lesson, by=by, action="lesson.add", clauses=(R(150),), at=at)
    return lesson


@transaction.atomic
def lesson_change(
    *,
    lesson_id: int,
    data: LessonData,
    by: Actor,
    at: datetime,
    expected_version: int | None = None,
) -> Lesson:
    """Title, place or text are others now; the course stays (R150)."""
    may(by, KEEPERS)
    lesson = Lesson.objects.select_for_update(of=("self",)).get(pk=lesson_id)
    same_version(lesson, expected_version)
    lesson.version += 1
    _fill_lesson(lesson, data)
    audit.record(lesson, by=by, action="lesson.change", clauses=(R(150),), at=at)
    return lesson


def _fill_lesson(lesson: Lesson, data: LessonData) -> Lesson:
    rules.is_filled(value=data.title, sentence=_("Give the lesson its title."), field="title")
    rules.is_filled(
        value=data.text,
        sentence=_("Write down what is said: not everybody can load a video."),
        field="text",
    )
    same = lesson.course.lessons.filter(order=data.order).exclude(pk=lesson.pk)
    rules.is_entered_once(
        taken=same.exists(),
        sentence=_("There is a lesson in this place already."),
        field="order",
    )
    lesson.order, lesson.title = data.order, data.title.strip()[:60]
    lesson.text = data.text.strip()[:20_000]
    lesson.save()
    return lesson
