"""Columns of a list: what stands in a cell on the page and in the export."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from console.records.facts import text

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True, slots=True)
class Column:
    """value: a field's name ("village__name" follows), or a function of the row.

    sort: the field to order by; '' cannot be sorted. link: leads to the row's page. number: at
    the end of the cell, with tabular figures. mask: how a personal value is shown (R152); it is
    masked on the page and in the export alike. on_cards: shown on phones, too. one_line: never
    broken, as numbers of papers and days are not. total: summed below the export.
    """

    title: StrOrPromise
    value: str | Callable[[Any], Any]
    sort: str = ""
    link: bool = False
    number: bool = False
    mask: Callable[[str], str] | None = None
    on_cards: bool = True
    one_line: bool = False
    total: bool = False

    def raw(self, row: Any) -> Any:
        """The value as it is, masked where it is personal."""
        found = self.value(row) if callable(self.value) else _field(row, self.value)
        if self.mask is not None:
            return self.mask(str(found)) if found else ""
        return found

    def shown(self, row: Any) -> str:
        """The value as the page shows it."""
        return text(self.raw(row))

    def exported(self, row: Any) -> str | int | float | Decimal | date | datetime | None:
        """The value as a spreadsheet takes it: numbers and days as such, all else as text."""
        value = self.raw(row)
        if value is None or value == "":
            return None
        if isinstance(value, datetime):
            return timezone.localtime(value).replace(tzinfo=None)
        if isinstance(value, bool):
            return text(value)
        if isinstance(value, int | float | Decimal | date):
            return value
        return text(value)


def _field(row: Any, name: str) -> Any:
    *path, last = name.split("__")
    for step in path:
        row = getattr(row, step)
        if row is None:
            return None
    shown = getattr(row, f"get_{last}_display", None)
    return shown() if shown is not None else getattr(row, last)
