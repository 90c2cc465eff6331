"""What modules said they put on the workbench."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from core.actor import Actor
from core.clauses import Clause

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

GOOD, WARN, BAD = "good", "warn", "bad"


@dataclass(frozen=True, slots=True)
class Step:
    """One item of the onboarding list (features §3.13): number gives the order.

    name: of the address where it is done. detect: is it done? Asked in the county's schema.
    """

    number: int
    title: StrOrPromise
    name: str
    detect: Callable[[], bool]
    args: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found: "good", "warn" or "bad", in words, and where to look."""

    tone: str
    sentence: StrOrPromise
    url: str = ""


@dataclass(frozen=True, slots=True)
class Check:
    """One sign of the compliance strip; judge(day) is None where it does not apply yet."""

    code: str
    title: StrOrPromise
    clause: Clause | None
    judge: Callable[[date], Finding | None]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of today's work. when: "14:30", "" for all day."""

    text: StrOrPromise
    url: str = ""
    when: str = ""
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Shortcut:
    """A button on the workbench for whoever holds one of the posts (none: everybody)."""

    label: StrOrPromise
    name: str
    icon: str = "plus"
    posts: tuple[str, ...] = ()
    args: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Card:
    """One number of the province's home, with its unit and what it is compared to."""

    label: StrOrPromise
    value: str
    unit: StrOrPromise = ""
    note: StrOrPromise = ""
    url: str = ""


Today = Callable[[Actor, date], Sequence[Line]]
Notice = Callable[[Actor, date], Sequence[str]]
Cards = Callable[[date], Sequence[Card]]

steps: dict[int, Step] = {}
checks: dict[str, Check] = {}
todays: dict[str, Today] = {}
shortcuts: dict[str, Shortcut] = {}
notices: dict[str, Notice] = {}
cards: dict[str, Cards] = {}


def register_step(step: Step) -> None:
    """Add an item of the onboarding list; the same number replaces."""
    steps[step.number] = step


def register_check(check: Check) -> None:
    """Add a sign of the compliance strip; the same code replaces."""
    checks[check.code] = check


def register_today(key: str, lines: Today) -> None:
    """Add lines to today's work; the same key replaces."""
    todays[key] = lines


def register_shortcut(shortcut: Shortcut) -> None:
    """Add a button; the same address replaces."""
    shortcuts[shortcut.name] = shortcut


def register_notice(key: str, sentences: Notice) -> None:
    """Add sentences on top; the same key replaces."""
    notices[key] = sentences


def register_province(key: str, made: Cards) -> None:
    """Add cards to the province's home; the same key replaces."""
    cards[key] = made
