"""The text: main recipients, headings by their level, paragraphs, tables."""

from __future__ import annotations

from typing import Any

from docx.oxml.xmlchemy import BaseOxmlElement

from operations.documents.word.oxml import (
    FACES,
    HEI,
    MM,
    POINT,
    SIGN,
    SIZE_4,
    WIDE,
    Form,
    Type,
    line,
    node,
    paragraph,
    run,
    switch,
)

# A last paragraph up to this length stays with what ends the text: one that is longer would leave
# most of a page empty where it does not fit (LibreOffice keeps it whole).
SHORT = 8 * 28
HEADINGS = ("", "Level1", "Level2", "Level3", "Level4")
SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")


def text(data: dict[str, Any]) -> list[BaseOxmlElement]:
    """Everything between title and attachments."""
    found = []
    if data["main"] and data["form"] != "order":
        found.append(paragraph(Form(), run(f"{data['main']}：")))
    blocks = data["blocks"]
    for index, block in enumerate(blocks):
        if block["kind"] == "table":
            found += _table(block["rows"])
        else:
            found.append(_words(block, last=index == len(blocks) - 1))
    return found


def _words(block: dict[str, Any], *, last: bool) -> BaseOxmlElement:
    """A heading, what follows it in its line, or a paragraph. The last one holds the ending."""
    level = block["level"] if block["kind"] == "heading" else 0
    # A heading that runs on is no entry of the outline.
    style = HEADINGS[level] if not block["rest"] else ""
    follows = len(block["text"] + block["rest"]) <= SHORT if last else bool(style)
    form = Form(first=2 * SIGN, style=style, follows=follows)
    runs = [run(block["text"], Type(FACES[level]))]
    if block["rest"]:
        runs.append(run(block["rest"]))
    return paragraph(form, *runs)


def _table(rows: list[list[str]]) -> list[BaseOxmlElement]:
    """Ruled, size 4, equal columns; the first row is the head and stands on every page."""
    count = len(rows[0])
    each = WIDE / count
    table = node(
        "tbl",
        node(
            "tblPr",
            node("tblW", w=WIDE, type="dxa"),
            # The rules, not the words, begin with the type area.
            node("tblInd", w=2 * MM, type="dxa"),
            node("tblBorders", *(line(side, eighths=4) for side in SIDES)),
            node("tblLayout", type="fixed"),
            node(
                "tblCellMar",
                node("top", w=2 * POINT, type="dxa"),
                node("left", w=2 * MM, type="dxa"),
                node("bottom", w=2 * POINT, type="dxa"),
                node("right", w=2 * MM, type="dxa"),
            ),
        ),
        node("tblGrid", *(node("gridCol", w=each) for _one in range(count))),
        *(_row(row, each, is_head=index == 0) for index, row in enumerate(rows)),
    )
    # Between a table and what follows there is always a paragraph; this one takes no room.
    return [table, paragraph(Form(line=POINT, follows=True))]


def _row(cells: list[str], width: float, *, is_head: bool) -> BaseOxmlElement:
    type_ = Type(HEI if is_head else Type().face, SIZE_4, free=True)
    form = Form(align="center", line=20 * POINT)
    return node(
        "tr",
        node(
            "trPr",
            switch("cantSplit", on=True),
            switch("tblHeader", on=True) if is_head else None,
        ),
        *(
            node(
                "tc",
                node("tcPr", node("tcW", w=width, type="dxa"), node("vAlign", val="center")),
                paragraph(form, run(cell, type_)),
            )
            for cell in cells
        ),
    )
