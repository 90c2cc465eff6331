"""What counting puts on the workbench of a day, and what its compliance is read from."""

from __future__ import annotations

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from console.home import registry
from core.actor import Actor
from operations.counting import selectors
from operations.counting.kinds import Subject
from operations.counting.lifecycle import ORGANISERS, UNDER_WAY
from operations.counting.models import Count


def lines(actor: Actor, day: date) -> list[registry.Line]:
    """Counts under way, for those who count and those who organise."""
    organises = any(actor.holds(post) for post in ORGANISERS)
    if not (organises or selectors.may_count(actor)):
        return []
    found = []
    for count in Count.objects.filter(status__in=UNDER_WAY).order_by("due_date", "pk"):
        words = {"count": count, "day": count.due_date}
        said, tone = _("%(count)s: to be closed by %(day)s") % words, registry.WARN
        if day > count.due_date:
            said, tone = _("%(count)s: overdue since %(day)s") % words, registry.BAD
        address = reverse("counting:record", args=[count.pk])
        found.append(registry.Line(said, address, tone=tone))
    return found


def in_time(day: date) -> registry.Finding | None:
    """The count of the month is closed, or its window is still open (R92, R94)."""
    late = selectors.overdue(day).order_by("month").first()
    if late is not None:
        words = _("The count of %(month)s is overdue since %(day)s.")
        said = words % {"month": f"{late.month:%Y-%m}", "day": late.due_date}
        return registry.Finding(registry.BAD, said, reverse("counting:record", args=[late.pk]))
    last = Count.objects.filter(is_monthly=True, subject=Subject.ASSETS).order_by("-month").first()
    if last is None:
        return None
    address = reverse("counting:record", args=[last.pk])
    if last.closed_at is None:
        words = _("The count of %(month)s is to be closed by %(day)s.")
        said = words % {"month": f"{last.month:%Y-%m}", "day": last.due_date}
        return registry.Finding(registry.WARN, said, address)
    if last.was_late:
        words = _("The count of %(month)s was closed too late.")
        return registry.Finding(registry.WARN, words % {"month": f"{last.month:%Y-%m}"}, address)
    words = _("The count of %(month)s is closed in time.")
    return registry.Finding(registry.GOOD, words % {"month": f"{last.month:%Y-%m}"})
