"""Measures, faces and elements of a Word file: paragraphs, runs, frames."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

# Lengths in twentieths of a point, as Word counts.
POINT = 20
MM = 72 / 25.4 * POINT
WIDE, HIGH = 156 * MM, 225 * MM
LINES, SIGNS = 22, 28
# Whole, and such that 22 of them stay within the type area.
PITCH = int(HIGH / LINES)
SIGN = WIDE / SIGNS
SIZE_2, SIZE_3, SIZE_4 = 22, 16, 14
# 28 signs fill the line by standing closer, not by a grid of signs: LibreOffice gives a sign that
# is wider than its cell two of them, and a page then has half its text.
CLOSER = -5
RED, FAINT = "C8102E", "6B6B6B"

# The faces as offices have them; where they are missing, Word takes one of the others named.
FANG, KAI, HEI, SONG, HEADING = "仿宋_GB2312", "楷体_GB2312", "黑体", "宋体", "方正小标宋简体"
OTHERS = {
    FANG: "FangSong_GB2312,仿宋,FangSong,Noto Serif SC",
    KAI: "KaiTi_GB2312,楷体,KaiTi,Noto Serif SC",
    HEI: "SimHei,Noto Sans SC",
    SONG: "SimSun,Noto Serif SC",
    HEADING: "FZXiaoBiaoSong-B05S,方正小标宋_GBK,宋体,Noto Serif SC",
}
FACES = (FANG, HEI, KAI, FANG, FANG)

# What XML cannot hold, wherever it was pasted from.
_NOT_XML = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def node(tag: str, *children: BaseOxmlElement | None, **values: object) -> BaseOxmlElement:
    """<w:tag w:key="value">children</w:tag>; children that are None are left out."""
    found: BaseOxmlElement = OxmlElement(f"w:{tag}")
    for key, value in values.items():
        shown = round(value) if isinstance(value, float) else value
        found.set(qn(f"w:{key}"), str(shown))
    found.extend(child for child in children if child is not None)
    return found


def switch(tag: str, on: bool) -> BaseOxmlElement:
    """<w:tag w:val="1"/> or 0."""
    return node(tag, val=int(on))


@dataclass(frozen=True, slots=True)
class Type:
    """How letters look. free: not bound to the grid of signs."""

    face: str = FANG
    size: float = SIZE_3
    color: str = ""
    free: bool = False

    def element(self) -> BaseOxmlElement:
        """<w:rPr>, its parts in the order of the schema."""
        face = {"ascii": self.face, "hAnsi": self.face, "eastAsia": self.face, "cs": self.face}
        half = round(self.size * 2)
        return node(
            "rPr",
            node("rFonts", hint="eastAsia", **face),
            switch("snapToGrid", on=False) if self.free else None,
            node("color", val=self.color) if self.color else None,
            None if self.free else node("spacing", val=CLOSER),
            node("sz", val=half),
            node("szCs", val=half),
        )


PLAIN = Type()


@dataclass(frozen=True, slots=True)
class Form:
    """How a paragraph stands; lengths in twentieths of a point. line: exact height, 0: the grid."""

    align: str = "both"
    left: float = 0
    right: float = 0
    first: float = 0
    before: float = 0
    after: float = 0
    line: float = 0
    follows: bool = False
    tabs: tuple[tuple[str, float], ...] = ()
    borders: tuple[BaseOxmlElement, ...] = field(default=())
    frame: BaseOxmlElement | None = None
    style: str = ""

    def element(self) -> BaseOxmlElement:
        """<w:pPr>, its parts in the order of the schema."""
        on_grid = not self.line
        return node(
            "pPr",
            node("pStyle", val=self.style) if self.style else None,
            switch("keepNext", on=True) if self.follows else None,
            self.frame,
            node("pBdr", *self.borders) if self.borders else None,
            node("tabs", *(node("tab", val=kind, pos=at) for kind, at in self.tabs))
            if self.tabs
            else None,
            None if on_grid else switch("snapToGrid", on=False),
            node("spacing", before=self.before, after=self.after, **self._height()),
            self._indent(),
            node("jc", val=self.align),
        )

    def _height(self) -> dict[str, Any]:
        if self.line:
            return {"line": self.line, "lineRule": "exact"}
        return {"line": 240, "lineRule": "auto"}

    def _indent(self) -> BaseOxmlElement:
        first = "firstLine" if self.first >= 0 else "hanging"
        return node("ind", left=self.left, right=self.right, **{first: abs(self.first)})


def run(words: str, type_: Type = PLAIN) -> BaseOxmlElement:
    """Words in one type; "\\n" breaks the line, "\\t" is a tabulator."""
    found = node("r", type_.element())
    for index, line in enumerate(_NOT_XML.sub("", words).split("\n")):
        if index:
            found.append(node("br"))
        for column, part in enumerate(line.split("\t")):
            if column:
                found.append(node("tab"))
            if part:
                text = node("t")
                text.text = part
                text.set(qn("xml:space"), "preserve")
                found.append(text)
    return found


def page_number(type_: Type) -> list[BaseOxmlElement]:
    """The number of the page as a field."""
    instruction = node("instrText")
    instruction.text = " PAGE "
    parts = (
        node("fldChar", fldCharType="begin"),
        instruction,
        node("fldChar", fldCharType="separate"),
        node("t"),
        node("fldChar", fldCharType="end"),
    )
    parts[3].text = "1"
    return [node("r", type_.element(), part) for part in parts]


def paragraph(form: Form, *runs: BaseOxmlElement) -> BaseOxmlElement:
    """A paragraph of runs."""
    return node("p", form.element(), *runs)


def line(
    side: str, *, eighths: int, color: str = "auto", space: int = 0, kind: str = "single"
) -> Any:
    """One border: of a paragraph, a table or a cell. space: points from the text."""
    return node(side, val=kind, sz=eighths, space=space, color=color)


def width_of(words: str, size: float = SIZE_3) -> float:
    """About how wide words are set: full signs one, letters and digits half of it."""
    half = sum(1 for sign in words if sign.isascii())
    return (len(words) - half / 2) * size * POINT
