"""Every cell judged, every row compared with what is stored; nothing is written here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from core.actor import Actor
from core.errors import Violation
from core.imports.files import Table, cell_name, read_table
from core.imports.headers import Mapping, map_columns
from core.imports.specs import CHANGED, ERROR, NEW, SAME, Column, ImportSpec, Key, Row

Progress = Callable[[int, int, str], None]
_EXCEL_ERRORS = ("#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!")
# Rows judged between two words of progress.
_STEP = 500


@dataclass(frozen=True)
class CellError:
    """One refusal: the cell as spreadsheets name it, its column's title, the sentence."""

    row: int
    index: int
    label: str
    sentence: str

    @property
    def cell(self) -> str:
        """C12."""
        return cell_name(self.row, self.index)

    def __str__(self) -> str:
        return _("%(cell)s “%(label)s”: %(sentence)s") % {
            "cell": self.cell,
            "label": self.label,
            "sentence": self.sentence,
        }


@dataclass
class Judged:
    """A file with every row's state."""

    spec: ImportSpec
    table: Table
    mapping: Mapping
    rows: list[Row] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    _cells: dict[int, list[str]] | None = None

    def count(self, state: str) -> int:
        """How many rows are in a state."""
        return sum(1 for row in self.rows if row.state == state)

    def in_state(self, *states: str) -> list[Row]:
        """Rows of these states, in the order of the file."""
        return [row for row in self.rows if row.state in states]

    def cells_of(self, row: Row) -> list[str]:
        """A row's cells as they stand in the file."""
        if self._cells is None:
            self._cells = dict(self.table.rows)
        return self._cells[row.number]

    def errors(self) -> list[CellError]:
        """All refusals, from top to bottom and left to right."""
        found = []
        for row in self.rows:
            for name, sentence in row.errors:
                index = self.mapping.index_of(name)
                label = str(self.spec.column(name).label)
                found.append(CellError(row.number, 0 if index is None else index, label, sentence))
        return sorted(found, key=lambda error: (error.row, error.index))


def judge(
    spec: ImportSpec, content: bytes, *, by: Actor, progress: Progress = lambda d, t, s: None
) -> Judged:
    """Read and judge a file. Raises Violation for a file that cannot be read as a whole."""
    progress(1, 100, _("Reading the file"))
    table = read_table(content, most_rows=spec.most_rows)
    if len(table.rows) < 2:  # noqa: PLR2004 - a header and at least one row
        raise Violation(_("The file has titles but no rows. Fill in the rows and retry."))
    header_number, titles = table.rows[0]
    mapping = map_columns(spec, header_number, titles)
    judged = Judged(spec=spec, table=table, mapping=mapping, notices=list(mapping.notices))
    _parse_rows(judged, progress)
    progress(60, 100, _("Comparing with what is stored"))
    _keys_are_unique(judged)
    _compare(judged)
    progress(75, 100, _("Checking the rows against each other"))
    spec.check([row for row in judged.rows if not row.errors], by)
    for row in judged.rows:
        if row.errors:
            row.state = ERROR
    progress(90, 100, _("Writing the result"))
    return judged


def _parse_rows(judged: Judged, progress: Progress) -> None:
    parsing = [(i, c, _Choices(c)) for i, c in judged.mapping.columns.items()]
    samples = _sample_rows(judged)
    total = len(judged.table.rows)
    skipped = 0
    for position, (number, cells) in enumerate(judged.table.rows[1:], start=1):
        if tuple(_at(cells, index) for index, _c, _o in parsing) in samples:
            skipped += 1
            continue
        row = Row(number=number, values={})
        for index, column, choices in parsing:
            cell = _at(cells, index)
            if (number, index) in judged.table.damaged:
                row.fail(column.name, _rounded())
            elif cell:
                _parse_cell(row, column, choices, cell)
            elif column.required:
                row.fail(column.name, _("This cell must be filled in."))
        judged.rows.append(row)
        if position % _STEP == 0:
            progress(
                5 + position * 50 // total,
                100,
                _("Row %(row)d of %(total)d") % {"row": position, "total": total},
            )
    if skipped:
        judged.notices.append(
            _("%(count)d sample rows of the template were left out.") % {"count": skipped}
        )
    if not judged.rows:
        raise Violation(_("The file has titles but no rows. Fill in the rows and retry."))


def _parse_cell(row: Row, column: Column, choices: _Choices, cell: str) -> None:
    if cell in _EXCEL_ERRORS:
        row.fail(column.name, _("The spreadsheet shows an error here; write the value itself."))
        return
    try:
        row.values[column.name] = choices.parse(cell)
    except Violation as refusal:
        row.fail(column.name, refusal.sentence)


def _rounded() -> str:
    return _(
        "The spreadsheet has rounded this long number. Format the column as text and type the"
        " number again."
    )


class _Choices:
    """A column's parser; where it has choices, their labels and values are what it takes."""

    def __init__(self, column: Column) -> None:
        self.column = column
        options = column.options()
        self.values = {label: value for value, label in options}
        self.values |= {str(value): value for value, _label in options}
        self.labels = [label for _value, label in options]

    def parse(self, cell: str) -> Any:
        """The value of a cell. Raises Violation."""
        if not self.labels:
            return self.column.parse(cell)
        if cell in self.values:
            return self.values[cell]
        raise Violation(
            _("“%(cell)s” is not one of: %(labels)s.")
            % {"cell": cell[:30], "labels": _(", ").join(self.labels[:20])}
        )


def _at(cells: list[str], index: int) -> str:
    return cells[index] if index < len(cells) else ""


def _sample_rows(judged: Judged) -> set[tuple[str, ...]]:
    """The template's two example rows, as they would stand in this file."""
    columns = judged.mapping.columns.values()
    samples = {tuple(column.samples[place] for column in columns) for place in (0, 1)}
    return {sample for sample in samples if any(sample)}


def _key(spec: ImportSpec, row: Row) -> Key | None:
    key = tuple(row.values.get(name) for name in spec.key)
    return None if None in key else key


def _keys_are_unique(judged: Judged) -> None:
    first: dict[Key, int] = {}
    for row in judged.rows:
        key = _key(judged.spec, row)
        if key is None:
            continue
        seen = first.setdefault(key, row.number)
        if seen != row.number:
            row.fail(
                judged.spec.key[-1],
                _("Row %(row)d has the same already. Keep one of the two.") % {"row": seen},
            )


def _compare(judged: Judged) -> None:
    keys = {key for row in judged.rows if (key := _key(judged.spec, row)) is not None}
    stored = judged.spec.load_existing(keys)
    for row in judged.rows:
        key = _key(judged.spec, row)
        row.before = stored.get(key) if key is not None else None
        if row.before is None:
            row.state = NEW
        else:
            row.state = CHANGED if row.changes else SAME
