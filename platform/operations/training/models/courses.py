"""Teachers, courses and their lessons."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.lifecycle import LifecycleRecord
from operations.training.kinds import Audience, CourseLevel
from operations.training.lifecycle import CourseStates


class Teacher(models.Model):
    """Who teaches; what stands here the site shows."""

    name = models.CharField(_("name of the teacher"), max_length=40)
    title = models.CharField(_("title of the teacher"), max_length=60, blank=True)
    about = models.TextField(_("about the teacher"), max_length=1000, blank=True)
    active = models.BooleanField(_("teaches here"), default=True)
    version = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("teacher")
        verbose_name_plural = _("teachers")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["name", "title"],
                name="training_teacher_once",
                violation_error_message=_("This teacher is entered already."),
            )
        ]

    def __str__(self) -> str:
        return self.name


class Course(LifecycleRecord):
    """The plan of a training: for whom, what for, what about, how long (§2.5)."""

    status = models.CharField(
        _("state"), max_length=20, choices=CourseStates.choices, default=CourseStates.DRAFT
    )
    # Given when it is offered; its page is named by it.
    code = models.CharField(_("course code"), max_length=20, blank=True, default="")
    title = models.CharField(_("title of the course"), max_length=60)
    level = models.CharField(_("level of the course"), max_length=10, choices=CourseLevel.choices)
    audience = models.CharField(
        _("whom it is for"), max_length=12, choices=Audience.choices, default=Audience.FARMER
    )
    goal = models.CharField(_("goal of the course"), max_length=300)
    outline = models.TextField(_("outline"), max_length=3000)
    hours = models.DecimalField(_("hours of the course"), max_digits=5, decimal_places=1)
    teacher = models.ForeignKey(
        Teacher, models.PROTECT, related_name="courses", verbose_name=_("teacher")
    )
    certified = models.BooleanField(_("ends with a certificate"), default=False)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("course")
        verbose_name_plural = _("courses")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["code"],
                condition=~Q(code=""),
                name="training_course_code_once",
                violation_error_message=_("This number has been given already."),
            ),
            models.CheckConstraint(
                condition=Q(status="draft") | ~Q(code=""),
                name="training_course_listed_has_code",
                violation_error_message=_("A course that is offered has its code."),
            ),
            models.CheckConstraint(
                condition=Q(hours__gt=0),
                name="training_course_has_hours",
                violation_error_message=_("A course has hours."),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Lesson(models.Model):
    """A part of a course to read, hear or see at home; files stand on its own page."""

    course = models.ForeignKey(
        Course, models.PROTECT, related_name="lessons", verbose_name=_("course")
    )
    order = models.PositiveSmallIntegerField(_("place in the course"))
    title = models.CharField(_("title of the lesson"), max_length=60)
    # What is said in the video, for whoever cannot load it.
    text = models.TextField(_("text of the lesson"), max_length=20_000)
    version = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("lesson")
        verbose_name_plural = _("lessons")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["course", "order"],
                name="training_lesson_place_once",
                violation_error_message=_("There is a lesson in this place already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.order} {self.title}"
