"""Seals, and every use of them."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.lifecycle import LifecycleRecord
from core.models.dated import DatedSetting
from operations.seals.lifecycle import SealUseStates


class Seal(models.Model):
    """One seal of the centre. keeper_id is None while the office keeps it."""

    name = models.CharField(_("name of the seal"), max_length=40)
    keeper_id = models.BigIntegerField(null=True, blank=True)
    keeper_name = models.CharField(_("keeper"), max_length=80, blank=True)
    place = models.CharField(_("kept at"), max_length=60, blank=True)
    ended_date = models.DateField(_("out of use since"), null=True, blank=True)
    ended_reason = models.CharField(_("reason"), max_length=200, blank=True)
    version = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("seal")
        verbose_name_plural = _("seals")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["name"],
                condition=Q(ended_date=None),
                name="seal_name_once",
                violation_error_message=_("There is a seal of this name already."),
            )
        ]

    def __str__(self) -> str:
        return self.name


class SealUse(LifecycleRecord):
    """Somebody wants papers stamped, or takes the seal along."""

    status = models.CharField(
        _("state"), max_length=20, choices=SealUseStates.choices, default=SealUseStates.APPLIED
    )
    number = models.CharField(_("number of the use"), max_length=40, blank=True, default="")
    seal = models.ForeignKey(Seal, models.PROTECT, related_name="uses", verbose_name=_("seal"))
    document = models.CharField(_("paper to be stamped"), max_length=120)
    document_number = models.CharField(_("number of the paper"), max_length=60, blank=True)
    copies = models.PositiveSmallIntegerField(_("number of copies"), default=1)
    purpose = models.CharField(_("purpose"), max_length=200)
    applicant_name = models.CharField(_("applied by"), max_length=80)
    applied_at = models.DateTimeField(_("applied at"), default=timezone.now)
    # Taken along: where to, and when it comes back.
    is_loan = models.BooleanField(_("lent out"), default=False)
    loan_place = models.CharField(_("taken to"), max_length=80, blank=True)
    due_back_date = models.DateField(_("due back on"), null=True, blank=True)
    decided_by_name = models.CharField(_("decided by"), max_length=80, blank=True)
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    opinion = models.CharField(_("opinion"), max_length=300, blank=True)
    impressions = models.PositiveSmallIntegerField(_("impressions made"), null=True, blank=True)
    handed_by_name = models.CharField(_("handed by"), max_length=80, blank=True)
    used_at = models.DateTimeField(_("stamped at"), null=True, blank=True)
    lent_at = models.DateTimeField(_("lent at"), null=True, blank=True)
    returned_at = models.DateTimeField(_("back at"), null=True, blank=True)
    remark = models.CharField(_("remark"), max_length=200, blank=True)
    # The record that it is made of, as the inbox names records.
    source_type = models.CharField(max_length=60, blank=True, default="", editable=False)
    source_id = models.CharField(max_length=40, blank=True, default="", editable=False)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("use of a seal")
        verbose_name_plural = _("uses of seals")
        indexes: ClassVar = [models.Index(fields=["-applied_at"], name="sealuse_latest")]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["number"],
                # Blank only inside the transaction that gives the number.
                condition=~Q(number=""),
                name="sealuse_number_once",
                violation_error_message=_("This number has been given already."),
            ),
            models.CheckConstraint(
                condition=Q(copies__gte=1),
                name="sealuse_something_is_stamped",
                violation_error_message=_("At least one copy is stamped."),
            ),
            models.CheckConstraint(
                condition=Q(is_loan=False) | (~Q(loan_place="") & Q(due_back_date__isnull=False)),
                name="sealuse_loan_has_place_and_day",
                violation_error_message=_("Say where it is taken and when it comes back."),
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["used", "returned"]) | Q(impressions__isnull=False),
                name="sealuse_impressions_are_counted",
                violation_error_message=_("The impressions are counted."),
            ),
            models.UniqueConstraint(
                fields=["seal"],
                condition=Q(status="lent"),
                name="sealuse_lent_once",
                violation_error_message=_("This seal is out already."),
            ),
            models.CheckConstraint(
                condition=Q(returned_at=None) | Q(returned_at__gte=F("lent_at")),
                name="sealuse_back_after_lent",
                violation_error_message=_("Nothing comes back before it goes."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.document}".strip()


class SealsSetting(DatedSetting):
    """A county's own value of a setting from a day on."""

    class Meta(DatedSetting.Meta):
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["key", "valid_from_date"], name="seals_setting_once")
        ]
