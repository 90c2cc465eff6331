"""The demo's figures: facts of the whole history, months locked by the county, a late one."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from core.actor import Actor, Holding
from core.workcalendar import WorkCalendar
from oversight import facts, periods, selectors, services
from oversight.models import CountyState
from tenants import context
from tenants.context import province_context
from tenants.demo.counties import DemoCounty

# 青泷县 locks late and leaves the last month open: so the province sees 迟报 and 未报.
LATE = "980123"


def build(county: DemoCounty) -> None:
    """Write all facts, then lock the months that are over."""
    ref = context.current()
    if ref is None:
        return
    facts.rebuild(ref, today=county.today, now=timezone.now())
    calendar = WorkCalendar.load()
    office = Actor(None, "柏云舟", frozenset({Holding("office")}))
    with province_context():
        state = CountyState.objects.filter(county_id=ref.pk).first()
        first = state.first_month if state else None
        if first is None:
            return
        last = periods.shift(periods.month_of(county.today), -1)
        months = periods.months_between(first, last)
        if county.code == LATE:
            months = months[:-1]
        for month in months:
            due = selectors.lock_due(month, calendar)
            day = due + timedelta(6) if county.code == LATE and month.month % 4 == 0 else due
            at = timezone.make_aware(datetime.combine(min(day, county.today), time(16, 30)))
            services.report_lock(
                county_id=ref.pk, month=month, by=office, today=county.today, now=at
            )
