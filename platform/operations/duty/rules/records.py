"""The rules of the duty book (R48, R52-R54, R56, R57)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import TypeVar

from django.utils.translation import gettext as _

from core.clauses import R
from core.errors import Violation

T = TypeVar("T")


def one_of_the_seven(*, kind: str, known: Collection[str]) -> None:
    """An entry is of one of the seven kinds (R48)."""
    if kind not in known:
        raise Violation(_("Choose what kind of entry it is."), R(48), field="kind")


def something_is_written(*, text: str, field: str = "text") -> None:
    """An entry says what it is about (R48)."""
    if not text.strip():
        raise Violation(_("Write what there is to say."), R(48), field=field)


def only_on_duty(*, shift: T | None) -> T:
    """The book is kept by who has signed in, after taking over (R55)."""
    if shift is None:
        raise Violation(
            _("You are not on duty now: sign in first, or ask who is at the post."), R(55), R(48)
        )
    return shift


def not_ahead(*, occurred: datetime, now: datetime) -> None:
    """What is recorded has happened (R48)."""
    if occurred > now:
        raise Violation(_("This lies ahead; nothing is recorded before it happens."), R(48),
                        field="occurred_at")  # fmt: skip


def handled_has_a_result(*, result: str) -> None:
    """What is closed says what came of it (R52)."""
    if not result.strip():
        raise Violation(_("Say what came of it."), R(52), field="result")


def important_goes_to_a_leader_first(*, important: bool, instructed: bool) -> None:
    """Nothing is done about an important matter before the instruction (R54)."""
    if important and not instructed:
        raise Violation(
            _("An important matter is reported to a leader first and done as instructed."), R(54)
        )


def department_is_named(*, known: bool) -> None:
    """A matter goes to a department (R53)."""
    if not known:
        raise Violation(_("Choose the department in charge."), R(53), field="department_id")


def answered_by_its_department(*, is_its: bool, department: str) -> None:
    """The department in charge feeds back (R53)."""
    if not is_its:
        raise Violation(
            _("This is answered by %(department)s.") % {"department": department}, R(53)
        )


def feedback_is_there(*, handed_over: bool, answered: bool) -> None:
    """A matter that was handed over is not closed without the answer (R53)."""
    if handed_over and not answered:
        raise Violation(_("The department has not answered yet."), R(53))


def instruction_is_written(*, text: str) -> None:
    """An instruction says what is to be done (R54)."""
    if not text.strip():
        raise Violation(_("Write the instruction."), R(54), field="text")


def emergency_was_followed(*, emergency: bool, follow_ups: int) -> None:
    """An emergency is followed until it is over; the final report comes last (R56)."""
    if emergency and not follow_ups:
        raise Violation(_("Write down how the emergency went on before the final report."), R(56))


def first_report_in_time(*, occurred: datetime, reported: datetime, minutes: int) -> bool:
    """Reported for the first time within so many minutes (R56)."""
    return reported - occurred <= timedelta(minutes=minutes)


def still_open(*, is_open: bool) -> None:
    """A closed matter gets corrections only (R57)."""
    if not is_open:
        raise Violation(_("This matter is closed; add a correction where it is wrong."), R(57))
