"""What incoming documents put on the workbench of a day, and what compliance is read from."""

from datetime import date

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.posts import Post
from console.home import registry
from core.actor import Actor
from core.workcalendar import WorkCalendar
from operations.documents.incoming import rules, selectors
from operations.documents.incoming.lifecycle import T
from operations.documents.models import IncomingDocument
from operations.documents.settings import setting

LATE_URL = "/console/incoming/?state=late"


def lines(actor: Actor, day: date) -> list[registry.Line]:
    """Parts that ran over among what one may read; for the office, what waits to be filed."""
    found = []
    seen = selectors.incoming(actor, on=day).values("pk")
    late = selectors.overdue_tasks(day).filter(document__in=seen).count()
    if late:
        said = _("Incoming documents past their last day: %(n)s") % {"n": late}
        url = f"{reverse('incoming:index')}?state=late"
        found.append(registry.Line(said, url, tone=registry.BAD))
    waiting = _unfiled(day).count() if actor.holds(Post.OFFICE) else 0
    if waiting:
        said = _("Handled and to be filed now: %(n)s") % {"n": waiting}
        url = f"{reverse('incoming:index')}?state=completed"
        found.append(registry.Line(said, url, tone=registry.WARN))
    return found


def handled(day: date) -> registry.Finding | None:
    """Parts of incoming documents that are running over (R35)."""
    if not IncomingDocument.objects.exists():
        return None
    late = selectors.overdue_tasks(day).count()
    if late:
        return registry.Finding(
            registry.BAD,
            _("%(n)s parts of incoming documents are past their last day.") % {"n": late},
            LATE_URL,
        )
    return registry.Finding(registry.GOOD, _("No incoming document is past its last day."))


def registered(day: date) -> registry.Finding | None:
    """What arrived lately was registered at once (R36)."""
    calendar = WorkCalendar.load()
    since = calendar.add(day, -20)
    rows = list(
        IncomingDocument.objects.filter(received_date__gte=since)
        .exclude(status=T.VOID)
        .values_list("received_date", "registered_at")
    )
    if not rows:
        return None
    late = sum(
        not rules.registered_in_time(calendar, received=received, registered=timezone.localdate(at))
        for received, at in rows
    )
    if late:
        return registry.Finding(
            registry.WARN,
            _("%(n)s documents of the last weeks were registered late.") % {"n": late},
            "/console/incoming/",
        )
    return registry.Finding(registry.GOOD, _("What arrives is registered at once."))


def filed(day: date) -> registry.Finding | None:
    """What is handled is filed in time (R32)."""
    if not IncomingDocument.objects.exists():
        return None
    number = _unfiled(day).count()
    if number:
        return registry.Finding(
            registry.WARN,
            _("%(n)s incoming documents are handled and not filed in time.") % {"n": number},
            "/console/incoming/?state=completed",
        )
    return registry.Finding(registry.GOOD, _("Incoming documents are filed in time."))


def _unfiled(day: date) -> QuerySet[IncomingDocument]:
    days = setting("incoming_step_days", on=day).get(T.COMPLETED)
    if days is None:
        return IncomingDocument.objects.none()
    before = WorkCalendar.load().add(day, -days)
    return IncomingDocument.objects.filter(status=T.COMPLETED, completed_at__date__lt=before)
