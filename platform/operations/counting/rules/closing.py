"""The rules of a count's window, its signatures and its differences (R92–R95), on values only."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from core.clauses import R
from core.errors import Violation
from core.workcalendar import WorkCalendar
from operations.counting.kinds import REMEDIES, Remedy, Result

NAMED = 5


def window(calendar: WorkCalendar, *, month: date, days: int) -> tuple[date, ...]:
    """The first working days of the month, in which it is counted (R94)."""
    return calendar.window_from(month.replace(day=1), days)


def in_time(*, closed: date | None, due: date) -> bool:
    """Both signatures within the window (R94)."""
    return closed is not None and closed <= due


def is_due(*, began: date | None, due: date) -> bool:
    """A ledger that began after the window of a month is counted from the next one on (R94)."""
    return began is not None and began <= due


def month_is_possible(*, month: date, today: date) -> None:
    """A month is counted once it has begun (R92)."""
    if month > today:
        raise Violation(_("This month has not begun yet."), R(92), field="month")


def something_to_count(*, expected: int) -> None:
    """A count without anything to count is none (R94)."""
    if not expected:
        raise Violation(_("Nothing in the books matches; choose other classes or places."), R(94))


def all_answered(*, open_names: Sequence[str], left: int) -> None:
    """Every line is answered before anybody signs (R94)."""
    if left:
        raise Violation(
            _("%(n)s lines are not answered yet: %(names)s. Count them, or mark them as not found.")
            % {"n": left, "names": _named(open_names, left)},
            R(94),
        )


def none_in_conflict(*, names: Sequence[str], left: int) -> None:
    """Where two counters disagree somebody decides first (R94)."""
    if left:
        raise Violation(
            _("Two counters disagree about %(n)s lines: %(names)s. Decide what is right first.")
            % {"n": left, "names": _named(names, left)},
            R(94),
        )


def all_explained(*, names: Sequence[str], left: int) -> None:
    """A difference has an explanation and an action (R94)."""
    if left:
        raise Violation(
            _("%(n)s differences have no explanation and action yet: %(names)s.")
            % {"n": left, "names": _named(names, left)},
            R(94),
        )


def _named(names: Sequence[str], left: int) -> str:
    shown = "、".join(names[:NAMED])
    return shown if left <= NAMED else _("%(names)s and others") % {"names": shown}


def is_signed(*, signed: bool) -> None:
    """Both sign by hand: the office that counted, administration that organised (R92, R93)."""
    if not signed:
        raise Violation(
            _("Sign in the field first; without both signatures a count is not valid."),
            R(93),
            field="signature",
        )


def another_hand(*, signer: int | None, confirmer: Sequence[int]) -> None:
    """Two people sign, not one twice (R93)."""
    if signer is not None and signer in confirmer:
        raise Violation(
            _("You signed as the counter; somebody else of administration confirms."), R(93)
        )


def is_extra(*, monthly: bool) -> None:
    """The count of the month is an obligation and cannot be called off (R94)."""
    if monthly:
        raise Violation(
            _("The count of the month cannot be called off. Only additional counts can."), R(94)
        )


def not_moved_since(*, name: str, moved: bool) -> None:
    """What moved after it was counted is where the ledger says, not where the count says (R95)."""
    if moved:
        raise Violation(
            _(
                "%(name)s was moved after it was counted; the count does not overwrite that. Do "
                "not agree, and have it looked at again."
            )
            % {"name": name},
            R(95),
        )


def is_a_difference(*, result: str, differs: bool) -> None:
    """Only differences are explained (R94)."""
    if not differs:
        raise Violation(
            _("This line is no difference (%(result)s); there is nothing to explain.")
            % {"result": Result(result).label if result else _("not answered")},
            R(94),
        )


def remedy_fits(*, result: str, remedy: str, known: bool) -> None:
    """What is done fits what was found (R94). known: the surplus thing has a card already."""
    allowed = REMEDIES[result]
    if result == Result.SURPLUS:
        allowed = (Remedy.RETURNED,) if known else (Remedy.ENTER, Remedy.NOT_OURS)
    if remedy not in allowed:
        labels = "、".join(str(Remedy(one).label) for one in allowed)
        raise Violation(
            _("This does not fit what was found. Choose: %(remedies)s.") % {"remedies": labels},
            R(94),
            field="remedy",
        )


def put_right_fits(*, remedy: str, put_right: bool, place: str) -> None:
    """Where the count put the ledger right, it cannot be that the thing was brought back (R94).

    The ledger would keep the place of the tap, and nothing would be booked.
    """
    if put_right and remedy != Remedy.PLACE:
        raise Violation(
            _(
                "The ledger says “%(place)s” since the count put it right; “%(remedy)s” would "
                "leave it so. If the thing was taken elsewhere, first decide the line anew with "
                "the place where it stands now; then the ledger follows."
            )
            % {"place": place, "remedy": Remedy(remedy).label},
            R(94),
            field="remedy",
        )


def shortage_fits(*, name: str, state: str, fits: bool) -> None:
    """What is repaired or scrapped, or missing already, is no shortage (R94).

    Said here, since the approval of the whole count would fail for it.
    """
    if not fits:
        raise Violation(
            _(
                "The ledger has %(name)s as “%(state)s”; from there no shortage is booked. End its "
                "repair or scrapping first, or choose “%(look)s”."
            )
            % {"name": name, "state": state, "look": Remedy.LOOK.label},
            R(94),
            field="remedy",
        )


def explanation_is_given(*, text: str) -> None:
    """A difference has its explanation (R94)."""
    if not text.strip():
        raise Violation(_("Say how the difference came about."), R(94), field="explanation")


def surplus_is_described(
    *, name: str, asset_class: int | None, price: Decimal | None, place: str
) -> None:
    """A surplus thing is entered by name, class, estimated price and where it stands (R94)."""
    if not name.strip():
        raise Violation(_("Say what it is."), R(94), field="name")
    if not place.strip():
        raise Violation(_("Say where it stands."), R(94), field="place")
    if asset_class is None:
        raise Violation(_("Choose the class of the asset."), R(94), field="asset_class_id")
    if price is None or price <= 0:
        raise Violation(
            _("Enter what it is worth today, in yuan, above zero."), R(94), field="price"
        )


def quantity_is_possible(*, counted: int, most: int = 1_000_000) -> None:
    """What was counted is a whole number from nothing on (R115)."""
    if not 0 <= counted <= most:
        raise Violation(
            _("Enter a number of pieces from 0 to %(most)s.") % {"most": f"{most:,}"},
            R(115),
            field="quantity",
        )


def counter_is_not_keeper(*, keeper: int | None, persons: Sequence[int]) -> None:
    """Nobody counts what they keep themselves (R93)."""
    if keeper is not None and keeper in persons:
        raise Violation(_("You keep this thing yourself; somebody else counts it."), R(93))


def agreement(*, found: int, expected: int) -> Decimal | None:
    """The share of lines on which book and object agree (R92); None where nothing was expected."""
    return Decimal(found * 100) / expected if expected else None
