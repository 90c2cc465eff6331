"""What other parts ask of mail: files, the calendar's changes, what leaving people must clear."""

from __future__ import annotations

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import place
from console import places
from core import attachments, workcalendar
from core.actor import Actor
from core.workcalendar import WorkCalendar
from operations.mail import rules, selectors
from operations.mail.lifecycle import S
from operations.mail.models import MailItem, Slot
from operations.mail.services.moving import refigure
from operations.mail.settings import setting
from operations.staff import clearance
from operations.staff.models import Person


def register() -> None:
    """Called once at start-up."""
    from operations.mail import figures  # noqa: F401 - they declare themselves

    places.register("mail", where="county")
    attachments.register_guard(MailItem, may_see)
    workcalendar.register_recompute("mail", recompute)
    clearance.register("mail", open_of)


def may_see(actor: Actor, item: MailItem) -> bool:
    """Signatures are for those who may see the piece."""
    return selectors.items(actor, on=timezone.localdate()).filter(pk=item.pk).exists()


def open_of(person: Person) -> list[str]:
    """Somebody who leaves has no pigeonhole any more (R59)."""
    return [
        _("Pigeonhole %(slot)s is to be given up.") % {"slot": slot.code}
        for slot in Slot.objects.filter(person=person, to_date=None).order_by("pk")
    ]


def recompute(year: int) -> int:
    """Last days that are still ahead, counted again; past ones stay (R60)."""
    if place.here() != "county":
        return 0  # the province publishes, too, and has no mail
    calendar, now = WorkCalendar.load(), timezone.now()
    moved = 0
    waiting = MailItem.objects.select_for_update().filter(
        status=S.SORTED, due_date__gte=timezone.localdate(now)
    )
    for item in waiting.order_by("pk"):
        put, before = timezone.localdate(item.sorted_at), item.due_date
        due = rules.last_day(calendar, put=put, days=setting("collect_days", on=put))
        if due == before or not _touches(year, put, before):
            continue
        item.due_date = due
        item.save(update_fields=["due_date", "updated_at"])
        refigure(item, due_before=before)
        moved += 1
    return moved


def _touches(year: int, put: date, due: date | None) -> bool:
    return due is not None and put.year <= year <= due.year + 1
