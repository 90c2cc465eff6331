"""How figures are written for people."""

from datetime import date
from decimal import Decimal as D

import pytest

from oversight import indicators
from oversight.presentation import unit_text, value_text
from oversight.rules import Measured
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
