"""The rules of the archive, on values only (R0, R20, R26, R32; DA/T 22-2015)."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from datetime import date, timedelta

from django.utils.translation import gettext as _

from core.clauses import Clause, R
from core.errors import Violation
from operations.archives.kinds import YEARS, Retention

LONGEST_LOAN = 60
# A search looks for at least so many characters.
FEWEST_SIGNS = 2


# --- Filing ---


def retention_is_known(*, retention: str, clause: Clause) -> None:
    """Permanent, thirty years or ten (DA/T 22)."""
    if retention not in Retention.values:
        raise Violation(_("Choose how long it is kept."), clause, field="retention")


def fonds_is_written(*, fonds: str) -> None:
    """A fonds number has four capital letters and digits (DA/T 22)."""
    if not re.fullmatch(r"[A-Z][A-Z0-9]{3}", fonds):
        raise Violation(
            _("A fonds number is a capital letter and three more letters or digits, such as Z001."),
            R(26),
            field="fonds",
        )


def unit_is_written(*, unit: str, field: str = "unit") -> None:
    """A unit's code has three capital letters (DA/T 22)."""
    if not re.fullmatch(r"[A-Z]{3}", unit):
        raise Violation(
            _("The code of a unit is three capital letters, such as BGS."), R(26), field=field
        )


def package_is_whole(*, missing: Sequence[str]) -> None:
    """Nothing is filed whose final paper or sheet is not there (R20)."""
    if missing:
        raise Violation(
            _("Before filing there must be: %(what)s.") % {"what": "、".join(missing)}, R(20)
        )


def bytes_are_those_issued(*, faulty: Sequence[str]) -> None:
    """What is filed is to the byte what was issued or attached (R20)."""
    if faulty:
        raise Violation(
            _("Changed or missing in the store: %(what)s. It cannot be filed like this.")
            % {"what": "、".join(faulty)},
            R(20),
        )


def filed_once(*, number: str) -> None:
    """One record is one file."""
    if number:
        raise Violation(_("It is filed already as %(number)s.") % {"number": number}, R(20))


def something_is_chosen(*, chosen: int) -> None:
    """A batch has at least one line."""
    if not chosen:
        raise Violation(_("Choose at least one line."), R(32))


# --- Lending ---


def days_are_sensible(*, days: int) -> None:
    """A loan is for some days, not for good (R26)."""
    if not 1 <= days <= LONGEST_LOAN:
        raise Violation(
            _("A file is lent for 1 to %(n)s days.") % {"n": LONGEST_LOAN}, R(26), field="days"
        )


def purpose_is_said(*, purpose: str) -> None:
    """Whoever borrows says what for (R26)."""
    if not purpose.strip():
        raise Violation(_("Say what you need it for."), R(26), field="purpose")


def still_kept(*, destroyed: bool) -> None:
    """Only what is kept can be lent."""
    if destroyed:
        raise Violation(
            _("This file was destroyed; only its line in the catalogue is kept."),
            R(26),
            field="number",
        )


def asked_once(*, running: bool) -> None:
    """One person has one loan of a file at a time."""
    if running:
        raise Violation(
            _("You have applied for this file already, or have it."), R(26), field="number"
        )


def has_copies(*, electronic: bool, parts: int) -> None:
    """Lent electronically is what can carry a watermark."""
    if electronic and not parts:
        raise Violation(
            _("No part of this file can be shown with a watermark. Ask for the original."),
            R(26),
            field="form",
        )


def original_is_in(*, out_to: str) -> None:
    """There is one original; it is with one person (R26)."""
    if out_to:
        raise Violation(
            _("The original is with %(name)s. It is handed out when it is back.")
            % {"name": out_to},
            R(26),
        )


def not_on_a_list(*, listed: bool) -> None:
    """What is to be destroyed is not handed out, and what is out is not listed (R26)."""
    if listed:
        raise Violation(_("This file is on a destruction list."), R(26))


def own_application(*, borrower: int | None, persons: Collection[int]) -> None:
    """An application is withdrawn by whoever made it."""
    if borrower not in persons:
        raise Violation(_("It is withdrawn by whoever applied."), R(26))


def last_day(*, handed_out: date, days: int) -> date:
    """The day on which it is to be back."""
    return handed_out + timedelta(days=days)


def copy_is_open(*, electronic: bool, lent: bool, due: date | None, today: date) -> bool:
    """A borrowed copy can be looked at while it is lent, until its last day."""
    return electronic and lent and due is not None and today <= due


# --- Destruction ---


def ends_in(*, year: int, retention: str) -> int | None:
    """The last year in which it must be kept; None for what is kept for good."""
    years = YEARS.get(Retention(retention))
    return None if years is None else year + years


def term_is_over(*, year: int, retention: str, today: date) -> bool:
    """Kept as long as it had to be, counted from the year after the file's own (DA/T 22)."""
    last = ends_in(year=year, retention=retention)
    return last is not None and today.year > last


def only_what_is_over(*, still: Sequence[str]) -> None:
    """Nothing is destroyed before its term, and what is permanent never (R26)."""
    if still:
        raise Violation(
            _("Their term is not over: %(numbers)s.") % {"numbers": "、".join(still)},
            R(26),
            field="listed",
        )


def all_are_free(*, taken: Sequence[str]) -> None:
    """What is lent, on another list or gone is not put on a list."""
    if taken:
        raise Violation(
            _("Lent, on another list, or destroyed already: %(numbers)s.")
            % {"numbers": "、".join(taken)},
            R(26),
            field="listed",
        )


def files_are_listed(*, number: int) -> None:
    """A list names at least one file."""
    if not number:
        raise Violation(_("Choose the files that are to be destroyed."), R(26), field="listed")


def two_sign(*, appraiser: int | None, persons: Collection[int]) -> None:
    """Who appraised a list does not approve it: two persons sign (R0)."""
    if appraiser in persons:
        raise Violation(_("You appraised this list; somebody else approves it."), R(0), R(26))
