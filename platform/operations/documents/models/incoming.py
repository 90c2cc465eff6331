"""Incoming documents, what was said about them, who handles them, and the words of their files."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.lifecycle import LifecycleRecord
from core.models.attachments import Attachment
from operations.archives.kinds import Retention
from operations.documents.incoming.kinds import LEVEL_OF, Level, Nature
from operations.documents.incoming.lifecycle import IncomingStates
from operations.documents.kinds import Kind, Urgency
from operations.documents.models.outgoing import OutgoingDocument
from operations.staff.models import Department


class IncomingDocument(LifecycleRecord):
    """One line of the register of what arrived (R33), and the whole way of it."""

    status = models.CharField(
        _("state"),
        max_length=20,
        choices=IncomingStates.choices,
        default=IncomingStates.REGISTERED,
    )
    number = models.CharField(_("receipt number"), max_length=40, blank=True, default="")
    source_level = models.CharField(_("sender's level"), max_length=11, choices=Level.choices)
    nature = models.CharField(_("nature of the document"), max_length=14, choices=Nature.choices)
    sender = models.CharField(_("sender"), max_length=80)
    sender_number = models.CharField(_("sender's number"), max_length=60, blank=True, default="")
    sender_date = models.DateField(_("date of the document"), null=True, blank=True)
    title = models.CharField(_("title"), max_length=120)
    kind = models.CharField(
        _("kind of document"), max_length=14, choices=Kind.choices, blank=True, default=""
    )
    urgency = models.CharField(
        _("urgency"), max_length=6, choices=Urgency.choices, blank=True, default=""
    )
    copies = models.PositiveSmallIntegerField(_("number of copies"), default=1)
    pages = models.PositiveSmallIntegerField(_("number of pages"), null=True, blank=True)
    received_date = models.DateField(_("received on"))
    registered_at = models.DateTimeField(_("registered at"), default=timezone.now)
    registered_by_name = models.CharField(_("registered by"), max_length=80)
    # When the sender wants it done; the instruction may say another day.
    due_date = models.DateField(_("to be done by"), null=True, blank=True)
    # R34: why the same number of the same sender is registered again.
    duplicate_reason = models.CharField(
        _("why it is registered again"), max_length=200, blank=True, default=""
    )
    remark = models.CharField(_("remark"), max_length=200, blank=True, default="")

    # What the office proposes and a leader takes over or changes.
    lead_department = models.ForeignKey(
        Department, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("responsible department"),
    )  # fmt: skip
    helping = models.ManyToManyField(
        Department, blank=True, related_name="+", verbose_name=_("co-operating departments")
    )
    result = models.CharField(_("result of the handling"), max_length=500, blank=True, default="")
    reply = models.ForeignKey(
        OutgoingDocument, models.PROTECT, null=True, blank=True, related_name="answers",
        verbose_name=_("answered by"),
    )  # fmt: skip
    completed_at = models.DateTimeField(_("handled at"), null=True, blank=True)
    # The record that another module made of it, as the inbox names records.
    followed_type = models.CharField(max_length=60, blank=True, default="", editable=False)
    followed_id = models.CharField(max_length=40, blank=True, default="", editable=False)
    archive_number = models.CharField(_("file number"), max_length=40, blank=True, default="")
    retention = models.CharField(
        _("kept for"), max_length=3, choices=Retention.choices, blank=True, default=""
    )
    archived_at = models.DateTimeField(_("filed at"), null=True, blank=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("incoming document")
        verbose_name_plural = _("incoming documents")
        indexes = [
            models.Index(fields=["-registered_at"], name="incoming_latest"),
            models.Index(fields=["sender", "sender_number"], name="incoming_sender"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["number"],
                # Blank only inside the transaction that gives the number.
                condition=~Q(number=""),
                name="incoming_number_once",
                violation_error_message=_("This number has been given already."),
            ),
            *(
                models.CheckConstraint(
                    condition=~Q(nature=nature.value) | Q(source_level=level.value),
                    name=f"incoming_level_of_{nature.value}",
                    violation_error_message=_("This nature does not come from such a sender."),
                )
                for nature, level in LEVEL_OF.items()
            ),
            models.CheckConstraint(
                condition=~Q(status="archived")
                | (Q(archived_at__isnull=False) & ~Q(archive_number="") & ~Q(retention="")),
                name="incoming_filed_is_complete",
                violation_error_message=_("A filed document has a file number and a term."),
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["completed", "archived"])
                | (Q(completed_at__isnull=False) & ~Q(result="")),
                name="incoming_handled_has_result",
                violation_error_message=_("What is handled says with what result."),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class IncomingTask(models.Model):
    """One department's part: responsible or co-operating, until when, with what result."""

    document = models.ForeignKey(IncomingDocument, models.PROTECT, related_name="tasks")
    department = models.ForeignKey(
        Department, models.PROTECT, related_name="+", verbose_name=_("department")
    )
    is_lead = models.BooleanField(_("responsible"), default=False)
    user_id = models.BigIntegerField(null=True, blank=True)
    handler_name = models.CharField(_("handler"), max_length=80, blank=True)
    assigned_at = models.DateTimeField(_("assigned at"))
    due_date = models.DateField(_("to be done by"), null=True, blank=True)
    # Working days it was given; None where the day itself was said, and does not move.
    due_days = models.PositiveSmallIntegerField(null=True, blank=True)
    closed_at = models.DateTimeField(_("done at"), null=True, blank=True)
    closed_by_name = models.CharField(_("done by"), max_length=80, blank=True)
    result = models.CharField(_("result of the handling"), max_length=500, blank=True)
    # Taken back when the document was returned: it does not count.
    cancelled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("task of an incoming document")
        verbose_name_plural = _("tasks of incoming documents")
        indexes = [models.Index(fields=["due_date"], name="incoming_task_due")]
        constraints = [
            models.UniqueConstraint(
                fields=["document", "department"],
                condition=Q(cancelled_at__isnull=True),
                name="incoming_department_once",
                violation_error_message=_("This department has its part already."),
            ),
            models.UniqueConstraint(
                fields=["document"],
                condition=Q(cancelled_at__isnull=True, is_lead=True),
                name="incoming_one_lead",
                violation_error_message=_("One department is responsible."),
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | Q(closed_at__gte=F("assigned_at")),
                name="incoming_done_after_assigned",
                violation_error_message=_("Nothing is done before it is assigned."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document} · {self.department}"

    @property
    def is_open(self) -> bool:
        """Still to be done."""
        return self.closed_at is None and self.cancelled_at is None


class IncomingOpinion(models.Model):
    """What was proposed, instructed or answered, in order. A return makes it void."""

    document = models.ForeignKey(IncomingDocument, models.PROTECT, related_name="opinions")
    state = models.CharField(_("step"), max_length=20, choices=IncomingStates.choices)
    by_id = models.BigIntegerField(null=True, blank=True)
    by_name = models.CharField(_("said by"), max_length=80)
    text = models.CharField(_("opinion"), max_length=500, blank=True)
    agrees = models.BooleanField(default=True)
    at = models.DateTimeField(_("when"))
    voided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("opinion on an incoming document")
        verbose_name_plural = _("opinions on incoming documents")

    def __str__(self) -> str:
        return f"{self.by_name}: {self.text}"


class AttachedText(models.Model):
    """The words of an attached PDF, for the search; none where it is a scan."""

    document = models.ForeignKey(IncomingDocument, models.PROTECT, related_name="texts")
    attachment = models.OneToOneField(Attachment, models.PROTECT, related_name="+")
    pages = models.PositiveIntegerField(_("number of pages"))
    pages_read = models.PositiveIntegerField()
    text = models.TextField(blank=True)

    class Meta:
        verbose_name = _("words of an attachment")
        verbose_name_plural = _("words of attachments")

    def __str__(self) -> str:
        return f"{self.attachment}"
