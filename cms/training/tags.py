"""What is purged when training changes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

# Which courses and classes there are, with their places.
CALENDAR = "training"


def course_tag(code: str) -> str:
    """One course with its classes and lessons."""
    return f"course:{code}"


def of_course(course: Any) -> Iterable[str]:
    """Its page, and the calendar."""
    return (CALENDAR, course_tag(course.code))


def of_part(record: Any) -> Iterable[str]:
    """Of a class or a lesson: the same of its course; and the station's page, where it is held."""
    from cms import pagecache

    yield from of_course(record.course)
    if station := getattr(record, "station", None):
        yield pagecache.station_tag(station.slug)


def of_teacher(teacher: Any) -> Iterable[str]:
    """All courses with that name on them."""
    yield CALENDAR
    codes = teacher.courses.values_list("code", flat=True)
    yield from map(course_tag, codes)
    yield from map(course_tag, teacher.classes.values_list("course__code", flat=True))


def of_file(file: Any) -> Iterable[str]:
    """A file of a lesson; all others are on no page of training."""
    from operations.training.models import Lesson

    record = file.record if file.content_type.model == "lesson" else None
    return of_course(record.course) if isinstance(record, Lesson) else ()
