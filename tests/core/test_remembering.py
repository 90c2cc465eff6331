"""Bulk work asks small tables once; everybody else asks them anew."""

from datetime import date

from core.models import CalendarDay
from core.remembering import remembered, remembering
from core.workcalendar import WorkCalendar
from operations.stations.models import StationSetting

DAY = date(2026, 5, 6)


def at_least(days):
    return StationSetting.objects.create(key="notice_days", value=days, valid_from_date=DAY)


def in_force():
    return StationSetting.in_force("notice_days", on=DAY, defaults={"notice_days": 5})


def test_outside_everything_is_asked_anew():
    asked = []
    for _turn in range(2):
        remembered("key", lambda: asked.append(1))
    assert len(asked) == 2


def test_within_a_setting_is_asked_once(in_county_a, django_assert_num_queries):
    with remembering():
        assert in_force() == 5
        with django_assert_num_queries(0):
            assert in_force() == 5


def test_a_setting_stored_within_holds_at_once(in_county_a):
    with remembering():
        assert in_force() == 5
        at_least(9)
        assert in_force() == 9


def test_the_calendar_is_asked_once_and_as_before_afterwards(
    in_county_a, django_assert_num_queries
):
    with remembering():
        first = WorkCalendar.load()
        with django_assert_num_queries(0):
            assert WorkCalendar.load() is first
    CalendarDay.objects.create(
        date=DAY, kind="holiday", name="县节", status="official", county_override=True
    )
    assert not WorkCalendar.load().is_working(DAY)
