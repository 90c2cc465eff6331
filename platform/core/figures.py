"""Figures that a county gives to the province: declared once by their module, used at three levels.

A module's figures.py declares each figure with a function that computes, for one day, its value
for every unit (the county, each township, each station). The module's services call `changed` when
they change what a figure counts; that writes an outbox row in the same transaction, and after the
commit the county's own job recomputes the days concerned and writes the facts (D10).
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

from django.db import transaction
from kombu.exceptions import OperationalError

from core.named_tasks import task_named
from core.remembering import Memory

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

logger = logging.getLogger("countylink.figures")

REFRESH_TASK = "oversight.refresh"
T = TypeVar("T")
_batch = Memory("figures_batch")
_all_days: ContextVar[bool] = ContextVar("figures_all_days", default=False)
# Within quiet work: are changes noted? None outside of it.
_noted: ContextVar[bool | None] = ContextVar("figures_noted", default=None)


class Kind(StrEnum):
    """How a figure adds up over time (R158)."""

    FLOW = "flow"
    STOCK = "stock"
    RATIO = "ratio"
    MEDIAN = "median"


class Level(StrEnum):
    """What a value belongs to."""

    COUNTY = "county"
    TOWNSHIP = "township"
    STATION = "station"
    ITEM = "item"


@dataclass(frozen=True, slots=True)
class UnitValue:
    """The value of one figure for one unit on one day.

    code: the county's, township's division code, the station's id as text, the item's code.
    parent: the township's code for stations, else ''. name: what the province may show (never a
    person's name). denominator: None for figures that are plain counts. For FLOW figures the value
    is the day's own, for STOCK and stock ratios the state at the end of the day.
    """

    level: Level
    code: str
    name: str
    numerator: Decimal
    denominator: Decimal | None = None
    parent: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: what it means and how it is computed.

    name, unit, formula: translated lazily, shown with every value (R162). clause: the rule that
    asks for it. better: 'higher', 'lower' or '' (watched only). floor, target, weight: defaults of
    the province's dated settings (R163), in the unit of the figure (% for ratios). persons: counts
    of people, so small cells are suppressed (R154). values(day): all units at once.
    change_days(): days on which any unit's value may have changed, in any order. fewest: a ratio
    of less than so many is not applicable. inner: a part of others, no column of its own.
    """

    code: str
    name: StrOrPromise
    unit: StrOrPromise
    kind: Kind
    formula: StrOrPromise
    clause: int
    values: Callable[[date], Iterable[UnitValue]]
    change_days: Callable[[], Iterable[date]]
    better: str = ""
    floor: Decimal | None = None
    target: Decimal | None = None
    weight: Decimal = Decimal(0)
    persons: bool = False
    stock: bool = True
    fewest: int = 0
    inner: bool = False


@dataclass(frozen=True, slots=True)
class Derived:
    """A ratio of other figures, put together by the reader from what is stored of them.

    numerator, denominator: codes of figures whose values of the period add up: flows over it,
    stocks at its end. factor: what one unit of the denominator stands for; per_month: in each
    month of the period. Everything else as in Figure.
    """

    code: str
    name: StrOrPromise
    unit: StrOrPromise
    formula: StrOrPromise
    clause: int
    numerator: tuple[str, ...]
    denominator: tuple[str, ...]
    better: str = ""
    floor: Decimal | None = None
    target: Decimal | None = None
    weight: Decimal = Decimal(0)
    persons: bool = False
    fewest: int = 0
    inner: bool = False
    factor: Decimal = Decimal(1)
    per_month: bool = False
    kind: Kind = Kind.RATIO

    @property
    def parts(self) -> tuple[str, ...]:
        """Codes of the figures that it is put together from."""
        return self.numerator + self.denominator


@dataclass(frozen=True, slots=True)
class Median:
    """The middle one of whole numbers, found by the reader from how often each occurred.

    Medians do not add up over months and counties; how often a number occurred does. bands: codes
    of figures of flow that count how often 0, 1, 2 … occurred; the last one counts its number and
    all above it, so a median there is 'at least' that many. Everything else as in Figure.
    """

    code: str
    name: StrOrPromise
    unit: StrOrPromise
    formula: StrOrPromise
    clause: int
    bands: tuple[str, ...]
    better: str = ""
    floor: Decimal | None = None
    target: Decimal | None = None
    weight: Decimal = Decimal(0)
    persons: bool = False
    fewest: int = 0
    inner: bool = False
    kind: Kind = Kind.MEDIAN

    @property
    def parts(self) -> tuple[str, ...]:
        """Codes of the figures that it is put together from."""
        return self.bands


_figures: dict[str, Figure] = {}
_derived: dict[str, Derived | Median] = {}


def register_figure(figure: Figure) -> Figure:
    """Declare a figure; a second one of the same code is a programming error."""
    if figure.code in _figures and _figures[figure.code] is not figure:
        raise ValueError(figure.code)
    _figures[figure.code] = figure
    return figure


def register_derived(figure: Derived | Median) -> Derived | Median:
    """Declare what others are put together to; the same code twice is a programming error."""
    if figure.code in _figures or _derived.get(figure.code, figure) is not figure:
        raise ValueError(figure.code)
    _derived[figure.code] = figure
    return figure


def derived() -> list[Derived | Median]:
    """All that are put together from other figures, by code."""
    return [_derived[code] for code in sorted(_derived)]


def figures() -> list[Figure]:
    """All declared figures, by code."""
    return [_figures[code] for code in sorted(_figures)]


def figure(code: str) -> Figure:
    """One figure. Raises KeyError."""
    return _figures[code]


def changed(codes: Collection[str], *, on: date, station_id: int | None = None) -> None:
    """Note, in the caller's transaction, that figures of a day need computing again.

    on: the business date (R161); a past date makes all later days be computed again too.
    """
    from core.models.figures import FigureChange

    if _noted.get() is False:
        return
    FigureChange.objects.bulk_create(
        FigureChange(code=code, on_date=on, station_id=station_id) for code in codes
    )
    transaction.on_commit(_poke)


@contextmanager
def batch(*, all_days: bool = False) -> Iterator[None]:
    """Let figures share what they load while many are computed.

    all_days: many days will be asked for, so it pays to load the whole history once.
    """
    token = _all_days.set(all_days)
    try:
        with _batch.held():
            yield
    finally:
        _all_days.reset(token)


def shared(key: object, load: Callable[[], T]) -> T:
    """What `load` gives, loaded once within a batch."""
    return _batch.get(key, load)


def all_days_wanted() -> bool:
    """Does the running batch go through the whole history?"""
    return _all_days.get()


@contextmanager
def quiet(*, noted: bool = True) -> Iterator[None]:
    """Do not ask the worker within: for bulk work that refreshes its figures itself at the end.

    noted: False where all facts of the county are made anew then, so that no change needs noting.
    """
    token = _noted.set(noted)
    try:
        yield
    finally:
        _noted.reset(token)


def _poke() -> None:
    """Ask the worker, unless told to be quiet; the sweep catches a lost message up."""
    if _noted.get() is not None:
        return
    try:
        task_named(REFRESH_TASK).delay()
    except OperationalError:
        logger.warning("The broker does not answer; the sweep will refresh the figures.")
