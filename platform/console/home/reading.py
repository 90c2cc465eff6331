"""The workbench of one person on one day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.core.cache import cache
from django.db.models import QuerySet
from django.urls import NoReverseMatch, reverse

from console.home import registry
from console.inbox import boxes
from console.inbox.words import Due, address, due_of
from core import inbox
from core.actor import Actor
from core.clauses import Clause
from core.models.inbox import InboxItem
from core.workcalendar import WorkCalendar

SHOWN = 8
_COMPLETE = "console:onboarding-complete:{steps}"


@dataclass(frozen=True, slots=True)
class StepSeen:
    """An onboarding item as it stands."""

    number: int
    title: str
    url: str
    done: bool


@dataclass(frozen=True, slots=True)
class Onboarding:
    """The list with its progress."""

    steps: list[StepSeen]

    @property
    def done(self) -> int:
        """How many are done."""
        return sum(step.done for step in self.steps)

    @property
    def total(self) -> int:
        """How many there are."""
        return len(self.steps)


@dataclass(frozen=True, slots=True)
class Sign:
    """A check as it stands."""

    title: str
    clause: Clause | None
    tone: str
    sentence: str
    url: str


@dataclass(frozen=True, slots=True)
class Todo:
    """One thing to do."""

    item: InboxItem
    url: str
    due: Due | None


def onboarding() -> Onboarding | None:
    """The list while it is not complete; None afterwards (asked again after an hour)."""
    # A module that comes with a step of its own opens the list again.
    key = _COMPLETE.format(steps="-".join(map(str, sorted(registry.steps))))
    if cache.get(key):
        return None
    seen = [
        StepSeen(step.number, str(step.title), url_of(step.name, step.args), step.detect())
        for _number, step in sorted(registry.steps.items())
    ]
    if seen and all(step.done for step in seen):
        cache.set(key, True, 3600)
        return None
    return Onboarding(seen) if seen else None


def signs(*, on: date) -> list[Sign]:
    """The compliance strip: what is wrong first."""
    order = {registry.BAD: 0, registry.WARN: 1, registry.GOOD: 2}
    found = []
    for check in registry.checks.values():
        finding = check.judge(on)
        if finding is not None:
            found.append(
                Sign(
                    str(check.title),
                    check.clause,
                    finding.tone,
                    str(finding.sentence),
                    finding.url,
                )
            )
    return sorted(found, key=lambda sign: order.get(sign.tone, 1))


def todo(actor: Actor, *, at: datetime) -> list[Todo]:
    """What is due first."""
    return todos(inbox.for_actor(actor, "todo"), at=at)


def todos(items: QuerySet[InboxItem], *, at: datetime) -> list[Todo]:
    """Items with their addresses and due times."""
    calendar = WorkCalendar.load()
    return [
        Todo(item, address(item), due_of(item, at=at, calendar=calendar)) for item in items[:SHOWN]
    ]


def near(actor: Actor, *, at: datetime) -> int:
    """How much falls due by the next working day and is not late yet: what has a yellow light."""
    return boxes.lit(inbox.for_actor(actor, "todo"), boxes.YELLOW, at=at).count()


def today(actor: Actor, *, on: date) -> list[registry.Line]:
    """Lines of all modules, by time."""
    lines = [line for made in registry.todays.values() for line in made(actor, on)]
    return sorted(lines, key=lambda line: line.when or "00:00")


def notices(actor: Actor, *, on: date) -> list[str]:
    """Sentences of all modules."""
    return [sentence for made in registry.notices.values() for sentence in made(actor, on)]


def shortcuts(actor: Actor) -> list[tuple[registry.Shortcut, str]]:
    """Buttons for the posts held, with their addresses."""
    found = []
    for shortcut in registry.shortcuts.values():
        url = url_of(shortcut.name, shortcut.args)
        if url and (not shortcut.posts or actor.posts & set(shortcut.posts)):
            found.append((shortcut, url))
    return found


def cards(*, on: date) -> list[registry.Card]:
    """The province's numbers."""
    return [card for made in registry.cards.values() for card in made(on)]


def url_of(name: str, args: tuple[str, ...] = ()) -> str:
    """An address; '' where it does not exist."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""
