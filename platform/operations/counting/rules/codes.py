"""What a scanned or typed text is: a label of ours, a room, another's, or nothing (R78, R92)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlsplit

# A label leads to /a/<16 letters>/, a room to /r/<16 letters>/.
TOKEN = 16
_WAY = re.compile(r"^/([ar])/([A-Za-z0-9_-]*)/?$")
_NUMBER = re.compile(r"^(\d{6})-[0-9A-Z]{3}-\d{4}-\d{4,}$")
LONGEST = 200


class Code(StrEnum):
    """What a text can be."""

    ASSET = "asset"
    ROOM = "room"
    TEXT = "text"
    FOREIGN = "foreign"
    STRANGE = "strange"
    TORN = "torn"


@dataclass(frozen=True, slots=True)
class Read:
    """What it is, and the part of it that counts."""

    what: Code
    value: str = ""


def read(text: str, *, host: str, county: str) -> Read:
    """A label's address, a number that was typed or pasted, or something else.

    host: the county's own. county: its code of six digits, with which its numbers begin.
    """
    text = text.strip()
    if not text or len(text) > LONGEST:
        return Read(Code.TORN if not text else Code.STRANGE)
    if "://" in text:
        return _address(text, host)
    number = _NUMBER.match(text.upper())
    if number:
        ours = number.group(1) == county
        return Read(Code.TEXT if ours else Code.FOREIGN, text.upper())
    return Read(Code.TEXT, text)


def _address(text: str, host: str) -> Read:
    try:
        found = urlsplit(text)
        name = found.hostname or ""
    except ValueError:
        return Read(Code.STRANGE)
    way = _WAY.match(found.path)
    if way is None or found.scheme not in ("http", "https"):
        # A label of ours of which only the beginning can be read.
        torn = name == host and found.path in ("", "/", "/a", "/a/", "/r", "/r/")
        return Read(Code.TORN if torn else Code.STRANGE)
    kind, token = way.groups()
    if name != host:
        return Read(Code.FOREIGN, name)
    if len(token) != TOKEN:
        return Read(Code.TORN)
    return Read(Code.ASSET if kind == "a" else Code.ROOM, token)
