"""Files: what can be read, and the sentence for what cannot."""

import datetime
import io
import zipfile

import pytest
from django.utils.translation import gettext_lazy
from hypothesis import given
from hypothesis import strategies as st

from core.actor import Actor
from core.errors import Violation
from core.imports import ImportSpec, files, judge, neutral, parsers, workbooks
from core.imports.files import cell_name, read_table
from core.imports.headers import map_columns
from core.imports.specs import Column, all_specs, register, spec_of, unregister
from tests.core.import_examples import SAMPLES, TITLES, csv, spec, xlsx

BY = Actor(user_id=1, name="祝望舒")
ROWS = [TITLES, ["2031-01-01", "法定节假日", "元旦", "13812345678", "甲"]]


def read(content, most_rows=20_000):
    return read_table(content, most_rows=most_rows)


def refused(content, **kwargs):
    with pytest.raises(Violation) as caught:
        read(content, **kwargs)
    return caught.value.sentence


@pytest.mark.parametrize(
    "content",
    [
        xlsx(ROWS),
        xlsx(ROWS, sheet="Sheet1"),
        xlsx(ROWS, extra_sheet=True),
        csv(ROWS),
        csv(ROWS, "utf-8-sig"),
        csv(ROWS, "gb18030"),
        csv(ROWS, "utf-16"),
        csv(ROWS, separator="\t"),
        csv(ROWS, separator=";"),
    ],
)
def test_the_same_rows_come_out_of_every_format(content):
    table = read(content)
    assert [cells for _number, cells in table.rows] == ROWS
    assert [number for number, _cells in table.rows] == [1, 2]


def test_cells_are_read_as_people_see_them():
    day = datetime.datetime(2031, 1, 1)  # noqa: DTZ001 - spreadsheets know no zone
    target = io.BytesIO()
    from openpyxl import Workbook

    book = Workbook()
    book.active.append(["a", "b", "c", "d", "e", "f"])
    noon = datetime.datetime(2031, 1, 1, 12, 30)  # noqa: DTZ001
    book.active.append([340882100201, 1.5, True, day, noon, datetime.time(8, 30)])
    book.active.append([False, None, "  x  ", 980121198503120014, datetime.date(2031, 1, 2), ""])
    book.save(target)
    table = read(target.getvalue())
    assert table.rows[1][1] == [
        "340882100201",
        "1.5",
        "是",
        "2031-01-01",
        "2031-01-01 12:30:00",
        "08:30:00",
    ]
    assert table.rows[2][1][:3] == ["否", "", "x"]
    assert table.rows[2][1][4] == "2031-01-02"
    assert (3, 3) in table.damaged


def test_blank_rows_are_left_out_and_numbers_stay_those_of_the_file():
    rows = [["", ""], TITLES, ["", ""], ROWS[1], [" ", ""]]
    for content in (xlsx(rows), csv(rows)):
        assert [number for number, _cells in read(content).rows] == [2, 4]
    assert read(b"\r\n , \r\n").rows == []


def test_our_own_exports_come_back_without_their_apostrophe():
    assert read(csv([["a"], ["'+86138"], ["'=x"]])).rows[1:] == [(2, ["+86138"]), (3, ["'=x"])]
    assert neutral("=1+1") == "'=1+1"
    assert neutral("王小明") == "王小明"


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", ["空"]),
        (b"x" * (10 * 1024 * 1024 + 1), ["10 MB"]),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", ["旧版", ".xlsx"]),
        (b"PK\x03\x04 nonsense", ["损坏"]),
        (b"\x00\x01\x02\xff\xfe\x00", ["CSV"]),
        (b"\xff\xff\xff", ["CSV"]),
        (b"a\x00b,c", ["CSV"]),
        (xlsx(ROWS, merge="B3:C4"), ["B3:C4", "合并"]),
        (xlsx(ROWS, formula="C7"), ["C7", "公式"]),
        (csv([TITLES, ["=1+1", "b"]]), ["A2", "公式"]),
        (csv([["a"]]) + b'\r\n"' + b"x" * 200_000, ["第2行"]),
        (xlsx([["a"], *[["=x"]] * 1]), []),
    ],
)
def test_unreadable_files_say_what_to_do(content, says):
    if not says:
        assert read(content).rows[1] == (2, ["=x"])  # a text, not a formula
        return
    sentence = refused(content)
    assert all(word in sentence for word in says), sentence


def test_the_20001st_row_is_refused():
    good = csv([["a"], *[["x"]] * 20_000])
    assert len(read(good).rows) == 20_001
    assert "20,001" in refused(csv([["a"], *[["x"]] * 20_001]))
    assert "11" in refused(xlsx([["a"], *[["x"]] * 11]), most_rows=10)


def test_a_value_far_outside_does_not_fill_the_memory():
    assert "AAA1" in refused(_with_cell("AAA1"))
    assert "1,048,575" in refused(_with_cell("A1048576"))


def _with_cell(name):
    def put(sheet):
        cell = f'<row r="9"><c r="{name}" t="inlineStr"><is><t>x</t></is></c></row></sheetData>'
        return sheet.replace(b"</sheetData>", cell.encode())

    return _changed(xlsx(ROWS), "xl/worksheets/sheet1.xml", put)


def _changed(content, part, change):
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(target, "w") as new:
        for entry in old.infolist():
            data = old.read(entry)
            new.writestr(entry.filename, change(data) if entry.filename == part else data)
    return target.getvalue()


def test_malicious_workbooks_are_damaged_ones():
    doctype = _changed(
        xlsx(ROWS), "xl/workbook.xml", lambda data: b"<!DOCTYPE x [<!ENTITY a 'b'>]>" + data
    )
    assert "损坏" in refused(doctype)
    no_sheets = _changed(
        xlsx(ROWS), "xl/workbook.xml", lambda data: data.replace(b"<sheet ", b"<other ")
    )
    assert "损坏" in refused(no_sheets)


def test_absolute_sheet_targets_are_understood():
    absolute = _changed(
        xlsx(ROWS),
        "xl/_rels/workbook.xml.rels",
        lambda data: data.replace(b'"worksheets/', b'"/xl/worksheets/'),
    )
    assert len(read(absolute).rows) == 2


def test_cells_without_a_reference_are_let_be():
    def strip(sheet):
        return sheet.replace(b'<c r="A1"', b"<c")

    assert len(read(_changed(xlsx(ROWS), "xl/worksheets/sheet1.xml", strip)).rows) >= 1


def test_parts_have_a_limit(monkeypatch):
    monkeypatch.setattr(workbooks, "LARGEST_PART", 10)
    assert "过大" in refused(xlsx(ROWS))


@pytest.mark.parametrize(
    ("row", "index", "name"),
    [(1, 0, "A1"), (12, 2, "C12"), (3, 25, "Z3"), (3, 26, "AA3"), (9, 701, "ZZ9")],
)
def test_cells_are_named_as_spreadsheets_do(row, index, name):
    assert cell_name(row, index) == name


def test_long_lists_of_cells_are_cut():
    assert files.listed(["A1", "A2"]) == "A1、A2"
    assert files.listed([f"A{n}" for n in range(9)]).endswith("另有4处")


# --- titles ---


def test_titles_are_found_by_label_alias_and_name_whatever_marks_they_carry():
    found = map_columns(spec(), 1, ["放假日期", "类别*", " 名 称（选填）", "PHONE", "错误说明", ""])
    assert [column.name for column in found.columns.values()] == ["date", "kind", "name", "phone"]
    assert found.index_of("phone") == 3
    assert found.index_of("extra") is None
    assert len(found.notices) == 1
    assert "备注" in found.notices[0]


@pytest.mark.parametrize(
    ("titles", "says"),
    [
        (["日期", "类别", "放假日期"], ["日期", "A1", "C1"]),
        (["日期", "名称"], ["类别", "模板"]),
        (["日期", "类 型", "类别名"], ["类别", "类别名"]),
        (["甲", "乙"], ["工作日历", "模板"]),
    ],
)
def test_wrong_titles_are_named(titles, says):
    with pytest.raises(Violation) as caught:
        map_columns(spec(), 1, titles)
    assert all(word in caught.value.sentence for word in says), caught.value.sentence


def test_unknown_titles_are_told_not_lost_silently():
    found = map_columns(spec(), 1, [*TITLES, "村支书意见"])
    assert "村支书意见" in found.notices[0]


# --- parsers ---


@pytest.mark.parametrize(
    ("parse", "cell", "value"),
    [
        (parsers.day, "2026-11-24", datetime.date(2026, 11, 24)),
        (parsers.day, "2026/1/4", datetime.date(2026, 1, 4)),
        (parsers.day, "2026年1月4日", datetime.date(2026, 1, 4)),
        (parsers.day, "20260104", datetime.date(2026, 1, 4)),
        (parsers.integer, "1,200", 1200),
        (parsers.money, "¥1,200.50", parsers.Decimal("1200.50")),
        (parsers.yes_no, "是", True),
        (parsers.yes_no, "n", False),
        (parsers.mobile, "138 1234 5678", "13812345678"),
        (parsers.phone, "0556-8921345", "0556-8921345"),
        (parsers.resident_id, "980121198503120014", "980121198503120014"),
        (parsers.uscc, "n2980121ma0dem048q", "N2980121MA0DEM048Q"),
        (parsers.village_code, "340882100201", "340882100201"),
        (parsers.township_code, "340882100000", "340882100"),
        (parsers.text, "甲", "甲"),
    ],
)
def test_cells_are_parsed(parse, cell, value):
    assert parse(cell) == value


@pytest.mark.parametrize(
    ("parse", "cell"),
    [
        (parsers.day, "2026-13-01"),
        (parsers.day, "明天"),
        (parsers.integer, "1.5"),
        (parsers.money, "1.005"),
        (parsers.money, "NaN"),
        (parsers.money, "很多"),
        (parsers.yes_no, "也许"),
        (parsers.text, "x" * 201),
        (parsers.village_code, "340882"),
    ],
)
def test_cells_that_cannot_be_parsed_are_refused_in_words(parse, cell):
    with pytest.raises(Violation):
        parse(cell)


@given(st.text(max_size=40))
def test_no_cell_makes_a_parser_crash(cell):
    for parse in (parsers.day, parsers.integer, parsers.money, parsers.yes_no, parsers.phone):
        said = "read"
        try:
            parse(cell)
        except Violation as refused:
            said = str(refused)
        assert said


@given(st.binary(max_size=300))
def test_no_file_makes_the_reader_crash(content):
    for start in (b"", b"PK\x03\x04"):
        said = "read"
        try:
            read(start + content)
        except Violation as refused:
            said = str(refused)
        assert said


# --- specs ---


def test_specs_are_registered_once_and_checked():
    one = register(spec(key_name="test-once"))
    assert register(one) is one
    assert one in all_specs()
    with pytest.raises(ValueError, match="test-once"):
        register(spec(key_name="test-once"))
    unregister("test-once")
    with pytest.raises(LookupError):
        spec_of("test-once")
    with pytest.raises(ValueError, match="columns"):
        spec(key=("unheard",))
    with pytest.raises(KeyError):
        one.column("unheard")
    assert isinstance(one, ImportSpec)


def test_values_are_shown_as_people_write_them():
    column = Column("a", gettext_lazy("name"))
    assert column.show(None) == ""
    assert column.show(True) == "是"
    assert column.show(False) == "否"
    assert column.show(datetime.date(2026, 1, 4)) == "2026-01-04"
    assert column.show(parsers.Decimal("1E+3")) == "1000"
    assert column.show("holiday", {"holiday": "节"}) == "节"


def test_a_file_with_titles_only_is_told(db):
    for rows in ([TITLES], [TITLES, *SAMPLES]):
        with pytest.raises(Violation, match="没有数据行"):
            judge(spec(), xlsx(rows), by=BY)
