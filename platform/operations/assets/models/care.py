"""Repairs in writing, scrapping with its proofs, authorisations and findings (R84, R87–R91)."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.lifecycle import LifecycleRecord
from operations.assets.kinds import Basis, Cause
from operations.assets.lifecycle import RepairStates, ScrappingStates
from operations.assets.models.cards import Asset, AssetClass
from operations.staff.models import Person


class Authorisation(models.Model):
    """Somebody was trained for a class of special assets (R84)."""

    person = models.ForeignKey(
        Person, models.PROTECT, related_name="asset_training", verbose_name=_("trained person")
    )
    asset_class = models.ForeignKey(
        AssetClass, models.PROTECT, related_name="+", verbose_name=_("class of the asset")
    )
    trained_date = models.DateField(_("trained on"))
    valid_until_date = models.DateField(_("authorised until"))
    granted_by_name = models.CharField(_("authorised by"), max_length=80)

    class Meta:
        verbose_name = _("authorisation")
        verbose_name_plural = _("authorisations")
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=Q(valid_until_date__gt=F("trained_date")),
                name="authorisation_days_in_order",
                violation_error_message=_("It is valid for some time after the training."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.asset_class}"


class Finding(models.Model):
    """Poor keeping or improper use, and what is done about it (R88)."""

    asset = models.ForeignKey(Asset, models.PROTECT, related_name="findings")
    text = models.CharField(_("what was found on the asset"), max_length=200)
    measure = models.CharField(_("corrective measure"), max_length=200)
    owner = models.ForeignKey(
        Person, models.PROTECT, related_name="+", verbose_name=_("who puts it right")
    )
    found_date = models.DateField(_("found on"))
    due_date = models.DateField(_("put right by"))
    done_date = models.DateField(_("put right on"), null=True, blank=True)
    found_by_name = models.CharField(_("found by"), max_length=80)

    class Meta:
        verbose_name = _("finding on an asset")
        verbose_name_plural = _("findings")
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=Q(due_date__gte=F("found_date")),
                name="finding_due_after_found",
                violation_error_message=_("The day lies before the finding."),
            )
        ]

    def __str__(self) -> str:
        return self.text


class Repair(LifecycleRecord):
    """A repair form (R87): nothing goes to a repairer without one."""

    status = models.CharField(
        _("state"), max_length=20, choices=RepairStates.choices, default=RepairStates.REPORTED
    )
    number = models.CharField(_("number of the repair"), max_length=40, unique=True)
    asset = models.ForeignKey(
        Asset, models.PROTECT, related_name="repairs", verbose_name=_("fixed asset")
    )
    fault = models.CharField(_("what is wrong with it"), max_length=200)
    reported_by_name = models.CharField(_("damage reported by"), max_length=80)
    reported_date = models.DateField(_("damage reported on"))
    filed_by_name = models.CharField(_("filed with"), max_length=80, blank=True)
    filed_date = models.DateField(_("filed on"), null=True, blank=True)
    vendor = models.CharField(_("repairer"), max_length=80, blank=True)
    in_warranty = models.BooleanField(_("under warranty"), default=False)
    sent_date = models.DateField(_("given away on"), null=True, blank=True)
    cost = models.DecimalField(
        _("cost of the repair"), max_digits=12, decimal_places=2, null=True, blank=True
    )
    returned_date = models.DateField(_("back from repair on"), null=True, blank=True)
    result = models.CharField(_("result of the repair"), max_length=200, blank=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("repair of an asset")
        verbose_name_plural = _("repairs of assets")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["asset"],
                condition=Q(status__in=["reported", "filed", "out"]),
                name="repair_one_at_a_time",
                violation_error_message=_("A repair of this asset is under way."),
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["out", "mended", "hopeless"])
                | (Q(filed_date__isnull=False, sent_date__isnull=False) & ~Q(vendor="")),
                name="repair_is_filed_first",
                violation_error_message=_("A repair is filed in writing before it begins."),
            ),
            models.CheckConstraint(
                condition=~Q(status="mended") | Q(cost__gte=0, returned_date__isnull=False),
                name="repair_mended_has_cost",
                violation_error_message=_("What is repaired has its cost and its day."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.asset.name}"


class Scrapping(LifecycleRecord):
    """固定资产报废申请审批表, with inspection, opinions, return and compensation (R89–R91)."""

    status = models.CharField(
        _("state"), max_length=20, choices=ScrappingStates.choices, default=ScrappingStates.APPLIED
    )
    number = models.CharField(_("number of the scrapping"), max_length=40, unique=True)
    asset = models.ForeignKey(
        Asset, models.PROTECT, related_name="scrappings", verbose_name=_("fixed asset")
    )
    cause = models.CharField(_("cause"), max_length=10, choices=Cause.choices)
    reason = models.CharField(_("reason of the scrapping"), max_length=300)
    applicant_name = models.CharField(_("scrapping asked for by"), max_length=80)
    applied_date = models.DateField(_("scrapping asked for on"))
    inspector = models.CharField(_("inspected by"), max_length=80, blank=True)
    inspection = models.CharField(_("report of the inspection"), max_length=300, blank=True)
    inspected_date = models.DateField(_("inspected on"), null=True, blank=True)
    head_name = models.CharField(_("agreed by (head of department)"), max_length=80, blank=True)
    leader_name = models.CharField(_("agreed by (leader)"), max_length=80, blank=True)
    approved_by_name = models.CharField(_("approved by"), max_length=80, blank=True)
    formalities = models.CharField(_("formalities"), max_length=200, blank=True)
    handed_in_date = models.DateField(_("handed in on"), null=True, blank=True)
    received_by_name = models.CharField(_("thing received by"), max_length=80, blank=True)
    written_off_date = models.DateField(_("written off on"), null=True, blank=True)
    # Damage by a person (R91).
    culprit = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("who damaged it"),
    )
    basis = models.CharField(_("reckoned from"), max_length=10, choices=Basis.choices, blank=True)
    basis_amount = models.DecimalField(
        _("price it is reckoned from"), max_digits=12, decimal_places=2, null=True, blank=True
    )
    amount = models.DecimalField(
        _("compensation"), max_digits=12, decimal_places=2, null=True, blank=True
    )
    paid_date = models.DateField(_("compensation paid on"), null=True, blank=True)
    penalty = models.CharField(_("punished by the staff handbook"), max_length=200, blank=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("scrapping of an asset")
        verbose_name_plural = _("scrapping of assets")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["asset"],
                condition=~Q(status="refused"),
                name="scrapping_once",
                violation_error_message=_("Scrapping of this asset is applied for already."),
            ),
            models.CheckConstraint(
                condition=~Q(status="written_off")
                | (
                    Q(written_off_date__isnull=False)
                    & Q(inspected_date__isnull=False, handed_in_date__isnull=False)
                    & ~Q(inspection="")
                    & ~Q(approved_by_name="")
                ),
                name="scrapping_written_off_is_proven",
                violation_error_message=_(
                    "Nothing is written off without inspection, approval and the thing itself."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(status="written_off")
                | ~Q(cause="person")
                | Q(paid_date__isnull=False, culprit__isnull=False, amount__isnull=False),
                name="scrapping_damage_is_paid",
                violation_error_message=_("Damage by a person is compensated first."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.asset.name}"
