"""What figures of the centre's own work share: a day's moments, the county's value."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.utils import timezone

from console.models import Centre
from core.figures import Level, UnitValue, shared

ONE_DAY = timedelta(days=1)


def between(day: date) -> tuple[datetime, datetime]:
    """A day's first moment, and the next day's, where the centre is (R161)."""
    start = timezone.make_aware(datetime.combine(day, time()))
    return start, timezone.make_aware(datetime.combine(day + ONE_DAY, time()))


def centre_value(number: int | Decimal, of: int | Decimal | None = None) -> UnitValue:
    """A count of the centre's own, or a share of so many: it belongs to the county as a whole."""
    centre = shared("console.centre", Centre.current)
    return UnitValue(
        Level.COUNTY,
        centre.code,
        centre.name,
        Decimal(number),
        None if of is None else Decimal(of),
    )
