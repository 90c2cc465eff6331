"""Outgoing documents, their versions, steps, opinions, series and dispatches."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.lifecycle import LifecycleRecord
from core.models.dated import DatedSetting
from operations.archives.kinds import Retention
from operations.documents.kinds import UPWARD, Channel, Kind, Urgency
from operations.documents.lifecycle import NUMBERED, States
from operations.staff.models import Department

HAS_NUMBER = (*NUMBERED, States.FILING, States.ARCHIVED)
SIGNED = (States.NUMBERING, *HAS_NUMBER)


class DocumentSeries(models.Model):
    """An agency code (机关代字) that numbers are given under, from when to when."""

    code = models.CharField(_("agency code"), max_length=12)
    name = models.CharField(_("used for"), max_length=60, blank=True)
    valid_from_date = models.DateField(_("valid from"))
    valid_to_date = models.DateField(_("valid to"), null=True, blank=True)

    class Meta:
        verbose_name = _("agency code")
        verbose_name_plural = _("agency codes")
        constraints = [
            models.UniqueConstraint(
                fields=["code"],
                name="documents_series_once",
                violation_error_message=_("There is this agency code already."),
            ),
            models.CheckConstraint(
                condition=Q(valid_to_date__isnull=True)
                | Q(valid_to_date__gte=F("valid_from_date")),
                name="documents_series_dates",
                violation_error_message=_("The last day cannot lie before the first."),
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def counter(self) -> str:
        """The series of core.numbering that counts it."""
        return f"document:{self.code}"


class OutgoingDocument(LifecycleRecord):
    """One document on its way out. Its text is that of the latest version."""

    class Signing(models.TextChoices):
        """The two choices of step 3 (R13)."""

        SIGN = "sign", _("One leader signs")
        COUNTERSIGN = "countersign", _("Leaders countersign, all must agree")

    status = models.CharField(
        _("state"), max_length=20, choices=States.choices, default=States.DRAFTING
    )
    title = models.CharField(_("title"), max_length=120)
    kind = models.CharField(_("kind of document"), max_length=14, choices=Kind.choices)
    urgency = models.CharField(
        _("urgency"), max_length=6, choices=Urgency.choices, blank=True, default=""
    )
    main_recipients = models.JSONField(_("main recipients"), default=list, blank=True)
    copy_recipients = models.JSONField(_("copies to"), default=list, blank=True)
    department = models.ForeignKey(
        Department, models.PROTECT, related_name="+", verbose_name=_("originating department")
    )
    drafter_name = models.CharField(_("drafter"), max_length=40)
    body = models.TextField(_("text"), blank=True)
    # Names of the attachments, as they stand under the text.
    attachments_note = models.JSONField(_("attachments"), default=list, blank=True)
    # Round brackets under the date: whom to ask.
    remark = models.CharField(_("note under the date"), max_length=80, blank=True)
    is_public = models.BooleanField(_("may be made public"), default=True)
    # The number of the latest version (R14).
    edition = models.PositiveSmallIntegerField(_("version of the text"), default=1)

    signing = models.CharField(max_length=11, choices=Signing.choices, blank=True, default="")
    signer = models.CharField(_("signer"), max_length=40, blank=True, default="")
    signed_by_id = models.BigIntegerField(null=True, blank=True, editable=False)
    signed_at = models.DateTimeField(_("signed at"), null=True, blank=True)
    # R24: the day the director signed.
    formation_date = models.DateField(_("date of formation"), null=True, blank=True)

    series = models.ForeignKey(
        DocumentSeries, models.PROTECT, null=True, blank=True, verbose_name=_("agency code")
    )
    number = models.CharField(_("document number"), max_length=40, blank=True, default="")
    print_run = models.PositiveSmallIntegerField(_("copies to print"), null=True, blank=True)
    proofed_by_id = models.BigIntegerField(null=True, blank=True, editable=False)
    proofed_by_name = models.CharField(_("proof made by"), max_length=80, blank=True, default="")
    printed_copies = models.PositiveSmallIntegerField(_("copies printed"), null=True, blank=True)
    printed_date = models.DateField(_("printed on"), null=True, blank=True)
    dispatched_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    archive_number = models.CharField(_("file number"), max_length=40, blank=True, default="")
    retention = models.CharField(
        _("kept for"), max_length=3, choices=Retention.choices, blank=True, default=""
    )
    archived_at = models.DateTimeField(_("filed at"), null=True, blank=True)
    created_at = models.DateTimeField(_("begun at"), default=timezone.now)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("outgoing document")
        verbose_name_plural = _("outgoing documents")
        indexes = [models.Index(fields=["-created_at"], name="documents_latest")]
        constraints = [
            models.UniqueConstraint(
                fields=["number"],
                condition=~Q(number=""),
                name="documents_number_once",
                violation_error_message=_("This number has been given already."),
            ),
            # R16: never a number without the director's signature.
            models.CheckConstraint(
                condition=Q(number="") | Q(signed_at__isnull=False, formation_date__isnull=False),
                name="documents_number_after_signing",
                violation_error_message=_("A draft that is not signed gets no number."),
            ),
            models.CheckConstraint(
                condition=~Q(status__in=[str(s) for s in HAS_NUMBER]) | ~Q(number=""),
                name="documents_numbered_has_number",
                violation_error_message=_("From this step on a document has its number."),
            ),
            models.CheckConstraint(
                condition=~Q(status__in=[str(s) for s in SIGNED])
                | ~Q(kind__in=[str(k) for k in UPWARD])
                | ~Q(signer=""),
                name="documents_upward_has_signer",
                violation_error_message=_("A document to a superior names its signer."),
            ),
            models.CheckConstraint(
                condition=~Q(status="archived")
                | (Q(archived_at__isnull=False) & ~Q(archive_number="") & ~Q(retention="")),
                name="documents_filed_is_complete",
                violation_error_message=_("A filed document has a file number and a term."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_upward(self) -> bool:
        """To a superior: the paper names the signer (R23)."""
        return self.kind in UPWARD


def label_of(name: str) -> str:
    """What users call a field of a document."""
    field = OutgoingDocument._meta.get_field(name)
    return str(getattr(field, "verbose_name", name))


class DocumentVersion(models.Model):
    """The text as it stood in one version; frozen when it is passed on, readable ever after."""

    document = models.ForeignKey(OutgoingDocument, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField(_("version of the text"))
    content = models.JSONField()
    # Why there is this version: drafted, returned, withdrawn, changed at the check.
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    by_name = models.CharField(_("said by"), max_length=80)
    created_at = models.DateTimeField(_("when"))
    frozen_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("version")
        verbose_name_plural = _("versions")
        constraints = [
            models.UniqueConstraint(fields=["document", "number"], name="documents_version_once")
        ]

    def __str__(self) -> str:
        return f"{self.document} · {self.number}"


class Step(models.Model):
    """One stay of a document at one of the ten steps: from when, until when, due when (R21)."""

    document = models.ForeignKey(OutgoingDocument, models.PROTECT, related_name="steps")
    state = models.CharField(_("step"), max_length=20, choices=States.choices)
    edition = models.PositiveSmallIntegerField()
    began_at = models.DateTimeField(_("began"))
    # None: this step is not measured.
    due_at = models.DateTimeField(_("due"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    ended_by_name = models.CharField(_("ended by"), max_length=80, blank=True)
    outcome = models.CharField(max_length=20, blank=True)

    class Meta:
        verbose_name = _("step")
        verbose_name_plural = _("steps")
        indexes = [
            models.Index(fields=["ended_at"], name="documents_step_ended"),
            models.Index(fields=["due_at"], name="documents_step_due"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["document"],
                condition=Q(ended_at__isnull=True),
                name="documents_one_open_step",
            )
        ]

    def __str__(self) -> str:
        return f"{self.document} · {self.get_state_display()}"


class Opinion(models.Model):
    """What somebody said who decided on a step. A return makes it void; it stays readable."""

    document = models.ForeignKey(OutgoingDocument, models.PROTECT, related_name="opinions")
    state = models.CharField(_("step"), max_length=20, choices=States.choices)
    edition = models.PositiveSmallIntegerField()
    by_id = models.BigIntegerField(null=True, blank=True)
    by_name = models.CharField(_("said by"), max_length=80)
    agrees = models.BooleanField(default=True)
    text = models.CharField(_("opinion"), max_length=500, blank=True)
    at = models.DateTimeField(_("when"))
    voided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("opinion")
        verbose_name_plural = _("opinions")

    def __str__(self) -> str:
        return f"{self.by_name}: {self.text}"


class Dispatch(models.Model):
    """One copy to one recipient: how, when, by whom, and when it was received (R19)."""

    document = models.ForeignKey(OutgoingDocument, models.PROTECT, related_name="dispatches")
    recipient = models.CharField(_("recipient"), max_length=80)
    channel = models.CharField(_("channel"), max_length=6, choices=Channel.choices)
    copies = models.PositiveSmallIntegerField(_("copies"), default=1)
    # Of copies on paper, which are numbered; the others follow it.
    first_copy = models.PositiveIntegerField(_("copy number"), null=True, blank=True)
    sent_at = models.DateTimeField(_("sent at"))
    sent_by_name = models.CharField(_("sent by"), max_length=80)
    received_at = models.DateTimeField(_("received at"), null=True, blank=True)
    received_by = models.CharField(_("received by"), max_length=40, blank=True)
    # None: no receipt is expected.
    receipt_due_date = models.DateField(_("receipt expected by"), null=True, blank=True)
    # Who noted the receipt here, and when.
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, blank=True)
    confirmed_by_name = models.CharField(_("confirmed by"), max_length=80, blank=True)

    class Meta:
        verbose_name = _("dispatch")
        verbose_name_plural = _("dispatches")
        constraints = [
            models.UniqueConstraint(
                fields=["document", "recipient"],
                name="documents_recipient_once",
                violation_error_message=_("This recipient has its copy already."),
            ),
            models.CheckConstraint(
                condition=Q(received_at__isnull=True) | Q(received_at__gte=F("sent_at")),
                name="documents_received_after_sent",
                violation_error_message=_("Nothing is received before it is sent."),
            ),
        ]

    def __str__(self) -> str:
        return self.recipient

    @property
    def copy_numbers(self) -> str:
        """The numbers (份号) of its copies, six digits as the standard writes them."""
        if self.first_copy is None:
            return ""
        last = self.first_copy + self.copies - 1
        first = f"{self.first_copy:06d}"
        return first if last == self.first_copy else f"{first}–{last:06d}"

    def is_late(self, today: date) -> bool:
        """Has the day passed by which the receipt was expected?"""
        due = self.receipt_due_date
        return self.received_at is None and due is not None and due < today


class DocumentsSetting(DatedSetting):
    """A county's own value of a setting from a day on."""

    class Meta(DatedSetting.Meta):
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["key", "valid_from_date"], name="documents_setting_once"
            )
        ]
