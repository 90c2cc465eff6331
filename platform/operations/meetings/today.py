"""What meetings put on the workbench of a day, and what their compliance is read from."""

from __future__ import annotations

from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from console.home import registry
from console.measures import between
from core.actor import Actor
from operations.meetings import selectors
from operations.meetings.lifecycle import S
from operations.meetings.models import Meeting

MOST = 3


def lines(actor: Actor, day: date) -> list[registry.Line]:
    """Meetings of the day, answers still owed, minutes past their day, visitors of the day."""
    start, end = between(day)
    seen = selectors.meetings(actor)
    coming = seen.filter(status=S.NOTIFIED, starts_at__gte=start, starts_at__lt=end)
    found = [
        registry.Line(
            _("%(time)s %(title)s, %(where)s")
            % {
                "time": f"{timezone.localtime(one.starts_at):%H:%M}",
                "title": one.title,
                "where": one.where,
            },
            reverse("meetings:record", args=[one.pk]),
        )
        for one in coming.order_by("starts_at")[:MOST]
    ]
    now = timezone.now()
    waiting = selectors.unanswered(actor, now=now if start <= now < end else start)[:MOST]
    found += [
        registry.Line(
            _("Answer the invitation: %(title)s") % {"title": one.title},
            reverse("meetings:record", args=[one.pk]),
            tone=registry.WARN,
        )
        for one in waiting
    ]
    late = selectors.late_minutes(seen, today=day).count()
    if late:
        said = _("Minutes that should be signed: %(n)s") % {"n": late}
        url = f"{reverse('meetings:index')}?state=late"
        found.append(registry.Line(said, url, tone=registry.BAD))
    visitors = selectors.today_of(selectors.visits(actor), day=day).count()
    if visitors:
        said = _("Visits today: %(n)s") % {"n": visitors}
        found.append(registry.Line(said, reverse("meetings:visits")))
    return found


def minutes(day: date) -> registry.Finding | None:
    """Minutes of every meeting are signed in time (R26)."""
    if not Meeting.objects.exists():
        return None
    late = selectors.late_minutes(Meeting.objects.all(), today=day).count()
    if late:
        said = _("Minutes of %(n)s meetings should be signed.") % {"n": late}
        return registry.Finding(registry.BAD, said, "/console/meetings/?state=late")
    return registry.Finding(registry.GOOD, _("Minutes are signed, or have time left."))
