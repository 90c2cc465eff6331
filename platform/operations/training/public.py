"""What a county's site reads of training: plans and places, no person but the teachers (R152)."""

from __future__ import annotations

import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal

from django.db.models import QuerySet

from core import attachments
from core.codes import plain
from core.models.attachments import Attachment
from core.privacy import mask_name
from operations.training.lifecycle import PUBLIC, C, K, U
from operations.training.models import Certificate, Course, Lesson, SignUp, Teacher, TrainingClass

VIDEO, AUDIO, HANDOUT = "video", "audio", "handout"
LONGEST_TYPED = 40


@dataclass(frozen=True, slots=True)
class PublicCourse:
    """A course that is offered."""

    code: str
    title: str
    level: str
    level_label: str
    audience: str
    audience_label: str
    goal: str
    outline: tuple[str, ...]
    hours: Decimal
    certified: bool
    teacher_id: int
    teacher: str
    stopped: bool


@dataclass(frozen=True, slots=True)
class PublicClass:
    """A class in the calendar."""

    number: str
    course: PublicCourse
    teacher: str
    starts: date
    ends: date
    time: time
    township_code: str
    township: str
    place: str
    station: str
    station_slug: str
    capacity: int
    left: int
    until: date
    open: bool
    state: str
    status: str
    note: str

    @property
    def month(self) -> str:
        """2026-03."""
        return f"{self.starts:%Y-%m}"


@dataclass(frozen=True, slots=True)
class PublicLesson:
    """A lesson with its files."""

    order: int
    title: str
    text: str
    video: Attachment | None
    audio: Attachment | None
    handouts: tuple[Attachment, ...]


@dataclass(frozen=True, slots=True)
class PublicCertificate:
    """What is told of a certificate: enough to compare, no person's full name (R152)."""

    number: str
    name: str
    course: str
    hours: Decimal
    first: date
    last: date
    issued: date
    revoked: date | None
    reason: str


def courses() -> list[PublicCourse]:
    """All that are offered, by code."""
    found = Course.objects.filter(status=C.LISTED).select_related("teacher").order_by("code")
    return [_course(one) for one in found]


def course(code: str) -> PublicCourse | None:
    """One that is or was offered."""
    every = Course.objects.exclude(status=C.DRAFT).select_related("teacher")
    found = every.filter(code=code).first() if code else None
    return _course(found) if found else None


def upcoming(*, on: date, course: str = "") -> list[PublicClass]:
    """Classes that are not over, the next first; cancelled ones until their day."""
    found = _classes().filter(ends_date__gte=on, status__in=(K.OPEN, K.RUNNING, K.CANCELLED))
    found = found.exclude(number="")
    if course:
        found = found.filter(course__code=course)
    return [_class(one, on=on) for one in found.order_by("starts_date", "starts_time", "pk")]


def at_station(slug: str, *, on: date) -> list[PublicClass]:
    """Coming classes at a station."""
    return [one for one in upcoming(on=on) if one.station_slug == slug] if slug else []


def training_class(number: str, *, on: date) -> tuple[TrainingClass, PublicClass] | None:
    """A class by its number, as stored and as shown."""
    found = _classes().filter(number=number, status__in=PUBLIC).first() if number else None
    return (found, _class(found, on=on)) if found else None


def teacher(pk: int) -> Teacher | None:
    """Somebody who teaches here."""
    return Teacher.objects.filter(pk=pk, active=True).first()


def taught_by(pk: int) -> list[PublicCourse]:
    """Offered courses of a teacher."""
    return [one for one in courses() if one.teacher_id == pk]


def teachers() -> list[int]:
    """Those who teach an offered course."""
    found = Teacher.objects.filter(active=True, courses__status=C.LISTED).order_by("pk")
    return list(found.distinct().values_list("pk", flat=True))


def lessons(code: str) -> list[tuple[int, str]]:
    """Place and title of each lesson of a course."""
    found = Lesson.objects.filter(course__code=code).exclude(course__status=C.DRAFT)
    return list(found.order_by("order").values_list("order", "title"))


def lesson(code: str, order: int) -> PublicLesson | None:
    """One lesson with its files."""
    found = Lesson.objects.filter(course__code=code, order=order).exclude(course__status=C.DRAFT)
    one = found.first() if code else None
    if one is None:
        return None
    files = list(attachments.of(one))

    def first(kind: str) -> Attachment | None:
        return next((file for file in reversed(files) if file.kind == kind), None)

    handouts = tuple(file for file in files if file.kind == HANDOUT)
    return PublicLesson(one.order, one.title, one.text, first(VIDEO), first(AUDIO), handouts)


def sign_up_by_token(token: str) -> SignUp | None:
    """A sign-up by the secret in its receipt's address."""
    return _sign_ups().filter(token=token).first() if token else None


def sign_up_by_code(*, number: str, cancel_code: str) -> SignUp | None:
    """A sign-up by its number and its code; a wrong pair and an unknown number look the same."""
    typed = number.strip().upper()[:LONGEST_TYPED]
    found = _sign_ups().filter(number=typed).first()
    known = found.cancel_code if found else "—"
    same = hmac.compare_digest(known.encode(), plain(cancel_code)[:LONGEST_TYPED].encode())
    return found if found is not None and same else None


def certificate(typed: str) -> PublicCertificate | None:
    """By number and mark as they stand on the paper; the number alone finds nothing."""
    number, _dash, mark = typed.strip().upper()[:LONGEST_TYPED].rpartition("-")
    found = (
        Certificate.objects.filter(number=number)
        .select_related("sign_up__training_class__course")
        .first()
    )
    if found is None or not hmac.compare_digest(found.mark.encode(), mark.encode()):
        return None
    held = found.sign_up.training_class
    return PublicCertificate(
        number=found.code,
        name=mask_name(found.sign_up.name),
        course=held.course.title,
        hours=found.hours,
        first=held.starts_date,
        last=held.ends_date,
        issued=found.issued_date,
        revoked=found.revoked_date,
        reason=found.revoked_reason,
    )


def waits_before(made: SignUp) -> int:
    """How many wait before somebody who waits."""
    others = made.training_class.sign_ups.filter(status=U.WAITING, serial__lt=made.serial)
    return others.count()


def months(found: Iterable[PublicClass]) -> list[str]:
    """Months in which classes begin."""
    return sorted({one.month for one in found})


def _sign_ups() -> QuerySet[SignUp]:
    return SignUp.objects.select_related(
        "training_class__course", "training_class__township", "training_class__station"
    )


def _classes() -> QuerySet[TrainingClass]:
    return TrainingClass.objects.select_related("course__teacher", "teacher", "township", "station")


def _course(one: Course) -> PublicCourse:
    return PublicCourse(
        code=one.code,
        title=one.title,
        level=one.level,
        level_label=str(one.get_level_display()),
        audience=one.audience,
        audience_label=str(one.get_audience_display()),
        goal=one.goal,
        outline=tuple(line.strip() for line in one.outline.splitlines() if line.strip()),
        hours=one.hours,
        certified=one.certified,
        teacher_id=one.teacher_id,
        teacher=one.teacher.name,
        stopped=one.status == C.STOPPED,
    )


def _class(one: TrainingClass, *, on: date) -> PublicClass:
    return PublicClass(
        number=one.number,
        course=_course(one.course),
        teacher=one.teacher.name,
        starts=one.starts_date,
        ends=one.ends_date,
        time=one.starts_time,
        township_code=one.township.code,
        township=one.township.name,
        place=one.place,
        station=one.station.name if one.station else "",
        station_slug=one.station.slug if one.station else "",
        capacity=one.capacity,
        left=one.places_left,
        until=one.sign_up_until_date,
        open=one.takes(on),
        state=str(one.get_status_display()),
        status=one.status,
        note=one.ending_note,
    )
