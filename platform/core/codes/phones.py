"""Telephone numbers: mobiles, landlines, service numbers."""

import re

from django.utils.translation import gettext as _

from core.codes.typed import is_digits, plain
from core.errors import Violation

MOBILE_LENGTH = 11
_MOBILE = re.compile(r"1[3-9]\d{9}", re.ASCII)
# Area codes of three digits: 010 and 02x; all others have four.
_LANDLINE = re.compile(r"(010|02\d|0[3-9]\d{2})(\d{7,8})", re.ASCII)
_SERVICE = re.compile(r"[48]00\d{7}|95\d{3,6}|96\d{3,6}|12\d{3}|1[12]\d", re.ASCII)
_ABROAD = re.compile(r"^(?:\+86|0086)(?=\d{10,12}$)")


def _number(typed: str) -> str:
    text = plain(typed).translate(dict.fromkeys(map(ord, "()")))
    text = _ABROAD.sub("", text)
    # +86 556… is dialled 0556… at home; a mobile begins with 1 and keeps its form.
    if plain(typed).startswith(("+86", "0086")) and text[:1] in set("23456789"):
        return f"0{text}"
    return text


def check_mobile(typed: str, *, field: str = "") -> str:
    """Return the eleven digits of a Chinese mobile number."""
    number = _number(typed)
    if not is_digits(number):
        wrong = next((c for c in number if not is_digits(c)), "")
        raise Violation(
            _("A mobile number has 11 digits; “%(character)s” is not one.") % {"character": wrong}
            if wrong
            else _("Enter a mobile number of 11 digits."),
            field=field,
        )
    if len(number) != MOBILE_LENGTH:
        raise Violation(
            _("A mobile number has 11 digits; this one has %(count)d. Check for a missing digit.")
            % {"count": len(number)},
            field=field,
        )
    if not _MOBILE.fullmatch(number):
        raise Violation(
            _("A mobile number begins with 13 to 19; this one begins with %(start)s.")
            % {"start": number[:2]},
            field=field,
        )
    return number


def check_phone(typed: str, *, field: str = "") -> str:
    """Return a mobile (11 digits), landline (0556-8921345) or service number (12345, 400…)."""
    number = _number(typed)
    if _MOBILE.fullmatch(number) or _SERVICE.fullmatch(number):
        return number
    landline = _LANDLINE.fullmatch(number)
    if landline:
        return f"{landline[1]}-{landline[2]}"
    if number.startswith("1"):
        return check_mobile(typed, field=field)
    raise Violation(
        _(
            "“%(typed)s” is not a telephone number. Enter a mobile number of 11 digits, or a"
            " landline with its area code such as 0556-8921345."
        )
        % {"typed": typed.strip()[:30]},
        field=field,
    )
