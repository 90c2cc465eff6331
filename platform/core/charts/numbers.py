"""Numbers as charts write them."""

from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _

Number = int | float | Decimal

_TEN_THOUSAND = 10_000
_HUNDRED_MILLION = 100_000_000


def short(value: Number) -> str:
    """12800 → 1.28万, 310000000 → 3.1亿; below ten thousand with separators and two decimals."""
    number = Decimal(str(value))
    size = abs(number)
    if size >= _HUNDRED_MILLION:
        return _("%(number)s00M") % {"number": _plain(number / _HUNDRED_MILLION)}
    if size >= _TEN_THOUSAND:
        return _("%(number)s0k") % {"number": _plain(number / _TEN_THOUSAND)}
    return _plain(number)


def _plain(number: Decimal) -> str:
    rounded = number.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
    text = f"{rounded:,.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def nice_top(largest: float) -> float:
    """The next round number at or above, whose half is round too; 1 for nothing."""
    if largest <= 0:
        return 1.0
    power = 1.0
    while power * 10 <= largest:
        power *= 10
    while power > largest:
        power /= 10
    for step in (1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0):
        if step * power >= largest:
            return step * power
    return 10 * power
