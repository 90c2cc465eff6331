"""What other parts ask of the office: files, hand-overs, the calendar's changes, follow-ups."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import place
from console import places
from core import attachments, followups, inbox, workcalendar
from core.actor import Actor
from core.followups import Followup
from core.workcalendar import WorkCalendar
from operations.office.lifecycle import ISSUERS, WITH_OWNER
from operations.office.models import SupervisionItem, WorkPlan
from operations.office.selectors import items, plans
from operations.office.services.extending import follow_due
from operations.office.services.following import supervision_of_decision, supervision_of_record
from operations.office.services.issuing import handed_over
from operations.office.services.moving import refigure


def register() -> None:
    """Called once at start-up."""
    from operations.office import figures, numbers  # noqa: F401 - they declare themselves

    for prefix in ("supervision", "plans"):
        places.register(prefix, where="county")
    attachments.register_guard(SupervisionItem, may_see)
    attachments.register_guard(WorkPlan, may_see_plan)
    inbox.on_handed_over("office", handed_over)
    workcalendar.register_recompute("office", recompute)
    followups.offer(
        Followup(
            "supervision-decision",
            _("Put under supervision"),
            ISSUERS,
            supervision_of_decision,
        )
    )
    followups.offer(
        Followup("supervision", _("Put under supervision"), ISSUERS, supervision_of_record)
    )


def may_see(actor: Actor, item: SupervisionItem) -> bool:
    """Files of an item are for those who may read it."""
    return items(actor, on=timezone.localdate()).filter(pk=item.pk).exists()


def may_see_plan(actor: Actor, plan: WorkPlan) -> bool:
    """The sheet of a plan is for everybody at the centre."""
    return plans(actor).filter(pk=plan.pk).exists()


def recompute(year: int) -> int:
    """Deadlines given in working days, worked out again while the owner has the item (R47).

    A day that was named, an extension, and what is overdue stay as they are.
    """
    if place.here() != "county":
        return 0  # the province publishes, too, and has no items
    calendar, now = WorkCalendar.load(), timezone.now()
    today = timezone.localdate(now)
    moved = 0
    counted = SupervisionItem.objects.select_for_update().filter(
        days__isnull=False, status__in=WITH_OWNER, due_date__gte=today
    )
    for item in counted.order_by("pk"):
        if not item.issued_date.year <= year <= item.due_date.year + 1 or item.days is None:
            continue
        due = calendar.add(item.issued_date, item.days)
        if due == item.due_date:
            continue
        refigure(item, at=now)
        item.due_date = item.first_due_date = due
        item.save(update_fields=["due_date", "first_due_date", "updated_at"])
        follow_due(item)
        refigure(item, at=now)
        moved += 1
    return moved
