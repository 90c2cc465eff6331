"""What stands below the text: attachments, signature and date, the note, the colophon."""

from __future__ import annotations

import re
from typing import Any

from docx.oxml.xmlchemy import BaseOxmlElement

from operations.documents.word.oxml import (
    MM,
    PITCH,
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
    width_of,
)

# In eighths of a point: 0.35 and 0.25 mm.
THICK, THIN = 8, 6
SIGN_4 = SIZE_4 * POINT
LINE, AIR = 18 * POINT, 3
# Where the type area ends.
FOOT = (297 - 35) * MM


def ending(data: dict[str, Any]) -> list[BaseOxmlElement]:
    """Attachments one line below the text, then name and date two lines lower, then the note."""
    found = [*_attachments(data["attachments"]), *_signature(data)]
    if data["remark"]:
        found.append(paragraph(Form(left=2 * SIGN, align="left"), run(f"（{data['remark']}）")))
    return found


def _attachments(names: list[str]) -> list[BaseOxmlElement]:
    """Two signs in, without stops; several are counted, and turn under their names."""
    found = []
    for index, name in enumerate(names):
        first = index == 0
        if len(names) == 1:
            form = Form(left=5 * SIGN, first=-3 * SIGN, before=PITCH, follows=True, align="left")
            found.append(paragraph(form, run(f"附件：{name}")))
            continue
        form = Form(
            left=6.5 * SIGN,
            first=-4.5 * SIGN if first else -1.5 * SIGN,
            before=PITCH if first else 0,
            tabs=(("left", 6.5 * SIGN),),
            follows=True,
            align="left",
        )
        label = "附件：" if first else ""
        found.append(paragraph(form, run(f"{label}{index + 1}.\t{name}")))
    return found


def _signature(data: dict[str, Any]) -> list[BaseOxmlElement]:
    """The date four signs from the right, the name in the middle above it; the seal's place."""
    if data["form"] == "order":
        return _own_seal(data)
    over = max(0.0, (width_of(data["agency"]) - width_of(data["date"])) / 2)
    # A name too wide for that ends with the type area.
    side = max(0.0, 4 * SIGN - over)
    return [
        paragraph(
            Form(align="right", right=side, before=2 * PITCH, follows=True), run(data["agency"])
        ),
        paragraph(
            Form(align="right", right=4 * SIGN, follows=bool(data["remark"])), run(data["date"])
        ),
    ]


def _own_seal(data: dict[str, Any]) -> list[BaseOxmlElement]:
    """The post, two signs, the place of the signer's seal; the date one line lower."""
    post = Form(align="right", right=10 * SIGN, before=2 * PITCH, follows=True)
    day = Form(align="right", right=4 * SIGN, before=PITCH, follows=bool(data["remark"]))
    return [paragraph(post, run(data["post"])), paragraph(day, run(data["date"]))]


def colophon(data: dict[str, Any]) -> list[BaseOxmlElement]:
    """At the foot of the type area: copies, who issued it and when it was printed, between rules.

    A letter's has neither rules nor the issuing office. Each part is a frame with a place of its
    own: programs differ in how they place frames of several paragraphs, and tables.
    """
    to = [_lines(label, names) for label, names in _recipients(data)]
    if data["form"] == "letter":
        return [_part(lines, bottom=FOOT, hanging=4) for lines in to]
    printed = f"\t{data['printed']}印发" if data["printed"] else ""
    office = [f"　{data['agency']}{printed}"]
    upper = ("top", THIN if to else THICK)
    found = [_part(office, bottom=FOOT, rules=(upper, ("bottom", THICK)))]
    above = FOOT - _high(office)
    for place, lines in reversed(list(enumerate(to))):
        # Between those it is for and those who get copies there is no rule.
        rules = () if place else (("top", THICK),)
        found.insert(0, _part(lines, bottom=above, hanging=4, rules=rules))
        above -= _high(lines)
    return found


def _recipients(data: dict[str, Any]) -> list[tuple[str, str]]:
    """Whom the colophon names: those who get copies, above them whom an order is for."""
    main = data["main"] if data["form"] == "order" else ""
    return [(label, names) for label, names in (("主送", main), ("抄送", data["copies"])) if names]


def _lines(label: str, names: str) -> list[str]:
    """Names behind their label, broken between two where a line is full."""
    head = f"　{label}："
    found, room = [head], WIDE - SIGN_4
    for part in re.split(r"(?<=[，、；])", f"{names}。"):
        start = 4 * SIGN_4 if len(found) > 1 else 0
        if start + width_of(found[-1] + part, SIZE_4) > room and found[-1] != head:
            found.append("")
        found[-1] += part
    return found


def _high(lines: list[str]) -> float:
    return len(lines) * LINE + 2 * AIR * POINT


def _part(
    lines: list[str],
    *,
    bottom: float,
    hanging: int = 0,
    rules: tuple[tuple[str, int], ...] = (),
) -> BaseOxmlElement:
    """Lines of size 4 in a frame that ends at a height of the page."""
    frame = node(
        "framePr",
        w=WIDE,
        h=len(lines) * LINE + len(rules) * AIR * POINT,
        hRule="exact",
        hSpace=0,
        wrap="around",
        vAnchor="page",
        hAnchor="page",
        x=28 * MM,
        # A rule above takes its air within the frame.
        y=bottom - _high(lines) + (0 if rules else AIR * POINT),
    )
    form = Form(
        align="left",
        line=LINE,
        left=hanging * SIGN_4,
        first=-hanging * SIGN_4,
        tabs=(("right", WIDE - SIGN_4),),
        borders=tuple(line(side, eighths=width, space=AIR) for side, width in rules),
        frame=frame,
    )
    return paragraph(form, run("\n".join(lines), Type(size=SIZE_4, free=True)))
