"""Who acts, and what they hold: the value that every service takes as `by`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Scope:
    """Where a post counts: the whole centre, one area, one township or one station.

    key: '' for the centre, the area's code, the township's nine-digit code, the station's id.
    """

    kind: str
    key: str = ""

    CENTRE: ClassVar[Scope]

    def covers(self, other: Scope) -> bool:
        """Does a grant here reach a record there? The centre reaches everything."""
        return self.kind == "centre" or self == other


Scope.CENTRE = Scope("centre")


@dataclass(frozen=True, slots=True)
class Holding:
    """One post held at one scope."""

    post: str
    scope: Scope = Scope.CENTRE


@dataclass(frozen=True, slots=True)
class Actor:
    """A person (or the system) at the moment of acting.

    user_id is None for the system. address and device say from where, for the audit.
    acting_for is the person on whose behalf a leave deputy acts.
    """

    user_id: int | None
    name: str
    holdings: frozenset[Holding] = field(default_factory=frozenset)
    address: str = ""
    device: str = ""
    acting_for: Actor | None = None

    @classmethod
    def system(cls, name: str) -> Actor:
        """The product itself acting: scheduled jobs, seeds, births."""
        return cls(user_id=None, name=name)

    @property
    def posts(self) -> frozenset[str]:
        """Codes of all posts held, wherever."""
        return frozenset(holding.post for holding in self.holdings)

    def holds(self, post: str, scope: Scope = Scope.CENTRE) -> bool:
        """Is the post held for this scope?"""
        return any(h.post == post and h.scope.covers(scope) for h in self.holdings)
