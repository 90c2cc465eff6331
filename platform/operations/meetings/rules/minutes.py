"""The rules of minutes and of what was decided, on values only.

The handbook has no clauses of its own for minutes (R26); what was decided has an owner and a day,
as supervision items want it (R44). Four eyes are R0.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.utils.translation import gettext as _

from core.clauses import R
from core.errors import Violation

LONGEST_MINUTES, LONGEST_DECISION = 8000, 300
MOST_DECISIONS = 30


def recorder_writes(*, mine: bool, recorder: str) -> None:
    """The minutes are written by whoever keeps them, or by the organiser (R26)."""
    if not mine:
        raise Violation(
            _("%(name)s keeps the minutes of this meeting.") % {"name": recorder}, R(26)
        )


def minutes_are_written(*, text: str) -> None:
    """Minutes say what was dealt with (R26)."""
    if not text.strip():
        raise Violation(_("Write the minutes."), R(26), field="minutes")
    if len(text.strip()) > LONGEST_MINUTES:
        raise Violation(
            _("This is longer than %(n)s characters. Put the rest into an attachment.")
            % {"n": LONGEST_MINUTES},
            R(26),
            field="minutes",
        )


def decision_is_complete(*, text: str, department: bool, due: date, today: date) -> None:
    """What, who, until when (R44)."""
    if not text.strip():
        raise Violation(_("Write what was decided."), R(44), field="text")
    if len(text.strip()) > LONGEST_DECISION:
        raise Violation(
            _("This is longer than %(n)s characters. Shorten it.") % {"n": LONGEST_DECISION},
            R(44),
            field="text",
        )
    if not department:
        raise Violation(_("Choose the department that does it."), R(44), field="department_id")
    if due < today:
        raise Violation(_("Choose a day that is not over."), R(44), field="due_date")


def owner_can_do_it(*, active: bool, held: Collection[str], posts: Collection[str]) -> None:
    """A named owner can sign in and holds a post that carries things out (R44)."""
    if not active or not set(held) & set(posts):
        raise Violation(
            _("This person cannot be given anything to do. Choose somebody else."),
            R(44),
            field="owner_id",
        )


def decisions_are_few(*, number: int) -> None:
    """So many a meeting at most (R44)."""
    if number >= MOST_DECISIONS:
        raise Violation(
            _("A meeting decides on %(n)s things at most.") % {"n": MOST_DECISIONS}, R(44)
        )


def decisions_are_open(*, held: bool) -> None:
    """Decisions are entered after the meeting and until the minutes are handed in (R44)."""
    if not held:
        raise Violation(_("Decisions are entered while the minutes are being written."), R(44))


def signer_did_not_write(*, writer: int | None, signers: Collection[int]) -> None:
    """Whoever wrote the minutes does not sign them: four eyes (R0)."""
    if writer in signers:
        raise Violation(_("You wrote these minutes. Another leader signs them."), R(0))
