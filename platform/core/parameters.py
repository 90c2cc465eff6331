"""Parameters of the rules that a county may set from a day on (R66): terms, limits, phrases.

A module declares them beside its dated settings; the console shows them all on one page. The order
of approvals is none of them: that is the handbook's.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import audit
from core.actor import Actor
from core.clauses import R
from core.errors import Violation
from core.lifecycle_words import denied
from core.models.dated import DatedSetting

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

# Who answers for the county's rules; the administrator keys in what was decided.
KEEPERS = ("director", "county_admin")
TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
MOST_LINES, MOST_LETTERS = 40, 400
MOST_AMOUNT = Decimal(10**8)

audit.name_actions(
    {"parameter.set": gettext_lazy("Parameter set")},
    {
        "parameter": gettext_lazy("parameter"),
        "value_set": gettext_lazy("value"),
        "valid_from_date": gettext_lazy("valid from"),
    },
)


class Form(StrEnum):
    """What a value is made of; the mappings have one value for each of their parts."""

    NUMBER = "number"
    NUMBERS = "numbers"
    AMOUNTS = "amounts"
    FLAG = "flag"
    TEXT = "text"
    TEXTS = "texts"
    LINES = "lines"
    LISTS = "lists"
    TIMES = "times"

    @property
    def in_parts(self) -> bool:
        """Is it a mapping?"""
        return self in {Form.NUMBERS, Form.AMOUNTS, Form.TEXTS, Form.LISTS}


@dataclass(frozen=True, slots=True)
class Parameter:
    """One of them. least, most: of whole numbers. parts: what the parts of a mapping are called.

    clause: the handbook's rule that it belongs to, where there is one.
    """

    key: str
    label: StrOrPromise
    form: Form = Form.NUMBER
    unit: StrOrPromise = ""
    least: int = 0
    most: int = 365
    parts: Mapping[str, StrOrPromise] = field(default_factory=dict)
    clause: int | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """A module's parameters with the table they are kept in and the handbook's values."""

    code: str
    title: StrOrPromise
    model: type[DatedSetting]
    defaults: Mapping[str, Any]
    parameters: Sequence[Parameter]

    def value(self, key: str, *, on: date) -> Any:
        """In force on a day."""
        return self.model.in_force(key, on=on, defaults=self.defaults)

    def parameter(self, key: str) -> Parameter:
        """Raises KeyError."""
        found = next((one for one in self.parameters if one.key == key), None)
        if found is None:
            raise KeyError(key)
        return found


_groups: dict[str, Group] = {}


def register(group: Group) -> None:
    """Declare a module's parameters; called once when its app is ready."""
    for parameter in group.parameters:
        checked(parameter, group.defaults[parameter.key])
    _groups[group.code] = group


def groups() -> list[Group]:
    """All that are declared, in the order of the apps."""
    return list(_groups.values())


def group(code: str) -> Group:
    """Raises KeyError."""
    return _groups[code]


@transaction.atomic
def parameter_set(
    *, group: Group, key: str, value: Any, valid_from: date, by: Actor, at: datetime
) -> None:
    """Set one from a day on, today at the earliest: what was reckoned before stays as it was.

    Set again for the same day it replaces. Raises Denied, Violation (R66), KeyError.
    """
    if not any(by.holds(post) for post in KEEPERS):
        raise denied(KEEPERS)
    parameter = group.parameter(key)
    if valid_from < timezone.localdate(at):
        raise Violation(
            _("A parameter holds from today on at the earliest; what was reckoned stays."),
            R(66),
            field="valid_from",
        )
    clean = checked(parameter, value)
    before = group.value(key, on=valid_from)
    group.model._default_manager.update_or_create(
        key=key, valid_from_date=valid_from, defaults={"value": clean}
    )
    audit.record(
        None,
        by=by,
        action="parameter.set",
        changes={
            "parameter": f"{group.title}·{parameter.label}",
            "value_set": (in_words(parameter, before), in_words(parameter, clean)),
            "valid_from_date": valid_from,
        },
        clauses=(R(66),),
        at=at,
    )


def checked(parameter: Parameter, value: Any) -> Any:
    """The value as it is stored. Raises Violation (R66) that says what is wrong with which part."""
    if parameter.form.in_parts:
        return {
            str(part): _one(parameter, of_part, part=str(part)) for part, of_part in value.items()
        }
    return _one(parameter, value)


def _one(parameter: Parameter, value: Any, *, part: str = "") -> Any:
    place = f"value_{part}" if part else "value"
    match parameter.form:
        case Form.NUMBER | Form.NUMBERS:
            return _number(parameter, value, place)
        case Form.AMOUNTS:
            return _amount(value, place)
        case Form.FLAG:
            return bool(value)
        case Form.TEXT | Form.TEXTS:
            return _text(value, place)
        case Form.LINES | Form.LISTS:
            return _lines(value, place)
        case _:  # Form.TIMES
            return _times(value, place)


def _number(parameter: Parameter, value: Any, place: str) -> int:
    number = int(value)
    if not parameter.least <= number <= parameter.most:
        raise Violation(
            _("Enter a whole number from %(least)d to %(most)d.")
            % {"least": parameter.least, "most": parameter.most},
            R(66),
            field=place,
        )
    return number


def _amount(value: Any, place: str) -> str:
    try:
        amount = Decimal(str(value))
    except InvalidOperation:
        amount = Decimal("NaN")
    if amount.is_nan() or not 0 <= amount < MOST_AMOUNT:
        raise Violation(_("Enter a number that is not negative."), R(66), field=place)
    return str(amount)


def _text(value: Any, place: str) -> str:
    text = str(value).strip()
    if len(text) > MOST_LETTERS:
        raise Violation(
            _("That is too long: %(most)d characters at most.") % {"most": MOST_LETTERS},
            R(66),
            field=place,
        )
    return text


def _lines(value: Sequence[Any], place: str) -> list[str]:
    lines = [text for one in value if (text := _text(one, place))]
    if len(lines) > MOST_LINES:
        raise Violation(
            _("Those are too many: %(most)d lines at most.") % {"most": MOST_LINES},
            R(66),
            field=place,
        )
    return lines


def _times(value: Sequence[Any], place: str) -> list[str]:
    times = _lines(value, place)
    wrong = next((one for one in times if not TIME.fullmatch(one)), None)
    if wrong is not None or not times:
        raise Violation(
            _("Write times of the day like 08:30, one a line (%(wrong)s).")
            % {"wrong": wrong or "—"},
            R(66),
            field=place,
        )
    if times != sorted(set(times)):
        raise Violation(_("Write the times one after the other, each once."), R(66), field=place)
    return times


def in_words(parameter: Parameter, value: Any) -> str:
    """A value as people read it, its parts by name."""
    if parameter.form.in_parts:
        return "；".join(
            f"{parameter.parts.get(part, part)}：{_plain(parameter, of_part)}"
            for part, of_part in value.items()
        )
    return _plain(parameter, value)


def _plain(parameter: Parameter, value: Any) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return "、".join(str(one).rstrip("。") for one in value) or "—"
    return f"{value} {parameter.unit}".strip() or "—"
