"""The Word file: the measures of GB/T 9704-2012 in its XML, and as LibreOffice sets it (§3.1)."""

import io
import os
import shutil
import subprocess
from pathlib import Path

import docx
import pdfplumber
import pylopdf_fonts_zh_cn
import pytest
from docx.oxml.ns import qn

from core import papers
from operations.documents import word
from tests.operations.documents.test_paper import AGENCY, FULL, TEMPLATE, TEXT, lines_of, sample

MM = 1440 / 25.4
SIGN = 156 * MM / 28
HEADINGS = "一、总体要求\n（一）明确责任。站长负责。\n1.按时报送\n（1）汇总上报\n正文在此。"
SOFFICE = shutil.which("soffice")


def made(**more):
    """A Word file and the data it was made of."""
    data = sample(**more)
    standing = dict(papers.query(TEMPLATE, data, label="standing"))
    content = word.render(
        data, ends_on=standing["text"], colophon_on=standing.get("colophon", standing["text"])
    )
    return content, data


def opened(**more):
    """A Word file, to be read."""
    return docx.Document(io.BytesIO(made(**more)[0]))


def with_words(document, words):
    """The paragraph that holds some words."""
    return next(one for one in document.element.body.iter(qn("w:p")) if words in text_of(one))


def text_of(element):
    return "".join(one.text or "" for one in element.iter(qn("w:t")))


def value(element, path, key="val"):
    """An attribute below an element: "pPr/ind", "left"."""
    found = element.find("/".join(qn(f"w:{part}") for part in path.split("/")))
    return None if found is None else found.get(qn(f"w:{key}"))


def face(paragraph, words):
    """Face and half points of the run that holds some words."""
    run = next(one for one in paragraph.iter(qn("w:r")) if words in text_of(one))
    return value(run, "rPr/rFonts", "eastAsia"), int(value(run, "rPr/sz"))


def close(twips, mm, within=0.1):
    return abs(int(twips) / MM - mm) <= within


def test_the_page_has_the_standards_margins_and_its_grid_22_lines_of_28_signs():
    section = opened().sections[0]
    found = [
        round(length.mm, 1)
        for length in (
            section.page_width,
            section.page_height,
            section.top_margin,
            section.bottom_margin,
            section.left_margin,
            section.right_margin,
        )
    ]
    assert found == [210, 297, 37, 35, 28, 26]
    grid = section._sectPr.find(qn("w:docGrid"))
    assert grid.get(qn("w:type")) == "lines"
    pitch = int(grid.get(qn("w:linePitch")))
    assert 225 * MM / 23 < pitch <= 225 * MM / 22
    styles = opened().styles.element
    normal = styles.find(f"{qn('w:style')}[@{qn('w:styleId')}='Normal']")
    assert value(normal, "rPr/sz") == "32"
    # A sign and what it stands closer by: 28 fill the line, 29 do not fit.
    sign = 16 + int(value(normal, "rPr/spacing")) / 20
    assert 156 / 29 < sign * 25.4 / 72 <= 156 / 28
    assert value(normal, "rPr/rFonts", "eastAsia") == "仿宋_GB2312"


def test_the_head_stands_where_the_standard_has_it():
    document = opened(urgency="特急")
    assert face(with_words(document, "特急"), "特急") == ("黑体", 32)
    mark = with_words(document, f"{AGENCY}文件")
    assert face(mark, "文件")[0] == "方正小标宋简体"
    assert value(mark, "r/rPr/color") == "C8102E"
    # The first line and the air above the mark: 35 mm.
    assert close(int(value(mark, "pPr/spacing", "before")) + 16 * 20, 35)
    number = with_words(document, "禾电商〔2026〕8号")
    assert close(value(number, "pPr/spacing", "before"), 2 * 225 / 22)
    rule = number.find(f".//{qn('w:pBdr')}/{qn('w:bottom')}")
    assert rule.get(qn("w:color")) == "C8102E"
    assert abs(int(rule.get(qn("w:space"))) * 25.4 / 72 - 4) < 0.2
    title = with_words(document, "关于做好")
    assert face(title, "关于做好") == ("方正小标宋简体", 44)
    assert value(title, "pPr/jc") == "center"
    assert close(value(title, "pPr/spacing", "before"), 2 * 225 / 22)
    assert close(value(title, "pPr/spacing", "after"), 225 / 22)
    to = with_words(document, "各乡镇服务站：")
    assert value(to, "pPr/ind", "firstLine") == "0"


@pytest.mark.handbook(23)
def test_a_document_to_a_superior_names_its_signer_at_the_right():
    line = with_words(opened(signer="祝云舟"), "签发人：")
    assert text_of(line) == "　禾电商〔2026〕8号签发人：祝云舟"
    assert face(line, "祝云舟")[0] == "楷体_GB2312"
    assert close(value(line, "pPr/tabs/tab", "pos"), 156 - 156 / 28)


def test_headings_have_the_faces_of_their_levels_and_an_outline():
    document = opened(body=HEADINGS)
    faces = {
        words: face(with_words(document, words), words)[0]
        for words in ("总体要求", "明确责任", "站长负责", "按时报送", "汇总上报", "正文在此")
    }
    assert faces == {
        "总体要求": "黑体",
        "明确责任": "楷体_GB2312",
        "站长负责": "仿宋_GB2312",
        "按时报送": "仿宋_GB2312",
        "汇总上报": "仿宋_GB2312",
        "正文在此": "仿宋_GB2312",
    }
    for words in faces:
        assert close(value(with_words(document, words), "pPr/ind", "firstLine"), 2 * 156 / 28)
    assert value(with_words(document, "总体要求"), "pPr/pStyle") == "Level1"
    style = document.styles["公文一级标题"].element
    assert value(style, "pPr/outlineLvl") == "0"


def test_page_numbers_are_at_the_outer_side_of_odd_and_even_pages():
    document = opened()
    assert document.settings.odd_and_even_pages_header_footer
    section = document.sections[0]
    for footer, side, indent in (
        (section.footer, "right", "right"),
        (section.even_page_footer, "left", "left"),
    ):
        (line,) = footer._element.iter(qn("w:p"))
        assert "".join(text_of(line).split()) == "—1—"
        assert face(line, "—") == ("宋体", 28)
        assert value(line, "pPr/jc") == side
        assert abs(int(value(line, "pPr/ind", indent)) - SIGN) < 1
    # The middle of the dashes' line lies 7 mm below the type area.
    assert abs(35 - section.footer_distance.mm - 7 * 25.4 / 72 - 7) < 0.1


def test_attachments_signature_and_colophon():
    document = opened(
        attachments=["冬季上行产品目录", "工作联系表"],
        remark="联系人：柏小满",
        agency="禾川商务中心",
    )
    first, second = with_words(document, "冬季上行产品目录"), with_words(document, "工作联系表")
    assert text_of(first) == "附件：1.冬季上行产品目录"
    assert text_of(second) == "2.工作联系表"
    for line, at in ((first, 2), (second, 5)):
        left = int(value(line, "pPr/ind", "left")) - int(value(line, "pPr/ind", "hanging"))
        assert abs(left - at * SIGN) < 2
    day, name = with_words(document, "2026年11月3日"), with_words(document, "禾川商务中心")
    assert close(value(day, "pPr/ind", "right"), 4 * 156 / 28)
    # Six signs over six and a half: the name stands in the middle above the date.
    assert close(value(name, "pPr/ind", "right"), 4 * 156 / 28, 0.2)
    assert close(value(name, "pPr/spacing", "before"), 2 * 225 / 22)
    assert text_of(with_words(document, "联系人")) == "（联系人：柏小满）"
    single = with_words(opened(attachments=["联系表"]), "联系表")
    assert text_of(single) == "附件：联系表"
    copies = with_words(document, "抄送：禾川县商务局。")
    office = with_words(document, "2026年11月3日印发")
    # Both end with the type area; eighths of a point: 0.35 and 0.25 mm.
    for part, rules, below in (
        (copies, {"top": "8"}, 24),
        (office, {"top": "6", "bottom": "8"}, 0),
    ):
        assert {
            one.tag.split("}")[1]: one.get(qn("w:sz")) for one in part.find(f".//{qn('w:pBdr')}")
        } == rules
        high = (18 + 6 + below) * 25.4 / 72
        assert close(value(part, "pPr/framePr", "y"), 297 - 35 - high)
        assert face(part, "禾川")[1] == 28


def test_copies_break_between_names_and_push_the_frame_up():
    names = "，".join(f"云岭乡第{n}村民委员会" for n in range(10))
    copies = with_words(opened(copies=names), "抄送：")
    lines = len(list(copies.iter(qn("w:br")))) + 1
    assert lines == 5
    high = (lines * 18 + 6 + 24) * 25.4 / 72
    assert close(value(copies, "pPr/framePr", "y"), 297 - 35 - high)
    alone = with_words(opened(copies=""), "印发")
    assert alone.find(f".//{qn('w:pBdr')}/{qn('w:top')}").get(qn("w:sz")) == "8"


@pytest.mark.parametrize(
    ("lines", "sections", "numbered"),
    [(3, 2, True), (18, 1, True), (27, 2, False)],
    ids=["ends on page 1", "ends on page 2", "page 3 is blank"],
)
def test_the_colophon_is_at_the_foot_of_the_even_page_where_the_pdf_has_it(
    lines, sections, numbered
):
    document = opened(body="\n".join([TEXT] * lines))
    assert len(document.sections) == sections
    last = document.sections[-1]
    if sections == 2:
        assert last._sectPr.find(qn("w:type")).get(qn("w:val")) == "evenPage"
    assert bool(text_of(last.even_page_footer._element)) is numbered


def test_a_letter_has_its_double_rules_and_no_first_page_number():
    document = opened(form="letter", mark=AGENCY, urgency="加急")
    section = document.sections[0]
    assert section.different_first_page_header_footer
    mark = next(one for one in document.element.body.iter(qn("w:p")) if text_of(one) == AGENCY)
    assert close(value(mark, "pPr/framePr", "y"), 30)
    assert close(value(mark, "pPr/framePr", "w"), 170)
    rule = next(iter(section.first_page_footer._element.iter(qn("w:p"))))
    assert close(value(rule, "pPr/framePr", "y"), 297 - 20)
    assert "—" not in text_of(section.first_page_footer._element)
    assert with_words(document, "抄送：").find(f".//{qn('w:pBdr')}") is None
    shown = text_of(document.element)
    assert "印发" not in shown
    assert "抄送" not in text_of(opened(form="letter", mark=AGENCY, copies="").element)


def test_tables_are_ruled_and_drafts_say_that_they_are():
    document = opened(body="如下：\n|乡镇|计划（单）|\n|柳溪镇|10|", draft=True, form="letter")
    table = next(document.element.body.iter(qn("w:tbl")))
    assert value(table, "tr/trPr/tblHeader") == "1"
    assert value(table, "tr/trPr/cantSplit") == "1"
    section = document.sections[0]
    for header in (section.header, section.even_page_header, section.first_page_header):
        assert text_of(header._element) == "样稿，不作凭据"
    assert "样稿" not in text_of(opened().sections[0].header._element)


def test_what_people_type_stays_text_and_properties_are_the_documents():
    document = opened(body="<w:br/>&amp; ]]> \x1f 尾")
    assert "<w:br/>&amp; ]]>" in text_of(with_words(document, "尾"))
    assert document.core_properties.author == AGENCY
    assert document.core_properties.comments == ""


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
def test_libreoffice_keeps_the_lines_of_every_page(tmp_path):
    """The same document as PDF and as Word file: lines per page within one."""
    more = {"body": "\n".join([FULL] * 6), "attachments": ["目录", "联系表"], "urgency": "特急"}
    content, data = made(**more)
    counts = [
        lines_per_page(pdf) for pdf in (papers.render(TEMPLATE, data), converted(content, tmp_path))
    ]
    assert len(counts[0]) == len(counts[1])
    for ours, theirs in zip(*counts, strict=True):
        assert abs(ours - theirs) <= 1, counts


def lines_per_page(pdf):
    with pdfplumber.open(io.BytesIO(pdf)) as book:
        # LibreOffice leaves a blank page out of the PDF.
        return [count for page in book.pages if (count := len(lines_of(page)))]


def converted(content, folder):
    """A Word file as LibreOffice prints it, with our faces for those that are not free."""
    source = folder / "公文.docx"
    source.write_bytes(content)
    fonts = folder / "fonts.conf"
    faces = Path(pylopdf_fonts_zh_cn.__file__).parent
    fonts.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        f"<dir>{faces}</dir><cachedir>{folder}/cache</cachedir></fontconfig>"
    )
    subprocess.run(
        [SOFFICE, f"-env:UserInstallation=file://{folder}/profile", "--headless",
         "--convert-to", "pdf", "--outdir", str(folder), str(source)],
        check=True,
        capture_output=True,
        timeout=120,
        env={**os.environ, "FONTCONFIG_FILE": str(fonts), "HOME": str(folder)},
    )  # fmt: skip
    return source.with_suffix(".pdf").read_bytes()


def test_an_order_has_its_number_in_the_middle_and_the_place_of_a_seal():
    document = opened(form="order", mark="禾川中心令", number="第8号", remark="联系人：柏小满")
    mark = with_words(document, "禾川中心令")
    assert close(int(value(mark, "pPr/spacing", "before")) + 16 * 20, 20)
    number = with_words(document, "第8号")
    assert value(number, "pPr/jc") == "center"
    assert number.find(f".//{qn('w:pBdr')}") is None
    assert close(value(with_words(document, "主任"), "pPr/ind", "right"), 10 * 156 / 28)
    shown = text_of(document.element)
    assert "关于做好" not in shown
    assert "　主送：各乡镇服务站。　抄送：" in shown
