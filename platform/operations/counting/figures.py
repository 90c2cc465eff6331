"""What the province may see of counting: K02, K19 and what is overdue, never a person (R161)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Count as CountOf
from django.db.models import F, Q
from django.db.models.functions import TruncDate
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from console.measures import centre_value
from core.figures import Figure, Kind, UnitValue, register_figure
from operations.counting.kinds import Subject
from operations.counting.models import Count
from operations.counting.rules.closing import in_time
from operations.counting.selectors import DIFFERS

MONTHLY = Q(is_monthly=True, subject=Subject.ASSETS)
ONE = timedelta(days=1)


def closed_in_time(on: date) -> Iterator[UnitValue]:
    """Months whose window ended on the day: were they closed with both signatures (R94)?"""
    due = list(Count.objects.filter(MONTHLY, due_date=on).values_list("closed_at", flat=True))
    good = sum(in_time(closed=timezone.localdate(at) if at else None, due=on) for at in due)
    yield centre_value(good, len(due))


def due_days() -> Iterable[date]:
    """The last days of windows, up to today."""
    found = Count.objects.filter(MONTHLY, due_date__lte=timezone.localdate())
    return found.values_list("due_date", flat=True)


def agreeing(on: date) -> Iterator[UnitValue]:
    """Lines of the last closed count of a month in which book and object agree (R92)."""
    found = Count.objects.filter(MONTHLY, closed_at__date__lte=on).order_by("-closed_at").first()
    good = 0
    if found is not None:
        lines = found.lines.filter(is_expected=True).exclude(result="")
        good = lines.aggregate(n=CountOf("pk", filter=~DIFFERS))["n"]
    yield centre_value(good, found.expected if found else 0)


def closed_days() -> Iterable[date]:
    """Days on which one was closed."""
    found = Count.objects.filter(MONTHLY, closed_at__isnull=False)
    return found.annotate(day=TruncDate(F("closed_at"))).values_list("day", flat=True).distinct()


def late(on: date) -> Iterator[UnitValue]:
    """Counts whose window was over at the day's end, and which were not closed (R94)."""
    still = Q(closed_at=None) | Q(closed_at__date__gt=on)
    yield centre_value(Count.objects.filter(MONTHLY, still, due_date__lt=on).count())


def late_days() -> Iterable[date]:
    """Days after the ends of windows, and days on which something was closed."""
    today = timezone.localdate()
    after = {day + ONE for day in due_days()}
    return sorted(day for day in after | set(closed_days()) if day <= today)


register_figure(
    Figure(
        code="K02",
        name=_("Counts of assets in time"),
        unit="%",
        kind=Kind.RATIO,
        formula=_(
            "Months whose count was closed within its window, every line answered and both "
            "signatures given ÷ months"
        ),
        clause=94,
        values=closed_in_time,
        change_days=due_days,
        better="higher",
        floor=Decimal(60),
        target=Decimal(100),
        weight=Decimal(5),
        stock=False,
    )
)
register_figure(
    Figure(
        code="K19",
        name=_("Book and object agree"),
        unit="%",
        kind=Kind.RATIO,
        formula=_(
            "Lines found in the right place with the right user ÷ expected lines of the last "
            "closed count"
        ),
        clause=92,
        values=agreeing,
        change_days=closed_days,
        better="higher",
        floor=Decimal(90),
        target=Decimal(100),
        weight=Decimal(4),
    )
)
register_figure(
    Figure(
        code="CT-LATE",
        name=_("Counts of assets overdue"),
        unit=_("counts"),
        kind=Kind.STOCK,
        formula=_("Counts of a month that are not closed although their window is over"),
        clause=94,
        values=late,
        change_days=late_days,
        better="lower",
    )
)
