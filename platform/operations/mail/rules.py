"""The rules of newspapers, letters and parcels, on values only (R25, R58-R61)."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from datetime import date, timedelta

from django.utils.translation import gettext as _

from core.clauses import R
from core.errors import Violation
from core.workcalendar import WorkCalendar
from operations.mail.kinds import CONFIDENTIAL, SIGNED, MailKind, Proof

# Registered later than this, the day is a slip of the pen.
LONGEST_BACK = timedelta(days=60)
_TRACKING = re.compile(r"[A-Z0-9-]{6,40}")
_CONFIDENTIAL_MARK = re.compile(r"机要|绝密|机密|秘密[★☆]")

# --- The register ---


def not_confidential(*, kind: str, texts: Collection[str] = ()) -> None:
    """Confidential mail is not entered here; the paper register has it (R25)."""
    if kind == CONFIDENTIAL[0] or any(_CONFIDENTIAL_MARK.search(text) for text in texts):
        raise Violation(
            _(
                "Confidential mail must not be entered in this system. Enter it in the paper"
                " register of confidential mail and hand it over as its rules say."
            ),
            R(25),
            field="kind",
        )


def kind_of_list(*, kind: str) -> None:
    """One of the kinds of the register (R58)."""
    if kind not in MailKind.values:
        raise Violation(_("Choose what kind of mail it is."), R(58), field="kind")


def addressee_is_written(*, addressee: str) -> None:
    """What stands on the envelope is kept, even where nobody knows who that is (R58)."""
    if not addressee.strip():
        raise Violation(_("Write whom it is addressed to."), R(58), field="addressee")


def received_day_is_sensible(*, received: date, today: date) -> None:
    """Received today or lately (R58)."""
    if received > today:
        raise Violation(_("This day lies ahead."), R(58), field="received_date")
    if today - received > LONGEST_BACK:
        raise Violation(
            _("This day lies more than two months back. Check the date."),
            R(58),
            field="received_date",
        )


def copies_are_counted(*, copies: int) -> None:
    """At least one piece arrived (R58)."""
    if copies < 1:
        raise Violation(_("At least one piece has arrived."), R(58), field="copies")


def tracking_of(*, kind: str, tracking: str) -> str:
    """The tracking number as it is compared; registered mail and parcels have one (R58)."""
    found = re.sub(r"\s", "", tracking).upper()
    if not found:
        if kind in SIGNED:
            raise Violation(
                _("Registered mail and parcels are entered with their tracking number."),
                R(58),
                field="tracking",
            )
        return ""
    if not _TRACKING.fullmatch(found):
        raise Violation(
            _("A tracking number has 6 to 40 letters, digits and hyphens."),
            R(58),
            field="tracking",
        )
    return found


def tracking_once(*, earlier: str) -> None:
    """The same tracking number is not entered twice (R58)."""
    if earlier:
        raise Violation(
            _("This tracking number is entered already: %(earlier)s.") % {"earlier": earlier},
            R(58),
            field="tracking",
        )


# --- The cabinet ---


def slot_is_labelled(*, code: str, label: str) -> None:
    """A pigeonhole has a code and a label (R59)."""
    if not code.strip():
        raise Violation(_("Give the pigeonhole a code."), R(59), field="code")
    if not label.strip():
        raise Violation(
            _("Write the name of the department or person on the label."), R(59), field="label"
        )


def slot_has_one_owner(*, department: int | None, person: int | None) -> None:
    """A pigeonhole belongs to one department or to one person (R59)."""
    if (department is None) == (person is None):
        raise Violation(
            _("A pigeonhole belongs to one department or to one person."), R(59), field="owner"
        )


def slot_stands_somewhere(*, row: int, column: int) -> None:
    """Rows and columns are counted from one (R59)."""
    if row < 1:
        raise Violation(_("Rows are counted from 1."), R(59), field="row")
    if column < 1:
        raise Violation(_("Columns are counted from 1."), R(59), field="column")


def slot_is_free(*, field: str, taken_by: str) -> None:
    """Code, place and owner belong to one pigeonhole in use (R59)."""
    if not taken_by:
        return
    sentence = {
        "code": _("This code is that of “%(slot)s”."),
        "column": _("This place is that of “%(slot)s”."),
        "owner": _("This owner has the pigeonhole “%(slot)s” already."),
    }[field]
    raise Violation(sentence % {"slot": taken_by}, R(59), field=field)


def slot_is_empty(*, waiting: int, subscriptions: int) -> None:
    """A pigeonhole is given up when nothing is in it or meant for it (R58)."""
    if waiting:
        raise Violation(
            _("%(n)s pieces of mail are in it or meant for it. Hand them over first.")
            % {"n": waiting},
            R(58),
        )
    if subscriptions:
        raise Violation(
            _("%(n)s subscriptions go into it. End them first.") % {"n": subscriptions}, R(58)
        )


def slot_in_use(*, in_use: bool) -> None:
    """Nothing is put into a pigeonhole that was given up (R59)."""
    if not in_use:
        raise Violation(_("This pigeonhole is given up. Choose another."), R(59), field="slot_id")


# --- Sorting and handing over ---


def slot_is_chosen(*, slot: int | None) -> None:
    """Nothing is sorted without a place: unknown addressees go on the list (R58, R61)."""
    if slot is None:
        raise Violation(
            _("Choose its pigeonhole, or put it on the list of unclaimed mail."),
            R(58),
            R(61),
            field="slot_id",
        )


def receipt_is_proved(*, kind: str, proof: str) -> None:
    """Registered mail and parcels are handed over against a signature (R60)."""
    if kind in SIGNED and proof == Proof.PLAIN:
        raise Violation(
            _("Registered mail and parcels need a signature. Let whoever collects it sign."),
            R(60),
            field="signature",
        )


def receiver_is_named(*, signed_by: str) -> None:
    """Whoever collects it is named (R58)."""
    if not signed_by.strip():
        raise Violation(_("Say who collects it."), R(58), field="signed_by")


def own_pigeonhole(*, own: bool) -> None:
    """By its label's code one takes from one's own pigeonhole only (R60)."""
    if not own:
        raise Violation(
            _("This pigeonhole is not yours. Its owner or the office hands the mail over."), R(60)
        )


def something_is_chosen(*, chosen: Collection[int]) -> None:
    """At least one piece is handed over (R60)."""
    if not chosen:
        raise Violation(_("Tick at least one piece of mail."), R(60))


def other_pigeonhole(*, was: int | None, now: int) -> None:
    """A wrong delivery is corrected by another pigeonhole (R61)."""
    if was == now:
        raise Violation(
            _("It lies in this pigeonhole already. Choose the right one."), R(61), field="slot_id"
        )


# --- Papers ---


def paper_is_named(*, title: str, copies: int) -> None:
    """A subscription says which paper, and how many copies (R58)."""
    if not title.strip():
        raise Violation(_("Give the title of the paper."), R(58), field="title")
    if copies < 1:
        raise Violation(_("At least one copy is subscribed to."), R(58), field="copies")


def papers_come_on(*, expected: Sequence[str]) -> None:
    """Only what is expected on the day is ticked (R60)."""
    if not expected:
        raise Violation(_("No paper is expected for this pigeonhole today."), R(60))


def ticked_once(*, already: bool) -> None:
    """Papers are ticked once per pigeonhole and day (R60)."""
    if already:
        raise Violation(_("The papers of this pigeonhole are ticked already today."), R(60))


# --- Time ---


def last_day(calendar: WorkCalendar, *, put: date, days: int) -> date:
    """So many working days are left to collect it; from a day of rest, the next one on (R60)."""
    return calendar.add(calendar.on_or_after(put), days)


def is_late(*, due: date | None, today: date) -> bool:
    """Is the last day to collect it over (R60)?"""
    return due is not None and today > due


def is_reminded(
    calendar: WorkCalendar, *, due: date | None, reminded: date | None, today: date, days: int
) -> bool:
    """On the first working day after the last one, and again after as many days (R60)."""
    if not is_late(due=due, today=today) or not calendar.is_working(today):
        return False
    return reminded is None or calendar.working_days_between(reminded, today) >= days
