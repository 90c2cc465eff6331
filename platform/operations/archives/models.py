"""Archived files with their parts, loans, destruction lists, and the words of all documents."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.lifecycle import LifecycleRecord
from core.models.attachments import Attachment
from core.models.dated import DatedSetting
from core.models.papers import Paper
from operations.archives.kinds import Fault, Form, Retention, Role
from operations.archives.lifecycle import ListStates, LoanStates


class DestructionList(LifecycleRecord):
    """Files whose term is over, appraised by one and approved by another (R0)."""

    status = models.CharField(
        _("state"), max_length=20, choices=ListStates.choices, default=ListStates.PROPOSED
    )
    number = models.CharField(_("list number"), max_length=40, unique=True)
    reason = models.CharField(_("why they can go"), max_length=300)
    proposed_at = models.DateTimeField(_("proposed at"), default=timezone.now)
    proposed_by_name = models.CharField(_("proposed by"), max_length=80)
    appraised_by_id = models.BigIntegerField(null=True, blank=True, editable=False)
    appraised_by_name = models.CharField(_("appraised by"), max_length=80, blank=True)
    appraised_at = models.DateTimeField(_("appraised at"), null=True, blank=True)
    appraisal = models.CharField(_("appraisal"), max_length=500, blank=True)
    approved_by_id = models.BigIntegerField(null=True, blank=True, editable=False)
    approved_by_name = models.CharField(_("approved by"), max_length=80, blank=True)
    approved_at = models.DateTimeField(_("approved at"), null=True, blank=True)

    class Meta:
        verbose_name = _("destruction list")
        verbose_name_plural = _("destruction lists")
        constraints = [
            # R0: two persons.
            models.CheckConstraint(
                condition=Q(approved_by_id__isnull=True)
                | ~Q(approved_by_id=models.F("appraised_by_id")),
                name="archives_two_sign",
                violation_error_message=_("Who appraised it does not approve it."),
            ),
            models.CheckConstraint(
                condition=~Q(status="destroyed")
                | Q(appraised_at__isnull=False, approved_at__isnull=False),
                name="archives_destroyed_is_signed",
                violation_error_message=_("Nothing is destroyed without two signatures."),
            ),
        ]

    def __str__(self) -> str:
        return self.number


class ArchivedFile(models.Model):
    """One item (件) of the archive: a line of the catalogue for good, and what belongs to it."""

    # Which module's record it is, and its id there.
    source = models.CharField(_("came from"), max_length=16)
    record_id = models.BigIntegerField()
    number = models.CharField(_("archive number"), max_length=40, unique=True)
    fonds = models.CharField(_("fonds number"), max_length=4)
    category = models.CharField(_("category"), max_length=2, default="WS")
    year = models.PositiveSmallIntegerField(_("year of the file"))
    retention = models.CharField(_("kept for"), max_length=3, choices=Retention.choices)
    unit = models.CharField(_("unit code"), max_length=3)
    item = models.PositiveIntegerField(_("number within its class"))
    title = models.CharField(_("title"), max_length=120)
    document_number = models.CharField(_("number on the document"), max_length=60, blank=True)
    author = models.CharField(_("responsible body"), max_length=80)
    document_date = models.DateField(_("date of the document"))
    pages = models.PositiveIntegerField(_("number of pages"), default=0)
    remark = models.CharField(_("remark"), max_length=200, blank=True)
    finished_date = models.DateField(_("finished on"))
    # Until when it should have been filed; None where that is not measured.
    due_date = models.DateField(_("to be filed by"), null=True, blank=True)
    filed_at = models.DateTimeField(_("filed at"))
    filed_by_name = models.CharField(_("filed by"), max_length=80)
    verified_at = models.DateTimeField(_("last compared"), null=True, blank=True)
    destruction = models.ForeignKey(
        DestructionList, models.PROTECT, null=True, blank=True, related_name="files",
        verbose_name=_("destruction list"),
    )  # fmt: skip
    destroyed_at = models.DateTimeField(_("destroyed at"), null=True, blank=True)

    class Meta:
        verbose_name = _("archived file")
        verbose_name_plural = _("archived files")
        indexes = [
            models.Index(fields=["-filed_at"], name="archives_latest"),
            models.Index(fields=["year", "retention", "unit", "item"], name="archives_class"),
            models.Index(fields=["verified_at"], name="archives_verified"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "record_id"],
                name="archives_record_once",
                violation_error_message=_("This record is filed already."),
            ),
            models.UniqueConstraint(
                fields=["fonds", "category", "year", "retention", "unit", "item"],
                name="archives_item_once",
                violation_error_message=_("This number has been given already."),
            ),
            models.CheckConstraint(
                condition=Q(destroyed_at__isnull=True)
                | (Q(destruction__isnull=False) & ~Q(retention="Y")),
                name="archives_destroyed_by_a_list",
                violation_error_message=_("Files are destroyed by a list, permanent ones never."),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class ArchivedPart(models.Model):
    """One line of a package: what it is, its hash and size; never a draft."""

    file = models.ForeignKey(ArchivedFile, models.PROTECT, related_name="parts")
    order = models.PositiveSmallIntegerField()
    role = models.CharField(_("part"), max_length=10, choices=Role.choices)
    name = models.CharField(_("name"), max_length=160)
    media_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    sha256 = models.CharField(max_length=64)
    pages = models.PositiveIntegerField(_("number of pages"), default=0)
    paper = models.ForeignKey(Paper, models.PROTECT, null=True, blank=True, related_name="+")
    attachment = models.ForeignKey(
        Attachment, models.PROTECT, null=True, blank=True, related_name="+"
    )
    fault = models.CharField(
        _("state when last compared"),
        max_length=8,
        choices=Fault.choices,
        blank=True,
        default=Fault.NONE,
    )

    class Meta:
        verbose_name = _("part of an archived file")
        verbose_name_plural = _("parts of archived files")
        constraints = [
            models.UniqueConstraint(fields=["file", "order"], name="archives_part_once"),
            models.CheckConstraint(
                condition=Q(paper__isnull=False, attachment__isnull=True)
                | Q(paper__isnull=True, attachment__isnull=False),
                name="archives_part_is_one_thing",
                violation_error_message=_("A part is a paper or an attachment."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def stored(self) -> Any:
        """The file in the store."""
        return (self.paper or self.attachment).file  # type: ignore[union-attr]  # a constraint


class Loan(LifecycleRecord):
    """A file asked for, approved, lent until a day, and back."""

    status = models.CharField(
        _("state"), max_length=20, choices=LoanStates.choices, default=LoanStates.APPLIED
    )
    file = models.ForeignKey(
        ArchivedFile, models.PROTECT, related_name="loans", verbose_name=_("archived file")
    )
    form = models.CharField(_("lent as"), max_length=8, choices=Form.choices)
    borrower_name = models.CharField(_("borrower"), max_length=80)
    purpose = models.CharField(_("needed for"), max_length=300)
    days = models.PositiveSmallIntegerField(_("for how many days"))
    applied_at = models.DateTimeField(_("applied at"))
    decided_by_name = models.CharField(_("decided by"), max_length=80, blank=True)
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    opinion = models.CharField(_("opinion"), max_length=500, blank=True)
    lent_at = models.DateTimeField(_("lent at"), null=True, blank=True)
    due_date = models.DateField(_("to be back by"), null=True, blank=True)
    returned_at = models.DateTimeField(_("back at"), null=True, blank=True)
    # How often the borrower opened a copy, and when last.
    opened = models.PositiveIntegerField(_("copies opened"), default=0)

    class Meta:
        verbose_name = _("loan")
        verbose_name_plural = _("loans")
        indexes = [models.Index(fields=["status", "due_date"], name="archives_loan_due")]
        constraints = [
            models.UniqueConstraint(
                fields=["file"],
                condition=Q(status="lent", form="original"),
                name="archives_one_original",
                violation_error_message=_("The original is lent already."),
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["lent", "returned"])
                | Q(lent_at__isnull=False, due_date__isnull=False),
                name="archives_lent_has_a_day",
                violation_error_message=_("What is lent has a day on which it is back."),
            ),
        ]

    def __str__(self) -> str:
        return self.file.number


class SearchText(models.Model):
    """The words of one document, as the search reads them; made anew whenever they change."""

    source = models.CharField(max_length=16)
    record_id = models.BigIntegerField()
    title = models.CharField(max_length=120)
    number = models.CharField(max_length=60, blank=True)
    archive_number = models.CharField(max_length=40, blank=True)
    day = models.DateField()
    # Lower case, full-width signs narrowed: what a query is compared with.
    text = models.TextField()
    # Pairs of Chinese characters, words of letters and digits.
    terms = SearchVectorField()
    indexed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("words of a document")
        verbose_name_plural = _("words of documents")
        indexes = [
            GinIndex(fields=["terms"], name="archives_terms"),
            models.Index(fields=["-day", "-id"], name="archives_words_latest"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["source", "record_id"], name="archives_words_once")
        ]

    def __str__(self) -> str:
        return self.title


class ArchivesSetting(DatedSetting):
    """A county's own value of a setting from a day on."""

    class Meta(DatedSetting.Meta):
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["key", "valid_from_date"], name="archives_setting_once")
        ]
