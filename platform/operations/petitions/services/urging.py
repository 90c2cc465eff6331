"""Reminders (催办): when a term is nearly over, and when it is; each once, on working days."""

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
from operations.petitions import selectors
from operations.petitions.models import Decision, Round
from operations.petitions.rules import terms as rules
from operations.petitions.rules.terms import Light
from operations.petitions.services.moving import locked, tell
from operations.petitions.settings import setting


def petitions_warn(*, by: Actor, at: datetime) -> int:
    """Tell whose turn it is, and leaders of what has run over; how many terms were told of."""
    today = timezone.localdate(at)
    if not WorkCalendar.load().is_working(today):
        return 0
    days = setting("yellow_days", on=today)
    running: tuple[Decision | Round, ...]
    running = (*selectors.open_decisions().order_by("pk"), *selectors.open_rounds().order_by("pk"))
    told = 0
    for found in running:
        light = rules.light(due=found.due_date, done=None, today=today, yellow_days=days)
        if light not in (Light.CALM, found.warned):
            _warn(found, light, by=by, at=at)
            told += 1
    return told


@transaction.atomic
def _warn(found: Decision | Round, light: Light, *, by: Actor, at: datetime) -> None:
    petition = locked(found.petition_id)
    words = _("Overdue: %(petition)s") if light == Light.RED else _("Due soon: %(petition)s")
    title = words % {"petition": petition}
    step = f"{light}-{type(found).__name__.lower()}-{found.pk}"
    if isinstance(found, Round):
        tell(petition, step=step, title=title, by=by, at=at, user_id=found.handler_id)
    if isinstance(found, Decision) or light == Light.RED:
        tell(petition, step=f"{step}-leader", title=title, by=by, at=at, post=Post.LEADER)
    found.warned = light
    found.save(update_fields=["warned"])
    audit.record(
        petition,
        by=by,
        action=f"petition.warn_{light}",
        changes={"last_day": found.due_date.isoformat()},
        clauses=(R(26),),
        at=at,
    )
