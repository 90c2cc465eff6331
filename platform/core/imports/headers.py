"""Which column of the file is which: by title, alias or name; doubts are told."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from core.codes import plain
from core.errors import Violation
from core.imports.files import cell_name, listed
from core.imports.specs import Column, ImportSpec

# The error workbook's own column, which comes back when it is corrected and uploaded again.
ERROR_COLUMN = "错误说明"
_MARKS = re.compile(r"[*＊:：]|[(（](必填|选填|可选)[)）]")


@dataclass(frozen=True)
class Mapping:
    """columns: index in the file → column. notices: sentences for the preview."""

    columns: dict[int, Column]
    notices: list[str]

    def index_of(self, name: str) -> int | None:
        """Where a column stands in the file."""
        return next((i for i, column in self.columns.items() if column.name == name), None)


def map_columns(spec: ImportSpec, row: int, titles: list[str]) -> Mapping:
    """Find the columns in the header row. Raises Violation for doubled and missing ones."""
    known = {
        _folded(title): column
        for column in spec.columns
        for title in (str(column.label), column.name, *column.aliases)
    }
    columns: dict[int, Column] = {}
    strange: list[tuple[int, str]] = []
    for index, title in enumerate(titles):
        column = known.get(_folded(title))
        if column is None:
            if title and _folded(title) != _folded(ERROR_COLUMN):
                strange.append((index, title))
            continue
        _stands_once(columns, column, row, index)
        columns[index] = column
    _nothing_is_missing(spec, columns, strange)
    return Mapping(columns=columns, notices=_notices(spec, columns, strange))


def _folded(title: str) -> str:
    return plain(_MARKS.sub("", title))


def _stands_once(columns: dict[int, Column], column: Column, row: int, index: int) -> None:
    for other, seen in columns.items():
        if seen is column:
            raise Violation(
                _("The column “%(label)s” stands twice, in %(first)s and %(second)s. Delete one.")
                % {
                    "label": column.label,
                    "first": cell_name(row, other),
                    "second": cell_name(row, index),
                }
            )


def _nothing_is_missing(
    spec: ImportSpec, columns: dict[int, Column], strange: list[tuple[int, str]]
) -> None:
    if not columns:
        raise Violation(
            _(
                "None of the titles in the first row belongs to “%(title)s”. Download the template"
                " and copy your rows into it."
            )
            % {"title": spec.title}
        )
    missing = [c for c in spec.columns if c.required and c not in columns.values()]
    if not missing:
        return
    sentence = _("The file lacks the column: %(labels)s.") % {
        "labels": listed([str(column.label) for column in missing], most=20)
    }
    guess = difflib.get_close_matches(str(missing[0].label), [t for _i, t in strange], n=1)
    if guess:
        sentence += _("Is “%(title)s” meant for it? Then rename the title.") % {"title": guess[0]}
    else:
        sentence += _("Take the titles from the template.")
    raise Violation(sentence)


def _notices(
    spec: ImportSpec, columns: dict[int, Column], strange: list[tuple[int, str]]
) -> list[str]:
    notices = []
    if strange:
        notices.append(
            _("These columns are not imported: %(titles)s.")
            % {"titles": listed([title[:30] for _index, title in strange], most=10)}
        )
    absent = [str(c.label) for c in spec.columns if c not in columns.values()]
    if absent:
        notices.append(
            _("The file does not have these columns, so they stay as they are: %(labels)s.")
            % {"labels": listed(absent, most=10)}
        )
    return notices
