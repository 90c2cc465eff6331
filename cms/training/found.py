"""Courses as a source of the site's search."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models.signals import post_delete, post_save
from django.utils.translation import gettext_lazy

from cms.search import index, sources
from cms.search.county import address
from cms.search.sources import Entry, Source, Untold
from operations.training import public
from operations.training.models import Course, Teacher
from operations.training.public import PublicCourse

COURSES = "courses"


def register() -> None:
    """Called once at start-up."""
    kinds = {"course": gettext_lazy("Courses")}
    sources.register(Source(COURSES, kinds, courses, course))
    for signal in (post_save, post_delete):
        signal.connect(_course, sender=Course, dispatch_uid="cms-search-course")
    post_save.connect(_teacher, sender=Teacher, dispatch_uid="cms-search-teacher")


def courses() -> Iterable[Entry | Untold]:
    """All that are offered."""
    return sources.each(public.courses(), entry, lambda one: one.code)


def course(code: str) -> Entry | None:
    """An offered one."""
    found = public.course(code)
    return entry(found) if found and not found.stopped else None


def entry(one: PublicCourse) -> Entry:
    """A course by the words that find it."""
    return Entry(
        kind="course",
        key=one.code,
        url=address("site_training_course", one.code),
        title=one.title,
        keywords=(one.level_label, one.audience_label, one.teacher),
        summary=one.goal,
        text=" ".join(one.outline),
    )


def _course(instance: Course, **_given: Any) -> None:
    if instance.code:
        index.touch(COURSES, instance.code)


def _teacher(instance: Teacher, **_given: Any) -> None:
    codes = instance.courses.exclude(code="").values_list("code", flat=True)
    index.touch(COURSES, *codes)
