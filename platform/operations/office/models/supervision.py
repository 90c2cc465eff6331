"""Supervision items, their milestones, progress, daily checks and extensions (R44, R45)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.lifecycle import LifecycleRecord
from operations.office.lifecycle import States
from operations.staff.models import Department


class Source(models.TextChoices):
    """What an item comes from (R44)."""

    PLAN = "plan", _("Item of a plan")
    DOCUMENT = "document", _("Incoming document")
    MEETING = "meeting", _("Meeting")
    LEADER = "leader", _("Leader's instruction")


class Level(models.TextChoices):
    """How urgent an item is (R44)."""

    NORMAL = "normal", _("normal level")
    IMPORTANT = "important", _("important level")
    URGENT = "urgent", _("urgent level")


class Rating(models.TextChoices):
    """How it was done, said when it is closed."""

    EXCELLENT = "excellent", _("excellent result")
    GOOD = "good", _("good result")
    FAIR = "fair", _("fair result")
    POOR = "poor", _("poor result")


class SupervisionItem(LifecycleRecord):
    """One matter that somebody answers for until a day."""

    status = models.CharField(
        _("state"), max_length=20, choices=States.choices, default=States.ISSUED
    )
    number = models.CharField(_("item number"), max_length=40)
    source = models.CharField(_("where it comes from"), max_length=8, choices=Source.choices)
    # Free words for people: 禾政办〔2026〕3号; and the record, where another module opened it.
    reference = models.CharField(_("source reference"), max_length=120, blank=True, default="")
    source_type = models.CharField(max_length=60, blank=True, default="", editable=False)
    source_id = models.CharField(max_length=40, blank=True, default="", editable=False)
    title = models.CharField(_("matter"), max_length=120)
    requirement = models.TextField(_("what is required"))
    level = models.CharField(_("level"), max_length=9, choices=Level.choices, default=Level.NORMAL)
    department = models.ForeignKey(
        Department, models.PROTECT, related_name="+", verbose_name=_("owner department")
    )
    # Empty until somebody of the department signs for it.
    owner_id = models.BigIntegerField(null=True, blank=True, editable=False)
    owner_name = models.CharField(_("owner"), max_length=80, blank=True, default="")
    assisting = models.ManyToManyField(
        Department, blank=True, related_name="+", verbose_name=_("assisting departments")
    )
    issued_by_name = models.CharField(_("item issued by"), max_length=80)
    issued_date = models.DateField(_("issued on"))
    # Working days, where the deadline was given so; it then follows the calendar.
    days = models.PositiveSmallIntegerField(_("working days"), null=True, blank=True)
    # R46, R47: the first one counts for the figure, whatever is extended.
    first_due_date = models.DateField(_("first due on"))
    due_date = models.DateField(_("due on"))
    result = models.TextField(_("result"), blank=True, default="")
    # Where closing evidence is that is not a file.
    evidence_note = models.CharField(_("evidence on paper"), max_length=200, blank=True, default="")
    reported_by_id = models.BigIntegerField(null=True, blank=True, editable=False)
    rating = models.CharField(
        _("rating"), max_length=9, choices=Rating.choices, blank=True, default=""
    )
    rating_note = models.CharField(_("why so rated"), max_length=200, blank=True, default="")
    # The day it was closed or called off.
    ended_date = models.DateField(_("ended on"), null=True, blank=True)
    # What was told last, and how high it was told (R47).
    warned_date = models.DateField(null=True, blank=True, editable=False)
    escalated = models.PositiveSmallIntegerField(default=0, editable=False)
    created_at = models.DateTimeField(default=timezone.now)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("supervision item")
        verbose_name_plural = _("supervision items")
        indexes = [
            models.Index(fields=["due_date"], name="office_item_due"),
            models.Index(fields=["first_due_date"], name="office_item_first_due"),
            models.Index(fields=["-created_at"], name="office_item_latest"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["number"],
                name="office_item_number_once",
                violation_error_message=_("This number has been given already."),
            ),
            # One click on a record of another module makes one item, however often it is made.
            models.UniqueConstraint(
                fields=["source_type", "source_id"],
                condition=~Q(source_id="") & ~Q(status="cancelled"),
                name="office_item_source_once",
                violation_error_message=_("There is a supervision item of this already."),
            ),
            models.CheckConstraint(
                condition=Q(due_date__gte=F("first_due_date"))
                & Q(first_due_date__gte=F("issued_date")),
                name="office_item_dates",
                violation_error_message=_("Nothing is due before it is issued."),
            ),
            models.CheckConstraint(
                condition=Q(status__in=["closed", "cancelled"], ended_date__isnull=False)
                | (~Q(status__in=["closed", "cancelled"]) & Q(ended_date__isnull=True)),
                name="office_item_ended",
                violation_error_message=_("An item that ended has the day on which it did."),
            ),
            models.CheckConstraint(
                condition=~Q(status="closed") | (~Q(result="") & ~Q(rating="")),
                name="office_item_closed_is_complete",
                violation_error_message=_("A closed item has a result and a rating."),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Milestone(models.Model):
    """Something that is there by a day on the way."""

    item = models.ForeignKey(SupervisionItem, models.PROTECT, related_name="milestones")
    title = models.CharField(_("milestone"), max_length=80)
    due_date = models.DateField(_("due on"))
    done_date = models.DateField(_("reached on"), null=True, blank=True)
    done_by_name = models.CharField(_("entered by"), max_length=80, blank=True, default="")

    class Meta:
        verbose_name = _("milestone")
        verbose_name_plural = _("milestones")
        constraints = [
            models.UniqueConstraint(
                fields=["item", "title"],
                name="office_milestone_once",
                violation_error_message=_("There is this milestone already."),
            )
        ]

    def __str__(self) -> str:
        return self.title


class Progress(models.Model):
    """What the owner said on the way; a problem stays open until it is answered (R43)."""

    class Kind(models.TextChoices):
        PROGRESS = "progress", _("progress on the item")
        PROBLEM = "problem", _("problem with the item")

    item = models.ForeignKey(SupervisionItem, models.PROTECT, related_name="progress")
    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices)
    text = models.CharField(_("what was said"), max_length=500)
    by_name = models.CharField(_("entered by"), max_length=80)
    at = models.DateTimeField(_("when"))
    answer = models.CharField(_("answer"), max_length=500, blank=True, default="")
    answered_by_name = models.CharField(max_length=80, blank=True, default="")
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("progress entry")
        verbose_name_plural = _("progress entries")

    def __str__(self) -> str:
        return self.text


class DailyCheck(models.Model):
    """What the office saw of an item on one working day (日检记录, R45). Never changed."""

    class Finding(models.TextChoices):
        NORMAL = "normal", _("goes as planned")
        SLOW = "slow", _("behind the plan")
        PROBLEM = "problem", _("has a problem")

    class Told(models.TextChoices):
        OWNER = "owner", _("the owner")
        HEAD = "head", _("the head of the department")
        LEADER = "leader", _("the supervising leader")

    item = models.ForeignKey(SupervisionItem, models.PROTECT, related_name="checks")
    on_date = models.DateField(_("day"))
    finding = models.CharField(_("finding"), max_length=7, choices=Finding.choices)
    problem = models.CharField(_("problem"), max_length=300, blank=True, default="")
    told = models.CharField(
        _("fed back to"), max_length=6, choices=Told.choices, blank=True, default=""
    )
    by_name = models.CharField(_("checked by"), max_length=80)
    at = models.DateTimeField(_("when"))

    class Meta:
        verbose_name = _("daily check")
        verbose_name_plural = _("daily checks")
        indexes = [models.Index(fields=["on_date"], name="office_check_day")]
        constraints = [
            models.UniqueConstraint(
                fields=["item", "on_date"],
                name="office_check_once",
                violation_error_message=_("This item was checked on that day already."),
            ),
            models.CheckConstraint(
                condition=Q(finding="normal") | (~Q(problem="") & ~Q(told="")),
                name="office_check_problem_fed_back",
                violation_error_message=_("A problem is named and fed back to somebody."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.on_date} {self.get_finding_display()}"


class Extension(models.Model):
    """A later day asked for; a leader decides (R46)."""

    class Decision(models.TextChoices):
        OPEN = "open", _("not decided yet")
        AGREED = "agreed", _("extension agreed")
        REFUSED = "refused", _("extension refused")
        LAPSED = "lapsed", _("no longer needed")

    item = models.ForeignKey(SupervisionItem, models.PROTECT, related_name="extensions")
    from_date = models.DateField(_("due until now"))
    to_date = models.DateField(_("asked for"))
    reason = models.CharField(_("reason"), max_length=300)
    asked_by_id = models.BigIntegerField(null=True, blank=True)
    asked_by_name = models.CharField(_("asked by"), max_length=80)
    asked_at = models.DateTimeField(_("asked at"))
    decision = models.CharField(
        _("decision"), max_length=7, choices=Decision.choices, default=Decision.OPEN
    )
    opinion = models.CharField(_("opinion"), max_length=300, blank=True, default="")
    decided_by_name = models.CharField(_("decided by"), max_length=80, blank=True, default="")
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)

    class Meta:
        verbose_name = _("extension of an item")
        verbose_name_plural = _("extensions of items")
        constraints = [
            models.UniqueConstraint(
                fields=["item"],
                condition=Q(decision="open"),
                name="office_one_open_extension",
                violation_error_message=_("An extension is being decided on already."),
            ),
            models.CheckConstraint(
                condition=Q(to_date__gt=F("from_date")),
                name="office_extension_is_later",
                violation_error_message=_("An extension ends later than the present due day."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item} → {self.to_date}"
