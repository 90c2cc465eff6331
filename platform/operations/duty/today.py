"""What duty puts on the workbench of a day, and what its compliance is read from."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from console.home import registry
from core.actor import Actor
from core.workcalendar import WorkCalendar
from operations.duty import selectors
from operations.duty.lifecycle import BEGUN, UNDER_WAY, S, T
from operations.duty.models import DutyRecord, Gap, HolidaySchedule, Shift
from operations.duty.rules import roster
from operations.duty.settings import setting

# How far back the signs look.
LOOK_BACK = 30
LOOK_AHEAD = timedelta(days=60)


def lines(actor: Actor, day: date) -> list[registry.Line]:
    """One's own shifts of the day and handovers that wait; who is at the post."""
    me, mine = selectors.own_id(actor), reverse("duty:mine")
    start = timezone.make_aware(datetime.combine(day, time.min))
    today = Q(on_date=day) | Q(status__in=UNDER_WAY, starts_at__lt=start)
    found = []
    for shift in Shift.objects.filter(today, officer_id=me).exclude(
        status__in=(S.CANCELLED, S.HANDED_OVER, S.MISSED)
    ).order_by("starts_at"):  # fmt: skip
        begins = timezone.localtime(shift.starts_at)
        said = _("Your duty shift: %(state)s") % {"state": shift.get_status_display()}
        when = f"{begins:%H:%M}" if shift.on_date == day else ""
        found.append(registry.Line(said, mine, when=when))
    on_call = Shift.objects.filter(leader_id=me, on_date=day).exclude(status=S.CANCELLED)
    for shift in on_call.order_by("starts_at"):
        said = _("You are on call; on duty: %(name)s") % {"name": shift.officer_name}
        found.append(registry.Line(said, reverse("duty:shift", args=[shift.pk])))
    return found


def rosters(day: date) -> registry.Finding | None:
    """The next holiday whose schedule is due, or nearly (R39)."""
    calendar = WorkCalendar.load()
    days = setting("schedule_due_days", on=day)
    coming = roster.blocks(calendar, first=day, last=day + LOOK_AHEAD)
    near = [one for one in coming if day >= calendar.add(one.first, -2 * days)]
    if not near:
        return None
    block, url = near[0], reverse("duty:schedules")
    published = HolidaySchedule.objects.filter(first_date=block.first, status="published")
    if published.exists():
        return registry.Finding(
            registry.GOOD, _("The schedule of %(name)s is published.") % {"name": block.name}
        )
    late = day > roster.due_day(calendar, first=block.first, days=days)
    words = _("The schedule of %(name)s is not published.") % {"name": block.name}
    return registry.Finding(registry.BAD if late else registry.WARN, words, url)


def gaps(day: date) -> registry.Finding | None:
    """Gaps at the post in the last weeks, and whether they were looked into (R50)."""
    since = day - timedelta(days=LOOK_BACK)
    if not Shift.objects.filter(on_date__range=(since, day), status__in=BEGUN).exists():
        return None
    waiting = Gap.objects.filter(finding="").count()
    if waiting:
        return registry.Finding(
            registry.BAD,
            _("%(n)s gaps at the duty post have not been looked into.") % {"n": waiting},
            f"{reverse('duty:index')}?state=gaps",
        )
    number = Gap.objects.filter(shift__on_date__gte=since).count()
    if number:
        return registry.Finding(
            registry.WARN,
            _("%(n)s gaps at the duty post in a month.") % {"n": number},
            f"{reverse('duty:index')}?state=gaps",
        )
    return registry.Finding(registry.GOOD, _("Somebody was always at the duty post."))


def handovers(day: date) -> registry.Finding | None:
    """Shifts that nobody has taken over in time (R55)."""
    ended = Shift.objects.filter(status__in=UNDER_WAY)
    calendar = WorkCalendar.load()
    late = [
        one
        for one in ended
        if calendar.add(timezone.localdate(one.ends_at), 1) < day
    ]  # fmt: skip
    if late:
        return registry.Finding(
            registry.BAD,
            _("%(n)s duty shifts are not handed over.") % {"n": len(late)},
            reverse("duty:shift", args=[late[0].pk]),
        )
    if not Shift.objects.filter(status=S.HANDED_OVER).exists():
        return None
    return registry.Finding(registry.GOOD, _("Duty is handed over by both sides."))


def answers(day: date) -> registry.Finding | None:
    """Matters that a department has not answered in time (R53)."""
    if not DutyRecord.objects.exclude(department=None).exists():
        return None
    late = DutyRecord.objects.filter(status=T.WITH_DEPARTMENT, due_date__lt=day).count()
    if late:
        return registry.Finding(
            registry.BAD,
            _("%(n)s duty matters are not answered in time.") % {"n": late},
            f"{reverse('duty:records')}?state=late",
        )
    return registry.Finding(registry.GOOD, _("Departments answer duty matters in time."))
