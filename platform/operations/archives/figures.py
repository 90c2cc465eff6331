"""What the province may see of archives: how much was filed, and how much of it in time (R153)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from django.db.models import F, Q, QuerySet
from django.db.models.functions import TruncDate
from django.utils.translation import gettext_lazy as _

from console.measures import between, centre_value
from core.figures import Figure, Kind, UnitValue, register_figure
from operations.archives.models import ArchivedFile

CODES = ("A-FILED", "A-IN-TIME")


def _filed(on: date) -> QuerySet[ArchivedFile]:
    first, end = between(on)
    return ArchivedFile.objects.filter(filed_at__gte=first, filed_at__lt=end)


def filed(on: date) -> Iterator[UnitValue]:
    """Files put into the archive on the day."""
    yield centre_value(_filed(on).count())


def in_time(on: date) -> Iterator[UnitValue]:
    """Of those filed on the day, those filed by their last day; what has none is in time."""
    found = _filed(on)
    good = found.filter(Q(due_date=None) | Q(filed_at__date__lte=F("due_date")))
    yield centre_value(good.count(), found.count())


def filed_days() -> Iterable[date]:
    """Days on which something was filed."""
    return ArchivedFile.objects.values_list(TruncDate("filed_at"), flat=True).distinct()


register_figure(
    Figure(
        code="A-FILED",
        name=_("Files archived"),
        unit=_("files"),
        kind=Kind.FLOW,
        formula=_("Documents put into the archive in the period"),
        clause=32,
        values=filed,
        change_days=filed_days,
    )
)
register_figure(
    Figure(
        code="A-IN-TIME",
        name=_("Filed in time"),
        unit="%",
        kind=Kind.RATIO,
        formula=_(
            "Documents put into the archive within the days there are for it ÷ those put there in"
            " the period"
        ),
        clause=32,
        values=in_time,
        change_days=filed_days,
        better="higher",
        floor=Decimal(60),
        target=Decimal(100),
        stock=False,
    )
)
