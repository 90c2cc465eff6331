"""Plain lines become headings, paragraphs and tables; titles break into lines."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from operations.documents import titles
from operations.documents.structure import Block, blocks, level_of, lines


@pytest.mark.parametrize(
    ("line", "level"),
    [
        ("一、总体要求", 1),
        ("十二、附则", 1),
        ("（一）明确责任", 2),
        ("(二)报送", 2),
        ("1.按时报送", 3),
        ("12．汇总", 3),
        ("（3）留存", 4),
        ("(10)备查", 4),
        ("2026年起", 0),
        ("1.5万元已到账", 0),
        ("一方面，", 0),
        ("正文", 0),
    ],
)
def test_the_numbering_says_the_level(line, level):
    assert level_of(line) == level


def test_a_heading_that_runs_on_ends_with_its_first_sentence():
    assert blocks("（一）明确责任。站长负总责。") == [
        Block("heading", "（一）明确责任。", 2, "站长负总责。")
    ]
    assert blocks("一、时间：11月3日") == [Block("heading", "一、时间：", 1, "11月3日")]
    assert blocks("一、按时报送。") == [Block("heading", "一、按时报送。", 1)]
    long = "1." + "长" * 80
    assert blocks(long) == [Block("paragraph", long, 3)]


def test_rows_make_a_table_with_even_rows():
    found = blocks("前文\n|甲|乙|\n｜1｜\n后文\n|丙|")
    assert [one.kind for one in found] == ["paragraph", "table", "paragraph", "table"]
    assert found[1].rows == (("甲", "乙"), ("1", ""))
    assert found[1].as_row()["rows"] == [["甲", "乙"], ["1", ""]]
    assert blocks("|") == [Block("paragraph", "|")]


def test_empty_lines_and_spaces_count_for_nothing():
    assert lines("　　甲 \n\n \n乙") == ["甲", "乙"]


def test_a_short_title_is_one_line():
    assert titles.lines("关于报送数据的通知") == ["关于报送数据的通知"]


@given(st.text("关于做好农产品上行工作的通知和安全，《》", min_size=1, max_size=100))
@settings(max_examples=60, deadline=None)
def test_any_title_keeps_its_signs_and_fits(title):
    found = titles.lines(title)
    assert "".join(found) == title
    assert max(map(len, found)) <= titles.WIDEST


def test_a_line_does_not_begin_with_a_particle_and_shapes_are_good():
    found = titles.lines("禾川县电子商务公共服务中心关于做好2026年冬季农产品上行工作的通知")
    assert len(found) == 2
    assert not any(line[0] in "的和与及" for line in found)
    assert len(titles.lines("长" * 40)) == 3
    # A word longer than a line breaks anywhere.
    assert titles.lines("A" * 25) == ["A" * 12, "A" * 13]
    three = titles.lines(
        "禾川县电子商务公共服务中心关于进一步做好冬季农产品上行和年货节直播活动安全保障工作的通知"
    )
    sizes = [len(line) for line in three]
    assert not (sizes[0] > sizes[1] < sizes[2])
