"""How a case reads on pages: its clock in words, its details, its dates with their reasons."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import InvalidOperation
from typing import Any

from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core.actor import Actor
from core.workcalendar import WorkCalendar
from operations.casework.clock import Light
from operations.casework.fields import MASKS, FieldSpec
from operations.casework.fields import shown as shown_fields
from operations.casework.lifecycle import OPEN
from operations.casework.models import Case
from operations.casework.selectors import Standing
from operations.casework.services.registering import joined
from operations.casework.terms import fields_of

# The light in a word; the colour is the badge's.
LIGHTS = {
    Light.GREEN: gettext_lazy("In time"),
    Light.YELLOW: gettext_lazy("Due soon"),
    Light.RED: gettext_lazy("Overdue"),
    Light.PAUSED: gettext_lazy("Clock stands still"),
}
LIGHT_CHOICES = [(str(light), words) for light, words in LIGHTS.items()]
TONES = {Light.GREEN: "good", Light.YELLOW: "warn", Light.RED: "bad", Light.PAUSED: "calm"}


def light_words(stand: Standing) -> str:
    """The light and the working days left, in words; '' where no clock runs."""
    if stand.light == Light.NONE:
        return ""
    word = str(LIGHTS[stand.light])
    if stand.left is None:
        return word
    days = abs(stand.left)
    if stand.light == Light.RED:
        if not days:
            return word
        text = ngettext("%(n)s working day late", "%(n)s working days late", days)
    else:
        text = ngettext("%(n)s working day left", "%(n)s working days left", days)
    return _("%(light)s, %(days)s") % {"light": word, "days": text % {"n": days}}


def badge_of(stand: Standing) -> SafeString | str:
    """The light as a word with a colour, never the colour alone."""
    words = light_words(stand)
    if not words:
        return ""
    return format_html('<span class="cl-badge cl-badge--{}">{}</span>', TONES[stand.light], words)


def details(case: Case) -> list[tuple[str, str]]:
    """Label and text of what the item asked; private values masked.

    What stands in a draft has not been judged yet and may be anything.
    """
    specs, values = fields_of(case.form), joined(case)
    found: list[tuple[str, str]] = []
    for one in specs:
        try:
            found += shown_fields([one], values)
        except (ValueError, TypeError, InvalidOperation, KeyError):
            found.append((one.label, _raw(one, values[one.key])))
    return found


def _raw(one: FieldSpec, value: object) -> str:
    text = "、".join(map(str, value)) if isinstance(value, list) else str(value)
    return MASKS[one.type](text) if one.private else text


def terms(case: Case, *, calendar: WorkCalendar) -> list[tuple[str, str, str]]:
    """Label, day and reason of each date that the case runs to."""
    found = []
    if case.answer_due_date and not case.accepted_at and case.status in OPEN:
        found.append(
            (_("Answer due"), case.answer_due_date.isoformat(), _("R135: one working day"))
        )
    if case.promised_date is None:
        return found
    rows: list[tuple[str, date | None, int, Any]] = [
        (
            case.item.promise_step or _("Promised for"),
            case.promised_date,
            case.promise_days,
            _("the promised time"),
        )
    ]
    if case.extended_days:
        days = case.promise_days + case.extended_days
        rows.append((_("Extended to"), case.due_date, days, _("the promised and extended time")))
    rows.append((_("Legally due on"), case.legal_due_date, case.legal_days, _("the legal time")))
    for label, day, days, because in rows:
        if day is not None:
            reason = _because(case, day, days, because, calendar=calendar)
            found.append((label, day.isoformat(), reason))
    return found


def _because(case: Case, day: date, days: int, because: str, *, calendar: WorkCalendar) -> str:
    """The calendar's sentence; where the clock stood still, that is said."""
    if case.accepted_at is None:
        return ""
    start = timezone.localdate(case.accepted_at)
    deadline = calendar.deadline(start, days, because=because)
    if deadline.date == day:
        return deadline.sentence
    stood = calendar.working_days_between(deadline.date, day)
    return _(
        "Due %(day)s, because of %(days)d working days after acceptance and"
        " %(stood)d more for which the clock stood still."
    ) % {"day": day.isoformat(), "days": days, "stood": stood}


def hides_rating(case: Case, actor: Actor) -> bool:
    """What a rating says is not shown to whoever handled the case (R139)."""
    return case.handlers.filter(user_id__in=actor.persons).exists()


def materials(case: Case, proved: Iterable[str]) -> list[dict[str, object]]:
    """Each material with how it was given: on paper, as a file, or not."""
    ticked, files = set(case.materials), set(proved)
    return [
        {
            "name": one["name"],
            "required": bool(one.get("required")),
            "note": one.get("note", ""),
            "paper": one["key"] in ticked,
            "file": one["key"] in files,
        }
        for one in case.form.materials
    ]


def name_of(case: Case) -> str:
    """How a case is called on lists: its number, before acceptance its reference."""
    return case.number or case.reference


def days(number: int) -> str:
    """A promise in words; 0 is the same day."""
    if number == 0:
        return _("same day")
    return ngettext("%(n)s working day", "%(n)s working days", number) % {"n": number}
