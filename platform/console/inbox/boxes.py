"""What a box shows: its names, its filters as the address says them, its lines."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from django.apps import apps
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from console.inbox import drafts
from console.inbox.words import Due, address, due_of
from console.records.places import address_of, kind_of
from core import inbox
from core.actor import Actor
from core.inbox.addressing import whom
from core.models.inbox import InboxItem
from core.workcalendar import WorkCalendar

DRAFTS, MINE, TODO = "drafts", "mine", "todo"
TITLES = {
    TODO: _("To do"),
    "done": _("Dealt with"),
    "to_read": _("To read"),
    "read": _("Copies read"),
    MINE: _("Begun by me"),
    DRAFTS: _("Drafts"),
}
EMPTY = {
    TODO: _("Nothing waits for you. What is assigned to you appears here."),
    "done": _("You have not dealt with anything yet."),
    "to_read": _("No copies wait to be read."),
    "read": _("You have read no copies yet."),
    MINE: _("You have not begun anything yet."),
    DRAFTS: _("You have no drafts. What you begin and do not hand in yet appears here."),
}
RED, YELLOW, GREEN, NONE = "red", "yellow", "green", "none"
LIGHTS = {
    RED: _("Red: overdue"),
    YELLOW: _("Yellow: due by the next working day"),
    GREEN: _("Green: due later"),
    NONE: _("No due time"),
}
# Boxes whose items have a due time that still counts.
LIT = (TODO, "to_read", MINE)


@dataclass(frozen=True, slots=True)
class Asked:
    """The filters of an address; what is no filter of the box is left out."""

    q: str = ""
    kind: str = ""
    module: str = ""
    light: str = ""

    @property
    def any(self) -> bool:
        """Is anything filtered?"""
        return any((self.q, self.kind, self.module, self.light))


def asked(sent: Mapping[str, str], *, box: str) -> Asked:
    """Read the address."""
    light = sent.get("light", "")
    return Asked(
        q=" ".join(sent.get("q", "").split())[:100],
        kind=sent.get("kind", "")[:100],
        module=sent.get("module", "")[:40],
        light=light if light in LIGHTS and box in LIT else "",
    )


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a box: an item, or a draft with the time since when it is one."""

    title: str
    kind: str
    url: str
    item: InboxItem | None = None
    since: datetime | None = None
    due: Due | None = None
    where: str = ""
    low_risk: bool = False


def record_types(actor: Actor, box: str) -> list[str]:
    """Kinds of records that lie in a box."""
    if box == DRAFTS:
        return drafts.kinds()
    found = inbox.for_actor(actor, box).order_by().values_list("record_type", flat=True)
    return sorted(found.distinct())


def kinds(types: Iterable[str], *, module: str) -> list[tuple[str, str]]:
    """Kinds with their names, of one module if one is chosen."""
    return [(one, kind_of(one)) for one in types if not module or one.partition(".")[0] == module]


def modules(types: Iterable[str]) -> list[tuple[str, str]]:
    """The modules of those kinds with their names."""
    labels = sorted({one.partition(".")[0] for one in types})
    return [
        (label, str(apps.get_app_config(label).verbose_name))
        for label in labels
        if label in apps.app_configs
    ]


def found(actor: Actor, box: str, by: Asked, *, at: datetime) -> Any:
    """What of a box fits the filters, in its order: something a paginator takes."""
    if box == DRAFTS:
        return drafts.of(actor, kind=by.kind, module=by.module, query=by.q)
    items = inbox.for_actor(actor, box)
    if by.kind:
        items = items.filter(record_type=by.kind)
    if by.module:
        items = items.filter(record_type__startswith=f"{by.module}.")
    if by.q:
        items = items.filter(title__icontains=by.q)
    return lit(items, by.light, at=at) if by.light else items


def lit(items: QuerySet[InboxItem], light: str, *, at: datetime) -> QuerySet[InboxItem]:
    """Items with this light: the same that `due_of` shows beside each."""
    if light == NONE:
        return items.filter(due_at=None)
    if light == RED:
        return items.filter(due_at__lt=at)
    # The next working day, and whatever days off follow it.
    today = timezone.localdate(at)
    later = timezone.make_aware(datetime.combine(WorkCalendar.load().add(today, 2), time.min))
    if light == YELLOW:
        return items.filter(due_at__gte=at, due_at__lt=later)
    return items.filter(due_at__gte=later)


def rows(page: Iterable[Any], *, box: str, at: datetime) -> list[Row]:
    """The lines of a page; whoever has what is asked for once."""
    if box == DRAFTS:
        return [_draft(one) for one in page]
    items = list(page)
    calendar = WorkCalendar.load()
    names = holders(items) if box == MINE else {}
    return [
        Row(
            title=item.title,
            kind=kind_of(item.record_type),
            url=address(item),
            item=item,
            due=due_of(item, at=at, calendar=calendar) if item.is_live else None,
            where=names.get(item.pk, item.outcome),
            low_risk=box == TODO and inbox.is_low_risk(item),
        )
        for item in items
    ]


def holders(items: Iterable[InboxItem]) -> dict[int, str]:
    """Who has each of these that is still with somebody."""
    live = [item for item in items if item.is_live]
    users = User.objects.filter(pk__in=[item.user_id for item in live if item.user_id])
    names = {user.pk: str(user) for user in users}
    return {item.pk: names.get(item.user_id, "") if item.user_id else whom(item) for item in live}


def _draft(one: dict[str, Any]) -> Row:
    return Row(
        title=one["draft_title"],
        kind=kind_of(one["draft_kind"]),
        url=address_of(one["draft_kind"], one["draft_key"]),
        since=one["draft_since"],
    )
