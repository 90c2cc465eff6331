"""Files sent as a form and files given: the console's own rules, in a body that JSON cannot be."""

from __future__ import annotations

from collections.abc import Mapping
from typing import IO, Any

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.utils.translation import gettext as _
from rest_framework.exceptions import ParseError
from rest_framework.parsers import MultiPartParser

from api.errors import Refusal
from core.attachments.sniffing import MEGABYTE
from core.codes.typed import is_digits

MOST_FILES = 5
# Of all files together: two of the largest, less than the web server lets through (45 MB).
MOST_MEGABYTES = 40
# And what a form writes around them.
MOST_BYTES = (MOST_MEGABYTES + 1) * MEGABYTE


class FormParser(MultiPartParser):
    """What we take of files: multipart/form-data of a sensible size."""

    def parse(
        self,
        stream: IO[Any],
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> Any:
        """Fields and files. Raises ParseError, or the refusal 413."""
        sent = (parser_context or {})["request"].META.get("CONTENT_LENGTH") or "0"
        if not is_digits(sent) or int(sent) > MOST_BYTES:
            raise _too_large()
        try:
            return super().parse(stream, media_type, parser_context)
        except RequestDataTooBig as error:
            raise _too_large() from error
        except SuspiciousOperation as error:
            # Too many fields, too many files, a name that is a path.
            raise ParseError from error


def _too_large() -> Refusal:
    words = _("The files of one request may have %(most)d MB in all.") % {"most": MOST_MEGABYTES}
    return Refusal(413, "too_large", words)
