"""JSON in and out, by orjson: quick, strict about what is JSON, and never deeper than it can go."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import IO, Any

import orjson
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from rest_framework.exceptions import ParseError
from rest_framework.parsers import BaseParser
from rest_framework.renderers import BaseRenderer

from api.errors import Refusal

MOST_BYTES = 1024 * 1024


def dumps(data: Any) -> bytes:
    """Any answer as JSON. Decimals become texts: nobody's floating point may change an amount."""
    return orjson.dumps(data, default=_plain)


def _plain(value: Any) -> str:
    if isinstance(value, Decimal | Promise):
        return str(value)
    raise TypeError(type(value).__name__)


class JsonRenderer(BaseRenderer):
    """What we give."""

    media_type = "application/json"
    format = "json"
    charset = None

    def render(self, data: Any, *_args: Any, **_kwargs: Any) -> bytes:
        """The body."""
        return b"" if data is None else dumps(data)


class JsonParser(BaseParser):
    """What we take: JSON of a sensible size."""

    media_type = "application/json"

    def parse(
        self,
        stream: IO[Any],
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> Any:
        """The body as values. Raises ParseError, or the refusal 413."""
        raw = stream.read(MOST_BYTES + 1)
        if len(raw) > MOST_BYTES:
            raise Refusal(413, "too_large", _("The body may have one megabyte at most."))
        try:
            return orjson.loads(raw)
        except orjson.JSONDecodeError as error:
            raise ParseError from error
