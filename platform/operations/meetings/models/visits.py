"""Visitors and their reception (接待登记)."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.lifecycle import LifecycleRecord
from operations.meetings.kinds import VisitKind
from operations.meetings.lifecycle import VisitStates


class Visit(LifecycleRecord):
    """Who comes from where, for what, and who receives them. Names, never phones (R152)."""

    status = models.CharField(
        _("state"), max_length=20, choices=VisitStates.choices, default=VisitStates.PLANNED
    )
    number = models.CharField(_("number of the visit"), max_length=40, blank=True, default="")
    kind = models.CharField(_("kind of visit"), max_length=12, choices=VisitKind.choices)
    unit = models.CharField(_("visitors from"), max_length=80)
    head_name = models.CharField(_("head of the visitors"), max_length=60, blank=True, default="")
    headcount = models.PositiveSmallIntegerField(_("number of visitors"), default=1)
    matter = models.CharField(_("matter of the visit"), max_length=200)
    arrives_at = models.DateTimeField(_("arrival"))
    leaves_at = models.DateTimeField(_("departure"))
    host_id = models.BigIntegerField(editable=False)
    host_name = models.CharField(_("host of the visit"), max_length=80)
    programme = models.TextField(_("programme"), blank=True, default="")
    cost_note = models.CharField(_("remark on costs"), max_length=200, blank=True, default="")
    registered_by_name = models.CharField(_("visit entered by"), max_length=80)
    received_at = models.DateTimeField(_("arrived at"), null=True, blank=True)
    result = models.CharField(_("what came of it"), max_length=500, blank=True, default="")
    closed_date = models.DateField(_("visit closed on"), null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("visit")
        verbose_name_plural = _("visits")
        indexes: ClassVar = [models.Index(fields=["-arrives_at"], name="meetings_visit_latest")]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["number"],
                condition=~Q(number=""),
                name="meetings_visit_number_once",
                violation_error_message=_("This number has been given already."),
            ),
            models.CheckConstraint(
                condition=Q(leaves_at__gt=F("arrives_at")),
                name="meetings_visit_leaves_after",
                violation_error_message=_("Visitors leave after they arrive."),
            ),
            models.CheckConstraint(
                condition=Q(headcount__gte=1),
                name="meetings_visit_somebody_comes",
                violation_error_message=_("At least one visitor comes."),
            ),
            models.CheckConstraint(
                condition=~Q(status="closed") | ~Q(result=""),
                name="meetings_visit_closed_has_result",
                violation_error_message=_("A closed visit says what came of it."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.matter}"
