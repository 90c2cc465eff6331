"""What the province reads of supplies (R104, R107, R109, R161)."""

import pytest

from operations.supplies import figures
from operations.supplies.lifecycle import S, U
from tests.operations.supplies.conftest import DAY, ISSUE, TODAY, bring, hold, line, urgent


def county(values):
    """The county's count."""
    (one,) = values
    return int(one.numerator)


@pytest.mark.handbook(104, 107, 109, 161)
def test_plans_requests_and_issues_are_counted_on_their_days(people):
    bring(people, S.SUBMITTED, line(people))
    urgent(people, U.ASKED, line(people, "中性笔"))
    hold(people)
    for count, days, number in (
        (figures.planned, figures.planned_days, 1),
        (figures.urgent, figures.urgent_days, 2),
    ):
        assert county(count(TODAY)) == number
        assert county(count(TODAY + DAY)) == 0
        assert list(days()) == [TODAY]
    assert county(figures.issued(ISSUE.date())) == 1
    assert list(figures.issued_days()) == [ISSUE.date()]
