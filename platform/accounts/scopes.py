"""Where a post may count: modules that own areas, townships and stations name them here."""

from collections.abc import Callable, Iterable

from django.utils.translation import gettext as _

from accounts import place
from core.actor import Scope

Named = Callable[[], Iterable[tuple[str, str]]]

_kinds: dict[str, Named] = {}


def register(kind: str, named: Named) -> None:
    """named(): key and Chinese name of every area, township or station of the county."""
    _kinds[kind] = named


def choices() -> list[tuple[str, str]]:
    """For forms: "kind:key" and name; the whole centre first, in the province nothing else."""
    found = [("centre:", _("Whole centre"))]
    if place.here() != "county":
        return found
    for kind in ("area", "township", "station"):
        if kind in _kinds:
            found += [(f"{kind}:{key}", name) for key, name in _kinds[kind]()]
    return found


def names() -> dict[Scope, str]:
    """Every scope by its name, for lists."""
    pairs = ([*value.split(":", 1), name] for value, name in choices())
    return {Scope(kind, key): name for kind, key, name in pairs}
