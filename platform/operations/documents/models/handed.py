"""Papers that stations hand in to the office (R31)."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.actor import Scope
from core.lifecycle import LifecycleRecord
from operations.documents.handed.kinds import PaperKind
from operations.documents.handed.lifecycle import HandedStates
from operations.documents.models.incoming import IncomingDocument
from operations.stations.models import Station


class HandedPaper(LifecycleRecord):
    """One paper of a station: what it says, who handed it in, what the office did with it."""

    status = models.CharField(
        _("state"), max_length=20, choices=HandedStates.choices, default=HandedStates.HANDED_IN
    )
    station = models.ForeignKey(
        Station, models.PROTECT, related_name="+", verbose_name=_("station that hands it in")
    )
    station_name = models.CharField(_("sender"), max_length=80)
    kind = models.CharField(_("request or report"), max_length=14, choices=PaperKind.choices)
    title = models.CharField(_("title"), max_length=120)
    matter = models.TextField(_("what it is about"), blank=True, default="")
    own_number = models.CharField(_("station's own number"), max_length=60, blank=True, default="")
    handed_by_name = models.CharField(_("handed in by"), max_length=80)
    handed_at = models.DateTimeField(_("handed in at"), default=timezone.now)
    decided_by_name = models.CharField(
        _("received or returned by"), max_length=80, blank=True, default=""
    )
    returned_reason = models.CharField(
        _("why it was returned"), max_length=500, blank=True, default=""
    )
    # The line of the register that was made of it.
    document = models.OneToOneField(
        IncomingDocument, models.PROTECT, null=True, blank=True, related_name="handed",
        verbose_name=_("incoming document"),
    )  # fmt: skip
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("paper handed in")
        verbose_name_plural = _("papers handed in")
        indexes: ClassVar = [
            models.Index(fields=["station", "-handed_at"], name="handed_of_station"),
            models.Index(fields=["-handed_at"], name="handed_latest"),
        ]
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=Q(status="registered", document__isnull=False)
                | (~Q(status="registered") & Q(document__isnull=True)),
                name="handed_registered_has_its_line",
                violation_error_message=_("What is registered stands in the register."),
            )
        ]

    def __str__(self) -> str:
        return self.title

    def process_scope(self) -> Scope:
        """The station: its manager's post counts there, the office's everywhere."""
        return Scope("station", str(self.station_id))
