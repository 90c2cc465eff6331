"""How items read: when they are due in working time, what comes next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.actors import actor_of
from core import inbox
from core.actor import Actor
from core.models.inbox import InboxItem
from core.workcalendar import WorkCalendar

_COUNTED = "_countylink_counts"


@dataclass(frozen=True, slots=True)
class Due:
    """A due time in words. tone: "bad" when over, "warn" when near, "" otherwise."""

    at: datetime
    text: str
    tone: str = ""


def due_of(item: InboxItem, *, at: datetime, calendar: WorkCalendar | None = None) -> Due | None:
    """What is left of an item's time, in working days; None for items without a due time."""
    if item.due_at is None:
        return None
    calendar = calendar or WorkCalendar.load()
    due, today = timezone.localtime(item.due_at), timezone.localtime(at)
    if at > item.due_at:
        days = calendar.working_days_between(due.date(), today.date())
        if days:
            text = ngettext("%(n)s working day late", "%(n)s working days late", days)
            return Due(item.due_at, text % {"n": days}, "bad")
        return Due(item.due_at, _("late since %(time)s") % {"time": f"{due:%H:%M}"}, "bad")
    if due.date() == today.date():
        return Due(item.due_at, _("today by %(time)s") % {"time": f"{due:%H:%M}"}, "warn")
    days = calendar.working_days_between(today.date(), due.date())
    if not days:
        return Due(item.due_at, _("no working day left"), "warn")
    text = ngettext("%(n)s working day left", "%(n)s working days left", days)
    return Due(item.due_at, text % {"n": days}, "warn" if days == 1 else "")


def counts(request: HttpRequest) -> inbox.Counts:
    """How much lies in the boxes of whoever asks; remembered for the menu of the same page."""
    found = inbox.counts(actor_of(request.user, request), at=timezone.now())
    setattr(request, _COUNTED, found)
    return found


def to_do(request: HttpRequest) -> int:
    """The number beside the menu's entry; not counted again where the page has counted."""
    known: inbox.Counts | None = getattr(request, _COUNTED, None)
    if known is not None:
        return known.todo
    return inbox.for_actor(actor_of(request.user, request), "todo").count()


def next_link(sentence: str, item: InboxItem | None, actor: Actor) -> str | SafeString:
    """The sentence that something is done, with a link to the next thing to do."""
    following = inbox.next_after(item, actor) if item is not None else None
    url = address(following) if following is not None else ""
    if following is None or not url:
        return sentence
    return format_html(
        '{} <a class="cl-next" href="{}">{}</a>',
        sentence,
        url,
        _("Next: %(title)s") % {"title": following.title},
    )


def address(item: InboxItem) -> str:
    """Where an item is dealt with: its record's page, else the item's own."""
    from django.urls import reverse

    from console.records.places import address_of

    return address_of(item.record_type, item.record_id) or reverse(
        "console:inbox_item", args=[item.pk]
    )
