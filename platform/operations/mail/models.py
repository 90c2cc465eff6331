"""Pigeonholes, mail, wrong deliveries, subscriptions and the ticks of ordinary papers."""

from __future__ import annotations

import secrets
from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.lifecycle import LifecycleRecord
from core.models.dated import DatedSetting
from operations.mail.kinds import SIGNED, MailKind, Proof, Weekday
from operations.mail.lifecycle import States
from operations.staff.models import Department, Person

RUNNING = Q(to_date__isnull=True)


class MailSetting(DatedSetting):
    """A county's own value of a setting from a day on."""

    class Meta(DatedSetting.Meta):
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["key", "valid_from_date"], name="mail_setting_once")
        ]


def new_key() -> str:
    """What stands behind a label's code: not to be guessed."""
    return secrets.token_urlsafe(12)


class Slot(models.Model):
    """A pigeonhole (格口, R59): where it is, what its label says, and whose it is."""

    code = models.CharField(_("pigeonhole code"), max_length=10)
    row = models.PositiveSmallIntegerField(_("row of the cabinet"))
    column = models.PositiveSmallIntegerField(_("column of the cabinet"))
    label = models.CharField(_("text of the label"), max_length=40)
    department = models.ForeignKey(
        Department, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("department"),
    )  # fmt: skip
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("person")
    )
    key = models.CharField(max_length=24, default=new_key, unique=True, editable=False)
    from_date = models.DateField(_("in use from"))
    to_date = models.DateField(_("in use until"), null=True, blank=True)

    class Meta:
        verbose_name = _("pigeonhole")
        verbose_name_plural = _("pigeonholes")
        constraints = [
            models.CheckConstraint(
                condition=Q(department__isnull=False, person__isnull=True)
                | Q(department__isnull=True, person__isnull=False),
                name="mail_slot_one_owner",
                violation_error_message=_(
                    "A pigeonhole belongs to one department or to one person."
                ),
            ),
            *(
                models.UniqueConstraint(
                    fields=fields,
                    condition=RUNNING,
                    name=f"mail_slot_{name}_once",
                    violation_error_message=message,
                )
                for name, fields, message in (
                    ("code", ["code"], _("This code is taken.")),
                    ("place", ["row", "column"], _("This place is taken.")),
                    ("department", ["department"], _("This department has a pigeonhole.")),
                    ("person", ["person"], _("This person has a pigeonhole.")),
                )
            ),
            models.CheckConstraint(
                condition=Q(row__gte=1, column__gte=1),
                name="mail_slot_place_counts_from_one",
                violation_error_message=_("Rows and columns are counted from 1."),
            ),
            models.CheckConstraint(
                condition=Q(to_date__isnull=True) | Q(to_date__gte=F("from_date")),
                name="mail_slot_dates_in_order",
                violation_error_message=_("Nothing ends before it begins."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.label}"


class MailItem(LifecycleRecord):
    """One line of the register (R58): a letter, a parcel, a paper, and the way of it."""

    status = models.CharField(
        _("state"), max_length=20, choices=States.choices, default=States.RECEIVED
    )
    kind = models.CharField(_("kind of mail"), max_length=10, choices=MailKind.choices)
    tracking = models.CharField(_("tracking number"), max_length=40, blank=True, default="")
    sender = models.CharField(_("mail sender"), max_length=80, blank=True, default="")
    # What stands on the envelope; department and person as far as they are known.
    addressee = models.CharField(_("addressee"), max_length=60)
    department = models.ForeignKey(
        Department, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("department"),
    )  # fmt: skip
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("person")
    )
    # Where it is meant to go; it lies there once it is sorted.
    slot = models.ForeignKey(
        Slot, models.PROTECT, null=True, blank=True, related_name="items",
        verbose_name=_("pigeonhole"),
    )  # fmt: skip
    copies = models.PositiveSmallIntegerField(_("number of pieces"), default=1)
    received_date = models.DateField(_("received on"))
    registered_at = models.DateTimeField(_("registered at"))
    registered_by_name = models.CharField(_("registered by"), max_length=80)
    sorted_at = models.DateTimeField(_("sorted at"), null=True, blank=True)
    due_date = models.DateField(_("to be collected by"), null=True, blank=True)
    reminded_date = models.DateField(_("reminded on"), null=True, blank=True)
    # When it left the pigeonhole, or the house.
    ended_at = models.DateTimeField(_("handed out at"), null=True, blank=True)
    handed_by_name = models.CharField(_("handed out by"), max_length=80, blank=True, default="")
    signed_by = models.CharField(_("receipt signed by"), max_length=80, blank=True, default="")
    proof = models.CharField(
        _("proof of receipt"), max_length=7, choices=Proof.choices, blank=True, default=""
    )
    remark = models.CharField(_("remark"), max_length=200, blank=True, default="")
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("piece of mail")
        verbose_name_plural = _("mail")
        indexes = [
            models.Index(fields=["-registered_at"], name="mail_latest"),
            models.Index(fields=["due_date"], name="mail_due"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["tracking"],
                condition=~Q(tracking="") & ~Q(status__in=["returned", "void"]),
                name="mail_tracking_once",
                violation_error_message=_("This tracking number is entered already."),
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["sorted", "collected"])
                | Q(slot__isnull=False, sorted_at__isnull=False, due_date__isnull=False),
                name="mail_sorted_has_a_place",
                violation_error_message=_("What is sorted lies in a pigeonhole."),
            ),
            models.CheckConstraint(
                condition=~Q(status="collected")
                | (Q(ended_at__isnull=False) & ~Q(signed_by="") & ~Q(proof="")),
                name="mail_collected_is_proved",
                violation_error_message=_("What is collected says by whom."),
            ),
            models.CheckConstraint(
                condition=~Q(status="collected")
                | ~Q(kind__in=[str(kind) for kind in SIGNED])
                | ~Q(proof="plain"),
                name="mail_registered_is_signed_for",
                violation_error_message=_("Registered mail and parcels need a signature."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.tracking or self.sender}".strip()

    @property
    def needs_signature(self) -> bool:
        """Is it handed over only against a signature (R60)?"""
        return self.kind in SIGNED


class Missort(models.Model):
    """A wrong delivery (错分, R61): where it lay, where it belonged. Never changed or removed."""

    item = models.ForeignKey(MailItem, models.PROTECT, related_name="missorts")
    from_slot = models.ForeignKey(Slot, models.PROTECT, related_name="+")
    to_slot = models.ForeignKey(Slot, models.PROTECT, related_name="+")
    # Who had signed for it by mistake, if it was handed out already.
    signed_by = models.CharField(_("receipt signed by"), max_length=80, blank=True, default="")
    reason = models.CharField(_("reason"), max_length=200)
    by_name = models.CharField(_("corrected by"), max_length=80)
    on_date = models.DateField(_("corrected on"), db_index=True)
    at = models.DateTimeField(_("when"))

    class Meta:
        verbose_name = _("wrong delivery")
        verbose_name_plural = _("wrong deliveries")
        constraints = [
            models.CheckConstraint(
                condition=~Q(from_slot=F("to_slot")),
                name="mail_missort_moves",
                violation_error_message=_("A wrong delivery goes to another pigeonhole."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.from_slot.code} → {self.to_slot.code}"


class SubscriptionQuerySet(models.QuerySet["Subscription"]):
    """Reads of subscriptions."""

    def on(self, day: date) -> SubscriptionQuerySet:
        """Those that run on a day."""
        return self.filter(Q(to_date__isnull=True) | Q(to_date__gte=day), from_date__lte=day)


class Subscription(models.Model):
    """A paper that comes by itself into a pigeonhole (报刊订阅)."""

    title = models.CharField(_("title of the paper"), max_length=60)
    slot = models.ForeignKey(
        Slot, models.PROTECT, related_name="subscriptions", verbose_name=_("pigeonhole")
    )
    copies = models.PositiveSmallIntegerField(_("copies"), default=1)
    weekday = models.PositiveSmallIntegerField(
        _("comes"), choices=Weekday.choices, default=Weekday.DAILY
    )
    from_date = models.DateField(_("in use from"))
    to_date = models.DateField(_("in use until"), null=True, blank=True)

    objects = SubscriptionQuerySet.as_manager()

    class Meta:
        verbose_name = _("subscription")
        verbose_name_plural = _("subscriptions")
        constraints = [
            models.CheckConstraint(
                condition=Q(to_date__isnull=True) | Q(to_date__gte=F("from_date")),
                name="mail_subscription_dates_in_order",
                violation_error_message=_("Nothing ends before it begins."),
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def words(self) -> str:
        """With the number of copies."""
        return f"{self.title}×{self.copies}" if self.copies > 1 else self.title


class PaperTick(models.Model):
    """The ordinary papers of one pigeonhole on one day are in it (R60)."""

    slot = models.ForeignKey(Slot, models.PROTECT, related_name="ticks")
    on_date = models.DateField(_("day"))
    papers = models.CharField(_("newspapers"), max_length=300)
    missing = models.CharField(_("did not come"), max_length=200, blank=True, default="")
    by_name = models.CharField(_("ticked by"), max_length=80)
    at = models.DateTimeField(_("when"))

    class Meta:
        verbose_name = _("tick of papers")
        verbose_name_plural = _("ticks of papers")
        constraints = [
            models.UniqueConstraint(
                fields=["slot", "on_date"],
                name="mail_tick_once_a_day",
                violation_error_message=_("The papers of this pigeonhole are ticked already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.slot} {self.on_date}"
