"""The file as a whole: page, grid, faces, page numbers, and where the colophon stands."""

from __future__ import annotations

import io
from copy import deepcopy
from datetime import UTC, datetime
from typing import Any

import docx
from docx.document import Document
from docx.enum.section import WD_SECTION
from docx.opc.oxml import serialize_part_xml
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.section import Section
from docx.shared import Mm

from operations.documents.word.ending import colophon, ending
from operations.documents.word.head import frame, head
from operations.documents.word.oxml import (
    FACES,
    FAINT,
    HEI,
    OTHERS,
    PITCH,
    POINT,
    RED,
    SIGN,
    SIZE_4,
    SONG,
    Form,
    Type,
    line,
    node,
    page_number,
    paragraph,
    run,
    switch,
)
from operations.documents.word.text import HEADINGS, text

# The same day in every file: one made twice is the same.
MADE = datetime(2012, 7, 1, tzinfo=UTC)
FONTS_PART = "/word/fontTable.xml"
# How lines break: as the PDF's do, no stop hangs over the edge, no air around digits.
ALWAYS = {
    "widowControl": False,
    "kinsoku": True,
    "overflowPunct": False,
    "autoSpaceDE": False,
    "autoSpaceDN": False,
}


def render(data: dict[str, Any], *, ends_on: int, colophon_on: int) -> bytes:
    """A Word file of what `paperwork.paper_data` gives.

    ends_on, colophon_on: the pages of the PDF where the text ends and where the colophon stands.
    """
    document = docx.Document()
    _properties(document, data)
    _faces(document)
    _settings(document)
    section = document.sections[0]
    _page(section)
    _numbers(section, is_letter=data["form"] == "letter")
    if data["draft"]:
        _draft(section, is_letter=data["form"] == "letter")
    parts = [*head(data), *text(data), *ending(data)]
    body = document.element.body
    for part in parts:
        body.insert(len(body) - 1, part)
    foot = colophon(data)
    if foot:
        _place(document, foot, last=parts[-1], ends_on=ends_on, colophon_on=colophon_on)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def _properties(document: Document, data: dict[str, Any]) -> None:
    found = document.core_properties
    found.title, found.author = "".join(data["title"]), data["agency"]
    found.comments = found.last_modified_by = found.keywords = ""
    found.language, found.created, found.modified = "zh-CN", MADE, MADE


def _page(section: Section) -> None:
    """A4, margins of the standard, a grid of 22 lines; 28 signs by their spacing."""
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.gutter = 0
    section.header_distance = Mm(12)
    # The dashes of the page number, 7 mm below the type area, in the middle of their line.
    section.footer_distance = Mm(35 - 7) - Mm(SIZE_4 / 2 * 25.4 / 72)
    properties = section._sectPr
    for old in properties.findall(qn("w:docGrid")):
        properties.remove(old)
    properties.append(node("docGrid", type="lines", linePitch=PITCH))


def _settings(document: Document) -> None:
    document.settings.odd_and_even_pages_header_footer = True
    language = document.settings.element.find(qn("w:themeFontLang"))
    language.set(qn("w:eastAsia"), "zh-CN")


def _faces(document: Document) -> None:
    """Size 3 in the text's face by default, the four headings, what stands in for a face."""
    styles = document.styles.element
    for old in list(styles):
        if old.get(qn("w:default")) != "1":
            styles.remove(old)
    letters, paragraphs = Type().element(), node("pPr", *map(_always, ALWAYS.items()))
    letters.append(node("lang", val="en-US", eastAsia="zh-CN", bidi="ar-SA"))
    defaults = node("docDefaults", node("rPrDefault", letters), node("pPrDefault", paragraphs))
    styles.insert(0, defaults)
    normal = styles.find(f"{qn('w:style')}[@{qn('w:styleId')}='Normal']")
    for old in normal.findall(qn("w:pPr")) + normal.findall(qn("w:rPr")):
        normal.remove(old)
    normal.append(node("pPr", *map(_always, ALWAYS.items())))
    normal.append(Type().element())
    styles.extend(_heading(level, name) for level, name in enumerate(HEADINGS) if level)
    fonts = next(part for part in document.part.package.iter_parts() if part.partname == FONTS_PART)
    fonts._blob = serialize_part_xml(_font_table())


def _always(rule: tuple[str, bool]) -> BaseOxmlElement:
    return switch(rule[0], on=rule[1])


def _heading(level: int, name: str) -> BaseOxmlElement:
    return node(
        "style",
        node("name", val=f"公文{'一二三四'[level - 1]}级标题"),
        node("basedOn", val="Normal"),
        node("next", val="Normal"),
        node("qFormat"),
        node("pPr", node("outlineLvl", val=level - 1)),
        Type(FACES[level]).element(),
        type="paragraph",
        customStyle=1,
        styleId=name,
    )


def _font_table() -> BaseOxmlElement:
    """Which faces may stand in for one that is missing."""
    return node(
        "fonts",
        *(
            node("font", node("altName", val=others), node("charset", val=86), name=face)
            for face, others in OTHERS.items()
        ),
    )


def _numbers(section: Section, *, is_letter: bool) -> None:
    """— 1 — at the outer side; on a letter's first page the lower double rule instead."""
    right = Form(align="right", right=SIGN, line=SIZE_4 * POINT)
    left = Form(align="left", left=SIGN, line=SIZE_4 * POINT)
    for footer, form in ((section.footer, right), (section.even_page_footer, left)):
        _only(footer, paragraph(form, *_number()))
    if is_letter:
        section.different_first_page_header_footer = True
        rule = Form(
            line=POINT,
            frame=frame(y=297 - 20, high=POINT),
            borders=(line("top", eighths=18, color=RED, kind="thinThickSmallGap"),),
        )
        _only(section.first_page_footer, paragraph(rule), paragraph(Form(line=POINT)))


def _number() -> list[BaseOxmlElement]:
    type_ = Type(SONG, SIZE_4, free=True)
    return [run("— ", type_), *page_number(type_), run(" —", type_)]


def _draft(section: Section, *, is_letter: bool) -> None:
    """As the PDF of a draft says it, above the type area of every page."""
    said = run("样稿，不作凭据", Type(HEI, 9, FAINT, free=True))
    headers = [section.header, section.even_page_header]
    if is_letter:
        headers.append(section.first_page_header)
    for header in headers:
        _only(header, paragraph(Form(align="left", line=12 * POINT), deepcopy(said)))


def _only(part: Any, *paragraphs: BaseOxmlElement) -> None:
    """A header or footer that holds these paragraphs and nothing else."""
    part.is_linked_to_previous = False
    element = part._element
    for one in list(element):
        element.remove(one)
    element.extend(paragraphs)


def _place(
    document: Document,
    foot: list[BaseOxmlElement],
    *,
    last: BaseOxmlElement,
    ends_on: int,
    colophon_on: int,
) -> None:
    """At the foot of the page where the text ends, or of the next even one by itself."""
    if ends_on == colophon_on:
        for one in foot:
            last.addprevious(one)
        return
    body = document.element.body
    section = body.sectPr
    last.pPr.append(deepcopy(section))
    # Something stands before the frame, or LibreOffice takes it for the text of the page.
    for one in [paragraph(Form(line=POINT)), *foot, paragraph(Form(line=POINT))]:
        body.insert(len(body) - 1, one)
    for reference in section.findall(qn("w:headerReference")) + section.findall(
        qn("w:footerReference")
    ):
        # As those before, unless said otherwise.
        section.remove(reference)
    new = document.sections[-1]
    new.start_type = WD_SECTION.EVEN_PAGE
    if ends_on % 2 == 0:
        # A blank page lies between: the colophon's bears no number either.
        _only(new.even_page_footer, paragraph(Form(line=POINT)))
