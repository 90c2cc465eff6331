"""The rules of incoming documents, on values only (R25, R27-R36)."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from datetime import date, timedelta
from enum import StrEnum

from django.utils.translation import gettext as _

from core.clauses import R
from core.errors import Violation
from core.workcalendar import WorkCalendar
from operations.documents.incoming.kinds import LEVEL_OF, TO_READ, Level, Nature

LONGEST_TITLE = 120
# Further ahead a day is a slip of the pen.
FARTHEST = timedelta(days=3 * 366)
# Working days before the last one from which a task is yellow.
SOON = 2


class Light(StrEnum):
    """How a task stands to its time."""

    CALM = ""
    YELLOW = "yellow"
    RED = "red"


# --- The register ---


def title_is_one_line(*, title: str) -> None:
    """The title as it stands on the paper, in one line (R33)."""
    if not title.strip():
        raise Violation(_("Give the title of the document."), R(33), field="title")
    if re.search(r"[\r\n\v\f\u2028\u2029]", title.strip()):
        raise Violation(_("Write the title in one line."), R(33), field="title")
    if len(title.strip()) > LONGEST_TITLE:
        raise Violation(
            _("The title is longer than %(n)s characters. Shorten it.") % {"n": LONGEST_TITLE},
            R(33),
            field="title",
        )


def sender_is_named(*, sender: str) -> None:
    """Somebody sent it (R33)."""
    if not sender.strip():
        raise Violation(_("Say who sent it."), R(33), field="sender")


def nature_of_list(*, nature: str, level: str) -> Level:
    """A nature of the closed list, from the sender it can come from (R28-R30).

    Returns the level: that of the nature where there is only one.
    """
    if nature not in Nature.values:
        raise Violation(
            _("Choose the nature from the list; nothing else is registered."),
            R(28),
            R(29),
            R(30),
            field="nature",
        )
    fixed = LEVEL_OF.get(Nature(nature))
    if fixed is not None:
        if level and level != fixed:
            raise Violation(
                _("“%(nature)s” comes from: %(level)s.")
                % {"nature": Nature(nature).label, "level": fixed.label},
                R(28),
                field="source_level",
            )
        return fixed
    if level not in Level.values:
        raise Violation(_("Say what kind of organ sent it."), R(28), field="source_level")
    return Level(level)


def dates_in_order(*, received: date, written: date | None, today: date) -> None:
    """Written, then received, and not later than today (R33)."""
    if received > today:
        raise Violation(_("This day lies ahead."), R(33), field="received_date")
    if written is not None and written > received:
        raise Violation(
            _("It cannot be dated later than it was received."), R(33), field="sender_date"
        )


def counts_are_sensible(*, copies: int, pages: int | None) -> None:
    """At least one copy, and one page if they are counted (R33)."""
    if copies < 1:
        raise Violation(_("At least one copy was received."), R(33), field="copies")
    if pages is not None and pages < 1:
        raise Violation(_("A document has at least one page."), R(33), field="pages")


def due_lies_ahead(*, due: date | None, after: date, field: str = "due_date") -> None:
    """A term is not over before it begins, nor years away."""
    if due is None:
        return
    if due < after:
        raise Violation(_("This day is over. Choose a later one."), R(35), field=field)
    if due - after > FARTHEST:
        raise Violation(
            _("This day lies more than three years ahead. Check the year."), R(35), field=field
        )


def registered_twice_for_a_reason(*, earlier: str, reason: str) -> None:
    """The same number of the same sender in a year is registered again only with a reason (R34)."""
    if earlier and not reason.strip():
        raise Violation(
            _(
                "The same number of this sender is registered already as %(number)s. "
                "Give the reason to register it again."
            )
            % {"number": earlier},
            R(34),
            field="duplicate_reason",
        )


def still_correctable(*, ended: bool) -> None:
    """What is filed, sent back or void stays as it is."""
    if ended:
        raise Violation(_("This is ended; the register is not changed any more."), R(36))


# --- On the way ---


def circulates_at_once(*, nature: str) -> None:
    """Without an instruction only what is to be read is circulated (R27)."""
    if nature not in TO_READ:
        raise Violation(
            _("“%(nature)s” needs a leader's instruction before it is circulated.")
            % {"nature": Nature(nature).label},
            R(27),
        )


def somebody_reads(*, readers: Collection[int]) -> None:
    """Circulating needs a reader."""
    if not readers:
        raise Violation(_("Choose who reads it."), R(27), field="readers")


def opinion_is_given(*, text: str) -> None:
    """A proposal is in words (R27)."""
    if not text.strip():
        raise Violation(_("Write what you propose."), R(27), field="opinion")


def leader_holds_the_post(*, chosen: int | None, holders: Collection[int]) -> None:
    """It goes before a leader, or before whoever holds the post (R27)."""
    if chosen is not None and chosen not in holders:
        raise Violation(_("Choose among the leaders only."), R(27), field="leader")


def departments_fit(*, lead: int | None, helping: Collection[int]) -> None:
    """One is responsible, the others help; none does both."""
    if lead is not None and lead in helping:
        raise Violation(
            _("The responsible department does not co-operate with itself."),
            R(35),
            field="helping",
        )
    if lead is None and helping:
        raise Violation(
            _("Choose the responsible department first."), R(35), field="lead_department"
        )


def assignment_is_complete(*, nature: str, lead: int | None, due: date | None) -> None:
    """Somebody is responsible; what a superior assigned has a last day as well (R35)."""
    if lead is None:
        raise Violation(_("Choose the responsible department."), R(35), field="lead_department")
    if nature == Nature.ASSIGNED and due is None:
        raise Violation(
            _("An assigned task needs a last day before it is handed on."),
            R(35),
            field="due_date",
        )


def own_part(*, mine: bool, departments: str) -> None:
    """A task is done by those who have it (R27)."""
    if not mine:
        raise Violation(_("This is with %(departments)s.") % {"departments": departments}, R(27))


def handler_can_handle(*, can: bool, name: str) -> None:
    """A part is handed over to somebody who can report it handled (R27)."""
    if not can:
        sentence = _("%(name)s holds no post that handles documents. Choose somebody who does.")
        raise Violation(sentence % {"name": name}, R(27), field="to")


def result_is_said(*, result: str) -> None:
    """What is handled says with what result (R33)."""
    if not result.strip():
        raise Violation(_("Say with what result it was handled."), R(33), field="result")


def parts_are_done(*, still: Sequence[str]) -> None:
    """The responsible department reports last; nothing is filed while a task is open (R32)."""
    if still:
        raise Violation(
            _("Still to be done by: %(departments)s.") % {"departments": "、".join(still)}, R(32)
        )


def reply_is_numbered(*, number: str) -> None:
    """A draft answers nobody: the reply has its number (R33)."""
    if not number:
        raise Violation(
            _("This document has no number yet; it answers nothing before."),
            R(33),
            field="reply_id",
        )


def all_have_read(*, unread: Sequence[str], reason: str) -> None:
    """Circulation ends when everybody has read it, or with a reason why not (R27)."""
    if unread and not reason.strip():
        raise Violation(
            _("Not read yet by: %(names)s. Remind them, or say why it ends all the same.")
            % {"names": "、".join(unread)},
            R(27),
            field="reason",
        )


def followed_once(*, done: bool) -> None:
    """One supervision item is made of it, not two (R35)."""
    if done:
        raise Violation(_("There is a supervision item of it already."), R(35))


# --- Time ---


def last_day(calendar: WorkCalendar, *, began: date, days: int) -> date:
    """So many working days on; what begins on a day off counts from the next working day."""
    return calendar.add(calendar.on_or_after(began), days)


def light(calendar: WorkCalendar, *, due: date | None, done: date | None, today: date) -> Light:
    """Red when it is, or was done, too late; yellow when little time is left."""
    if due is None:
        return Light.CALM
    if (done or today) > due:
        return Light.RED
    if done is None and calendar.working_days_between(today, due) <= SOON:
        return Light.YELLOW
    return Light.CALM


def is_urged(calendar: WorkCalendar, *, due: date | None, today: date) -> bool:
    """Two working days before the last day, on it, and on each working day after (§3.3)."""
    if due is None:
        return False
    last = calendar.on_or_before(due)
    return today in (calendar.add(last, -SOON), last) or today > due


def registered_in_time(calendar: WorkCalendar, *, received: date, registered: date) -> bool:
    """On the day it came, or on the next working day (R36; measured only)."""
    return registered <= calendar.add(received, 1)
