"""Classes: a course on certain days at a place, with so many places; and who came."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.lifecycle import LifecycleRecord
from operations.stations.models import Station, Township
from operations.training.lifecycle import ClassStates
from operations.training.models.courses import Course, Teacher


class TrainingClass(LifecycleRecord):
    """A course is held (开班). taken: how many have a place; never more than there are."""

    status = models.CharField(
        _("state"), max_length=20, choices=ClassStates.choices, default=ClassStates.DRAFT
    )
    number = models.CharField(_("number of the class"), max_length=20, blank=True, default="")
    course = models.ForeignKey(
        Course, models.PROTECT, related_name="classes", verbose_name=_("course")
    )
    teacher = models.ForeignKey(
        Teacher, models.PROTECT, related_name="classes", verbose_name=_("teacher")
    )
    starts_date = models.DateField(_("first day of the class"))
    ends_date = models.DateField(_("last day of the class"))
    starts_time = models.TimeField(_("begins at"))
    township = models.ForeignKey(
        Township, models.PROTECT, related_name="+", verbose_name=_("township of the class")
    )
    station = models.ForeignKey(
        Station,
        models.PROTECT,
        related_name="training_classes",
        null=True,
        blank=True,
        verbose_name=_("held at the station"),
    )
    place = models.CharField(_("place of the class"), max_length=120)
    capacity = models.PositiveSmallIntegerField(_("number of places"))
    taken = models.PositiveSmallIntegerField(_("places taken"), default=0, editable=False)
    budget = models.DecimalField(_("budget (yuan)"), max_digits=10, decimal_places=2)
    sign_up_until_date = models.DateField(_("sign-up until"))
    ending_note = models.CharField(_("why it was cancelled"), max_length=500, blank=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("training class")
        verbose_name_plural = _("training classes")
        indexes: ClassVar = [models.Index(fields=["starts_date"], name="training_by_day")]
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=Q(taken__lte=F("capacity")),
                name="training_class_not_oversold",
                violation_error_message=_("All places are taken."),
            ),
            models.CheckConstraint(
                condition=Q(ends_date__gte=F("starts_date"))
                & Q(sign_up_until_date__lte=F("starts_date")),
                name="training_class_days_in_order",
                violation_error_message=_("Sign-up, first day, last day: in this order."),
            ),
            models.UniqueConstraint(
                fields=["number"], condition=~Q(number=""), name="training_class_number_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.course.title}".strip()

    @property
    def places_left(self) -> int:
        """How many can still sign up."""
        return max(0, self.capacity - self.taken)

    def takes(self, day: date) -> bool:
        """Can one sign up on the day?"""
        return self.status == ClassStates.OPEN and day <= self.sign_up_until_date


class Attendance(models.Model):
    """Somebody came on a day, for so many hours."""

    sign_up = models.ForeignKey(
        "training.SignUp", models.CASCADE, related_name="attendances", verbose_name=_("sign-up")
    )
    day = models.DateField(_("day"))
    hours = models.DecimalField(_("hours credited"), max_digits=4, decimal_places=1)

    class Meta:
        verbose_name = _("attendance at a class")
        verbose_name_plural = _("attendance at a class")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["sign_up", "day"], name="training_attendance_once"),
            models.CheckConstraint(
                condition=Q(hours__gt=0, hours__lte=12), name="training_attendance_has_hours"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sign_up} {self.day}"
