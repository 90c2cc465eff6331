"""PDF without scripts.

Active content is named in the file by words that cannot occur in it by chance (/JavaScript,
/Launch, /RichMedia), written plainly, with #-escapes, or inside compressed object streams. All
three places are read. Encrypted files are refused because nobody can look inside.
"""

from __future__ import annotations

import re
import zlib

from django.utils.translation import gettext as _

from core.errors import Violation

MOST_UNPACKED = 60 * 1024 * 1024
_ACTIVE = re.compile(rb"/(?:JavaScript|Launch|RichMedia|Movie|Sound)(?![A-Za-z])")
_ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")
_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_HEADER_BYTES = 2_000


def has_no_scripts(content: bytes, *, field: str = "") -> None:
    """Raises Violation for scripts, program launches, and files one cannot look into."""
    plain = _unescaped(content)
    if b"/Encrypt" in plain:
        raise Violation(
            _("The PDF is protected. Save it without a password and without restrictions."),
            field=field,
        )
    if _ACTIVE.search(plain) or any(_ACTIVE.search(text) for text in _objects(content, field)):
        raise Violation(
            _("The PDF contains a script or starts a program. Print it to a new PDF and add that."),
            field=field,
        )


def _unescaped(content: bytes) -> bytes:
    return _ESCAPE.sub(lambda found: bytes([int(found[1], 16)]), content)


def _objects(content: bytes, field: str) -> list[bytes]:
    """The unpacked object streams."""
    texts: list[bytes] = []
    left = MOST_UNPACKED
    for mark in _STREAM.finditer(content):
        begin = max(content.rfind(b"obj", 0, mark.start()), mark.start() - _HEADER_BYTES, 0)
        header = _unescaped(content[begin : mark.start()])
        if b"/ObjStm" not in header:
            continue
        text = _unpacked(content[mark.end() :], header, left)
        if text is None:
            raise Violation(
                _("The PDF cannot be read. Print it to a new PDF and add that."), field=field
            )
        left -= len(text)
        texts.append(_unescaped(text))
    return texts


def _unpacked(body: bytes, header: bytes, limit: int) -> bytes | None:
    """One stream, unpacked; None where that cannot be done safely."""
    if b"/Filter" not in header:
        return body[: body.find(b"endstream")]
    if b"/FlateDecode" not in header or header.count(b"Decode") != 1:
        return None
    unpacker = zlib.decompressobj()
    try:
        text = unpacker.decompress(body, max(limit, 1))
    except zlib.error:
        return None
    return text if unpacker.eof else None
