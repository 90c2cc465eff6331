"""The paper measured against GB/T 9704-2012, by reading the PDF (handbook §3.1)."""

import io
from itertools import pairwise
from typing import Any

import pdfplumber
import pypdfium2
import pytest

from core import papers
from operations.documents import titles
from operations.documents.structure import blocks

MM = 72 / 25.4
TEMPLATE = "operations/documents/papers/document.typ"
AGENCY = "禾川县电子商务公共服务中心"
# 225 mm in 22 lines.
PITCH = 225 / 22
SIGN = 156 / 28
TITLE_60 = (
    "禾川县电子商务公共服务中心关于进一步做好2026年冬季农产品上行和年货节直播活动"
    "组织保障与安全生产工作有关事项的通知"
)
TEXT = "各服务站要统筹安排好农产品上行工作压实责任确保实效"
FULL = TEXT * 12


def paper(**more: Any) -> bytes:
    """A notice as PDF."""
    return papers.render(TEMPLATE, sample(**more))


def sample(**more: Any) -> dict[str, Any]:
    """What the template prints of a notice."""
    body = more.pop("body", f"{TEXT}。")
    title = more.pop("title", "关于做好冬季农产品上行工作的通知")
    return {
        "form": "document",
        "agency": AGENCY,
        "mark": f"{AGENCY}文件",
        "urgency": "",
        "number": "禾电商〔2026〕8号",
        "signer": "",
        "post": "主任",
        "title": titles.lines(title),
        "main": "各乡镇服务站",
        "blocks": [one.as_row() for one in blocks(body)],
        "attachments": [],
        "date": "2026年11月3日",
        "remark": "",
        "copies": "禾川县商务局",
        "printed": "2026年11月3日",
        "draft": False,
        **more,
    }


def opened(pdf: bytes) -> pdfplumber.PDF:
    """The PDF, to be read."""
    return pdfplumber.open(io.BytesIO(pdf))


def lines_of(page: Any) -> list[dict[str, Any]]:
    """The lines of a page from the top: place in mm, text, size, font."""
    rows: dict[float, list[Any]] = {}
    for char in page.chars:
        rows.setdefault(round(char["top"]), []).append(char)
    found = []
    for _top, row in sorted(rows.items()):
        chars = [one for one in sorted(row, key=lambda c: c["x0"]) if one["text"].strip()]
        if not chars:
            continue
        found.append(
            {
                "top": chars[0]["top"] / MM,
                "left": chars[0]["x0"] / MM,
                "right": chars[-1]["x1"] / MM,
                "text": "".join(one["text"] for one in chars),
                "size": chars[0]["size"],
                "font": chars[0]["fontname"],
                "chars": chars,
            }
        )
    return found


def line_with(page: Any, words: str) -> dict[str, Any]:
    """The line that holds some words."""
    return next(one for one in lines_of(page) if words in one["text"])


def red(pdf: bytes) -> tuple[float, float, float, float]:
    """Where ink of the red head is on the first page, in mm: top and bottom, left and right."""
    scale = 6
    image = pypdfium2.PdfDocument(pdf)[0].render(scale=scale).to_pil().convert("RGB")
    high = int(95 * MM * scale)
    pixels = image.crop((0, 0, image.width, high)).load()
    found = [
        (x, y)
        for y in range(high)
        for x in range(0, image.width, 2)
        if pixels[x, y][0] > 150 and pixels[x, y][1] < 100
    ]
    one = MM * scale
    return (
        min(y for _x, y in found) / one,
        max(y for _x, y in found) / one,
        min(x for x, _y in found) / one,
        max(x for x, _y in found) / one,
    )


def near(value: float, wanted: float, within: float = 1.0) -> bool:
    """Is a measure as the standard has it, within a millimetre?"""
    return abs(value - wanted) <= within


def test_a_full_page_has_22_lines_of_28_signs():
    with opened(paper(body="\n".join([FULL] * 12))) as pdf:
        for page in pdf.pages[1:4]:
            rows = [one for one in lines_of(page) if one["size"] == pytest.approx(16)]
            assert len(rows) == 22
            full = [one for one in rows if len(one["text"]) == 28]
            assert len(full) >= 18
            assert max(len(one["text"]) for one in rows) == 28
            for one in full:
                assert near(one["left"], 28, 0.3)
                assert near(one["right"], 184, 0.3)
            for above, below in pairwise(rows):
                assert near(below["top"] - above["top"], PITCH, 0.1)
            assert near(rows[0]["top"], 37)
            assert near(rows[-1]["top"] + PITCH, 37 + 225)


def test_paragraphs_begin_two_signs_in():
    with opened(paper(body=FULL)) as pdf:
        first = line_with(pdf.pages[0], TEXT[:10])
        assert near(first["left"], 28 + 2 * SIGN, 0.3)
        assert len(first["text"]) == 26


@pytest.mark.parametrize(
    ("body", "written", "pages"),
    [(TEXT * 3, 1, 2), (TEXT * 18, 2, 2), ("\n".join([FULL] * 15), 9, 10)],
    ids=["1 page", "2 pages", "9 pages"],
)
def test_documents_of_one_two_and_nine_pages(body, written, pages):
    """The colophon stands at the foot of the last page, and that is an even one."""
    with opened(paper(body=body)) as pdf:
        assert len(pdf.pages) == pages
        signed = [p.page_number for p in pdf.pages if "2026年11月3日\n" in p.extract_text() + "\n"]
        assert signed[0] == written
        assert pages % 2 == 0
        for page in pdf.pages:
            assert near(float(page.width) / MM, 210, 0.1)
            assert near(float(page.height) / MM, 297, 0.1)
            for one in lines_of(page):
                assert one["left"] >= 28 - 0.2
                assert one["right"] <= 184 + 0.3
        last = pdf.pages[-1]
        assert "印发" in last.extract_text()
        ends = [rule["top"] / MM for rule in last.lines]
        assert near(max(ends), 262, 0.5)
        assert not any("印发" in page.extract_text() for page in pdf.pages[:-1])


def test_page_numbers_stand_7_mm_below_odd_right_even_left():
    with opened(paper(body="\n".join([FULL] * 6))) as pdf:
        for page in pdf.pages:
            mark = lines_of(page)[-1]
            assert mark["text"] == f"—{page.page_number}—"
            assert mark["size"] == pytest.approx(14)
            # The dash's ink, in the middle of its box.
            dash = mark["chars"][0]
            assert near((dash["top"] + dash["bottom"]) / 2 / MM, 37 + 225 + 7)
            if page.page_number % 2:
                assert near(mark["right"], 184 - SIGN)
            else:
                assert near(mark["left"], 28 + SIGN)


def test_neither_the_blank_page_nor_the_colophon_behind_it_is_numbered():
    """Two full pages leave no room: page 3 is blank, page 4 has the colophon."""
    for count in range(18, 30):
        with opened(paper(body="\n".join([TEXT] * count), copies="禾川县商务局")) as pdf:
            if len(pdf.pages) == 4 and not pdf.pages[2].chars:
                assert "—" not in pdf.pages[3].extract_text()
                assert "— 2 —" in pdf.pages[1].extract_text()
                return
    pytest.fail("no length of text left the third page blank")


def test_the_red_head_begins_35_mm_below_the_type_area():
    top, _bottom, left, right = red(paper())
    assert near(top, 37 + 35)
    assert left >= 28
    assert right <= 184
    assert near((left + right) / 2, 28 + 78)


def test_a_short_name_makes_no_giant_head():
    top, bottom, _left, _right = red(paper(mark="禾川中心文件"))
    assert near(top, 72)
    assert bottom - top <= 22


def test_number_rule_and_title_stand_where_the_standard_has_them():
    pdf = paper()
    _top, bottom, _left, _right = red(pdf)
    with opened(pdf) as book:
        page = book.pages[0]
        number = line_with(page, "禾电商")
        assert "〔2026〕8号" in number["text"]
        assert near((number["left"] + number["right"]) / 2, 28 + 78)
        # Two empty lines between the mark and the number.
        assert near(number["top"] - bottom, 2 * PITCH, 1.0)
        (rule,) = [one for one in page.lines if one["stroking_color"] not in (None, (0,), 0)][:1]
        foot = number["top"] + 16 / MM
        assert near(rule["top"] / MM - foot, 4)
        assert near(rule["x0"] / MM, 28, 0.2)
        assert near(rule["x1"] / MM, 184, 0.2)
        title = line_with(page, "关于做好")
        assert title["size"] == pytest.approx(22)
        assert near(title["top"] - rule["top"] / MM, 2 * PITCH)
        to = line_with(page, "各乡镇服务站：")
        assert near(to["left"], 28, 0.2)
        assert to["text"].endswith("：")
        # One empty line between title and main recipient.
        assert near(to["top"] - (title["top"] + 22 / MM), PITCH + (PITCH - 16 / MM), 1.5)


@pytest.mark.handbook(23)
def test_a_document_to_a_superior_has_number_left_and_signer_right():
    with opened(paper(signer="祝云舟")) as pdf:
        line = line_with(pdf.pages[0], "签发人：祝云舟")
        assert line["text"].startswith("禾电商〔2026〕8号")
        assert near(line["left"], 28 + SIGN)
        assert near(line["right"], 184 - SIGN)


def test_a_title_of_sixty_signs_breaks_well_and_text_begins_on_page_one():
    assert len(TITLE_60) >= 58
    broken = titles.lines(TITLE_60)
    with opened(paper(title=TITLE_60)) as pdf:
        page = pdf.pages[0]
        rows = [one for one in lines_of(page) if one["size"] == pytest.approx(22)]
        assert [one["text"] for one in rows] == broken
        for one in rows:
            assert near((one["left"] + one["right"]) / 2, 28 + 78)
        assert line_with(page, TEXT[:10])


def test_headings_have_the_faces_of_their_levels():
    body = "一、总体要求\n（一）明确责任\n1.按时报送\n（1）汇总上报\n正文在此。"
    with opened(paper(body=body)) as pdf:
        page = pdf.pages[0]
        faces = {
            words: line_with(page, words)["font"]
            for words in ("总体要求", "明确责任", "按时报送", "汇总上报", "正文在此")
        }
        assert "Sans" in faces["总体要求"]
        plain = faces["正文在此"]
        assert faces["按时报送"] == faces["汇总上报"] == plain
        for words in faces:
            line = line_with(page, words)
            assert near(line["left"], 28 + 2 * SIGN, 0.5)
            assert line["size"] == pytest.approx(16)


def test_urgency_stands_at_the_upper_left():
    with opened(paper(urgency="特急")) as pdf:
        mark = lines_of(pdf.pages[0])[0]
        assert mark["text"] == "特急"
        assert near(mark["top"], 37)
        assert near(mark["left"], 28, 0.3)
        assert "Sans" in mark["font"]


def test_attachments_stand_one_line_below_the_text_without_stops():
    with opened(paper(attachments=["冬季上行产品目录", "工作联系表"])) as pdf:
        page = pdf.pages[0]
        text = line_with(page, TEXT[-6:])
        first, second = line_with(page, "附件：1."), line_with(page, "工作联系表")
        assert near(first["top"] - text["top"], 2 * PITCH)
        assert near(first["left"], 28 + 2 * SIGN)
        assert first["text"].endswith("目录")
        assert second["text"] == "2.工作联系表"
    with opened(paper(attachments=["工作联系表"])) as pdf:
        assert "1." not in line_with(pdf.pages[0], "附件：")["text"]


def test_signature_and_date_stand_right_and_together():
    with opened(paper(agency="禾川县商务中心")) as pdf:
        page = pdf.pages[0]
        rows = lines_of(page)
        date = next(one for one in rows if one["text"] == "2026年11月3日")
        name = next(one for one in rows if one["text"] == "禾川县商务中心")
        assert near(date["right"], 184 - 4 * SIGN)
        assert near(date["top"] - name["top"], PITCH, 0.2)
        middle = (date["left"] + date["right"]) / 2
        assert near((name["left"] + name["right"]) / 2, middle)


def test_a_long_name_stays_within_the_type_area():
    with opened(paper(agency="禾川县电子商务公共服务中心综合协调与保障办公室")) as pdf:
        name = next(one for one in lines_of(pdf.pages[0]) if one["text"].endswith("保障办公室"))
        assert near(name["right"], 184, 0.4)


def test_the_date_never_stands_alone_on_a_page():
    for count in range(1, 30):
        with opened(paper(body="\n".join([TEXT] * count))) as pdf:
            page = next(p for p in pdf.pages if "2026年11月3日" in p.extract_text())
            assert TEXT[:8] in page.extract_text(), count
            rows = [one["text"] for one in lines_of(page)]
            assert AGENCY in rows


def test_the_colophon_has_thick_and_thin_rules_and_small_type():
    with opened(paper()) as pdf:
        page = pdf.pages[-1]
        rules = sorted(page.lines, key=lambda one: one["top"])
        widths = [round(one["linewidth"] / MM, 2) for one in rules]
        assert widths == [0.35, 0.25, 0.35]
        copies = line_with(page, "抄送：")
        assert copies["size"] == pytest.approx(14)
        assert copies["text"].endswith("。")
        foot = line_with(page, "印发")
        assert foot["text"].startswith(AGENCY)
        assert near(foot["left"], 28 + 14 / MM)
        assert near(foot["right"], 184 - 14 / MM)
    with opened(paper(copies="")) as pdf:
        assert len(pdf.pages[-1].lines) == 2


def test_a_table_is_ruled_and_its_head_repeats():
    rows = "\n".join(f"|柳溪镇{n}|{n * 10}|备注|" for n in range(60))
    with opened(paper(body=f"如下：\n|乡镇|计划（单）|备注|\n{rows}\n以上。")) as pdf:
        heads = [page for page in pdf.pages if "计划（单）" in page.extract_text()]
        assert len(heads) >= 2
        for page in heads:
            for one in page.lines:
                assert 27.5 <= one["x0"] / MM <= 184.5


def test_a_proof_says_that_it_is_one_and_the_paper_does_not():
    with opened(paper(draft=True)) as pdf:
        assert "样稿，不作凭据" in pdf.pages[0].extract_text()
    with opened(paper()) as pdf:
        assert "样稿" not in pdf.pages[0].extract_text()


@pytest.mark.parametrize("form", ["document", "letter"])
def test_a_proof_shows_the_place_of_the_seal_and_the_paper_does_not(form):
    with opened(paper(draft=True, form=form)) as pdf:
        page = next(one for one in pdf.pages if "2026年11月3日" in one.extract_text())
        (ring,) = page.curves
        rows = lines_of(page)
        name = next(one for one in rows if one["text"] == AGENCY)
        date = next(one for one in rows if one["text"] == "2026年11月3日")
        text = next(one for one in rows if TEXT[:8] in one["text"])
    left, right, top, bottom = (ring[side] / MM for side in ("x0", "x1", "top", "bottom"))
    assert near(right - left, 42, 0.2)
    assert near(bottom - top, 42, 0.2)
    # Name and date in its middle, a little low; its upper edge within one line of the text.
    assert near((left + right) / 2, (date["left"] + date["right"]) / 2, 0.5)
    assert top < name["top"] < (top + bottom) / 2 < date["top"] < bottom
    assert 0 < top - (text["top"] + 16 / MM) < PITCH
    with opened(paper(form=form)) as pdf:
        assert not [curve for page in pdf.pages for curve in page.curves]


def test_the_place_of_the_seal_moves_nothing():
    with opened(paper(draft=True)) as proof, opened(paper()) as final:
        held = [
            [(one["text"], one["top"], one["left"]) for one in lines_of(pdf.pages[0])]
            for pdf in (proof, final)
        ]
    marks = ("样稿，不作凭据", "印章位置")
    assert [one for one in held[0] if one[0] not in marks] == held[1]


def test_what_people_type_stays_text():
    evil = '#import "x" $1+1$ *粗* _斜_ <标签> @引用 \\ [括]'
    with opened(paper(body=evil)) as pdf:
        found = pdf.pages[0].extract_text().replace(" ", "").replace("\n", "")
        assert evil.replace(" ", "") in found
