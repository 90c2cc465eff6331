"""Who acts, and what they hold: the value that every service takes as `by`."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import ClassVar, Protocol

from django.utils.translation import gettext as _


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

    @property
    def is_system(self) -> bool:
        """The product itself, not a person."""
        return self.user_id is None

    @property
    def signature(self) -> str:
        """The name that stands under an act; a deputy's says for whom: 李四(代张三)."""
        if self.acting_for is None:
            return self.name
        return _("%(deputy)s (for %(absent)s)") % {
            "deputy": self.name,
            "absent": self.acting_for.name,
        }

    @property
    def persons(self) -> frozenset[int]:
        """Users behind an act: the one who acts, and the one they act for (R0 looks at both)."""
        both = (self.user_id, self.acting_for.user_id if self.acting_for else None)
        return frozenset(user_id for user_id in both if user_id is not None)

    def holds(self, post: str, scope: Scope = Scope.CENTRE) -> bool:
        """Is the post held for this scope?"""
        return any(h.post == post and h.scope.covers(scope) for h in self.holdings)

    def holds_at(self, post: str, scopes: Iterable[Scope]) -> bool:
        """Is the post held for one of these scopes?"""
        return any(self.holds(post, scope) for scope in scopes)

    def in_place_of(self, absent: Actor) -> Actor:
        """This person with the absent one's posts, every act marked as theirs.

        Whether a leave deputy is in force is the caller's question (`core.inbox.stand_in`).
        """
        return Actor(
            user_id=self.user_id,
            name=self.name,
            holdings=absent.holdings,
            address=self.address,
            device=self.device,
            acting_for=absent,
        )


class Directory(Protocol):
    """Who holds what. `core` asks, `accounts` knows and registers itself."""

    def holders(self, post: str, scope: Scope) -> Collection[int]:
        """Active users who hold the post for this scope today."""

    def superior(self, post: str) -> str | None:
        """The post above this one; None above the highest."""

    def title(self, post: str) -> str:
        """The post's name as users read it."""

    def is_active(self, user_id: int) -> bool:
        """Can this person still sign in?"""

    def name_of(self, user_id: int) -> str:
        """The person's name; '' for an unknown id."""

    def actor_of(self, user_id: int) -> Actor:
        """The person with the posts held today."""


class NoDirectory(RuntimeError):
    """Nobody has registered a directory: `accounts` is not installed."""


_directories: list[Directory] = []


def register_directory(directory: Directory) -> None:
    """Let this directory answer from now on (`accounts` at start; a test's cast)."""
    _directories[:] = [directory]


def directory() -> Directory:
    """The registered directory. Raises NoDirectory."""
    if not _directories:
        raise NoDirectory
    return _directories[0]
