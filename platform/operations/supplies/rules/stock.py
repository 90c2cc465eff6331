"""The rules of the stock: never less than nothing, what it is worth on average (R110, R111)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _

from core.clauses import R
from core.errors import Violation

FOUR = Decimal("0.0001")
LARGEST = 1_000_000
# What one piece costs is below this; so much lies at one place at the most.
MOST_PRICE = Decimal(10**8)
MOST_PIECES = 100_000_000
MOST_WORTH = Decimal(10**9)


def amount_is_whole(*, quantity: int, field: str = "quantity") -> None:
    """Pieces are counted from one on (R111)."""
    if not 1 <= quantity <= LARGEST:
        raise Violation(
            _("Enter a number of pieces from 1 to %(most)s.") % {"most": f"{LARGEST:,}"},
            R(111),
            field=field,
        )


def price_is_given(*, price: Decimal, field: str = "price") -> None:
    """What is bought has a price (R111)."""
    if price < 0:
        raise Violation(_("A price is not negative."), R(111), field=field)
    if price >= MOST_PRICE:
        raise Violation(
            _("A price is below %(most)s yuan; check its digits.") % {"most": f"{MOST_PRICE:,}"},
            R(111),
            field=field,
        )


def fits_a_place(*, quantity: int, value: Decimal) -> None:
    """What lies at a place stays within what the books can hold (R111)."""
    if quantity > MOST_PIECES or value > MOST_WORTH:
        raise Violation(
            _(
                "One place holds at most %(pieces)s pieces worth %(yuan)s yuan."
                " Check number and price."
            )
            % {"pieces": f"{MOST_PIECES:,}", "yuan": f"{MOST_WORTH:,}"},
            R(111),
            field="price",
        )


def enough_is_there(*, name: str, unit: str, there: int, wanted: int) -> None:
    """Nothing is issued that does not lie in the cabinet (R110)."""
    if wanted > there:
        raise Violation(
            _("%(name)s: %(there)s %(unit)s are in stock, %(wanted)s are asked for.")
            % {"name": name, "there": there, "unit": unit, "wanted": wanted},
            R(110),
            field="quantity",
        )


def in_pieces(*, packs: int, pieces: int, pack_size: int) -> int:
    """Packs and loose pieces together."""
    return packs * pack_size + pieces


def worth(*, price: Decimal, quantity: int) -> Decimal:
    """What a receipt adds."""
    return (price * quantity).quantize(FOUR, rounding=ROUND_HALF_UP)


def share(*, value: Decimal, of: int, taken: int) -> Decimal:
    """What so many of them are worth at the moving average; the last ones take what is left."""
    if taken == of:
        return value
    return (value * taken / of).quantize(FOUR, rounding=ROUND_HALF_UP)


def average(*, value: Decimal, quantity: int) -> Decimal:
    """The moving average cost of a piece; 0 for an empty shelf."""
    return (value / quantity).quantize(FOUR, rounding=ROUND_HALF_UP) if quantity else Decimal(0)


def spread(*, wanted: int, there: Sequence[int]) -> list[int]:
    """How many are taken from each place, the first ones first."""
    found = []
    for lying in there:
        taken = min(lying, wanted)
        wanted -= taken
        found.append(taken)
    return found


def reason_is_given(*, reason: str, clause: int = 111) -> None:
    """What is put right says why."""
    if not reason.strip():
        raise Violation(_("Please give the reason."), R(clause), field="reason")
