"""Open due dates follow the calendar, closed ones never do (handbook §3.6)."""

from datetime import date

from core import inbox
from core.actor import Actor
from core.models import AuditEntry, InboxItem
from core.workcalendar import CalendarRow, calendar_override, calendar_publish_rows
from operations.stations import services
from operations.stations.models import Station
from tests import cast
from tests.operations.stations.conftest import AT, agree
from tests.operations.stations.people import CLERK, VILLAGE

SYSTEM = Actor.system("tests")


def festival(day=date(2026, 3, 4)):
    """The county rests in the middle of the three working days from 2 March 2026."""
    calendar_override(on=day, kind="rest", name="开犁节", reason="县通知", by=SYSTEM, at=AT)


def applied(selected):
    for post in ("village", "township"):
        cast.appoint(post)
    return services.station_apply(station_id=selected.pk, by=CLERK, at=AT)


def test_an_open_step_moves_and_the_trail_says_how_many(selected):
    applied(selected)
    assert inbox.pending(selected).get().due_at.date() == date(2026, 3, 5)
    festival()
    assert inbox.pending(selected).get().due_at.date() == date(2026, 3, 6)
    entry = AuditEntry.objects.filter(action="calendar.override").latest("pk")
    assert entry.changes["recomputed"] == 1


def test_a_closed_step_stays_as_it_was(selected):
    applied(selected)
    services.station_agree(station_id=selected.pk, by=VILLAGE, at=AT)
    festival()
    done = InboxItem.objects.get(record_id=str(selected.pk), state="done")
    assert done.due_at.date() == date(2026, 3, 5)


def test_a_year_that_the_day_does_not_touch_moves_nothing(selected):
    applied(selected)
    festival(date(2027, 3, 4))
    assert inbox.pending(selected).get().due_at.date() == date(2026, 3, 5)


def test_a_running_notice_moves_too_and_one_that_is_over_does_not(selected):
    agree(services.station_apply(station_id=selected.pk, by=CLERK, at=AT), AT)
    station = Station.objects.get(pk=selected.pk)
    assert (station.status, station.notice_to_date) == ("notice", date(2026, 3, 9))
    festival()
    station.refresh_from_db()
    assert station.notice_to_date == date(2026, 3, 10)
    Station.objects.filter(pk=station.pk).update(status="fitout")
    festival(date(2026, 3, 5))
    station.refresh_from_db()
    assert station.notice_to_date == date(2026, 3, 10)


def test_an_announcement_by_the_province_moves_them_as_well(selected):
    applied(selected)
    rows = [
        CalendarRow(date(2026, 3, 3), "holiday", "节"),
        CalendarRow(date(2026, 3, 7), "make_up"),
    ]
    done = calendar_publish_rows(rows, source="通知", by=SYSTEM, at=AT)
    assert done.recomputed == 1
    assert inbox.pending(selected).get().due_at.date() == date(2026, 3, 6)
