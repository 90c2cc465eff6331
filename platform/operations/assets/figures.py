"""What the province may see of assets: values, shares and counts, never a person (R161)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Q, QuerySet, Sum
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from console.measures import centre_value
from core.figures import Figure, Kind, Level, UnitValue, register_figure
from operations.assets.kinds import Funds, Way
from operations.assets.lifecycle import P
from operations.assets.models import Asset, Custody, FinanceBalance, PurchaseRequest

NEXT_MONTH = timedelta(days=32)


def in_ledger(on: date) -> QuerySet[Asset]:
    """Cards that stand in the ledger at the end of a day."""
    here = Q(scrapped_date=None) | Q(scrapped_date__gt=on)
    return Asset.objects.filter(here, booked_date__lte=on)


def worth(funds: str = "") -> Callable[[date], Iterator[UnitValue]]:
    """Original value at the end of a day, by class; of one source of funds, or of all (R79)."""

    def values(on: date) -> Iterator[UnitValue]:
        found = in_ledger(on)
        if funds:
            found = found.filter(funds=funds)
        rows = found.values_list("asset_class__code", "asset_class__name")
        by_class = list(rows.annotate(all=Sum("price")).order_by("asset_class__code"))
        yield centre_value(sum((value for _code, _name, value in by_class), Decimal(0)))
        for code, name, value in by_class:
            yield UnitValue(Level.ITEM, code, name, value)

    return values


def booked_days() -> Iterable[date]:
    """Days on which cards began or ended."""
    yield from Asset.objects.values_list("booked_date", flat=True).distinct()
    ended = Asset.objects.values_list("scrapped_date", flat=True).distinct()
    yield from (day for day in ended if day is not None)


def idle(on: date) -> Iterator[UnitValue]:
    """Assets for which nobody answers at the end of the day, of all (R72)."""
    cards = in_ledger(on)
    open_then = Q(to_date=None) | Q(to_date__gt=on)
    kept = Custody.objects.filter(open_then, from_date__lte=on).values("asset")
    yield centre_value(cards.exclude(pk__in=kept).count(), cards.count())


def kept_days() -> Iterable[date]:
    """Days on which cards or their keepers changed."""
    yield from booked_days()
    yield from Custody.objects.values_list("from_date", flat=True).distinct()
    over = Custody.objects.values_list("to_date", flat=True).distinct()
    yield from (day for day in over if day is not None)


def _bought() -> QuerySet[Asset]:
    """What was bought since the ledger began; opening balances have their old number."""
    return Asset.objects.filter(way=Way.BOUGHT, old_number="")


def searched(on: date) -> Iterator[UnitValue]:
    """Things bought and entered on the day whose request looked for idle ones first (R72)."""
    entered = _bought().filter(booked_date=on)
    yield centre_value(entered.filter(request__checked_at__isnull=False).count(), entered.count())


def bought_days() -> Iterable[date]:
    """Days on which something bought was entered."""
    return _bought().values_list("booked_date", flat=True).distinct()


def _reallocated() -> QuerySet[PurchaseRequest]:
    return PurchaseRequest.objects.filter(status=P.REALLOCATED)


def reallocated(on: date) -> Iterator[UnitValue]:
    """Requests that were met on the day by what lay idle (R72)."""
    yield centre_value(_reallocated().filter(status_since__date=on).count())


def reallocated_days() -> Iterable[date]:
    """Days on which one was."""
    for at in _reallocated().values_list("status_since", flat=True):
        yield timezone.localdate(at)


def agree(on: date) -> Iterator[UnitValue]:
    """Classes of the month in which ledger and books agree, of those compared (R79)."""
    rows = list(FinanceBalance.objects.filter(month=on.replace(day=1)))
    yield centre_value(sum(not one.differs for one in rows), len(rows))


def off(on: date) -> Iterator[UnitValue]:
    """How far ledger and books of the month are apart, over all classes (R79)."""
    rows = FinanceBalance.objects.filter(month=on.replace(day=1))
    yield centre_value(sum((abs(one.value_off) for one in rows), Decimal(0)))


def compared_months() -> Iterable[date]:
    """First days of months that were compared, and of those after: there it begins anew."""
    for month in FinanceBalance.objects.values_list("month", flat=True).distinct():
        yield month
        yield (month + NEXT_MONTH).replace(day=1)


_VALUES = (
    ("AS-VALUE", "", _("Value of fixed assets")),
    ("AS-CENTRAL", Funds.CENTRAL, _("Fixed assets from central funds")),
    ("AS-PROVINCE", Funds.PROVINCE, _("Fixed assets from provincial funds")),
    ("AS-COUNTY", Funds.COUNTY, _("Fixed assets from county funds")),
    ("AS-OWN", Funds.OWN, _("Fixed assets from the centres' own funds")),
)
for _code_, _funds_, _name_ in _VALUES:
    register_figure(
        Figure(
            code=_code_,
            name=_name_,
            unit=_("yuan"),
            kind=Kind.STOCK,
            formula=_("Original value of the assets in the ledger, by class"),
            clause=79,
            values=worth(str(_funds_)),
            change_days=booked_days,
        )
    )
register_figure(
    Figure(
        code="AS-IDLE",
        name=_("Idle assets"),
        unit="%",
        kind=Kind.RATIO,
        formula=_("Assets for which nobody answers ÷ assets in the ledger"),
        clause=72,
        values=idle,
        change_days=kept_days,
        better="lower",
    )
)
register_figure(
    Figure(
        code="AS-SEARCHED",
        name=_("Bought after looking for idle assets"),
        unit="%",
        kind=Kind.RATIO,
        formula=_(
            "Things entered whose request looked for idle assets of its class first ÷ things bought"
        ),
        clause=72,
        values=searched,
        change_days=bought_days,
        better="higher",
        stock=False,
    )
)
register_figure(
    Figure(
        code="AS-REALLOCATED",
        name=_("Requests met by reallocation"),
        unit=_("requests"),
        kind=Kind.FLOW,
        formula=_("Purchase requests that were met by what lay idle"),
        clause=72,
        values=reallocated,
        change_days=reallocated_days,
    )
)
register_figure(
    Figure(
        code="AS-AGREE",
        name=_("Ledger and books agree"),
        unit="%",
        kind=Kind.RATIO,
        formula=_("Classes in which count and value agree ÷ classes compared in the month"),
        clause=79,
        values=agree,
        change_days=compared_months,
        better="higher",
    )
)
register_figure(
    Figure(
        code="AS-OFF",
        name=_("Difference of ledger and books"),
        unit=_("yuan"),
        kind=Kind.STOCK,
        formula=_("Sum over all classes of how far the month's original values are apart"),
        clause=79,
        values=off,
        change_days=compared_months,
        better="lower",
    )
)
