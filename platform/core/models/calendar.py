"""Days that differ from the plain week: holidays, make-up working days, a county's own."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class CalendarDay(models.Model):
    """One day whose kind is said, not read off the weekday.

    Every schema has its own table (schemas are self-contained); the province's days are copied to
    every county. A county's own day stands beside the national one and wins over it, so that
    publishing never touches what a county has decided.
    """

    class Kind(models.TextChoices):
        WORKDAY = "work", _("working day")
        REST = "rest", _("day of rest")
        HOLIDAY = "holiday", _("public holiday")
        MAKE_UP = "make_up", _("make-up working day")

    class Status(models.TextChoices):
        OFFICIAL = "official", _("official")
        PROVISIONAL = "provisional", _("provisional")

    date = models.DateField(_("date"))
    kind = models.CharField(_("kind of day"), max_length=8, choices=Kind.choices)
    name = models.CharField(_("name"), max_length=40, blank=True)
    source = models.CharField(_("source"), max_length=80, blank=True)
    status = models.CharField(
        _("status"), max_length=12, choices=Status.choices, default=Status.OFFICIAL
    )
    county_override = models.BooleanField(_("county's own"), default=False)
    updated_at = models.DateTimeField(_("changed at"), default=timezone.now)

    class Meta:
        verbose_name = _("calendar day")
        verbose_name_plural = _("work calendar")
        constraints = [
            models.UniqueConstraint(
                fields=["date", "county_override"],
                name="core_calendarday_once",
                violation_error_message=_("This day is already in the calendar."),
            ),
            models.CheckConstraint(
                condition=Q(county_override=False) | Q(status="official"),
                name="core_calendarday_own_is_official",
                violation_error_message=_("A county's own day is never provisional."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.date:%Y-%m-%d} {self.get_kind_display()}"
