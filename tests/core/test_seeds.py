"""What a schema of the province or a county begins with."""

from core import seeds
from core.models import CalendarDay
from core.workcalendar import WorkCalendar
from tenants.context import county_context, province_context


def days():
    return list(CalendarDay.objects.order_by("date").values_list("date", "kind"))


def test_the_province_begins_with_the_calendar_a_county_begins_with(county_a):
    with county_context(county_a):
        wanted = days()
    with province_context():
        CalendarDay.objects.all().delete()
        seeds.province()
        assert days() == wanted != []
        CalendarDay.objects.all().delete()
        seeds.template()
        assert days() == wanted
        assert WorkCalendar.load().year_status(2026).value == "official"
