"""Letters, orders and minutes: forms of their own (§3.1)."""

from tests.operations.documents.test_paper import (
    AGENCY,
    MM,
    PITCH,
    SIGN,
    TEXT,
    line_with,
    lines_of,
    near,
    opened,
    paper,
    red,
)


def test_a_letter_has_its_own_head_two_double_rules_and_no_first_page_number():
    pdf = paper(form="letter", mark=AGENCY, body=TEXT * 30, urgency="加急")
    top, _bottom, left, right = red(pdf)
    assert near(top, 30)
    assert near(right - left, 170)
    assert near((left + right) / 2, 105)
    with opened(pdf) as book:
        first, second = book.pages[0], book.pages[1]
        rules = sorted(one["top"] / MM for one in first.lines)
        assert len(rules) == 4
        assert near(rules[3], 297 - 20)
        assert rules[3] - rules[2] < 1.5
        assert rules[1] - rules[0] < 1.5
        number = line_with(first, "禾电商")
        assert number["text"].startswith("加急")
        assert near(number["right"], 184)
        assert 0 < number["top"] - rules[1] < PITCH
        assert "—" not in lines_of(first)[-1]["text"]
        assert "— 2 —" in second.extract_text()
        assert not second.lines
        assert "抄送：" in book.pages[-1].extract_text()
        assert "印发" not in book.pages[-1].extract_text()
    with opened(paper(form="letter", mark=AGENCY, copies="")) as book:
        assert len(book.pages) == 1


def test_an_order_has_its_number_in_the_middle_and_neither_rule_nor_title():
    pdf = paper(form="order", mark="禾川中心令", number="第8号", body=TEXT)
    top, bottom, left, right = red(pdf)
    assert near(top, 37 + 20)
    # Nothing red below the mark.
    assert bottom - top <= 22
    assert near((left + right) / 2, 28 + 78)
    with opened(pdf) as book:
        page = book.pages[0]
        number = line_with(page, "第8号")
        assert number["text"] == "第8号"
        assert near((number["left"] + number["right"]) / 2, 28 + 78)
        assert near(number["top"] - bottom, 2 * PITCH)
        text = line_with(page, TEXT[:10])
        assert near(text["top"] - (number["top"] + 16 / MM), 2 * PITCH)
        assert not [one for one in lines_of(page) if one["size"] > 20 and one["top"] > 80]
        assert "各乡镇服务站" not in page.extract_text()
        post, day = line_with(page, "主任"), line_with(page, "2026年11月3日")
        # Four signs to the edge, four for the signer's seal, two between.
        assert near(post["right"], 184 - 10 * SIGN)
        assert near(day["right"], 184 - 4 * SIGN)
        last = line_with(page, TEXT[-6:])
        assert near(post["top"] - last["top"], 3 * PITCH)
        assert near(day["top"] - post["top"], 2 * PITCH)
        foot = book.pages[-1].extract_text()
        assert "主送：各乡镇服务站。" in foot.replace(" ", "")
        assert "抄送：禾川县商务局。" in foot.replace(" ", "")


def test_an_orders_number_is_only_its_serial(people, at_step):
    from operations.documents import paperwork
    from operations.documents.lifecycle import S
    from operations.documents.models import DocumentsSetting

    DocumentsSetting.objects.create(key="hidden_kinds", value=[], valid_from_date="2026-01-01")
    more = {"kind": "order", "title": "关于启用新印章的令"}
    assert paperwork.paper_data(at_step(S.DRAFTING, **more))["number"] == "第　号"
    assert paperwork.paper_data(at_step(S.PROOFING, **more))["number"] == "第1号"


def test_the_seal_has_its_place_over_name_and_date():
    """Two empty lines above the name, and room for a seal of 42 mm within the paper."""
    with opened(paper(agency="禾川县商务中心")) as book:
        page = book.pages[0]
        rows = lines_of(page)
        name = next(one for one in rows if one["text"] == "禾川县商务中心")
        day = line_with(page, "2026年11月3日")
        text = line_with(page, TEXT[-6:])
        assert near(name["top"] - text["top"], 3 * PITCH)
        middle = (day["left"] + day["right"]) / 2
        assert middle + 21 < 210 - 5
        below = [one["top"] for one in rows if one["top"] > day["top"] + 1]
        assert not below or below[0] - day["top"] > 2 * PITCH


def test_letters_and_minutes_are_set_in_their_forms(people):
    from operations.documents import paperwork
    from operations.documents.lifecycle import S
    from tests.operations.documents.conftest import bring

    forms = {}
    for kind, title in (
        ("letter", "关于商请支持的函"),
        ("minutes", "联席会议纪要"),
        ("notice", "关于报送的通知"),
    ):
        document = bring(people, S.DRAFTING, kind=kind, title=title)
        found = paperwork.paper_data(document)
        forms[kind] = (found["form"], found["mark"])
        assert paperwork.preview(document).startswith(b"%PDF")
    assert forms == {
        "letter": ("letter", AGENCY),
        "minutes": ("minutes", f"{AGENCY}纪要"),
        "notice": ("document", f"{AGENCY}文件"),
    }
