"""The terms of petitions in calendar days, on values only.

The handbook names petitions as a field of the office (R26) and gives no clauses of its own: where
R(26) is cited, the sentence is the national rule (信访工作条例). Four eyes are R0.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from django.utils.translation import gettext as _

from core.clauses import R
from core.errors import Violation
from operations.petitions.kinds import Stage


class Light(StrEnum):
    """How a petition stands to its time."""

    CALM = ""
    YELLOW = "yellow"
    RED = "red"


@dataclass(frozen=True, slots=True)
class Term:
    """A last day, and the sentence why."""

    day: date
    why: str


def last_day(*, began: date, days: int) -> date:
    """So many calendar days on; the first day does not count (R26)."""
    return began + timedelta(days=days)


def term(*, began: date, days: int, from_: str, added: int = 0) -> Term:
    """The last day in words: from when, how many calendar days (R26)."""
    due = last_day(began=began, days=days + added)
    why = _("%(day)s, because %(from)s on %(began)s and %(n)s calendar days are given") % {
        "day": due.isoformat(),
        "from": from_,
        "began": began.isoformat(),
        "n": days,
    }
    if added:
        why = _("%(why)s, with %(n)s more agreed") % {"why": why, "n": added}
    return Term(due, why)


def light(*, due: date, done: date | None, today: date, yellow_days: int) -> Light:
    """Red when it is, or was done, too late; yellow when little time is left (R26)."""
    if (done or today) > due:
        return Light.RED
    if done is None and (due - today).days <= yellow_days:
        return Light.YELLOW
    return Light.CALM


def longer_term_in_order(
    *, stage: str, due: date, today: date, days: int, most: int, reason: str, asked: bool
) -> None:
    """Asked for once, before the last day is over, for the first handling only (R26)."""
    if stage != Stage.HANDLING:
        raise Violation(_("The term of a review is not lengthened."), R(26))
    if asked:
        raise Violation(_("A longer term has been asked for or agreed already."), R(26))
    if today > due:
        raise Violation(
            _("The last day was %(day)s; a longer term comes too late.") % {"day": due.isoformat()},
            R(26),
        )
    if not 1 <= days <= most:
        raise Violation(
            _("Between 1 and %(n)s calendar days can be added.") % {"n": most}, R(26), field="days"
        )
    if not reason.strip():
        raise Violation(_("Say why it takes longer."), R(26), field="reason")


def longer_term_is_decided_by_another(
    *, asker: int | None, deciders: Collection[int], agree: bool, due: date, today: date
) -> None:
    """Nobody decides on what they asked for (R0), nor agrees when the last day is over (R26)."""
    if asker in deciders:
        raise Violation(
            _("You asked for this yourself. Another leader must decide on it."), R(0), R(26)
        )
    if agree and today > due:
        raise Violation(
            _("The last day was %(day)s; a longer term comes too late.") % {"day": due.isoformat()},
            R(26),
        )


def refusal_has_a_reason(*, agree: bool, opinion: str) -> None:
    """Whoever refuses says why (R26)."""
    if not agree and not opinion.strip():
        raise Violation(_("Say why you do not agree."), R(26), field="opinion")


def told_in_order(*, anonymous: bool, decided: date, told: date, today: date) -> None:
    """The petitioner is told of the longer term after it was agreed (R26)."""
    if anonymous:
        raise Violation(_("The petitioner is anonymous; there is nobody to tell."), R(26))
    if told < decided or told > today:
        raise Violation(
            _("Choose a day from %(first)s to today.") % {"first": decided.isoformat()},
            R(26),
            field="told_date",
        )
