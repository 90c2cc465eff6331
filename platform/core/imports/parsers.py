"""From a cell's text to a value. Each raises Violation with a sentence that says what to write."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal, InvalidOperation

from django.utils import timezone
from django.utils.translation import gettext as _

from core import codes
from core.errors import Violation

LONGEST_TEXT = 200
_YES = {"是", "有", "Y", "YES", "1", "TRUE", "√", "✓"}
_NO = {"否", "无", "N", "NO", "0", "FALSE", "×", "✗"}
_DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[ T]00:00:00)?")
_DAY_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")


def text(cell: str) -> str:
    """Up to 200 characters."""
    return text_of(LONGEST_TEXT)(cell)


def text_of(longest: int) -> Callable[[str], str]:
    """Text of at most so many characters."""

    def parse(cell: str) -> str:
        if len(cell) > longest:
            raise Violation(
                _("The text has %(count)d characters; at most %(longest)d fit here.")
                % {"count": len(cell), "longest": longest}
            )
        return cell

    return parse


def integer(cell: str) -> int:
    """A whole number."""
    try:
        return int(cell.replace(",", ""))
    except ValueError:
        raise Violation(_("“%(cell)s” is not a whole number.") % {"cell": cell[:30]}) from None


def decimal_of(places: int) -> Callable[[str], Decimal]:
    """A number with at most so many decimals."""

    def parse(cell: str) -> Decimal:
        try:
            number = Decimal(cell.replace(",", "").replace("¥", "").strip())
        except InvalidOperation:
            raise Violation(_("“%(cell)s” is not a number.") % {"cell": cell[:30]}) from None
        exponent = number.as_tuple().exponent
        if not isinstance(exponent, int) or -exponent > places:
            raise Violation(
                _("“%(cell)s” must be a number with at most %(places)d decimals.")
                % {"cell": cell[:30], "places": places}
            )
        return number

    return parse


money = decimal_of(2)


def day(cell: str) -> date:
    """A date: 2026-11-24, 2026/11/24, 2026年11月24日 or 20261124."""
    found = _DAY.fullmatch(cell.strip()) or _DAY_COMPACT.fullmatch(cell.strip())
    try:
        if found:
            return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        pass
    raise Violation(
        _("“%(cell)s” is not a valid date. Write it like 2026-11-24.") % {"cell": cell[:30]}
    )


def yes_no(cell: str) -> bool:
    """是 or 否."""
    word = codes.plain(cell)
    if word in _YES:
        return True
    if word in _NO:
        return False
    raise Violation(_("“%(cell)s” must be 是 or 否.") % {"cell": cell[:30]})


def mobile(cell: str) -> str:
    """A mobile number."""
    return codes.check_mobile(cell)


def phone(cell: str) -> str:
    """A mobile, landline or service number."""
    return codes.check_phone(cell)


def resident_id(cell: str) -> str:
    """A resident ID number, judged as of today."""
    return codes.check_resident_id(cell, on=timezone.localdate())


def uscc(cell: str) -> str:
    """A unified social credit code."""
    return codes.check_uscc(cell)


def village_code(cell: str) -> str:
    """A division code of twelve digits."""
    return codes.check_division_code(cell, level="village")


def township_code(cell: str) -> str:
    """A division code of nine digits."""
    return codes.check_division_code(cell, level="township")
