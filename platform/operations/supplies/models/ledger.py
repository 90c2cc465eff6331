"""Who holds what: the ledgers of departments, persons and stations (R109), issues, scrapping."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.lifecycle import LifecycleRecord
from operations.staff.models import Person
from operations.supplies.kinds import DeviceClass, Entry
from operations.supplies.lifecycle import ScrapStates
from operations.supplies.models.catalogue import Item
from operations.supplies.models.parties import OfParty, one_party


class Issue(OfParty):
    """One handing out: signed by whoever takes it, before anything moves (R109).

    A station's manager may sign on their own phone first; until the clerk hands it out it has no
    entries, and what it will have says who did.
    """

    # "supplies.plan 3": what it is issued for.
    source_type = models.CharField(max_length=20)
    source_id = models.BigIntegerField()
    signed_by = models.CharField(_("signed by"), max_length=80)
    handed_by_name = models.CharField(_("handed out by"), max_length=80, blank=True)
    at = models.DateTimeField(_("handed out at"))

    class Meta:
        verbose_name = _("issue of supplies")
        verbose_name_plural = _("issues of supplies")
        indexes: ClassVar = [models.Index(fields=["source_type", "source_id"], name="issue_source")]
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=~Q(signed_by=""),
                name="supplies_issue_has_signer",
                violation_error_message=_("Nothing is handed out without a signature."),
            ),
            one_party("supplies_issue_of_one_party"),
        ]

    def __str__(self) -> str:
        return f"{self.party} {self.signed_by}"


class Holding(OfParty):
    """What a person, department or station has of an item that is not used up by its issue."""

    item = models.ForeignKey(
        Item, models.PROTECT, related_name="holdings", verbose_name=_("supply")
    )
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="supplies",
        verbose_name=_("held by"),
    )  # fmt: skip
    device_class = models.CharField(
        _("class of device"), max_length=8, choices=DeviceClass.choices, blank=True, default=""
    )
    quantity = models.IntegerField(_("held"), default=0)

    class Meta:
        verbose_name = _("holding of a supply")
        verbose_name_plural = _("ledger of supplies")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["item", "department", "station", "person", "device_class"],
                nulls_distinct=False,
                name="supplies_holding_once",
            ),
            models.CheckConstraint(
                condition=Q(quantity__gte=0),
                name="supplies_holding_not_negative",
                violation_error_message=_("Nobody gives back more than they hold."),
            ),
            one_party("supplies_holding_of_one_party"),
        ]

    def __str__(self) -> str:
        return f"{self.item} × {self.quantity}"


class LedgerEntry(OfParty):
    """One line of the ledgers: written once, never changed or removed (trigger)."""

    item = models.ForeignKey(Item, models.PROTECT, related_name="+", verbose_name=_("supply"))
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("person")
    )
    device_class = models.CharField(
        _("class of device"), max_length=8, choices=DeviceClass.choices, blank=True, default=""
    )
    entry = models.CharField(_("why"), max_length=11, choices=Entry.choices)
    quantity = models.IntegerField(_("pieces"))
    # Does it count in a holding? What is used up by its issue does not.
    kept = models.BooleanField(default=True)
    issue = models.ForeignKey(Issue, models.PROTECT, null=True, blank=True, related_name="entries")
    line_id = models.BigIntegerField(null=True, blank=True)
    value = models.DecimalField(
        _("value of the movement"), max_digits=14, decimal_places=4, default=0
    )
    signed_by = models.CharField(_("signed by"), max_length=80, blank=True, default="")
    note = models.CharField(_("remark"), max_length=200, blank=True, default="")
    by_name = models.CharField(_("entered by"), max_length=80)
    on_date = models.DateField(_("day"), db_index=True)
    at = models.DateTimeField(_("when"))

    class Meta:
        verbose_name = _("entry of the ledger")
        verbose_name_plural = _("entries of the ledger")
        indexes: ClassVar = [
            models.Index(fields=["item", "person", "on_date"], name="supplies_ledger"),
        ]
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=~Q(quantity=0),
                name="supplies_entry_counts",
                violation_error_message=_("An entry moves at least one piece."),
            ),
            models.CheckConstraint(
                condition=~Q(entry="issued") | Q(issue__isnull=False),
                name="supplies_entry_is_signed",
                violation_error_message=_("Nothing is handed out without a signature."),
            ),
            one_party("supplies_entry_of_one_party"),
        ]

    def __str__(self) -> str:
        return f"{self.item} {self.quantity:+}"


class Scrap(LifecycleRecord):
    """A request to scrap what is worn out (办公用品报废申请, R114)."""

    status = models.CharField(
        _("state"), max_length=20, choices=ScrapStates.choices, default=ScrapStates.ASKED
    )
    number = models.CharField(_("number of the scrapping"), max_length=40, default="", blank=True)
    holding = models.ForeignKey(
        Holding, models.PROTECT, related_name="scraps", verbose_name=_("supply")
    )
    quantity = models.PositiveIntegerField(_("pieces"))
    reason = models.CharField(_("reason"), max_length=200)
    applicant_name = models.CharField(_("applied by"), max_length=80)
    asked_at = models.DateTimeField(_("applied at"))
    reviewed_by_name = models.CharField(_("reviewed by"), max_length=80, blank=True, default="")
    filed_by_name = models.CharField(_("filed with finance by"), max_length=80, blank=True)
    written_off_at = models.DateTimeField(_("written off at"), null=True, blank=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("scrapping of supplies")
        verbose_name_plural = _("scrappings of supplies")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["number"], condition=~Q(number=""), name="supplies_scrap_number_once"
            ),
            models.CheckConstraint(
                condition=Q(quantity__gte=1) & ~Q(reason=""),
                name="supplies_scrap_says_why",
                violation_error_message=_("Please give the reason."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.holding.item}".strip()
