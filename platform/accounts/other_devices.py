"""Ways in besides a browser's session: the modules that give them out say so here.

A new password, a closed account and "sign all other devices out" end these as well.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from accounts.models import User


@dataclass(frozen=True, slots=True)
class Device:
    """One line of the page of one's own devices. revoke: the address that signs it out."""

    name: str
    note: str
    address: str
    since: datetime
    seen_at: datetime | None
    expires_at: datetime
    revoke: str


class Devices(Protocol):
    """What a module answers."""

    def of(self, user: User) -> Iterable[Device]:
        """The live devices of a person."""

    def end(self, user: User, *, at: datetime) -> int:
        """Sign all of them out; returns how many."""


_registered: dict[str, Devices] = {}


def register(name: str, devices: Devices) -> None:
    """Add a module's devices; the same name replaces."""
    _registered[name] = devices


def of(user: User) -> list[Device]:
    """All of a person's."""
    return [device for name in sorted(_registered) for device in _registered[name].of(user)]


def end(user: User, *, at: datetime) -> int:
    """Sign all of a person's out; returns how many."""
    return sum(devices.end(user, at=at) for devices in _registered.values())
