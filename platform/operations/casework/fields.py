"""The fields of an item's form: what each asks, and what is typed into it, checked and shown.

Values only, no models. What comes out of `check_values` goes into JSON and may come back in.
"""

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from core import codes, money, privacy
from core.clauses import R
from core.errors import Violation

STAGES = ("apply", "finish")
NUMBERS = ("integer", "decimal", "money")
CHOSEN = ("choice", "multi")
# What can be masked, and how (§3.8). An account always is.
MASKS = {
    "text": privacy.mask_name,
    "phone": privacy.mask_phone,
    "account": privacy.mask_account,
}
LONGEST = {"text": 200, "longtext": 2000}
PLACES = {"integer": 0, "decimal": 4, "money": 2}
MOST = {
    "integer": Decimal(999_999_999),
    "decimal": Decimal(999_999_999),
    "money": Decimal("999999999999.99"),
}
ECHO = 30
_DIGITS = 20
_YEARS = range(1900, 2101)
_NUMBER = re.compile(r"-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?", re.ASCII)
_DATE = re.compile(r"(\d{4})(?:[-/.年](\d{1,2})[-/.月](\d{1,2})日?|(\d\d)(\d\d))", re.ASCII)
_ACCOUNT = re.compile(r"[0-9A-Z]{4,30}", re.ASCII)
# Full-width forms of Chinese keyboards. NFKC would also turn 5² into 52.
_FOLD = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)} | {0xFFE5: "¥", 0x2212: "-"}
_ANSWERS = {
    **dict.fromkeys(("true", "yes", "y", "1", "on", "是"), True),
    **dict.fromkeys(("false", "no", "n", "0", "off", "否"), False),
}


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """Something the item's form asks, at registration or when the case is finished.

    min and max bound numbers; where min is absent a number is 0 or more.
    """

    key: str
    label: str
    type: str
    required: bool = False
    choices: tuple[str, ...] = ()
    unit: str = ""
    help: str = ""
    min: int | None = None
    max: int | None = None
    stage: str = "apply"
    private: bool = False


def check_values(
    fields: Collection[FieldSpec], values: Mapping[str, Any], *, stage: str
) -> dict[str, Any]:
    """What was typed at this stage, as JSON keeps it; what was left empty is left out.

    Numbers with a fraction and money become text ("12.5", "1409.50"), dates ISO text. Raises
    Violation naming the field, for a field of the other stage and an unknown one too: nothing
    that somebody typed is dropped in silence.
    """
    typed = {key: tidied for key, raw in values.items() if (tidied := _tidy(raw)) not in ("", [])}
    asked = {one.key: one for one in fields if one.stage == stage}
    _nothing_else(fields, typed.keys() - asked.keys())
    found: dict[str, Any] = {}
    for one in asked.values():
        if one.key in typed:
            found[one.key] = READERS[one.type](one, typed[one.key])
        elif one.required:
            raise _refusal(one, _("“%(label)s” is still empty. Fill it in."))
    return found


def shown(fields: Iterable[FieldSpec], values: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Label and text of every field that has a value, private ones masked (§3.8)."""
    return [
        (one.label, _said(one, values[one.key]))
        for one in fields
        if values.get(one.key) not in (None, "", [])
    ]


def _said(one: FieldSpec, value: Any) -> str:
    if one.private:
        return MASKS[one.type](str(value))
    if one.type == "yesno":
        return _("yes") if value else _("no")
    if one.type == "multi":
        return "、".join(value)
    if one.type == "money":
        return money.yuan(Decimal(value)) + one.unit.removeprefix("元")
    if one.type == "date":
        return date_format(date.fromisoformat(value), "DATE_FORMAT")
    return f"{value}{one.unit}"


def _tidy(raw: object) -> Any:
    """Without what nobody sees: control characters, lone surrogates, blanks around."""
    if raw is None:
        return ""
    if isinstance(raw, list | tuple):
        return [tidied for one in raw if (tidied := _tidy(one)) != ""]
    if not isinstance(raw, str):
        return raw
    seen = "".join(c for c in raw if c.isspace() or unicodedata.category(c) not in ("Cc", "Cs"))
    visible = any(not c.isspace() and unicodedata.category(c) != "Cf" for c in seen)
    return seen.strip() if visible else ""


def _refusal(one: FieldSpec, sentence: str, /, **words: object) -> Violation:
    return Violation(sentence % {"label": one.label, **words}, R(121), field=f"details-{one.key}")


def _nothing_else(fields: Iterable[FieldSpec], keys: Collection[str]) -> None:
    for one in fields:
        if one.key in keys and one.stage == "apply":
            raise _refusal(one, _("“%(label)s” is asked at registration. Leave it out here."))
        if one.key in keys:
            raise _refusal(
                one, _("“%(label)s” is filled in when the case is finished. Leave it out here.")
            )
    for key in sorted(keys):
        raise Violation(
            _("This item has no field “%(key)s”. Leave it out.") % {"key": key[:ECHO]},
            R(121),
            field=f"details-{key[:ECHO]}",
        )


def _single(one: FieldSpec, raw: object) -> str:
    if isinstance(raw, bool) or not isinstance(raw, str | int | float | Decimal | date):
        raise _refusal(one, _("“%(label)s” takes one value. Enter a text or a number."))
    return str(raw)


def _text(one: FieldSpec, raw: object) -> str:
    lines = [" ".join(line.split()) for line in _single(one, raw).splitlines()]
    text = ("\n" if one.type == "longtext" else " ").join(lines)
    most = LONGEST[one.type]
    if len(text) > most:
        raise _refusal(
            one,
            _("“%(label)s” has %(count)d characters; %(most)d fit. Shorten it."),
            count=len(text),
            most=most,
        )
    return text


def _number(one: FieldSpec, raw: object) -> int | str:
    typed = _single(one, raw)
    text = "".join(typed.translate(_FOLD).split())
    if one.type == "money":
        text = text.removeprefix("¥").removesuffix("元")
    places = PLACES[one.type]
    short = len(text) <= _DIGITS and _NUMBER.fullmatch(text)
    number = Decimal(text.replace(",", "")) if short else None
    if number is None or number != round(number, places):
        raise _refusal(one, _not_a_number(one.type), typed=typed[:ECHO])
    least = Decimal(0 if one.min is None else one.min)
    most = MOST[one.type] if one.max is None else Decimal(one.max)
    if number < least:
        sentence = _("“%(label)s” must be at least %(least)s%(unit)s. Check the number.")
        raise _refusal(one, sentence, least=least, unit=one.unit)
    if number > most:
        sentence = _("“%(label)s” must be at most %(most)s%(unit)s. Check the number.")
        raise _refusal(one, sentence, most=most, unit=one.unit)
    if one.type == "integer":
        return int(number)
    # Adding 0 takes the sign from −0.
    return format(number + 0, ".2f" if places == PLACES["money"] else "f")


def _decimal(one: FieldSpec, raw: object) -> str:
    text = str(_number(one, raw))
    return text.rstrip("0").rstrip(".") if "." in text else text


def _not_a_number(kind: str) -> str:
    if kind == "integer":
        return _("“%(label)s” is a whole number such as 12; “%(typed)s” is not.")
    if kind == "money":
        return _(
            "“%(label)s” is an amount in yuan with at most two decimals, such as 1409.50;"
            " “%(typed)s” is not."
        )
    return _(
        "“%(label)s” is a number with at most four decimals, such as 12.5; “%(typed)s” is not."
    )


def _day(one: FieldSpec, raw: object) -> str:
    typed = _single(one, raw)
    parts = _DATE.fullmatch("".join(typed.translate(_FOLD).split()))
    try:
        day = date(*(int(part) for part in parts.groups() if part)) if parts else None
    except ValueError:
        day = None
    if day is None or day.year not in _YEARS:
        sentence = _("“%(label)s” is a date such as 2026-11-03; “%(typed)s” is not.")
        raise _refusal(one, sentence, typed=typed[:ECHO])
    return day.isoformat()


def _choice(one: FieldSpec, raw: object) -> str:
    typed = _single(one, raw)
    if typed not in one.choices:
        raise _refusal(
            one,
            _("“%(label)s”: “%(typed)s” is not among the choices. Choose from: %(choices)s."),
            typed=typed[:ECHO],
            choices="、".join(one.choices),
        )
    return typed


def _multi(one: FieldSpec, raw: object) -> list[str]:
    chosen = {_choice(one, typed) for typed in (raw if isinstance(raw, list) else [raw])}
    return [choice for choice in one.choices if choice in chosen]


def _phone(one: FieldSpec, raw: object) -> str:
    try:
        return codes.check_phone(_single(one, raw))
    except Violation as refused:
        words = refused.sentence
        raise _refusal(one, _("“%(label)s”: %(sentence)s"), sentence=words) from refused


def _account(one: FieldSpec, raw: object) -> str:
    number = codes.plain(_single(one, raw))
    if not _ACCOUNT.fullmatch(number):
        # Without what was typed: a refusal may end in a log.
        raise _refusal(
            one, _("“%(label)s” has 4 to 30 digits or letters. Compare it with the card or bill.")
        )
    return number


def _yesno(one: FieldSpec, raw: object) -> bool:
    answer = _ANSWERS.get(str(raw).strip().lower())
    if answer is None:
        raise _refusal(one, _("“%(label)s”: answer yes or no."))
    return answer


READERS: Mapping[str, Callable[[FieldSpec, object], Any]] = {
    "text": _text,
    "longtext": _text,
    "integer": _number,
    "decimal": _decimal,
    "money": _number,
    "date": _day,
    "choice": _choice,
    "multi": _multi,
    "phone": _phone,
    "account": _account,
    "yesno": _yesno,
}
