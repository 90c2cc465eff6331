"""Administrative division codes: GB/T 2260 for counties, NBS places 7–12 below them."""

from dataclasses import dataclass
from typing import Literal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.codes.typed import is_digits, plain
from core.errors import Violation

Level = Literal["province", "prefecture", "county", "township", "village"]

_LENGTHS: dict[Level, int] = {
    "province": 2,
    "prefecture": 4,
    "county": 6,
    "township": 9,
    "village": 12,
}
_LEVELS: dict[int, Level] = {length: level for level, length in _LENGTHS.items()}
_NAMES = {
    "province": gettext_lazy("province"),
    "prefecture": gettext_lazy("prefecture"),
    "county": gettext_lazy("county"),
    "township": gettext_lazy("township"),
    "village": gettext_lazy("village"),
}
_VILLAGE = 12
_TOWNSHIP = 9
_COUNTY = 6


@dataclass(frozen=True, slots=True)
class Division:
    """A division's code in its shortest form, and its level."""

    code: str
    level: Level

    @property
    def parent(self) -> str:
        """Code of the division above; '' above a province."""
        return parent_code(self.code)


def division_of(typed: str, *, field: str = "") -> Division:
    """Read a division code of any level.

    The padded forms of statistics tables are understood: 340882000000 is the county 340882,
    340800 the prefecture 3408, 340000 the province 34.
    """
    code = _unpadded(_digits(typed, field))
    level = _LEVELS.get(len(code))
    if level is None:
        raise Violation(
            _(
                "A division code has 6 digits for a county, 9 for a township, 12 for a village;"
                " this one has %(count)d."
            )
            % {"count": len(code)},
            field=field,
        )
    _parts_exist(code, field)
    return Division(code=code, level=level)


def check_division_code(
    typed: str, *, level: Level | None = None, within: str = "", field: str = ""
) -> str:
    """Return a division code in its shortest form.

    level: refuse codes of other levels. within: refuse codes outside this division's code.
    """
    division = division_of(typed, field=field)
    if level is not None and division.level != level:
        raise Violation(
            _(
                "“%(code)s” is the code of a %(found)s; here the %(wanted)s's code of %(length)d"
                " digits belongs."
            )
            % {
                "code": division.code,
                "found": _NAMES[division.level],
                "wanted": _NAMES[level],
                "length": _LENGTHS[level],
            },
            field=field,
        )
    if not division.code.startswith(within):
        raise Violation(
            _(
                "“%(code)s” lies outside %(within)s: the first %(count)d digits differ. Check"
                " whether it belongs to another county."
            )
            % {"code": division.code, "within": within, "count": len(within)},
            field=field,
        )
    return division.code


def parent_code(code: str) -> str:
    """The code of the division one level above; '' above a province."""
    lengths = sorted(_LEVELS)
    shorter = [length for length in lengths if length < len(code)]
    return code[: shorter[-1]] if shorter else ""


def is_village_committee(code: str, *, similar_units: bool = False) -> bool:
    """Is this a village in the sense of coverage figures: a villagers' committee, 200–399?

    similar_units: also count places 500–599, as some provinces do (handbook §3.7).
    """
    if len(code) != _VILLAGE or not is_digits(code):
        return False
    place = int(code[_TOWNSHIP:])
    return 200 <= place <= 399 or (similar_units and 500 <= place <= 599)  # noqa: PLR2004


def _digits(typed: str, field: str) -> str:
    code = plain(typed)
    if not code:
        raise Violation(_("Enter a division code."), field=field)
    for position, character in enumerate(code, start=1):
        if not is_digits(character):
            raise Violation(
                _("Character %(position)d of the division code is “%(character)s”, not a digit.")
                % {"position": position, "character": character},
                field=field,
            )
    return code


def _unpadded(code: str) -> str:
    if len(code) == _VILLAGE and code.endswith("000"):
        code = code[:_TOWNSHIP]
    if len(code) == _TOWNSHIP and code.endswith("000"):
        code = code[:_COUNTY]
    if len(code) == _COUNTY and code.endswith("00"):
        code = code[:4]
    if len(code) == 4 and code.endswith("00"):  # noqa: PLR2004 - prefecture place
        code = code[:2]
    return code


def _parts_exist(code: str, field: str) -> None:
    if code[0] == "0":
        raise Violation(
            _("No division code begins with 0. Perhaps the spreadsheet cut the number."),
            field=field,
        )
    if len(code) >= 4 and code[2:4] == "00":  # noqa: PLR2004
        raise Violation(_("Digits 3 and 4 of the division code are 00."), field=field)
    if len(code) >= _COUNTY and code[4:6] == "00":
        raise Violation(_("Digits 5 and 6 of the division code are 00."), field=field)
    if len(code) >= _TOWNSHIP and not 1 <= int(code[6:9]) <= 599:  # noqa: PLR2004
        raise Violation(
            _("Digits 7 to 9 of the division code are %(part)s; townships have 001 to 599.")
            % {"part": code[6:9]},
            field=field,
        )
    if len(code) == _VILLAGE and not 1 <= int(code[9:12]) <= 599:  # noqa: PLR2004
        raise Violation(
            _("Digits 10 to 12 of the division code are %(part)s; villages have 001 to 599.")
            % {"part": code[9:12]},
            field=field,
        )
