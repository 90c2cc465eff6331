"""The rules of supervision, on values only (R43-R47)."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from datetime import date
from enum import StrEnum

from django.utils.translation import gettext as _

from core.clauses import R
from core.errors import Violation
from core.workcalendar import WorkCalendar

LONGEST_TITLE = 100
# Longer than any matter of a centre; a slip of the pen must not count through years.
MOST_WORKING_DAYS = 250


class Light(StrEnum):
    """How near the due day is; nothing once an item has ended."""

    NONE = ""
    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"


# --- Issuing (R44) ---


def matter_is_named(*, title: str, requirement: str) -> None:
    """A matter in one line, and what is required (R44)."""
    if not title.strip():
        raise Violation(_("Say what the matter is."), R(44), field="title")
    if re.search(r"[\r\n\v\f\u2028\u2029]", title.strip()):
        raise Violation(_("Write the matter in one line."), R(44), field="title")
    if len(title.strip()) > LONGEST_TITLE:
        raise Violation(
            _("The matter is longer than %(n)s characters. Shorten it.") % {"n": LONGEST_TITLE},
            R(44),
            field="title",
        )
    if not requirement.strip():
        raise Violation(_("Say what is required."), R(44), field="requirement")


def source_is_known(*, source: str, known: Collection[str]) -> None:
    """An item comes from a plan, a document, a meeting or a leader (R44)."""
    if source not in known:
        raise Violation(_("Say where the item comes from."), R(44), field="source")


def owner_is_not_assisting(*, owner: int, assisting: Collection[int]) -> None:
    """The owner department does not assist itself (R44)."""
    if owner in assisting:
        raise Violation(
            _("The owner department cannot assist as well. Choose others."),
            R(44),
            field="assisting",
        )


def due_day(calendar: WorkCalendar, *, issued: date, due: date | None, days: int | None) -> date:
    """The due day: a working day named, or so many working days after the issue (R44, R47)."""
    if due is not None and days is None:
        if due < issued:
            raise Violation(_("The due day lies before the day of issue."), R(44), field="due_date")
        day_is_working(calendar, day=due, field="due_date")
        return due
    if days is None or due is not None:
        raise Violation(
            _("Give either a due day or a number of working days."), R(44), field="due_date"
        )
    if not 1 <= days <= MOST_WORKING_DAYS:
        raise Violation(
            _("Give between 1 and %(most)s working days.") % {"most": MOST_WORKING_DAYS},
            R(44),
            field="days",
        )
    return calendar.add(issued, days)


def day_is_working(calendar: WorkCalendar, *, day: date, field: str) -> None:
    """Nothing is due on a day of rest; the sentence names the next working day (R47)."""
    if not calendar.is_working(day):
        raise Violation(
            _("%(day)s is a day of rest. The next working day is %(next)s.")
            % {"day": day.isoformat(), "next": calendar.on_or_after(day).isoformat()},
            R(47),
            field=field,
        )


def milestones_in_order(*, milestones: Sequence[tuple[date, str]], issued: date, due: date) -> None:
    """Milestones have names and days between issue and due day, each name once (R44)."""
    seen: set[str] = set()
    for day, title in milestones:
        if not title.strip():
            raise Violation(_("Name every milestone."), R(44), field="milestones")
        if title.strip() in seen:
            raise Violation(
                _("The milestone “%(title)s” stands there twice.") % {"title": title.strip()},
                R(44),
                field="milestones",
            )
        seen.add(title.strip())
        if not issued <= day <= due:
            raise Violation(
                _("The milestone “%(title)s” must lie between %(first)s and %(last)s.")
                % {
                    "title": title.strip(),
                    "first": issued.isoformat(),
                    "last": due.isoformat(),
                },
                R(44),
                field="milestones",
            )


# --- On the way (R43, R46) ---


def words_are_there(*, text: str, field: str) -> None:
    """An entry says something (R43)."""
    if not text.strip():
        raise Violation(_("Write what there is to say."), R(43), field=field)


def done_is_shown(*, result: str, files: int, note: str) -> None:
    """What is reported done has a result and evidence: a file, or where the paper lies (R44)."""
    if not result.strip():
        raise Violation(_("Describe the result."), R(44), R(46), field="result")
    if not files and not note.strip():
        raise Violation(
            _("Add the evidence as a file, or say where the paper is kept."),
            R(44),
            R(46),
            field="evidence_note",
        )


def milestones_are_reached(*, missing: Sequence[str]) -> None:
    """Nothing is reported done while a milestone is open (R46)."""
    if missing:
        raise Violation(
            _("These milestones are not reached yet: %(names)s.") % {"names": "、".join(missing)},
            R(46),
        )


def checked_by_another(*, doers: Collection[int | None], checkers: Collection[int]) -> None:
    """Nobody confirms what they did themselves (R0)."""
    if set(checkers) & set(doers):
        raise Violation(
            _("You handled this item yourself; somebody else confirms it."), R(0), R(46)
        )


def rating_is_known(*, rating: str, known: Collection[str]) -> None:
    """An item is closed with its rating (R46)."""
    if rating not in known:
        raise Violation(_("Rate how it was done."), R(46), field="rating")


# --- Extensions (R46) ---


def extension_is_asked_in_order(
    calendar: WorkCalendar, *, present: date, wanted: date, reason: str, open_already: bool
) -> None:
    """Later than now, on a working day, with a reason, one at a time (R46)."""
    if open_already:
        raise Violation(_("An extension is being decided on already."), R(46))
    if wanted <= present:
        raise Violation(
            _("An extension ends later than the present due day."), R(46), field="to_date"
        )
    day_is_working(calendar, day=wanted, field="to_date")
    if not reason.strip():
        raise Violation(_("Please give the reason."), R(46), field="reason")


def extension_is_decided_by_another(*, asker: int | None, deciders: Collection[int]) -> None:
    """Nobody decides on what they asked for (R0)."""
    if asker in deciders:
        raise Violation(_("You asked for this extension; another leader decides."), R(0), R(46))


def refusal_has_a_reason(*, agree: bool, opinion: str) -> None:
    """Whoever refuses says why (R46)."""
    if not agree and not opinion.strip():
        raise Violation(_("Please give the reason."), R(46), field="opinion")


# --- The daily check (R45) ---


def check_is_of_a_working_day(calendar: WorkCalendar, *, day: date) -> None:
    """Checks are made on working days, on the day itself (R45)."""
    if not calendar.is_working(day):
        raise Violation(_("No checks are made on a day of rest."), R(45))


def checked_once(*, already: bool) -> None:
    """One check for each item and day; it is not changed afterwards (R45)."""
    if already:
        raise Violation(_("This item was checked today already."), R(45))


def problem_is_fed_back(*, normal: bool, problem: str, told: str) -> None:
    """What is not as planned is named, and somebody is told (R43, R45)."""
    if normal:
        return
    if not problem.strip():
        raise Violation(_("Name the problem."), R(45), field="problem")
    if not told:
        raise Violation(_("Say to whom it is fed back."), R(45), R(43), field="told")


def days_to_check(
    calendar: WorkCalendar, *, issued: date, ended: date | None, until: date
) -> list[date]:
    """Working days on which an item had to be checked: after its issue, until it ended (R45).

    until: the last day that counts, which is yesterday for what was missed.
    """
    last = min(ended, until) if ended else until
    days = calendar.working_days(issued, last)
    return [day for day in days if day > issued and day != ended]


# --- Time (R47) ---


def light(
    calendar: WorkCalendar, *, due: date, today: date, yellow_days: int, ended: bool
) -> Light:
    """Yellow from three working days before the due day on, red from the day after it (R47)."""
    if ended:
        return Light.NONE
    if today > due:
        return Light.RED
    left = calendar.working_days_between(today, due)
    return Light.YELLOW if left <= yellow_days else Light.GREEN


def closed_on_time(*, ended: date | None, closed: bool, first_due: date) -> bool:
    """Closed on or before the day that was set first; extensions do not count (R47)."""
    return closed and ended is not None and ended <= first_due


def escalation(*, days_late: int, steps: Sequence[int]) -> int:
    """How many of the steps upwards are reached: 0 tells the owner only (R47)."""
    return sum(days_late >= step for step in steps)
