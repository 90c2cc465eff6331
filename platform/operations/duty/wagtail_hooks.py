"""The module's place in the console: menu, workbench, search."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.posts import AT_CENTRE
from console import menu, search
from console.home import registry
from core.actor import Actor
from core.clauses import R
from operations.duty import selectors, today
from operations.duty.lifecycle import OFFICERS

menu.register(
    "office",
    menu.Item(_("My duty"), "duty:mine", icon="time", order=40, posts=OFFICERS),
    menu.Item(_("Duty roster"), "duty:index", icon="calendar", order=42, posts=AT_CENTRE),
    menu.Item(_("Duty book"), "duty:records", icon="list-ul", order=44, posts=AT_CENTRE),
    menu.Item(_("Holiday schedules"), "duty:schedules", icon="date", order=46, posts=AT_CENTRE),
)


def find(actor: Actor, words: str, limit: int) -> list[search.Hit]:
    """Matters of the duty book, among those one may read."""
    now = timezone.now()
    seen = selectors.records(actor, at=now, on=timezone.localdate(now))
    found = selectors.filtered(seen, query=words)
    return [
        search.Hit(
            str(one),
            reverse("duty:record", args=[one.pk]),
            f"{one.shift.on_date} · {one.get_status_display()}",
        )
        for one in found.order_by("-pk")[:limit]
    ]


search.register("duty", _("Duty book"), find)
registry.register_today("duty", today.lines)
registry.register_check(registry.Check("R39", _("Holiday schedules"), R(39), today.rosters))
registry.register_check(registry.Check("R50", _("At the duty post"), R(50), today.gaps))
registry.register_check(registry.Check("R53", _("Answers to duty matters"), R(53), today.answers))
registry.register_check(registry.Check("R55", _("Duty handovers"), R(55), today.handovers))
registry.register_shortcut(
    registry.Shortcut(_("My duty"), "duty:mine", icon="time", posts=OFFICERS)
)
