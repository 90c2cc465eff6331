"""Reminders of what was not collected in time (R60)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.posts import Post
from core import audit, inbox
from core.actor import Actor
from core.clauses import R
from core.workcalendar import WorkCalendar
from operations.mail import rules, selectors
from operations.mail.lifecycle import S
from operations.mail.models import MailItem
from operations.mail.services.moving import locked
from operations.mail.settings import setting

STEP = "collect"


def mail_remind_all(*, by: Actor, at: datetime) -> int:
    """Every piece that waits too long, each on its own; of how many somebody was reminded."""
    today = timezone.localdate(at)
    calendar, days = WorkCalendar.load(), setting("collect_days", on=today)
    waiting = selectors.late(MailItem.objects.all(), today=today).order_by("pk")
    due = [
        pk
        for pk, last, reminded in waiting.values_list("pk", "due_date", "reminded_date")
        if rules.is_reminded(calendar, due=last, reminded=reminded, today=today, days=days)
    ]
    return sum(_remind(pk, by=by, at=at) for pk in due)


@transaction.atomic
def _remind(item_id: int, *, by: Actor, at: datetime) -> int:
    item = locked(item_id)
    today = timezone.localdate(at)
    if item.status != S.SORTED or item.reminded_date == today:
        return 0  # collected, or told, while we were on our way
    inbox.assign(
        item,
        step=STEP,
        title=_("Collect from pigeonhole %(slot)s: %(item)s")
        % {"slot": item.slot.code if item.slot else "", "item": item},
        by=by,
        at=at,
        post=Post.OFFICE,
        user_id=selectors.user_of(item, on=today),
        clause=R(60),
    )
    item.reminded_date = today
    item.save(update_fields=["reminded_date", "updated_at"])
    audit.record(item, by=by, action="mail.remind", clauses=(R(60),), at=at)
    return 1
