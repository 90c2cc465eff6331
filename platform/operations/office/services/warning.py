"""Lights that speak: reminders before and on the due day, red on every working day after (R47)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.posts import Post
from core import audit
from core.actor import Actor
from core.clauses import R
from core.workcalendar import WorkCalendar
from operations.office.lifecycle import ENDED
from operations.office.models import SupervisionItem
from operations.office.rules import supervision as rules
from operations.office.rules.supervision import Light
from operations.office.services.moving import head_of, locked, owner_of, tell
from operations.office.settings import setting

# Told one after the other, the longer an item is late.
UPWARDS = ("head", "leader", "director")


@transaction.atomic
def supervision_warn(*, item_id: int, by: Actor, at: datetime) -> bool:
    """Remind the owner if this is a day for it, and tell those above; once a day (R47)."""
    item = locked(item_id)
    today = timezone.localdate(at)
    calendar = WorkCalendar.load()
    if item.status in ENDED or item.warned_date == today or not calendar.is_working(today):
        return False
    near = setting("yellow_days", on=today)
    light = rules.light(calendar, due=item.due_date, today=today, yellow_days=near, ended=False)
    left = calendar.working_days_between(today, item.due_date)
    told_before = item.warned_date is not None
    if light is Light.GREEN or (light is Light.YELLOW and left and told_before):
        return False
    late = max(0, -left)
    _remind(item, light, left=left, late=late, by=by, at=at)
    limits = setting("escalation_days", on=today)
    reached = rules.escalation(days_late=late, steps=[limits[key] for key in UPWARDS])
    for step in UPWARDS[item.escalated : reached]:
        _escalate(item, step, late=late, by=by, at=at)
    item.warned_date, item.escalated = today, max(item.escalated, reached)
    item.save(update_fields=["warned_date", "escalated"])
    audit.record(
        item,
        by=by,
        action=f"supervision.warn_{light}",
        changes={"days_late": late} if late else {"days_left": left},
        clauses=(R(47),),
        at=at,
    )
    return True


def _remind(
    item: SupervisionItem, light: Light, *, left: int, late: int, by: Actor, at: datetime
) -> None:
    if light is Light.RED:
        words = _("Overdue by %(n)s working days: %(title)s") % {"n": late, "title": item.title}
    elif left:
        words = _("Due in %(n)s working days: %(title)s") % {"n": left, "title": item.title}
    else:
        words = _("Due today: %(title)s") % {"title": item.title}
    post, user_id = owner_of(item)
    step = f"light-{light if left else 'due'}"
    tell(item, step=step, title=words, by=by, at=at, post=post, user_id=user_id)


def _escalate(item: SupervisionItem, step: str, *, late: int, by: Actor, at: datetime) -> None:
    words = _("Overdue by %(n)s working days: %(title)s") % {"n": late, "title": item.title}
    head = head_of(item.department)
    post, user_id = {
        "head": (Post.DEPT_HEAD if head else Post.OFFICE, head),
        "leader": (Post.LEADER, None),
        "director": (Post.DIRECTOR, None),
    }[step]
    tell(item, step=f"escalation-{step}", title=words, by=by, at=at, post=post, user_id=user_id)


def supervision_warn_all(*, by: Actor, at: datetime) -> int:
    """Every open item, each on its own; how many were told of."""
    open_ = SupervisionItem.objects.exclude(status__in=ENDED).order_by("pk")
    pks = list(open_.values_list("pk", flat=True))
    return sum(supervision_warn(item_id=pk, by=by, at=at) for pk in pks)
