"""Two-weekly plans, their items, and which departments have handed theirs in (R38, R41)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from core.lifecycle import LifecycleRecord
from operations.office.lifecycle import PlanStates
from operations.staff.models import Department


class PlanSource(models.TextChoices):
    """Where an item of a plan comes from (R41)."""

    OWN = "own", _("own matter")
    DOCUMENT = "document", _("from a document")
    SUPERVISION = "supervision", _("from supervision")


class ItemProgress(models.TextChoices):
    """How far an item of a plan is (R41)."""

    NOT_STARTED = "not_started", _("not started")
    UNDER_WAY = "under_way", _("in progress")
    DONE = "done", _("completed")
    POSTPONED = "postponed", _("postponed")
    DROPPED = "dropped", _("dropped")


class WorkPlan(LifecycleRecord):
    """The plan of one cycle of fourteen days; each cycle has one (R38)."""

    status = models.CharField(
        _("state"), max_length=20, choices=PlanStates.choices, default=PlanStates.COLLECTING
    )
    number = models.PositiveIntegerField(_("cycle"))
    start_date = models.DateField(_("begins on"))
    end_date = models.DateField(_("ends on"))
    published_at = models.DateTimeField(_("published at"), null=True, blank=True)
    published_by_name = models.CharField(_("published by"), max_length=80, blank=True, default="")
    summary = models.TextField(_("summary of the plan"), blank=True, default="")
    created_at = models.DateTimeField(default=timezone.now)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("two-weekly plan")
        verbose_name_plural = _("two-weekly plans")
        constraints = [
            models.UniqueConstraint(
                fields=["start_date"],
                name="office_plan_once",
                violation_error_message=_("There is a plan of this cycle already."),
            ),
            models.CheckConstraint(
                condition=Q(end_date__gt=F("start_date")),
                name="office_plan_dates",
                violation_error_message=_("The last day cannot lie before the first."),
            ),
            models.CheckConstraint(
                condition=Q(status__in=["collecting", "merging"]) | Q(published_at__isnull=False),
                name="office_plan_published_at",
                violation_error_message=_("A published plan has the moment of its publication."),
            ),
        ]

    def __str__(self) -> str:
        return _now("Plan %(n)s (%(first)s–%(last)s)") % {
            "n": self.number,
            "first": f"{self.start_date.month}月{self.start_date.day}日",
            "last": f"{self.end_date.month}月{self.end_date.day}日",
        }


class PlanItem(models.Model):
    """One matter of a department in a cycle (R41)."""

    plan = models.ForeignKey(WorkPlan, models.PROTECT, related_name="items")
    department = models.ForeignKey(
        Department, models.PROTECT, related_name="+", verbose_name=_("department")
    )
    matter = models.CharField(_("planned matter"), max_length=120)
    responsible = models.CharField(_("responsible person"), max_length=40)
    start_date = models.DateField(_("begins on"))
    end_date = models.DateField(_("ends on"))
    expected = models.CharField(_("expected result"), max_length=200, blank=True, default="")
    source = models.CharField(
        _("source of the matter"),
        max_length=11,
        choices=PlanSource.choices,
        default=PlanSource.OWN,
    )
    progress = models.CharField(
        _("progress of the matter"),
        max_length=11,
        choices=ItemProgress.choices,
        default=ItemProgress.NOT_STARTED,
    )
    note = models.CharField(_("note on completion"), max_length=200, blank=True, default="")
    # R40: why it was added after the publication.
    added_reason = models.CharField(_("why added"), max_length=200, blank=True, default="")
    by_name = models.CharField(_("entered by"), max_length=80)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("item of a plan")
        verbose_name_plural = _("items of plans")
        constraints = [
            models.CheckConstraint(
                condition=Q(end_date__gte=F("start_date")),
                name="office_planitem_dates",
                violation_error_message=_("The last day cannot lie before the first."),
            )
        ]

    def __str__(self) -> str:
        return self.matter


class PlanReturn(models.Model):
    """A department has handed in its items, or has none for this cycle (R37)."""

    plan = models.ForeignKey(WorkPlan, models.PROTECT, related_name="returns")
    department = models.ForeignKey(Department, models.PROTECT, related_name="+")
    by_name = models.CharField(_("entered by"), max_length=80)
    at = models.DateTimeField(_("when"))

    class Meta:
        verbose_name = _("plan handed in")
        verbose_name_plural = _("plans handed in")
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "department"],
                name="office_return_once",
                violation_error_message=_("This department has handed in already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.plan} · {self.department}"
