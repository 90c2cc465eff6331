"""What the province may see of duty: counts of days, never a person or a matter (R153, R161)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from console.measures import ONE_DAY, centre_value
from core.figures import Figure, Kind, UnitValue, register_figure, shared
from core.workcalendar import WorkCalendar
from operations.duty.lifecycle import BEGUN
from operations.duty.models import DutyRecord, Gap, HolidaySchedule, Shift
from operations.duty.models import Kind as EntryKind
from operations.duty.rules import records, roster
from operations.duty.settings import setting

# A run of days of rest is shorter; a shift's next working day lies within.
LONG_REST = 20


def gaps(on: date) -> Iterator[UnitValue]:
    """Gaps at the post on shifts of the day (R50)."""
    yield centre_value(Gap.objects.filter(shift__on_date=on).count())


def gap_days() -> Iterable[date]:
    """Every day with a gap."""
    return Gap.objects.values_list("shift__on_date", flat=True).distinct()


def handovers_missing(on: date) -> Iterator[UnitValue]:
    """Shifts whose handover was due on the day, and was not signed by both sides then (R55)."""
    calendar = shared("duty.calendar", WorkCalendar.load)
    ended = Shift.objects.filter(
        status__in=BEGUN, ends_at__date__gte=on - ONE_DAY * LONG_REST, ends_at__date__lt=on
    )
    yield centre_value(
        sum(
            calendar.add(timezone.localdate(ends), 1) == on
            and not (received is not None and timezone.localdate(received) <= on)
            for ends, received in ended.values_list("ends_at", "received_at")
        )
    )


def handover_days() -> Iterable[date]:
    """The days on which handovers were due, up to today."""
    calendar, today = WorkCalendar.load(), timezone.localdate()
    ends = Shift.objects.filter(status__in=BEGUN).values_list("ends_at", flat=True)
    due = {calendar.add(timezone.localdate(end), 1) for end in ends}
    return sorted(day for day in due if day <= today)


def without_roster(on: date) -> Iterator[UnitValue]:
    """Holidays whose schedule was due on the day and was not published by its end (R39)."""
    due = HolidaySchedule.objects.filter(due_date=on).values_list("published_at", flat=True)
    yield centre_value(sum(not roster.published_in_time(due=on, published_at=at) for at in due))


def roster_days() -> Iterable[date]:
    """The due days of schedules, up to today."""
    due = HolidaySchedule.objects.filter(due_date__lte=timezone.localdate())
    return due.values_list("due_date", flat=True)


def first_reports(on: date) -> Iterator[UnitValue]:
    """Emergencies of the day, and those that were reported within the minutes allowed (R56)."""
    start = DutyRecord.objects.filter(kind=EntryKind.EMERGENCY, occurred_at__date=on)
    within = setting("first_report_minutes", on=on)
    happened = list(start.values_list("occurred_at", "recorded_at"))
    good = sum(
        records.first_report_in_time(occurred=occurred, reported=reported, minutes=within)
        for occurred, reported in happened
    )
    yield centre_value(good, len(happened))


def emergency_days() -> Iterable[date]:
    """Days on which there was an emergency."""
    found = DutyRecord.objects.filter(kind=EntryKind.EMERGENCY)
    return {timezone.localdate(at) for at in found.values_list("occurred_at", flat=True)}


register_figure(
    Figure(
        code="O-DUTYGAP",
        name=_("Gaps at the duty post"),
        unit=_("gaps"),
        kind=Kind.FLOW,
        formula=_("Times longer than 30 minutes with nobody at the post and no stand-in"),
        clause=50,
        values=gaps,
        change_days=gap_days,
        better="lower",
    )
)
register_figure(
    Figure(
        code="O-HANDOVER",
        name=_("Duty handovers missing"),
        unit=_("handovers"),
        kind=Kind.FLOW,
        formula=_("Shifts not handed over and taken over by the end of the next working day"),
        clause=55,
        values=handovers_missing,
        change_days=handover_days,
        better="lower",
    )
)
register_figure(
    Figure(
        code="O-NOROSTER",
        name=_("Holidays without a roster in time"),
        unit=_("holidays"),
        kind=Kind.FLOW,
        formula=_("Holidays without a published schedule five working days before they begin"),
        clause=39,
        values=without_roster,
        change_days=roster_days,
        better="lower",
    )
)
register_figure(
    Figure(
        code="O-FIRSTREPORT",
        name=_("First reports in time"),
        unit="%",
        kind=Kind.RATIO,
        formula=_("Emergencies reported within 30 minutes ÷ emergencies"),
        clause=56,
        values=first_reports,
        change_days=emergency_days,
        better="higher",
        stock=False,
    )
)
