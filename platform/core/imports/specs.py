"""What a module says about its import: columns, natural key, bulk hooks, who may."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from core.actor import Actor
from core.imports import parsers

Text = str | Promise
Key = tuple[Any, ...]
Values = dict[str, Any]
MOST_ROWS = 20_000

NEW, CHANGED, SAME, ERROR = "new", "changed", "same", "error"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the file.

    name: key in a row's values. label: the title in the file; aliases: other titles understood.
    parse: from the cell's text to a value, raising Violation; blank cells never reach it. choices:
    (value, label) pairs, or a function giving them; a cell may hold either. help: a sentence for
    the template. samples: two example cells. mask: how the value looks in the preview, for
    personal data.
    """

    name: str
    label: Text
    parse: Callable[[str], Any] = parsers.text
    required: bool = False
    aliases: tuple[str, ...] = ()
    help: Text = ""
    choices: Sequence[tuple[Any, Text]] | Callable[[], Sequence[tuple[Any, Text]]] = ()
    samples: tuple[str, str] = ("", "")
    mask: Callable[[str], str] | None = None
    width: int = 18

    def options(self) -> list[tuple[Any, str]]:
        """The choices of this moment, their labels translated."""
        pairs = self.choices() if callable(self.choices) else self.choices
        return [(value, str(label)) for value, label in pairs]

    def show(self, value: Any, options: Mapping[Any, str] | None = None) -> str:
        """A value as the preview and the diff write it."""
        if value is None or value == "":
            return ""
        if options and value in options:
            return options[value]
        if isinstance(value, bool):
            return _("yes") if value else _("no")
        if isinstance(value, date):
            return value.isoformat()
        text = format(value, "f") if isinstance(value, Decimal) else str(value)
        return self.mask(text) if self.mask else text


@dataclass(slots=True)
class Row:
    """One row: its number in the file, its values, and what was found.

    values holds parsed values of the cells that were filled in; a blank cell of a known record
    leaves what is stored. before holds the stored values of a known record.
    """

    number: int
    values: Values
    before: Mapping[str, Any] | None = None
    state: str = NEW
    errors: list[tuple[str, str]] = field(default_factory=list)

    def fail(self, column: str, sentence: str) -> None:
        """Refuse this row because of one of its cells (the column's name)."""
        self.errors.append((column, sentence))

    @property
    def changes(self) -> list[str]:
        """Names of the values that differ from the stored ones.

        Columns that load_existing does not return are not compared.
        """
        if self.before is None:
            return []
        return [
            name
            for name, value in self.values.items()
            if name in self.before and (self.before[name] or None) != (value or None)
        ]


LoadExisting = Callable[[Collection[Key]], Mapping[Key, Mapping[str, Any]]]
Check = Callable[[Sequence[Row], Actor], None]
Apply = Callable[[Sequence[Row], Actor], None]


@dataclass(frozen=True)
class ImportSpec:
    """An import as a module declares it.

    key: names of the columns that tell two records apart (the natural key). load_existing(keys)
    returns the stored records by key, as values by column name. check(rows, by) calls row.fail for
    whatever only the whole can tell; it gets the rows without an error so far. apply(rows, by)
    writes new and changed rows in bulk, inside the import's transaction; it is called once per
    2,000 rows. may(actor) says who may import. after_url: where the result page leads.
    """

    key_name: str
    title: Text
    columns: Sequence[Column]
    key: tuple[str, ...]
    load_existing: LoadExisting
    apply: Apply
    may: Callable[[Actor], bool]
    check: Check = lambda rows, by: None
    intro: Text = ""
    after_url: str = ""
    after_label: Text = ""
    most_rows: int = MOST_ROWS

    def __post_init__(self) -> None:
        names = [column.name for column in self.columns]
        if len(set(names)) != len(names) or not set(self.key) <= set(names):
            raise ValueError(f"columns of {self.key_name}")

    def column(self, name: str) -> Column:
        """One column. Raises KeyError."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)


_specs: dict[str, ImportSpec] = {}


def register(spec: ImportSpec) -> ImportSpec:
    """Make an import known; a second one of the same name is a programming error."""
    if _specs.setdefault(spec.key_name, spec) is not spec:
        raise ValueError(spec.key_name)
    return spec


def unregister(key_name: str) -> None:
    """Forget an import (tests)."""
    _specs.pop(key_name, None)


def spec_of(key_name: str) -> ImportSpec:
    """A registered import. Raises LookupError."""
    try:
        return _specs[key_name]
    except KeyError:
        raise LookupError(key_name) from None


def all_specs() -> list[ImportSpec]:
    """All registered imports, by name."""
    return [_specs[name] for name in sorted(_specs)]
