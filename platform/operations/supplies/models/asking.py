"""What is asked for: monthly plans, urgent requests, their lines, and the purchases."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.actor import Scope
from core.lifecycle import LifecycleRecord
from operations.staff.models import Person
from operations.supplies.kinds import DeviceClass, Occasion
from operations.supplies.lifecycle import PlanStates, PurchaseStates, UrgentStates
from operations.supplies.models.catalogue import Item
from operations.supplies.models.ledger import Holding
from operations.supplies.models.parties import OfParty, one_party


class Purchase(LifecycleRecord):
    """The consolidated purchase list of a month (汇总采购单, R105)."""

    status = models.CharField(
        _("state"), max_length=20, choices=PurchaseStates.choices, default=PurchaseStates.LISTED
    )
    number = models.CharField(_("number of the purchase"), max_length=40, default="", blank=True)
    month = models.DateField(_("month of the plan"))
    supplier = models.CharField(_("supplier"), max_length=80, blank=True, default="")
    listed_by_name = models.CharField(_("listed by"), max_length=80)
    received_at = models.DateTimeField(_("goods received at"), null=True, blank=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("purchase of supplies")
        verbose_name_plural = _("purchases of supplies")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["number"], condition=~Q(number=""), name="supplies_purchase_number_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.month:%Y-%m}".strip()


class PurchaseLine(models.Model):
    """What is bought of one item."""

    purchase = models.ForeignKey(Purchase, models.CASCADE, related_name="lines")
    item = models.ForeignKey(Item, models.PROTECT, related_name="+", verbose_name=_("supply"))
    needed = models.PositiveIntegerField(_("approved in the plans"))
    quantity = models.PositiveIntegerField(_("to be bought"))
    received = models.PositiveIntegerField(_("received"), default=0)
    price = models.DecimalField(_("price"), max_digits=10, decimal_places=2, default=0)

    class Meta:
        verbose_name = _("line of a purchase")
        verbose_name_plural = _("lines of purchases")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["purchase", "item"], name="supplies_bought_once")
        ]

    def __str__(self) -> str:
        return f"{self.item} {self.quantity}"


class Asking(OfParty, LifecycleRecord):
    """A paper by which a department or a station asks for something."""

    class Meta:
        abstract = True

    def process_scopes(self) -> tuple[Scope, ...]:
        """The centre; of a station's paper, also the station: its manager's post counts there."""
        if self.station_id is None:
            return (Scope.CENTRE,)
        return (Scope.CENTRE, Scope("station", str(self.station_id)))


class Plan(Asking):
    """What a department or a station needs in a month (月度办公用品计划, R104–R106)."""

    status = models.CharField(
        _("state"), max_length=20, choices=PlanStates.choices, default=PlanStates.DRAFT
    )
    # Its first day: the month that the goods are for.
    month = models.DateField(_("month of the plan"))
    nothing = models.BooleanField(_("nothing is needed"), default=False)
    made_by_name = models.CharField(_("drawn up by"), max_length=80)
    # The first time; in time is in time, also when it came back.
    handed_in_at = models.DateTimeField(_("plan handed in at"), null=True, blank=True)
    approved_by_name = models.CharField(_("approved by"), max_length=80, blank=True, default="")
    approved_at = models.DateTimeField(_("approved at"), null=True, blank=True)
    checked_by_name = models.CharField(
        _("standard checked by"), max_length=80, blank=True, default=""
    )
    checked_at = models.DateTimeField(_("checked at"), null=True, blank=True)
    purchase = models.ForeignKey(
        Purchase, models.PROTECT, null=True, blank=True, related_name="plans",
        verbose_name=_("purchase"),
    )  # fmt: skip
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("monthly plan of supplies")
        verbose_name_plural = _("monthly plans of supplies")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["department", "month"],
                condition=~Q(status="rejected"),
                name="supplies_plan_once_a_month",
                violation_error_message=_("This department has a plan for this month already."),
            ),
            models.UniqueConstraint(
                fields=["station", "month"],
                condition=~Q(status="rejected"),
                name="supplies_station_plan_once",
                violation_error_message=_("This station has a plan for this month already."),
            ),
            one_party("supplies_plan_of_one_party"),
            models.CheckConstraint(
                condition=Q(month__day=1),
                name="supplies_plan_month_begins",
                violation_error_message=_("A month is named by its first day."),
            ),
            models.CheckConstraint(
                condition=Q(status__in=["draft", "rejected"]) | Q(handed_in_at__isnull=False),
                name="supplies_plan_handed_in",
                violation_error_message=_("What goes on was handed in."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.party} {self.month:%Y-%m}"


class Urgent(Asking):
    """A request outside the plan: urgent, or for a new post (办公用品购置申请单, R107)."""

    status = models.CharField(
        _("state"), max_length=20, choices=UrgentStates.choices, default=UrgentStates.DRAFT
    )
    number = models.CharField(_("number of the request"), max_length=40, default="", blank=True)
    occasion = models.CharField(_("occasion"), max_length=7, choices=Occasion.choices)
    # Of a first issue: the new colleague.
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("person")
    )
    reason = models.CharField(_("reason of the urgency"), max_length=300, blank=True, default="")
    applicant_name = models.CharField(_("applied by"), max_length=80)
    asked_at = models.DateTimeField(_("applied at"), null=True, blank=True)
    agreed_by_id = models.BigIntegerField(null=True, blank=True, editable=False)
    agreed_by_name = models.CharField(_("agreed by"), max_length=80, blank=True, default="")
    approved_by_name = models.CharField(_("approved by"), max_length=80, blank=True, default="")
    approved_at = models.DateTimeField(_("approved at"), null=True, blank=True)
    created_at = models.DateTimeField(_("written at"))
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("urgent request of supplies")
        verbose_name_plural = _("urgent requests of supplies")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["number"], condition=~Q(number=""), name="supplies_urgent_number_once"
            ),
            models.CheckConstraint(
                condition=Q(status="draft") | ~Q(reason=""),
                name="supplies_urgent_has_reason",
                violation_error_message=_("Say why it cannot wait for the next monthly plan."),
            ),
            models.CheckConstraint(
                condition=Q(occasion="urgent", person=None)
                | Q(occasion="starter", person__isnull=False),
                name="supplies_starter_has_person",
                violation_error_message=_("A first issue says for whom it is."),
            ),
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(occasion="starter") & ~Q(status__in=["refused", "issued"]),
                name="supplies_starter_runs_once",
                violation_error_message=_("A first issue for this person is under way."),
            ),
            one_party("supplies_urgent_of_one_party"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.party}".strip()


class Line(models.Model):
    """One item that a plan or a request asks for: asked ≥ approved ≥ issued, in the database."""

    plan = models.ForeignKey(Plan, models.CASCADE, null=True, blank=True, related_name="lines")
    urgent = models.ForeignKey(Urgent, models.CASCADE, null=True, blank=True, related_name="lines")
    item = models.ForeignKey(Item, models.PROTECT, related_name="+", verbose_name=_("supply"))
    quantity = models.PositiveIntegerField(_("number asked for"))
    person = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("intended for"),
    )
    device_class = models.CharField(
        _("class of device"), max_length=8, choices=DeviceClass.choices, blank=True, default=""
    )
    device = models.CharField(_("device"), max_length=60, blank=True, default="")
    # The old ones that are handed in (以旧换新, R103), or why there are none.
    replaces = models.ForeignKey(
        Holding, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("old one handed in"),
    )  # fmt: skip
    override_reason = models.CharField(
        _("why no old one is handed in"), max_length=200, blank=True, default=""
    )
    remark = models.CharField(_("remark"), max_length=100, blank=True, default="")
    approved = models.PositiveIntegerField(_("number approved"), null=True, blank=True)
    issued = models.PositiveIntegerField(_("already issued"), default=0)
    # What was seen when it was checked: the standard, what was used of it, what lay there.
    quota_seen = models.PositiveIntegerField(_("standard"), null=True, blank=True)
    used_seen = models.PositiveIntegerField(_("used of the standard"), null=True, blank=True)
    stock_seen = models.PositiveIntegerField(_("in stock"), null=True, blank=True)

    class Meta:
        verbose_name = _("line of supplies")
        verbose_name_plural = _("lines of supplies")
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=Q(plan__isnull=False, urgent=None) | Q(plan=None, urgent__isnull=False),
                name="supplies_line_of_one_paper",
                violation_error_message=_("A line belongs to one plan or to one request."),
            ),
            models.CheckConstraint(
                condition=Q(quantity__gte=1)
                & (Q(approved=None) | Q(approved__lte=F("quantity")))
                & (Q(issued=0) | Q(approved__isnull=False, issued__lte=F("approved"))),
                name="supplies_line_in_order",
                violation_error_message=_("Issued ≤ approved ≤ asked for."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item} {self.quantity}"

    @property
    def left(self) -> int:
        """Still to be issued (待补发, R110)."""
        return (self.approved or 0) - self.issued
