"""What a record page shows: named facts in groups, like the boxes of a good paper form."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

EMPTY = "—"


@dataclass(frozen=True, slots=True)
class Fact:
    """One box: its label and its value as shown.

    wide: across both columns. url: where the value leads. note: small print below it. number:
    set with tabular figures, at the end of the line.
    """

    label: StrOrPromise
    value: str | SafeString
    url: str = ""
    wide: bool = False
    note: StrOrPromise = ""
    number: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Boxes under one title."""

    title: StrOrPromise
    facts: Sequence[Fact]


def text(value: Any) -> str:
    """A value as users read it; a dash for nothing."""
    if value is None or value == "":
        return EMPTY
    if isinstance(value, SafeString):
        return value
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    for kind, shown in SHOWN:
        if isinstance(value, kind):
            return shown(value)
    return str(value)


# In this order: a datetime is a date, too.
SHOWN: tuple[tuple[Any, Callable[[Any], str]], ...] = (
    (datetime, lambda value: timezone.localtime(value).strftime("%Y-%m-%d %H:%M")),
    (date, lambda value: str(value.isoformat())),
    (time, lambda value: str(value.strftime("%H:%M"))),
    (Decimal, lambda value: f"{value:,}"),
    ((list, tuple, set, frozenset), lambda value: "、".join(map(text, value)) or EMPTY),
)


def fact(
    record: models.Model,
    name: str,
    *,
    label: StrOrPromise = "",
    wide: bool = False,
    url: str = "",
    note: StrOrPromise = "",
) -> Fact:
    """A field of a record (or of what it points to: "station__name") as a fact.

    Choices show their label, foreign keys the other record's name.
    Raises FieldDoesNotExist for a name that is no field.
    """
    *path, last = name.split("__")
    for step in path:
        found = getattr(record, step)
        if found is None:
            return Fact(label or step, EMPTY, wide=wide)
        record = found
    field = record._meta.get_field(last)
    value = getattr(record, last)
    if getattr(field, "choices", None):
        value = getattr(record, f"get_{last}_display")()
    elif field.many_to_many:
        value = list(value.all())
    return Fact(
        label=label or getattr(field, "verbose_name", last),
        value=text(value),
        wide=wide or isinstance(field, models.TextField),
        url=url,
        note=note,
        number=isinstance(value, Decimal),
    )


def group(title: StrOrPromise, record: models.Model, *names: str | Fact) -> Group:
    """A group from names of fields; ready-made facts may stand between them."""
    return Group(title, [n if isinstance(n, Fact) else fact(record, n) for n in names])
