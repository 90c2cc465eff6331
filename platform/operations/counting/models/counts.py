"""A count and its lines: what was expected when it began, and what each line turned out to be."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.lifecycle import LifecycleRecord
from operations.assets.models import Asset, AssetClass
from operations.counting.kinds import Remedy, Result, Subject
from operations.counting.lifecycle import CountStates
from operations.supplies.models import Item, Place

DIFFERENT = (Result.PLACE, Result.USER, Result.DAMAGED, Result.MISSING, Result.SURPLUS)


class Count(LifecycleRecord):
    """One count (盘点): of the month, or an additional one of some classes or places (R92, R93)."""

    status = models.CharField(
        _("state"), max_length=20, choices=CountStates.choices, default=CountStates.OPEN
    )
    number = models.CharField(_("number of the count"), max_length=20, unique=True)
    subject = models.CharField(
        _("what is counted"), max_length=8, choices=Subject.choices, default=Subject.ASSETS
    )
    # The first day of the month that it belongs to.
    month = models.DateField(_("month"))
    is_monthly = models.BooleanField(_("count of the month"), default=False)
    # None: all of them.
    classes = models.ManyToManyField(AssetClass, related_name="+", verbose_name=_("classes"))
    places = models.JSONField(_("places"), default=list)
    opened_at = models.DateTimeField(_("count begun at"))
    due_date = models.DateField(_("to be closed by"))
    expected = models.PositiveIntegerField(_("expected things"), default=0)
    signed_by_id = models.BigIntegerField(null=True, blank=True, editable=False)
    signed_by_name = models.CharField(_("signed by the office"), max_length=80, blank=True)
    signed_at = models.DateTimeField(_("signed by the office at"), null=True, blank=True)
    confirmed_by_name = models.CharField(_("signed by administration"), max_length=80, blank=True)
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    approved_by_name = models.CharField(_("differences approved by"), max_length=80, blank=True)
    approved_at = models.DateTimeField(_("differences approved at"), null=True, blank=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("count")
        verbose_name_plural = _("counts")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["month", "subject"],
                condition=Q(is_monthly=True),
                name="counting_once_a_month",
                violation_error_message=_("This month has its count already."),
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None)
                | (Q(signed_at__isnull=False) & ~Q(confirmed_by_name="")),
                name="counting_closed_by_two",
                violation_error_message=_("A closed count bears both signatures."),
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["closed", "disputed", "booked"])
                | Q(closed_at__isnull=False),
                name="counting_closed_has_day",
                violation_error_message=_("A closed count says when it was closed."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.month:%Y-%m} {self.get_subject_display()}"

    @property
    def is_overdue(self) -> bool:
        """Not closed, and the window is over (R94)."""
        here = self.closed_at is None and self.status != CountStates.CANCELLED
        return here and timezone.localdate() > self.due_date

    @property
    def was_late(self) -> bool:
        """Closed after the window (R94)."""
        return self.closed_at is not None and timezone.localdate(self.closed_at) > self.due_date


class Line(models.Model):
    """One thing that was expected, or that turned up; as the books had it when the count began."""

    count = models.ForeignKey(Count, models.CASCADE, related_name="lines")
    asset = models.ForeignKey(
        Asset, models.PROTECT, null=True, blank=True, related_name="count_lines"
    )
    item = models.ForeignKey(
        Item, models.PROTECT, null=True, blank=True, related_name="count_lines"
    )
    cabinet = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, related_name="count_lines"
    )
    is_expected = models.BooleanField(_("expected when it began"), default=True)
    name = models.CharField(_("name"), max_length=60)
    number = models.CharField(_("number"), max_length=40, blank=True)
    class_name = models.CharField(_("class"), max_length=40, blank=True)
    place = models.CharField(_("place in the books"), max_length=80, blank=True)
    user_name = models.CharField(_("user of the asset"), max_length=80, blank=True)
    # The account of whoever answers for it: that person does not count it (R93).
    keeper_id = models.BigIntegerField(null=True, blank=True, editable=False)
    price = models.DecimalField(_("price"), max_digits=12, decimal_places=2, null=True, blank=True)
    quantity = models.IntegerField(_("quantity in the books"), null=True, blank=True)
    # What was put in and taken out between the beginning and the counting (R95).
    quantity_moved = models.IntegerField(_("moved in between"), default=0)
    counted = models.IntegerField(_("quantity counted"), null=True, blank=True)
    # Something moved it during the count (R95).
    is_moved = models.BooleanField(_("moved during the count"), default=False)
    result = models.CharField(_("result"), max_length=8, choices=Result.choices, blank=True)
    found_place = models.CharField(_("found at"), max_length=80, blank=True)
    answered_by_id = models.BigIntegerField(null=True, blank=True, editable=False)
    answered_by_name = models.CharField(_("counted by"), max_length=80, blank=True)
    answered_at = models.DateTimeField(_("counted at"), null=True, blank=True)
    answer_device = models.CharField(max_length=40, blank=True, editable=False)
    answer_serial = models.PositiveIntegerField(default=0, editable=False)
    in_conflict = models.BooleanField(_("two counters disagree"), default=False)
    # The ledger says where it was found since somebody tapped once.
    is_put_right = models.BooleanField(_("place put right"), default=False)
    explanation = models.CharField(_("explanation"), max_length=200, blank=True)
    remedy = models.CharField(_("action"), max_length=8, choices=Remedy.choices, blank=True)
    # What a surplus thing is entered as.
    asset_class = models.ForeignKey(
        AssetClass, models.PROTECT, null=True, blank=True, related_name="+"
    )
    booked_at = models.DateTimeField(_("booked at"), null=True, blank=True)
    version = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("line of a count")
        verbose_name_plural = _("lines of counts")
        indexes: ClassVar = [
            models.Index(fields=["count", "result"], name="counting_line_result"),
            models.Index(fields=["count", "number"], name="counting_line_number"),
        ]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["count", "asset"],
                condition=Q(asset__isnull=False),
                name="counting_asset_once",
                violation_error_message=_("This thing is on the list already."),
            ),
            models.UniqueConstraint(
                fields=["count", "item", "cabinet"],
                condition=Q(item__isnull=False),
                name="counting_item_once",
                violation_error_message=_("This supply is on the list already."),
            ),
            models.CheckConstraint(
                condition=Q(result="", answered_at=None)
                | (~Q(result="") & Q(answered_at__isnull=False)),
                name="counting_answer_has_moment",
                violation_error_message=_("An answer says when it was given."),
            ),
            models.CheckConstraint(
                condition=~Q(result="counted") | Q(counted__gte=0),
                name="counting_quantity_is_there",
                violation_error_message=_("A counted supply has its quantity."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.name}".strip()

    @property
    def differs(self) -> bool:
        """Book and object do not agree."""
        return self.result in DIFFERENT or bool(self.difference)

    @property
    def difference(self) -> int:
        """Pieces more (or less) than the books have with what moved in between; 0 for assets."""
        if self.counted is None or self.quantity is None:
            return 0
        return self.counted - self.quantity - self.quantity_moved
