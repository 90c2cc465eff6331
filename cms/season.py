"""In which months something is fresh: twelve fields of a year, and the words for them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext as _

MONTHS = range(1, 13)


@dataclass(frozen=True, slots=True)
class Month:
    """One field of the bar."""

    number: int
    fresh: bool
    now: bool


def year(months: Sequence[int], *, now: int) -> list[Month]:
    """The twelve fields; nothing where no month is known."""
    if not months:
        return []
    return [Month(number, number in months, number == now) for number in MONTHS]


def words(months: Sequence[int]) -> str:
    """The months in runs, a run over New Year as one: 11月至次年2月."""
    known = sorted({month for month in months if month in MONTHS})
    if len(known) == len(MONTHS):
        return _("all the year")
    runs = [
        [month for _place, month in group]
        for _first, group in groupby(enumerate(known), key=lambda pair: pair[1] - pair[0])
    ]
    if len(runs) > 1 and runs[0][0] == 1 and runs[-1][-1] == MONTHS[-1]:
        runs = [*runs[1:-1], [*runs[-1], *runs[0]]]
    return "、".join(_span(run) for run in runs)


def _span(run: Sequence[int]) -> str:
    first, last = run[0], run[-1]
    if first == last:
        return f"{first}月"
    return f"{first}月至{'次年' if last < first else ''}{last}月"
