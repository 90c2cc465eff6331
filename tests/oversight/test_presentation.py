"""How figures are written for people."""

import io
from datetime import date
from decimal import Decimal as D

import openpyxl
import pytest

from core.actor import Actor
from oversight import exports, indicators, rules
from oversight.periods import Period
from oversight.presentation import parts_text, unit_text, value_text
from oversight.rules import Measured
from oversight.selectors import Line
from oversight.series import Cell


def coverage(value: D | None) -> Cell:
    """K04 of some county."""
    register = indicators.register_on(date(2026, 11, 1))
    indicator = next(one for one in register if one.code == "K04")
    measured = Measured(D(6), D(10), value)
    return Cell(indicator=indicator, measured=measured, points=None, on_year=None, series=list)


@pytest.mark.handbook(159)
def test_what_does_not_apply_has_no_unit(province):
    assert (value_text(coverage(D("60.00"))), unit_text(coverage(D("60.00")))) == ("60.0", "%")
    assert (value_text(coverage(None)), unit_text(coverage(None))) == ("不适用", "")


@pytest.mark.handbook(158, 162)
def test_a_median_says_of_how_many_and_when_it_may_be_more(province):
    register = indicators.register_on(date(2026, 11, 1))
    one = next(one for one in register if one.code == "D-DAYS-1")

    def told(*counts: int) -> tuple[str, str]:
        cell = Cell(one, rules.median([D(count) for count in counts]), None, None, list)
        return value_text(cell), parts_text(cell)

    assert told(0, 3, 0) == ("1", "共3次")
    assert told(2, 2, 0) == ("0.5", "共4次")
    assert told(1, 0, 10) == ("≥2", "共11次")
    assert told(*[0] * 10, 1, 0) == ("10", "共1次")


@pytest.mark.handbook(158, 162)
def test_an_export_has_medians_as_numbers_and_those_that_may_be_more_as_words(province):
    register = indicators.register_on(date(2026, 11, 1))
    one = next(one for one in register if one.code == "D-DAYS-1")
    lines = [
        Line(code, code, cells={one.code: Cell(one, rules.median(counts), None, None, list)})
        for code, counts in (("980121", [D(0), D(3), D(0)]), ("980122", [D(0), D(1), D(4)]))
    ]
    reply = exports.lines("全省", Period.parse("2026-10"), [one], lines, by=Actor.system("测试"))
    sheet = openpyxl.load_workbook(io.BytesIO(reply.content)).worksheets[0]
    rows = {row[0]: row[4:6] for row in sheet.values}
    assert (rows["980121"], rows["980122"]) == ((1, 3), ("≥2", 5))
