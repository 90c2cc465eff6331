"""What supplies put on the workbench of a day, and what compliance is read from."""

from __future__ import annotations

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.posts import Post
from console.home import registry
from core.actor import Actor
from core.workcalendar import WorkCalendar
from operations.supplies import selectors, stations
from operations.supplies.models import Item, Plan
from operations.supplies.rules import windows
from operations.supplies.settings import setting


def lines(actor: Actor, day: date) -> list[registry.Line]:
    """In the window: one's department's plan, or how many are missing; what is low."""
    found = []
    month, days = _window(day)
    if day in days:
        missing = selectors.missing(month)
        of_stations = stations.missing_stations(month, until=days[-1])
        if not selectors.reads_all(actor):
            missing = missing.filter(pk__in=selectors.departments_of(actor, on=day))
            of_stations = of_stations.filter(pk__in=stations.own_stations(actor))
        number = missing.count() + of_stations.count()
        if number:
            said = _("Plans of supplies to be handed in by %(day)s: %(n)s") % {
                "day": days[-1].isoformat(),
                "n": number,
            }
            at_station = Post.STATION_MGR in actor.posts and not selectors.works_here(actor)
            page = "supplies:need" if at_station else "supplies:index"
            found.append(registry.Line(said, reverse(page), tone=registry.WARN))
    if selectors.is_clerk(actor):
        low = selectors.below_minimum().count()
        if low:
            said = _("Supplies below their minimum: %(n)s") % {"n": low}
            found.append(registry.Line(said, f"{reverse('supplies:stock')}?low=low"))
    return found


def in_time(day: date) -> registry.Finding | None:
    """Every department and station has handed in the plan whose window is over (R104)."""
    if not Plan.objects.exists():
        return None
    month, days = _window(day)
    if day <= days[-1]:
        month, days = _window(windows.month_before(day))
    missing = selectors.missing(month).count()
    of_stations = stations.missing_stations(month, until=days[-1]).count()
    words = {"n": missing, "stations": of_stations, "month": f"{month:%Y-%m}"}
    if of_stations:
        said = _(
            "%(n)s departments and %(stations)s stations handed in no plan of supplies for"
            " %(month)s."
        )
        return registry.Finding(registry.WARN, said % words, "/console/supplies/")
    if missing:
        said = _("%(n)s departments handed in no plan of supplies for %(month)s.")
        return registry.Finding(registry.WARN, said % words, "/console/supplies/")
    return registry.Finding(registry.GOOD, _("Every department has handed in its plan."))


def enough(day: date) -> registry.Finding | None:
    """Nothing is below its minimum (R111)."""
    if not Item.objects.filter(movements__isnull=False).exists():
        return None
    low = selectors.below_minimum().count()
    if low:
        said = _("%(n)s supplies are below their minimum.") % {"n": low}
        return registry.Finding(registry.WARN, said, "/console/supplies/stock/?low=low")
    return registry.Finding(registry.GOOD, _("Every supply is above its minimum."))


def _window(day: date) -> tuple[date, tuple[date, ...]]:
    reading = setting("plan_reading", on=day)
    days = windows.plan_window(WorkCalendar.load(), month=day, reading=reading)
    return windows.next_month(day), days
