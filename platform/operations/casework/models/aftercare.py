"""After closing: the rating, and what a bad one sets going (R137–R139)."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from operations.casework.models.cases import Case


class Rating(models.Model):
    """The applicant's opinion, one a case, in the national five levels (R137)."""

    class Level(models.IntegerChoices):
        VERY_GOOD = 5, _("Very satisfied")
        GOOD = 4, _("Satisfied")
        FAIR = 3, _("Fairly satisfied")
        BAD = 2, _("Not satisfied")
        VERY_BAD = 1, _("Very dissatisfied")

    class Place(models.TextChoices):
        QR = "qr", _("By QR code")
        DESK = "desk", _("At the desk's tablet")

    case = models.OneToOneField(Case, models.CASCADE, related_name="rating")
    level = models.PositiveSmallIntegerField(_("rating"), choices=Level.choices)
    text = models.CharField(_("words"), max_length=500, blank=True)
    place = models.CharField(_("rated"), max_length=6, choices=Place.choices)
    rated_at = models.DateTimeField(_("rated at"))

    class Meta:
        verbose_name = _("rating")
        verbose_name_plural = _("ratings")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(level__gte=1, level__lte=5),
                name="casework_five_levels",
                violation_error_message=_("Choose one of the five levels."),
            )
        ]
        indexes: ClassVar = [models.Index(fields=["rated_at"], name="casework_by_rating")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.level}"


class FollowUp(models.Model):
    """The call-back after a bad rating, and what was put right (R138)."""

    rating = models.OneToOneField(Rating, models.CASCADE, related_name="follow_up")
    opened_at = models.DateTimeField(_("opened at"))
    call_due_date = models.DateField(_("call back by"))
    due_date = models.DateField(_("put right by"))
    called_at = models.DateTimeField(_("called back at"), null=True, blank=True)
    called_by_name = models.CharField(_("called back by"), max_length=80, blank=True)
    reached = models.BooleanField(_("reached"), null=True)
    said = models.TextField(_("what the applicant said"), blank=True)
    measures = models.TextField(_("what was put right"), blank=True)
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    closed_by_name = models.CharField(_("closed by"), max_length=80, blank=True)
    satisfied_now = models.BooleanField(_("satisfied now"), null=True)

    class Meta:
        verbose_name = _("call-back")
        verbose_name_plural = _("call-backs")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | Q(called_at__isnull=False),
                name="casework_called_before_closed",
                violation_error_message=_("Call back first, then close (R138)."),
            )
        ]
        indexes: ClassVar = [models.Index(fields=["opened_at"], name="casework_by_opening")]

    def __str__(self) -> str:
        return f"{self.rating_id} {self.due_date}"
