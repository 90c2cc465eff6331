"""Vouchers and invoices in two copies (R76), and the reimbursement that needs them (R64)."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.lifecycle import LifecycleRecord
from operations.assets.kinds import PaperKind, Slot
from operations.assets.lifecycle import ReimbursementStates
from operations.assets.models.purchases import PurchaseRequest


class PurchasePaper(models.Model):
    """One voucher or one invoice of a purchase."""

    request = models.ForeignKey(PurchaseRequest, models.PROTECT, related_name="papers")
    kind = models.CharField(_("kind"), max_length=10, choices=PaperKind.choices)
    # Fully digital invoices have no code, only a number of twenty digits.
    code = models.CharField(_("invoice code"), max_length=12, blank=True, default="")
    number = models.CharField(_("number of the voucher or invoice"), max_length=30)
    amount = models.DecimalField(_("amount"), max_digits=12, decimal_places=2)
    issued_date = models.DateField(_("paper issued on"))
    dealer = models.CharField(_("dealer"), max_length=80)

    class Meta:
        verbose_name = _("paper of a purchase")
        verbose_name_plural = _("papers of a purchase")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["code", "number"],
                condition=Q(kind="invoice"),
                name="invoice_once",
                violation_error_message=_("This invoice is entered already."),
            ),
            models.UniqueConstraint(
                fields=["request", "number"],
                condition=Q(kind="voucher"),
                name="voucher_once",
                violation_error_message=_("This voucher is entered already."),
            ),
            models.CheckConstraint(
                condition=Q(amount__gt=0),
                name="purchase_paper_has_amount",
                violation_error_message=_("The amount is above zero."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.code} {self.number}".replace("  ", " ")


class PaperCopy(models.Model):
    """Who has one of the two copies since when."""

    paper = models.ForeignKey(PurchasePaper, models.CASCADE, related_name="copies")
    slot = models.CharField(_("copy"), max_length=10, choices=Slot.choices)
    holder_name = models.CharField(_("held by"), max_length=80)
    since_date = models.DateField(_("since"))

    class Meta:
        verbose_name = _("copy of a paper")
        verbose_name_plural = _("copies of papers")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["paper", "slot"], name="paper_copy_once"),
            models.CheckConstraint(
                condition=~Q(holder_name=""),
                name="paper_copy_has_holder",
                violation_error_message=_("Say who has the copy."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_slot_display()}：{self.holder_name}"


class Reimbursement(LifecycleRecord):
    """The money for one purchase, handed in to finance."""

    status = models.CharField(
        _("state"),
        max_length=20,
        choices=ReimbursementStates.choices,
        default=ReimbursementStates.HANDED_IN,
    )
    number = models.CharField(_("number of the reimbursement"), max_length=40, unique=True)
    request = models.ForeignKey(
        PurchaseRequest,
        models.PROTECT,
        related_name="reimbursements",
        verbose_name=_("purchase request"),
    )
    applicant_name = models.CharField(_("claim handed in by"), max_length=80)
    handed_in_date = models.DateField(_("handed in on"))
    amount = models.DecimalField(_("amount"), max_digits=14, decimal_places=2)
    payee = models.CharField(_("paid to"), max_length=80)
    checked_by_name = models.CharField(_("papers checked by"), max_length=80, blank=True)
    head_name = models.CharField(_("agreed by (head of department)"), max_length=80, blank=True)
    paid_by_name = models.CharField(_("payment noted by"), max_length=80, blank=True)
    paid_date = models.DateField(_("paid on"), null=True, blank=True)
    return_reason = models.CharField(_("why it was returned"), max_length=500, blank=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("reimbursement")
        verbose_name_plural = _("reimbursements")
        constraints: ClassVar[list[Any]] = [
            # Returned ones are handed in again, so there is never a second one.
            models.UniqueConstraint(
                fields=["request"],
                name="reimbursement_once",
                violation_error_message=_("This purchase is handed in for reimbursement already."),
            ),
            models.CheckConstraint(
                condition=Q(amount__gt=0),
                name="reimbursement_has_amount",
                violation_error_message=_("The amount is above zero."),
            ),
            models.CheckConstraint(
                condition=~Q(status="paid") | Q(paid_date__isnull=False),
                name="reimbursement_paid_has_day",
                violation_error_message=_("A payment has its day."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.request.item}"
