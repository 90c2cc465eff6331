"""What stands above the text: urgency, red head, number, signer, red rule, title."""

from __future__ import annotations

from typing import Any

from docx.oxml.xmlchemy import BaseOxmlElement

from operations.documents.word.oxml import (
    HEADING,
    HEI,
    KAI,
    MM,
    PITCH,
    POINT,
    RED,
    SIGN,
    SIZE_2,
    SIZE_3,
    WIDE,
    Form,
    Type,
    line,
    node,
    paragraph,
    run,
    width_of,
)

# As large as stays within the type area, and never larger than a head should be.
LARGEST, SMALLEST, WIDEST = 46, 20, 154
# The rule of a letter is wider than the type area.
RULE = 170
EMPTY = SIZE_3 * POINT


def head(data: dict[str, Any]) -> list[BaseOxmlElement]:
    """The head of the form."""
    if data["form"] == "order":
        return _document(data)
    found = _letter(data) if data["form"] == "letter" else _document(data)
    return [*found, _title(data["title"])]


def _document(data: dict[str, Any]) -> list[BaseOxmlElement]:
    """Urgency in the first line, the mark 35 mm below it (an order's 20 mm), number and rule."""
    size = mark_size(data["mark"])
    above = (20 if data["form"] == "order" else 35) * MM
    return [
        paragraph(Form(line=EMPTY, align="left"), run(data["urgency"], Type(HEI, free=True))),
        _mark(data["mark"], Form(before=above - EMPTY, line=size * POINT, align="center")),
        _number(data),
    ]


def _number(data: dict[str, Any]) -> BaseOxmlElement:
    """Two lines below the mark; the rule 4 mm below it. A signer stands at the right (R23)."""
    if data["form"] == "order":
        form = Form(align="center", before=2 * PITCH, after=2 * PITCH, line=EMPTY, follows=True)
        return paragraph(form, run(data["number"], Type(free=True)))
    form = Form(
        align="left" if data["signer"] else "center",
        before=2 * PITCH,
        line=EMPTY,
        tabs=(("right", WIDE - SIGN),),
        borders=(line("bottom", eighths=10, color=RED, space=11),),
    )
    free = Type(free=True)
    if not data["signer"]:
        return paragraph(form, run(data["number"], free))
    return paragraph(
        form,
        run(f"　{data['number']}\t签发人：", free),
        run(data["signer"], Type(KAI, free=True)),
    )


def _letter(data: dict[str, Any]) -> list[BaseOxmlElement]:
    """The mark 30 mm from the edge, a double rule 4 mm below it, then urgency and number."""
    size = mark_size(data["mark"])
    form = Form(
        align="center",
        line=size * POINT,
        frame=frame(y=30, high=size * POINT + 4 * MM),
        borders=(line("bottom", eighths=18, color=RED, space=11, kind="thickThinSmallGap"),),
    )
    # What the mark and its rule take of the type area, and as much air as between lines.
    taken = 30 * MM + size * POINT + 4 * MM + 3 * POINT - 37 * MM
    below = Form(align="left", before=taken + PITCH - EMPTY, line=EMPTY, tabs=(("right", WIDE),))
    free = Type(free=True)
    return [
        _mark(data["mark"], form),
        paragraph(
            below, run(data["urgency"], Type(HEI, free=True)), run(f"\t{data['number']}", free)
        ),
    ]


def frame(*, y: float, high: float) -> BaseOxmlElement:
    """In the middle of the paper, 170 mm wide, y millimetres from its upper edge."""
    return node(
        "framePr",
        w=RULE * MM,
        h=high,
        hRule="exact",
        hSpace=0,
        wrap="around",
        vAnchor="page",
        hAnchor="page",
        x=(210 - RULE) / 2 * MM,
        y=y * MM,
    )


def mark_size(mark: str) -> int:
    """The size of the red head."""
    size = LARGEST
    while size > SMALLEST and width_of(mark, size) > WIDEST * MM:
        size -= 1
    return size


def _mark(mark: str, form: Form) -> BaseOxmlElement:
    return paragraph(form, run(mark, Type(HEADING, mark_size(mark), RED, free=True)))


def _title(lines: list[str]) -> BaseOxmlElement:
    """Two lines below the rule, one line above the text, broken as in the PDF."""
    form = Form(
        align="center",
        before=2 * PITCH,
        after=PITCH,
        line=33 * POINT,
        follows=True,
    )
    return paragraph(form, run("\n".join(lines), Type(HEADING, SIZE_2, free=True)))
