"""The rules of cards and keepers (R78, R81–R82, R86), on values only."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.utils.translation import gettext as _

from core.clauses import R
from core.errors import Violation

# The twelve columns of the ledger (R78) that are typed; number, department and user come by
# themselves.
TYPED = ("model", "spec", "manufacturer", "dealer", "buyer_name", "place", "warranty")


def card_is_complete(values: Mapping[str, str]) -> None:
    """No column is empty; what is not known is said to be so (R78)."""
    for name in TYPED:
        if not values[name].strip():
            raise Violation(
                _("Every column of the card is filled in; write “none” or “unknown” where so."),
                R(78),
                field=name,
            )


def serials_fit(*, given: int, different: int, pieces: int) -> None:
    """Serial numbers: none, or one for each piece (R78)."""
    if given and (given != pieces or different != given):
        raise Violation(
            _("Enter %(n)s different serial numbers, one to a line, or none.") % {"n": pieces},
            R(78),
            field="serials",
        )


def is_signed(*, signed: bool, field: str) -> None:
    """Nothing is handed out or over before who takes it has signed (R81)."""
    if not signed:
        raise Violation(_("Without the signature nothing is handed over."), R(81), field=field)


def keeper_works_here(*, active: bool) -> None:
    """The responsible person works at the centre (R86)."""
    if not active:
        raise Violation(_("Choose somebody who works at the centre."), R(86), field="person_id")


def is_trained(*, special: bool, valid_until: date | None, today: date) -> None:
    """Special assets go only to those with a valid authorisation (R84)."""
    if special and (valid_until is None or valid_until < today):
        raise Violation(
            _("This asset is only for trained people; this person has no valid authorisation."),
            R(84),
            field="person_id",
        )


def training_is_sound(*, trained: date, until: date, today: date) -> None:
    """Trained by now, and good for some time (R84)."""
    if trained > today:
        raise Violation(_("The training lies ahead."), R(84), field="trained_date")
    if until <= trained:
        raise Violation(
            _("It is valid for some time after the training."), R(84), field="valid_until_date"
        )


def another_keeper(*, same: bool) -> None:
    """A transfer goes to somebody else (R86)."""
    if same:
        raise Violation(_("This person keeps it already."), R(86), field="person_id")


def goes_where_it_was_set_aside(*, kept_for: str, department: bool) -> None:
    """What was reallocated to a department is issued there (R72)."""
    if kept_for and not department:
        raise Violation(
            _("It is set aside for %(number)s; issue it to the department that asked.")
            % {"number": kept_for},
            R(72),
            field="department_id",
        )


def place_is_named(*, place: str) -> None:
    """The ledger knows where it stands (R78)."""
    if not place.strip():
        raise Violation(_("Say where it stands."), R(78), field="place")


def is_set_aside(*, kept: bool, reason: str) -> None:
    """What is set aside for a request is let go with a reason (R72)."""
    if not kept:
        raise Violation(_("It is set aside for nobody."), R(72))
    if not reason.strip():
        raise Violation(_("Please give the reason."), R(72), field="reason")
