"""Letters and minutes: forms of their own (§3.1)."""

from tests.operations.documents.test_paper import (
    AGENCY,
    MM,
    PITCH,
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
