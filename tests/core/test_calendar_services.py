"""The calendar's table: published by the province, overridden by a county, read at once."""

from datetime import UTC, date, datetime

import pytest
from django.core.cache import cache
from django.db import IntegrityError, transaction

from core import audit
from core.actor import Actor, Holding
from core.errors import Denied, Violation
from core.models import CalendarDay
from core.workcalendar import (
    CalendarRow,
    WorkCalendar,
    YearStatus,
    calendar_override,
    calendar_override_remove,
    calendar_publish_rows,
    register_recompute,
)
from core.workcalendar import services as calendar_services
from core.workcalendar.seeds import seed

AT = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
BY = Actor(user_id=1, name="祝望舒", holdings=frozenset({Holding("county_admin")}))
NEW_YEAR = [
    CalendarRow(date(2027, 1, 1), "holiday", "元旦"),
    CalendarRow(date(2027, 1, 2), "holiday", "元旦"),
    CalendarRow(date(2027, 1, 3), "holiday", "元旦"),
    CalendarRow(date(2027, 1, 9), "make_up", "元旦"),
]


@pytest.fixture
def recomputed(monkeypatch):
    """Years that the due dates were asked to be worked out again for; one moves each time."""
    years = []
    monkeypatch.setattr(calendar_services, "_recompute", {})
    register_recompute("test", lambda year: years.append(year) or 1)
    return years


def publish(rows=NEW_YEAR):
    return calendar_publish_rows(rows, source="国办发明电〔2026〕9号", by=BY, at=AT)


def test_a_county_is_born_with_its_calendar(in_county_a):
    calendar = WorkCalendar.load()
    assert calendar.add(date(2026, 9, 24), 5) == date(2026, 10, 9)
    assert calendar.year_status(2027) is YearStatus.PROVISIONAL
    assert seed(at=AT) is None  # seeding again changes nothing
    CalendarDay.objects.all().delete()
    assert seed(at=AT).years == (2025, 2026, 2027)


def test_publishing_a_year_makes_it_official_and_removes_the_guess(in_county_a, recomputed):
    assert not WorkCalendar.load().is_working(date(2027, 10, 1))
    done = publish()
    calendar = WorkCalendar.load()
    assert calendar.year_status(2027) is YearStatus.OFFICIAL
    assert not calendar.is_working(date(2027, 1, 2))
    assert calendar.is_working(date(2027, 1, 9))
    assert calendar.is_working(date(2027, 10, 1))  # not in what was published
    assert (done.created, done.changed, done.years) == (3, 1, (2027,))
    assert done.removed > 5
    assert recomputed == [2027]
    assert done.recomputed == 1


def test_publishing_the_same_again_changes_nothing(in_county_a, recomputed):
    publish()
    recomputed.clear()
    again = publish()
    assert (again.created, again.changed, again.removed, again.same) == (0, 0, 0, 4)
    assert recomputed == []


def test_other_years_are_left_alone(in_county_a):
    before = CalendarDay.objects.filter(date__year=2026).count()
    publish()
    assert CalendarDay.objects.filter(date__year=2026).count() == before


def test_a_day_named_twice_is_refused_and_nothing_written(in_county_a):
    with pytest.raises(Violation, match="2027-01-01"):
        publish([*NEW_YEAR, NEW_YEAR[0]])
    assert WorkCalendar.load().year_status(2027) is YearStatus.PROVISIONAL


def test_publishing_is_audited(in_county_a):
    publish()
    entry = audit.of_actor(BY.user_id)[0]
    assert entry.action == "calendar.publish"
    assert entry.note == "国办发明电〔2026〕9号"
    assert entry.changes["years"] == [2027]


def test_a_county_day_wins_and_survives_publishing(in_county_a, recomputed):
    day = date(2027, 1, 4)
    calendar_override(on=day, kind="rest", name="开犁节", reason="县政府通知", by=BY, at=AT)
    assert recomputed == [2027]
    assert not WorkCalendar.load().is_working(day)
    publish([*NEW_YEAR, CalendarRow(day, "make_up", "元旦")])
    assert not WorkCalendar.load().is_working(day)
    calendar_override_remove(on=day, reason="取消", by=BY)
    assert WorkCalendar.load().is_working(day)


def test_setting_a_county_day_twice_keeps_the_last(in_county_a):
    day = date(2026, 12, 1)
    calendar_override(on=day, kind="rest", name="一", reason="通知", by=BY, at=AT)
    calendar_override(on=day, kind="work", name="二", reason="通知", by=BY, at=AT)
    assert CalendarDay.objects.get(date=day, county_override=True).name == "二"


def test_a_county_day_needs_a_reason(in_county_a):
    with pytest.raises(Violation) as caught:
        calendar_override(on=date(2026, 12, 1), kind="rest", name="", reason=" ", by=BY, at=AT)
    assert caught.value.field == "reason"


def test_taking_back_what_is_not_there_is_told(in_county_a):
    with pytest.raises(Violation) as caught:
        calendar_override_remove(on=date(2026, 12, 1), reason="x", by=BY)
    assert caught.value.field == "date"


def test_taking_back_needs_a_reason(in_county_a):
    day = date(2026, 12, 1)
    calendar_override(on=day, kind="rest", name="一", reason="通" * 90, by=BY, at=AT)
    with pytest.raises(Violation) as caught:
        calendar_override_remove(on=day, reason=" ", by=BY)
    assert caught.value.field == "reason"
    assert CalendarDay.objects.get(date=day).source == "通" * 80


def test_only_the_administrator_keeps_the_countys_days(in_county_a):
    office = Actor(user_id=2, name="蔺小满", holdings=frozenset({Holding("office")}))
    day = date(2026, 12, 1)
    with pytest.raises(Denied):
        calendar_override(on=day, kind="rest", name="一", reason="通知", by=office, at=AT)
    with pytest.raises(Denied):
        calendar_override_remove(on=day, reason="通知", by=office)


def test_the_database_knows_one_national_day_a_date(in_county_a):
    with pytest.raises(IntegrityError), transaction.atomic():
        CalendarDay.objects.create(date=date(2026, 10, 1), kind="holiday")
    assert "2026-10-01" in str(CalendarDay.objects.get(date=date(2026, 10, 1)))


def test_one_query_once_warm_and_no_stale_answer(in_county_a, django_assert_num_queries):
    WorkCalendar.load()
    with django_assert_num_queries(1):
        WorkCalendar.load()
    calendar_override(on=date(2026, 12, 1), kind="rest", name="", reason="通知", by=BY, at=AT)
    assert not WorkCalendar.load().is_working(date(2026, 12, 1))


def test_a_rolled_back_change_leaves_nothing_in_the_cache(in_county_a):
    day = date(2026, 12, 1)
    with pytest.raises(RuntimeError), transaction.atomic():
        calendar_override(on=day, kind="rest", name="", reason="通知", by=BY, at=AT)
        assert not WorkCalendar.load().is_working(day)
        raise RuntimeError
    assert WorkCalendar.load().is_working(day)


def test_counties_do_not_share_their_days(in_county_a, county_b):
    from tenants.context import county_context

    day = date(2026, 12, 1)
    calendar_override(on=day, kind="rest", name="", reason="通知", by=BY, at=AT)
    WorkCalendar.load()
    with county_context(county_b):
        assert WorkCalendar.load().is_working(day)


def test_the_province_has_a_calendar_too(province):
    cache.clear()
    assert WorkCalendar.load().year_status(2026) is YearStatus.OFFICIAL
