"""The catalogue of service items (handbook §2.3), read strictly from catalogue.toml.

`read` gives the items, `read_fields` and `read_materials` those parts where they are kept
elsewhere; what is wrong is refused with BrokenCatalogue. How a form's fields are checked and shown
is in `fields`, and offered here. Values only, no models.
"""

import dataclasses
import re
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar, get_type_hints

from core.clauses import R
from operations.casework.fields import (
    CHOSEN,
    MASKS,
    NUMBERS,
    READERS,
    STAGES,
    FieldSpec,
    check_values,
    shown,
)
from operations.staff.rules import SIX_ZONES, SYSTEMS

__all__ = [
    "APPLICANTS",
    "CATALOGUE",
    "CHANNELS",
    "BrokenCatalogue",
    "FieldSpec",
    "ItemSpec",
    "MaterialSpec",
    "as_row",
    "check_values",
    "read",
    "read_fields",
    "read_materials",
    "shown",
]

CATALOGUE = Path(__file__).with_name("catalogue.toml")
VERSION = 1
# R120, and the channels of the case in §2.2.
APPLICANTS = ("person", "farmer", "coop", "company", "sole_trader", "station")
CHANNELS = ("window", "station", "online", "phone", "visit")
FREE = "免费"
SHORT = 20
_KEY = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", re.ASCII)


class BrokenCatalogue(ValueError):
    """The catalogue says something that cannot be; names the item, the key and what is wrong."""

    def __init__(self, item: str, key: str, wrong: str) -> None:
        super().__init__(f"{item}: {key} {wrong}")
        self.item = item
        self.key = key
        self.wrong = wrong


@dataclass(frozen=True, slots=True)
class MaterialSpec:
    """Something the applicant brings."""

    key: str
    name: str
    required: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class ItemSpec:
    """One service item with its guide. promise, urgent and legal are working days, 0 = same day.

    promise_note explains it; promise_step names the step that it runs to, where that is not the
    end of the case.
    """

    code: str
    name: str
    short: str
    system: str
    zone: str
    promise: int
    legal: int
    free: bool
    fee: str
    who: str
    applicants: tuple[str, ...]
    what: str
    basis: str
    where: str
    channels: tuple[str, ...]
    steps: tuple[str, ...]
    evidence: tuple[str, ...]
    department: str = ""
    skill: str = ""
    station: bool = False
    at_station: bool = False
    agreement: bool = False
    promise_note: str = ""
    promise_step: str = ""
    urgent: int | None = None
    material: tuple[MaterialSpec, ...] = ()
    field: tuple[FieldSpec, ...] = ()


Spec = TypeVar("Spec", ItemSpec, MaterialSpec, FieldSpec)
Check = tuple[str, bool, str]

_SHAPES: Mapping[Any, tuple[Callable[[Any], bool], str]] = {
    str: (lambda raw: isinstance(raw, str), "is not text"),
    bool: (lambda raw: isinstance(raw, bool), "is neither true nor false"),
    int: (lambda raw: type(raw) is int and raw >= 0, "is not a whole number from 0 on"),
    int | None: (lambda raw: raw is None or type(raw) is int, "is not a whole number"),
    tuple[str, ...]: (
        lambda raw: (
            isinstance(raw, list | tuple)
            and all(isinstance(one, str) and one.strip() for one in raw)
            and len(set(raw)) == len(raw)
        ),
        "is not a list of different texts",
    ),
}


def read(path: Path = CATALOGUE) -> tuple[ItemSpec, ...]:
    """All items of the file, in its order. Raises BrokenCatalogue with the first fault."""
    # Here, because the seeds bring models and all else is read without them.
    from operations.staff import seeds

    departments = {row[0] for row in seeds.DEPARTMENTS}
    skills = {skill for row in seeds.REQUIREMENTS for skill in row[4]}
    try:
        data = tomllib.loads(path.read_text("utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise BrokenCatalogue(path.name, "", f"is not TOML: {error}") from error
    rows = _rows(data.get("item"), path.name, "item")
    _refuse(
        path.name,
        (
            *((key, key not in ("version", "item"), "is an unknown key") for key in data),
            ("version", data.get("version") != VERSION, f"is not {VERSION}"),
            ("item", not rows, "is missing"),
        ),
    )
    items = tuple(_item(row, departments, skills) for row in rows)
    codes_ = [item.code for item in items]
    _refuse(path.name, ((code, codes_.count(code) > 1, "stands twice") for code in codes_))
    return items


def read_fields(rows: object, *, item: str) -> tuple[FieldSpec, ...]:
    """Fields from their rows, as in the file or as a county keeps them."""
    specs = tuple(_spec(FieldSpec, row, item, "field.") for row in _rows(rows, item, "field"))
    for one in specs:
        _refuse(item, _field_checks(one))
    _refuse(item, _keys_once(specs, "field"))
    return specs


def read_materials(rows: object, *, item: str) -> tuple[MaterialSpec, ...]:
    """Materials from their rows."""
    named = _rows(rows, item, "material")
    specs = tuple(_spec(MaterialSpec, row, item, "material.") for row in named)
    _refuse(item, _keys_once(specs, "material"))
    return specs


def as_row(spec: FieldSpec | MaterialSpec) -> dict[str, Any]:
    """A field or a material as JSON keeps it; what the reader would fill in is left out."""
    return {
        one.name: list(value) if isinstance(value, tuple) else value
        for one in dataclasses.fields(spec)
        if (value := getattr(spec, one.name)) != one.default
    }


def _item(row: Mapping[str, Any], departments: set[str], skills: set[str]) -> ItemSpec:
    code = str(row.get("code") or "?")
    item = _spec(
        ItemSpec,
        row,
        code,
        "",
        material=read_materials(row.get("material", []), item=code),
        field=read_fields(row.get("field", []), item=code),
    )
    _refuse(code, _item_checks(item, departments, skills))
    return item


def _item_checks(item: ItemSpec, departments: set[str], skills: set[str]) -> Iterable[Check]:
    urgent, at_station = item.urgent, "station" in item.channels
    return (
        ("short", len(item.short) > SHORT, f"has more than {SHORT} characters"),
        ("system", item.system not in dict(SYSTEMS), f"is not one of the systems ({R(117)})"),
        ("zone", item.zone not in dict(SIX_ZONES), f"is not one of the six zones ({R(118)})"),
        ("department", item.department not in {"", *departments}, "is unknown"),
        ("department", bool(item.department) == item.station, "and station exclude each other"),
        ("skill", item.skill not in {"", *skills}, "is unknown"),
        (
            "applicants",
            not set(item.applicants) <= set(APPLICANTS),
            f"names an unknown kind ({R(120)})",
        ),
        ("applicants", not item.applicants, f"is empty ({R(121)})"),
        ("channels", not set(item.channels) <= set(CHANNELS), "names an unknown channel"),
        ("channels", not item.channels, "is empty"),
        ("at_station", item.station and not item.at_station, "is true for the stations' own items"),
        ("at_station", item.at_station != at_station, "and the channel “station” go together"),
        ("legal", item.legal < item.promise, "is shorter than the promise"),
        ("urgent", urgent is not None and not 0 <= urgent <= item.promise, "exceeds the promise"),
        ("fee", item.fee.startswith(FREE) != item.free, f"begins with {FREE} if free ({R(140)})"),
        ("agreement", not item.free and not item.agreement, f"comes before any charge ({R(140)})"),
        ("steps", not item.steps, "is empty"),
        ("evidence", not item.evidence, "is empty"),
    )


def _field_checks(one: FieldSpec) -> Iterable[Check]:
    bounds = one.min is not None or one.max is not None
    low = 0 if one.min is None else one.min
    checks = (
        ("type", one.type not in READERS, "is unknown"),
        ("choices", one.type in CHOSEN and not one.choices, "is missing for a choice"),
        ("choices", one.type not in CHOSEN and bool(one.choices), "belongs to a choice"),
        ("unit", bool(one.unit) and one.type not in NUMBERS, "belongs to a number"),
        ("min", bounds and one.type not in NUMBERS, "and max belong to a number"),
        ("max", one.max is not None and one.max < low, "is less than min"),
        ("stage", one.stage not in STAGES, "is unknown"),
        ("private", one.type == "account" and not one.private, "is missing for an account (§3.8)"),
        ("private", one.private and one.type not in MASKS, "is not possible for this type"),
    )
    return ((f"field.{one.key}.{key}", wrong, words) for key, wrong, words in checks)


def _keys_once(specs: Sequence[FieldSpec | MaterialSpec], kind: str) -> Iterable[Check]:
    keys = [spec.key for spec in specs]
    for key in keys:
        yield f"{kind}.{key}", keys.count(key) > 1, "stands twice"
        yield f"{kind}.{key}", not _KEY.fullmatch(key), "is not a key like arrived_on"


def _refuse(place: str, checks: Iterable[Check]) -> None:
    for key, wrong, words in checks:
        if wrong:
            raise BrokenCatalogue(place, key, words)


def _rows(raw: object, place: str, key: str) -> Sequence[Mapping[str, Any]]:
    if not isinstance(raw, list | tuple) or not all(isinstance(row, Mapping) for row in raw):
        raise BrokenCatalogue(place, key, "is not a list of tables")
    return raw


def _spec(kind: type[Spec], row: Mapping[str, Any], place: str, at: str, **parts: Any) -> Spec:
    """A row of the file as a spec: no unknown key, none missing, each of its type."""
    hints = get_type_hints(kind)
    at = f"{at}{row.get('key', '?')}." if at else ""
    _refuse(place, ((f"{at}{key}", key not in hints, "is an unknown key") for key in row))
    found: dict[str, Any] = dict(parts)
    for one in dataclasses.fields(kind):
        if one.name in parts:
            continue
        if one.name not in row:
            missing = one.default is dataclasses.MISSING
            _refuse(place, [(f"{at}{one.name}", missing, "is missing")])
            continue
        value = row[one.name]
        fits, words = _SHAPES[hints[one.name]]
        blank = one.default is dataclasses.MISSING and isinstance(value, str) and not value.strip()
        _refuse(place, [(f"{at}{one.name}", not fits(value), words)])
        _refuse(place, [(f"{at}{one.name}", blank, "is empty")])
        found[one.name] = tuple(value) if isinstance(value, list) else value
    return kind(**found)
