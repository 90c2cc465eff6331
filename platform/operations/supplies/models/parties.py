"""Who is supplied: a department of the centre, or a station on the same rules (R104)."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from operations.staff.models import Department
from operations.stations.models import Station

Party = Department | Station


class OfParty(models.Model):
    """What is a department's or a station's: of one of them, in the database."""

    department = models.ForeignKey(
        Department, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("department"),
    )  # fmt: skip
    station = models.ForeignKey(
        Station, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("station"),
    )  # fmt: skip

    class Meta:
        abstract = True

    @property
    def party(self) -> Party:
        """Whose it is."""
        found: Party | None = self.station if self.station_id else self.department
        if found is None:
            raise TypeError("the database lets nothing be of nobody")
        return found


def one_party(name: str) -> models.CheckConstraint:
    """Of a department or of a station, never of both or of neither."""
    return models.CheckConstraint(
        condition=Q(department__isnull=False, station=None)
        | Q(department=None, station__isnull=False),
        name=name,
        violation_error_message=_("It is a department's or a station's."),
    )


def whose(party: Party) -> dict[str, Any]:
    """The two columns of a record that belongs to this one."""
    at_station = isinstance(party, Station)
    return {
        "department": None if at_station else party,
        "station": party if at_station else None,
    }


def of(party: Party, prefix: str = "") -> Q:
    """Records of this one; prefix: of what lies behind a relation ("plan__")."""
    name = "station" if isinstance(party, Station) else "department"
    return Q(**{f"{prefix}{name}": party.pk})
