"""Statistics of a period: counts, punctuality, days taken, ratings (R136, R137, R139)."""

from datetime import date

import pytest

from core.workcalendar import WorkCalendar
from operations.casework import services, statistics
from operations.casework.models import Case
from tests.operations.casework.conftest import AT, DAY, FINISH, person, request_of
from tests.operations.casework.people import main

PAGE = "/console/cases/statistics/"
MARCH = {"since": "2026-03-01", "until": "2026-03-31"}


def done(desk, handler, number: int, *, after: int, pause: int = 0, level: int | None = None):
    """A case that took so many days, waited so many, and was rated."""
    data = request_of(applicant=person("柏望舒", f"199000070{number:02d}"))
    case = services.case_register(
        data=data, by=desk, at=AT, accept=True, handler_id=handler.user_id
    )
    services.case_start(case_id=case.pk, by=handler, at=AT)
    if pause:
        services.case_wait(case_id=case.pk, by=handler, at=AT, reason="等材料")
        services.case_continue(case_id=case.pk, by=handler, at=AT + pause * DAY)
    services.case_finish(
        case_id=case.pk, by=handler, at=AT + after * DAY, result="已开店", details=FINISH
    )
    if level is not None:
        services.case_rate(case_id=case.pk, level=level, at=AT + after * DAY)
    return case


def march(rows=None) -> statistics.Statistics:
    return statistics.of_period(
        rows if rows is not None else Case.objects.all(),
        first=date(2026, 3, 1),
        last=date(2026, 3, 31),
        total="合计",
        calendar=WorkCalendar.load(),
    )


@pytest.mark.handbook(136)
def test_counts_punctuality_and_the_days_without_pauses(desk, handler):
    done(desk, handler, 1, after=1)  # one working day
    done(desk, handler, 2, after=3, pause=2)  # three, two of them standing still: one
    done(desk, handler, 3, after=14)  # Tuesday two weeks on: ten, five were promised
    found = march()
    assert (found.total.taken, found.total.completed, found.total.in_time) == (3, 3, 2)
    assert found.total.days == [1, 1, 10]
    assert found.total.median_days == 1
    assert found.total.punctual == 67
    (one,) = found.items
    assert (one.code, one.completed) == ("S01", 3)


@pytest.mark.handbook(136)
def test_what_lies_outside_the_period_does_not_count(desk, handler):
    done(desk, handler, 1, after=1)
    april = statistics.of_period(
        Case.objects.all(),
        first=date(2026, 4, 1),
        last=date(2026, 4, 30),
        total="合计",
        calendar=WorkCalendar.load(),
    )
    assert (april.total.taken, april.total.completed, april.items) == (0, 0, [])


@pytest.mark.handbook(139)
def test_two_ratings_of_a_handler_are_not_shown_three_are(desk, handler):
    done(desk, handler, 1, after=1, level=1)
    done(desk, handler, 2, after=1, level=5)
    (one,) = march().handlers
    assert one.too_few
    assert one.satisfaction is None
    assert march().items[0].satisfaction == 50
    done(desk, handler, 3, after=1, level=4)
    (one,) = march().handlers
    assert one.satisfaction == 67


@pytest.mark.handbook(137)
def test_the_page_tells_the_period(browser_of, desk, handler):
    done(desk, handler, 1, after=1, level=5)
    page = main(browser_of("ops").get(PAGE, MARCH))
    assert "创业辅导" in page
    assert "卜小满" in page
    assert "不足3个" in page
    assert "100%（1/1）" in page


def test_the_same_sums_as_the_provinces_figures(desk, handler):
    from operations.casework import figures

    done(desk, handler, 1, after=1)
    done(desk, handler, 2, after=14)
    days = [date(2026, 3, day) for day in range(1, 32)]

    def county(values) -> int:
        return sum(
            int(unit.numerator) for day in days for unit in values(day) if unit.level == "county"
        )

    total = march().total
    assert (total.completed, total.in_time) == (county(figures.finished), county(figures.in_time))


@pytest.mark.parametrize(
    "asked",
    [
        {"since": "2026-03-31", "until": "2026-03-01"},
        {"since": "2020-01-01", "until": "2026-01-01"},
        {"since": "gestern", "until": "2026-01-01"},
    ],
)
def test_a_period_that_is_none(browser_of, asked):
    page = browser_of("ops").get(PAGE, asked)
    assert page.status_code == 200
    assert 'role="alert"' in page.content.decode()


@pytest.mark.parametrize("post", ["staff", "frontdesk", "finance", "station_mgr"])
def test_figures_of_colleagues_are_for_those_who_lead(browser_of, post):
    assert browser_of(post).get(PAGE).status_code == 403
