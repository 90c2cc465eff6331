"""The text of a document as blocks: headings of four levels, paragraphs, tables.

Drafters type plain lines as Chinese offices number them, and the numbering says the level:
"一、" first, "（一）" second, "1." third, "（1）" fourth. A line that begins and ends with "|" is
a row of a table; the first row of a table is its head.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

_HAN = "一二三四五六七八九十百"
_LEVELS = (
    (1, re.compile(rf"^[{_HAN}]+、")),
    (2, re.compile(rf"^[（(][{_HAN}]+[）)]")),
    (3, re.compile(r"^\d{1,3}[.．](?!\d)")),
    (4, re.compile(r"^[（(]\d{1,3}[）)]")),
)
_ENDS = re.compile(r"[。；：！？;:]")
LONGEST_HEADING = 60


@dataclass(frozen=True, slots=True)
class Block:
    """One block. level: 1-4 for headings, 0 else. rest: what follows a heading in its line."""

    kind: str
    text: str = ""
    level: int = 0
    rest: str = ""
    rows: tuple[tuple[str, ...], ...] = field(default=())

    def as_row(self) -> dict[str, Any]:
        """For the paper's template."""
        return {
            "kind": self.kind,
            "text": self.text,
            "level": self.level,
            "rest": self.rest,
            "rows": [list(row) for row in self.rows],
        }


def blocks(text: str) -> list[Block]:
    """The blocks of a text, in order; empty lines count for nothing."""
    found: list[Block] = []
    rows: list[tuple[str, ...]] = []
    for line in (*lines(text), ""):
        row = _row(line)
        if row is not None:
            rows.append(row)
            continue
        if rows:
            found.append(Block("table", rows=_even(rows)))
            rows = []
        if line:
            found.append(_text(line))
    return found


def lines(text: str) -> list[str]:
    """The lines that say something, without the spaces around them."""
    return [line for raw in text.splitlines() if (line := raw.strip().strip("　"))]


def level_of(line: str) -> int:
    """The level that a line's numbering says; 0 for a paragraph."""
    return next((level for level, pattern in _LEVELS if pattern.match(line)), 0)


def _text(line: str) -> Block:
    level = level_of(line)
    if not level:
        return Block("paragraph", line)
    number = _LEVELS[level - 1][1].match(line)
    start = number.end() if number else 0
    end = _ENDS.search(line, start)
    if end is None or end.end() == len(line):
        return Block("heading" if len(line) <= LONGEST_HEADING else "paragraph", line, level)
    # A heading that runs on: its first sentence is the heading, the rest is text.
    return Block("heading", line[: end.end()], level, line[end.end() :])


def _row(line: str) -> tuple[str, ...] | None:
    if len(line) < 2 or line[0] not in "|｜" or line[-1] not in "|｜":  # noqa: PLR2004
        return None
    return tuple(cell.strip() for cell in re.split(r"[|｜]", line[1:-1]))


def _even(rows: list[tuple[str, ...]]) -> tuple[tuple[str, ...], ...]:
    width = max(len(row) for row in rows)
    return tuple((*row, *[""] * (width - len(row))) for row in rows)
