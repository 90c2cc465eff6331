"""The measuring rules R154, R157–R164, on values only."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from itertools import accumulate

from django.utils.translation import gettext as _

from core.clauses import R
from core.errors import Violation
from core.figures import Kind

SMALL = 3
HUNDRED = Decimal(100)
CENT = Decimal("0.01")
MONTHS_FOR_COMPARISON = 12
LOCK_DAY = 5
CLOSE_DAY = 10


@dataclass(frozen=True, slots=True)
class Measured:
    """A figure of one unit in one period. value None means 'not applicable' (R159)."""

    numerator: Decimal
    denominator: Decimal | None
    value: Decimal | None
    # Of a median: how often each whole number occurred, the last with all above it.
    counts: tuple[Decimal, ...] = ()

    @property
    def at_least(self) -> bool:
        """Is the median among those that were counted together, so that it may be more?"""
        total = sum(self.counts, Decimal(0))
        return total > 0 and total <= 2 * self.counts[-1]


def combine(
    kind: Kind,
    numerators: Sequence[Decimal],
    denominators: Sequence[Decimal | None],
    *,
    stock: bool,
) -> Measured:
    """One period's value from its months in order, R158.

    Flows add up; stocks and ratios of stocks count at the period's end; ratios are computed again
    from the sums, never averaged.
    """
    if not numerators:
        return Measured(Decimal(0), None, None)
    if kind is Kind.STOCK or (kind is Kind.RATIO and stock):
        return measure(kind, numerators[-1], denominators[-1])
    known = [part for part in denominators if part is not None]
    return measure(kind, sum(numerators, Decimal(0)), sum(known, Decimal(0)) if known else None)


def measure(kind: Kind, numerator: Decimal, denominator: Decimal | None) -> Measured:
    """Summed parts with their value (R158, R159)."""
    return Measured(numerator, denominator, value_of(kind, numerator, denominator))


def median(counts: Sequence[Decimal]) -> Measured:
    """The median of whole numbers that occurred so often; how many there were is its numerator."""
    return Measured(sum(counts, Decimal(0)), None, middle(counts), tuple(counts))


def middle(counts: Sequence[Decimal]) -> Decimal | None:
    """The middle one of 0, 1, 2 …, which occurred so often; between two, half way (R158).

    None: there is none (R159).
    """
    upto = list(accumulate(counts))
    if not upto or not upto[-1]:
        return None
    # Counted from one: of five the third, of six the third and the fourth.
    lower, upper = (upto[-1] + 1) // 2, upto[-1] // 2 + 1
    return Decimal(bisect_left(upto, lower) + bisect_left(upto, upper)) / 2


def enough(measured: Measured, *, fewest: int) -> Measured:
    """A ratio of fewer than so many says nothing: not applicable (R159)."""
    if fewest and (measured.denominator or 0) < fewest:
        return Measured(measured.numerator, measured.denominator, None)
    return measured


def value_of(kind: Kind, numerator: Decimal, denominator: Decimal | None) -> Decimal | None:
    """A ratio in percent, or the count itself (R158)."""
    return share(numerator, denominator) if kind is Kind.RATIO else numerator


def share(numerator: Decimal, denominator: Decimal | None) -> Decimal | None:
    """A ratio in percent; None: nothing to divide by (R159)."""
    if not denominator:
        return None
    return (numerator / denominator * HUNDRED).quantize(CENT, ROUND_HALF_UP)


def add_up(kind: Kind, parts: Iterable[Measured]) -> Measured:
    """Several units as one: a prefecture of counties. Sums first, then ratio or median (R158)."""
    parts = list(parts)
    if kind is Kind.MEDIAN:
        return median([sum(band) for band in zip(*(part.counts for part in parts), strict=True)])
    numerator = sum((part.numerator for part in parts), Decimal(0))
    denominators = [part.denominator for part in parts if part.denominator is not None]
    return measure(kind, numerator, sum(denominators, Decimal(0)) if denominators else None)


def change_on_year(
    now: Decimal | None, before: Decimal | None, *, months_of_data: int
) -> Decimal | None:
    """Year-on-year change in percent, or None for 'not applicable' (R160)."""
    if now is None or before is None or before <= 0 or months_of_data < MONTHS_FOR_COMPARISON:
        return None
    return ((now - before) / before * HUNDRED).quantize(CENT, ROUND_HALF_UP)


def score(
    value: Decimal | None, *, floor: Decimal, target: Decimal, weight: Decimal
) -> Decimal | None:
    """Points of one indicator (handbook §4.4), None where it is not applicable.

    Works both ways: with the target below the floor, less is better.
    """
    if value is None or floor == target:
        return None
    share = min(max((value - floor) / (target - floor), Decimal(0)), Decimal(1))
    return (weight * share).quantize(CENT, ROUND_HALF_UP)


def spread(scores: Sequence[tuple[Decimal | None, Decimal]]) -> Decimal | None:
    """A dimension's points from (score, weight) pairs, N/A weights spread over the rest (R159)."""
    known = [(points, weight) for points, weight in scores if points is not None]
    if not known:
        return None
    whole = sum((weight for _points, weight in scores), Decimal(0))
    counted = sum((weight for _points, weight in known), Decimal(0))
    total = sum((points for points, _weight in known), Decimal(0))
    return (total * whole / counted).quantize(CENT, ROUND_HALF_UP) if counted else None


def ranks(totals: Sequence[tuple[str, Decimal | None]]) -> dict[str, int | None]:
    """Competition ranks, 1, 1, 3; a unit without a complete total has none (R164)."""
    ordered = sorted((total for _key, total in totals if total is not None), reverse=True)
    return {key: ordered.index(total) + 1 if total is not None else None for key, total in totals}


def suppress(cells: Sequence[int]) -> list[int | None]:
    """Cells of persons in one table line: those under 3 become None (R154).

    Where exactly one cell would be hidden, its value follows from the sum, so the smallest other
    one is hidden with it (complementary suppression).
    """
    hidden = {index for index, count in enumerate(cells) if 0 < count < SMALL}
    if len(hidden) == 1:
        others = [index for index, count in enumerate(cells) if index not in hidden and count]
        if others:
            hidden.add(min(others, key=lambda index: cells[index]))
    return [None if index in hidden else count for index, count in enumerate(cells)]


def month_is_over(month_end: date, *, today: date) -> None:
    """A month is locked when it has ended, not before (R157)."""
    if today <= month_end:
        raise Violation(
            _("The month has not ended. Lock it from %(day)s on.") % {"day": month_end.isoformat()},
            R(157),
        )


def not_locked_twice(*, locked: bool) -> None:
    """A locked month changes only after a granted reopening (R157)."""
    if locked:
        raise Violation(
            _("This month is locked. Ask the province to reopen it and say why."), R(157)
        )


def reopening_has_reason(reason: str) -> None:
    """A reopening needs its reason in writing (R157)."""
    if not reason.strip():
        raise Violation(_("Write why the month must be reopened."), R(157), field="reason")
