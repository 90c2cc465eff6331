"""Resident ID numbers (GB 11643) and unified social credit codes (GB 32100-2015)."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from core.codes.typed import is_digits, plain
from core.errors import Violation

ID_LENGTH = 18
FIRST_GENERATION_LENGTH = 15
_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ID_CHECKS = "10X98765432"

USCC_LENGTH = 18
_USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_USCC_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
# Registrars: 1 staffing office … 9 market regulation, A military, N agriculture, Y other.
_USCC_REGISTRARS = "123456789ANY"
_LOOKALIKES = {"I": "1", "O": "0", "S": "5", "Z": "2", "V": "U"}
_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)


@dataclass(frozen=True, slots=True)
class ResidentId:
    """A valid resident ID number and what it says."""

    number: str
    born_date: date
    is_male: bool


def check_resident_id(typed: str, *, on: date, field: str = "") -> str:
    """Return the 18 characters of a valid resident ID number.

    on: the day of the check; a birth after it is refused. The division in front is not compared
    with today's divisions: people keep the code of the place as it was when they were born.
    """
    return read_resident_id(typed, on=on, field=field).number


def read_resident_id(typed: str, *, on: date, field: str = "") -> ResidentId:
    """Check a resident ID number and return it with the birth date and sex it carries."""
    number = plain(typed)
    _id_is_complete(number, field)
    _id_has_only_digits(number, field)
    born = _id_birth(number, on, field)
    total = sum(w * int(c) for w, c in zip(_ID_WEIGHTS, number[:17], strict=True))
    if _ID_CHECKS[total % 11] != number[17]:
        raise Violation(
            _(
                "The last character of the ID number does not fit the 17 before it: one of the"
                " 18 was mistyped. Compare every character with the card."
            ),
            field=field,
        )
    return ResidentId(number=number, born_date=born, is_male=int(number[16]) % 2 == 1)


def _id_is_complete(number: str, field: str) -> None:
    if len(number) == FIRST_GENERATION_LENGTH and is_digits(number):
        raise Violation(
            _(
                "ID numbers of 15 digits are no longer valid. Enter the 18 characters of the"
                " present card."
            ),
            field=field,
        )
    if len(number) != ID_LENGTH:
        raise Violation(
            _("An ID number has 18 characters; this one has %(count)d. Compare it with the card.")
            % {"count": len(number)},
            field=field,
        )


def _id_has_only_digits(number: str, field: str) -> None:
    for position, character in enumerate(number, start=1):
        if is_digits(character) or (position == ID_LENGTH and character == "X"):
            continue
        if position == ID_LENGTH:
            sentence = _(
                "Character 18 of the ID number is “%(character)s”; it must be a digit or X."
            )
        else:
            sentence = _("Character %(position)d of the ID number is “%(character)s”, not a digit.")
        raise Violation(sentence % {"position": position, "character": character}, field=field)


def _id_birth(number: str, on: date, field: str) -> date:
    text = number[6:14]
    try:
        born = date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        raise Violation(
            _("Characters 7 to 14 of the ID number, “%(text)s”, are not a date of birth.")
            % {"text": text},
            field=field,
        ) from None
    if born > on:
        raise Violation(
            _("The date of birth in the ID number, “%(text)s”, lies in the future.")
            % {"text": text},
            field=field,
        )
    return born


def check_uscc(typed: str, *, field: str = "") -> str:
    """Return the 18 characters of a valid unified social credit code.

    Accepts every registrar of GB 32100 with N (agriculture: N1 group, N2 village, N3 township
    collectives) and Y (others), which are written with a letter.
    """
    code = plain(typed)
    if len(code) != USCC_LENGTH:
        raise Violation(
            _(
                "A credit code has 18 characters; this one has %(count)d. Compare it with the"
                " licence; registration numbers of 15 digits are no longer valid."
            )
            % {"count": len(code)},
            field=field,
        )
    _uscc_uses_its_alphabet(code, field)
    if organisation_check(code[8:16]) != code[16]:
        raise Violation(
            _(
                "Characters 9 to 17 of the credit code (the organisation's code) do not fit each"
                " other: one was mistyped. Compare them with the licence."
            ),
            field=field,
        )
    if uscc_check(code[:17]) != code[17]:
        raise Violation(
            _(
                "The last character of the credit code does not fit the 17 before it: one of the"
                " 18 was mistyped. Compare every character with the licence."
            ),
            field=field,
        )
    return code


def _uscc_uses_its_alphabet(code: str, field: str) -> None:
    if code[0] not in _USCC_REGISTRARS:
        raise Violation(
            _(
                "A credit code begins with a digit, A, N or Y; this one begins with"
                " “%(character)s”. Compare it with the licence."
            )
            % {"character": code[0]},
            field=field,
        )
    for position, character in enumerate(code, start=1):
        division_digit = 3 <= position <= 8  # noqa: PLR2004 - places of GB 32100
        if character in _LOOKALIKES:
            raise Violation(
                _(
                    "Character %(position)d of the credit code is “%(character)s”, which credit"
                    " codes never use. Perhaps “%(instead)s” is meant."
                )
                % {
                    "position": position,
                    "character": character,
                    "instead": _LOOKALIKES[character],
                },
                field=field,
            )
        if character not in _USCC_ALPHABET or (division_digit and not is_digits(character)):
            raise Violation(
                _(
                    "Character %(position)d of the credit code is “%(character)s”, which cannot"
                    " stand there. Compare it with the licence."
                )
                % {"position": position, "character": character},
                field=field,
            )


def organisation_check(eight: str) -> str:
    """Check character of an organisation code (GB 11714): 0–9 or X."""
    total = sum(w * int(c, 36) for w, c in zip(_ORGANISATION_WEIGHTS, eight, strict=True))
    remainder = 11 - total % 11
    return {10: "X", 11: "0"}.get(remainder) or str(remainder)


def uscc_check(seventeen: str) -> str:
    """Check character of a credit code: (31 − Σ weight·value mod 31) mod 31 in its alphabet."""
    values = (_USCC_ALPHABET.index(character) for character in seventeen)
    total = sum(w * value for w, value in zip(_USCC_WEIGHTS, values, strict=True))
    return _USCC_ALPHABET[(31 - total % 31) % 31]
