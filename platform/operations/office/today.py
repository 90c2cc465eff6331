"""What the office puts on the workbench of a day, and what its compliance is read from."""

from __future__ import annotations

from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from console.home import registry
from core.actor import Actor
from core.workcalendar import WorkCalendar
from operations.office import selectors
from operations.office.lifecycle import OPEN
from operations.office.models import SupervisionItem, WorkPlan
from operations.office.rules import plans as rules

SHOWN = 5
# How far back the sign looks for checks that were missed.
LOOK_BACK = 14


def lines(actor: Actor, day: date) -> list[registry.Line]:
    """What is due today and what is overdue: one's own, or all for those who see all."""
    seen = selectors.items(actor, on=day).filter(status__in=OPEN)
    if not selectors.reads_all(actor):
        seen = seen.filter(owner_id__in=actor.persons)
    found = [
        registry.Line(
            _("Due today: %(title)s") % {"title": one.title},
            reverse("office:item", args=[one.pk]),
            tone=registry.WARN,
        )
        for one in seen.filter(due_date=day).order_by("pk")[:SHOWN]
    ]
    late = seen.filter(due_date__lt=day).count()
    if late:
        said = _("Supervision items overdue: %(n)s") % {"n": late}
        found.append(registry.Line(said, f"{reverse('office:items')}?light=red", tone=registry.BAD))
    return found


def overdue(day: date) -> registry.Finding | None:
    """Items past their due day (R47)."""
    if not SupervisionItem.objects.exists():
        return None
    late = SupervisionItem.objects.filter(status__in=OPEN, due_date__lt=day).count()
    if late:
        return registry.Finding(
            registry.BAD,
            _("%(n)s supervision items have a red light.") % {"n": late},
            "/console/supervision/?light=red",
        )
    return registry.Finding(registry.GOOD, _("No supervision item is overdue."))


def not_checked(day: date) -> registry.Finding | None:
    """Checks missed on the working days of the last two weeks (R45)."""
    if not SupervisionItem.objects.exists():
        return None
    found = selectors.missed(first=day - timedelta(days=LOOK_BACK), last=day - timedelta(days=1))
    number = sum(map(len, found.values()))
    if number:
        last = max(found)
        return registry.Finding(
            registry.WARN,
            _("%(n)s daily checks were missed in two weeks.") % {"n": number},
            f"/console/supervision/checks/?day={last.isoformat()}",
        )
    return registry.Finding(registry.GOOD, _("Every open item was checked every working day."))


def unsigned(day: date) -> registry.Finding | None:
    """Items that nobody signed for within a working day (R46)."""
    if not SupervisionItem.objects.exists():
        return None
    since = WorkCalendar.load().add(day, -1)
    number = SupervisionItem.objects.filter(status="issued", issued_date__lt=since).count()
    if number:
        return registry.Finding(
            registry.WARN,
            _("%(n)s supervision items are not signed for.") % {"n": number},
            "/console/supervision/?state=issued",
        )
    return registry.Finding(registry.GOOD, _("Every supervision item is signed for."))


def plans(day: date) -> registry.Finding | None:
    """Is the plan of the running cycle published, and was it in time (R42)?"""
    running = WorkPlan.objects.filter(start_date__lte=day, end_date__gte=day).first()
    if running is None:
        return None
    url = reverse("office:plan", args=[running.pk])
    calendar = WorkCalendar.load()
    if running.published_at is None:
        late = day > calendar.on_or_after(running.start_date)
        tone = registry.BAD if late else registry.WARN
        return registry.Finding(tone, _("The plan of this cycle is not published."), url)
    if rules.published_on_time(
        calendar, start=running.start_date, published_at=running.published_at
    ):
        return registry.Finding(registry.GOOD, _("The plan of this cycle was published in time."))
    return registry.Finding(registry.WARN, _("The plan of this cycle was published late."), url)
