"""Pages by key: a cursor says where the last page ended, and works for its own list only.

No page is skipped or doubled when rows come or go, and page 1,000 costs what page 1 costs. A cursor
is signed with the place, the address and the filters it was given for; with another county's, or
after a change of filter, it is refused.
"""

from __future__ import annotations

import base64
import hmac
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import orjson
from django.db.models import Q, QuerySet
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from api.errors import Refusal
from tenants import context

MOST = 200
USUAL = 50
_SIGNATURE = 16


@dataclass(frozen=True, slots=True)
class Place:
    """What a cursor is bound to: county or province, address, filters; and where it ended."""

    binding: str
    after: tuple[Any, ...] | None

    @classmethod
    def of(cls, path: str, asked: Mapping[str, Any], cursor: str) -> Place:
        """Where a list goes on. Raises the refusal 400 for a cursor of another list."""
        county = context.current()
        owner = county.uuid.hex if county else context.current_schema()
        filters = sorted((name, str(value)) for name, value in asked.items())
        binding = orjson.dumps([owner, path, filters]).decode()
        return cls(binding, _read(cursor, binding) if cursor else None)

    def cursor(self, values: Sequence[Any]) -> str:
        """The cursor for the page after the row with these values."""
        payload = base64.urlsafe_b64encode(orjson.dumps(list(values))).rstrip(b"=").decode()
        return f"{payload}.{_sign(payload, self.binding)}"


def _sign(payload: str, binding: str) -> str:
    digest = salted_hmac("api.cursor", f"{payload} {binding}", algorithm="sha256").digest()
    return base64.urlsafe_b64encode(digest[:_SIGNATURE]).rstrip(b"=").decode()


def _read(cursor: str, binding: str) -> tuple[Any, ...]:
    payload, _dot, signature = cursor.partition(".")
    if not hmac.compare_digest(signature.encode(), _sign(payload, binding).encode()):
        sentence = _(
            "This cursor belongs to another list, county or filter. Start again without it."
        )
        raise Refusal(400, "cursor", sentence, fields={"cursor": [sentence]})
    return tuple(orjson.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4))))


def of_rows(
    rows: QuerySet[Any], *, order: Sequence[str], place: Place, limit: int
) -> tuple[list[Any], str | None]:
    """One page of a queryset (of values() or of records) and the next cursor.

    order: names of columns that are never empty, "-" for downwards; the last is unique.
    """
    if place.after is not None:
        rows = rows.filter(_behind(order, place.after))
    found = list(rows.order_by(*order)[: limit + 1])
    if len(found) <= limit:
        return found, None
    found.pop()
    return found, place.cursor([_value(found[-1], name.lstrip("-")) for name in order])


def of_list(
    rows: Sequence[Any], *, key: Callable[[Any], str], place: Place, limit: int
) -> tuple[list[Any], str | None]:
    """The same for a short list that is in memory, ordered by its key."""
    after = place.after[0] if place.after is not None else ""
    found = sorted((row for row in rows if key(row) > after), key=key)
    page = found[:limit]
    return page, place.cursor([key(page[-1])]) if len(found) > limit else None


def _behind(order: Sequence[str], after: Sequence[Any]) -> Q:
    """Rows behind a key of several columns: a > x, or a = x and b > y."""
    found, equal = Q(), Q()
    for name, value in zip(order, after, strict=True):
        column = name.lstrip("-")
        beyond = f"{column}__lt" if name.startswith("-") else f"{column}__gt"
        found |= equal & Q(**{beyond: value})
        equal &= Q(**{column: value})
    return found


def _value(row: Any, name: str) -> Any:
    if isinstance(row, Mapping):
        value = row["id" if name == "pk" else name]
    else:
        value = row
        for part in name.split("__"):
            value = getattr(value, part)
    return value.isoformat() if isinstance(value, date) else value
