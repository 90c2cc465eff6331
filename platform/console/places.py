"""Which parts of the console exist where: a county's records do not exist in the province."""

from typing import Literal

Where = Literal["county", "province", "both"]

_places: dict[str, Where] = {}


def register(prefix: str, *, where: Where) -> None:
    """Declare that addresses under /console/<prefix>/ exist only there."""
    _places[prefix.strip("/")] = where


def where_is(path: str) -> Where:
    """The place of a path below /console/; undeclared ones exist in both."""
    parts = path.strip("/").split("/")
    for length in range(len(parts), 0, -1):
        found = _places.get("/".join(parts[:length]))
        if found:
            return found
    return "both"
