"""Casework's thresholds: the handbook's until the county changes them from a day on (R66)."""

from datetime import date

import pytest

from operations.casework.models import CaseworkSetting
from operations.casework.settings import setting


@pytest.mark.handbook(135)
def test_a_county_changes_a_term_from_a_day_on(in_county_a):
    changed = CaseworkSetting.objects.create(
        key="answer_days", value=2, valid_from_date=date(2026, 3, 1)
    )
    assert str(changed) == "answer_days"
    assert setting("answer_days", on=date(2026, 2, 28)) == 1
    assert setting("answer_days", on=date(2026, 3, 1)) == 2
    with pytest.raises(KeyError):
        setting("nothing", on=date(2026, 3, 1))
