"""Series: how a kind of number looks, and when it begins again at 1."""

from __future__ import annotations

import string
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from core import audit
from core.actor import Actor
from core.clauses import R
from core.errors import Violation
from core.models.numbering import NumberSeries

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

PERIODS = {"year": "%Y", "month": "%Y%m", "day": "%Y%m%d", "ever": ""}
WORDS = frozenset({"prefix", "year", "serial", "on"})


class UnknownSeries(LookupError):
    """No module has declared this series."""


@dataclass(frozen=True, slots=True)
class Series:
    """A declared series.

    pattern: with {serial} and, as wanted, {prefix}, {year} and {on:%Y%m%d}; for instance
    '{prefix}〔{year}〕{serial}号'. per: 'year', 'month', 'day' or 'ever'.
    """

    code: str
    title: StrOrPromise
    pattern: str
    prefix: str = ""
    per: str = "year"

    def period(self, *, year: int, on: date) -> str:
        """The period whose serial counts; a document of last year may be numbered in January."""
        if self.per == "year":
            return f"{year:04d}"
        return f"{on:{PERIODS[self.per]}}" if PERIODS[self.per] else ""

    def render(self, *, serial: int, year: int, on: date) -> str:
        """The number as it is written."""
        return self.pattern.format(prefix=self.prefix, year=year, serial=serial, on=on)


_declared: dict[str, Series] = {}


def declare(series: Series) -> Series:
    """Make a series known. Raises Violation for a pattern that could not be rendered."""
    if series.per not in PERIODS:
        raise ValueError(f"{series.code}: per {series.per!r}")
    _declared[series.code] = checked(series)
    return series


def declared() -> list[Series]:
    """All series of the product."""
    return list(_declared.values())


def current(code: str) -> Series:
    """The series as this county writes it. Raises UnknownSeries.

    "document:禾电商" is a member of the family "document": it counts on its own, with its name as
    the prefix.
    """
    family, _colon, member = code.partition(":")
    try:
        series = _declared[family]
    except KeyError:
        raise UnknownSeries(code) from None
    if member:
        return replace(series, code=code, prefix=member)
    own = NumberSeries.objects.filter(code=code).first()
    return replace(series, prefix=own.prefix, pattern=own.pattern) if own else series


def checked(series: Series) -> Series:
    """The series, if every number of it can be written and told from the others.

    Raises Violation.
    """
    try:
        parts = list(string.Formatter().parse(series.pattern))
        used = {name for _text, name, _spec, _conversion in parts if name is not None}
        new_year = date(2027, 1, 1)
        early = series.render(serial=1, year=2026, on=date(2026, 12, 31))
        late = series.render(serial=1, year=2027, on=new_year)
    except (ValueError, KeyError, IndexError, AttributeError) as error:
        raise Violation(
            _("The pattern “%(pattern)s” cannot be written.") % {"pattern": series.pattern},
            R(17),
            field="pattern",
        ) from error
    if not used <= WORDS or "serial" not in used:
        raise Violation(
            _("A pattern needs {serial} and may have {prefix}, {year} and {on:%%Y%%m%%d}."),
            R(17),
            field="pattern",
        )
    if series.per != "ever" and early == late:
        raise Violation(
            _("The serial begins again, so the pattern must name the year or the day."),
            R(17),
            field="pattern",
        )
    return series


@transaction.atomic
def configure(*, code: str, prefix: str, pattern: str, by: Actor) -> NumberSeries:
    """Set a county's own prefix and pattern; numbers already given stay as they are.

    Raises UnknownSeries or Violation. Whether one may is the caller's question.
    """
    was = current(code)
    checked(replace(was, prefix=prefix.strip(), pattern=pattern.strip()))
    own, _made = NumberSeries.objects.update_or_create(
        code=code, defaults={"prefix": prefix.strip(), "pattern": pattern.strip()}
    )
    audit.record(
        own,
        by=by,
        action="number.configure",
        changes={"prefix": (was.prefix, own.prefix), "pattern": (was.pattern, own.pattern)},
        clauses=(R(17),),
    )
    return own
