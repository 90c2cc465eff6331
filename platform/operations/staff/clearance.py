"""What somebody who leaves must clear: modules register a question each.

    clearance.register("assets", lambda person: ["笔记本电脑 ZC-012 未归还"])

The question returns one sentence per open item, or nothing. Leaving is not finished, and the
account not closed, until all of them return nothing (R0 for accounts, R122). The module that keeps
the clearance sheet says where it is.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from core.actor import Actor
from operations.staff.models import Person

Question = Callable[[Person], Collection[str]]
# The address of somebody's clearance sheet; "" for those whom it does not concern.
Sheet = Callable[[Person, Actor], str]

_questions: dict[str, Question] = {}
# Asked when somebody changes post (换岗): what must be cleared before the new post begins.
_of_moves: dict[str, Question] = {}
_sheets: dict[str, Sheet] = {}


@dataclass(frozen=True, slots=True)
class OpenItem:
    """Something still open, and which module says so."""

    source: str
    text: str


def register(name: str, question: Question) -> None:
    """Add a module's question; the same name replaces it."""
    _questions[name] = question


def register_move(name: str, question: Question) -> None:
    """Add a module's question for a change of post; the same name replaces it."""
    _of_moves[name] = question


def register_sheet(name: str, address: Sheet) -> None:
    """Say where the clearance sheet (离岗清交单) is."""
    _sheets[name] = address


def sheet_of(person: Person, actor: Actor) -> str:
    """Where this person may open somebody's clearance sheet; "" where nowhere."""
    return next((found for one in _sheets.values() if (found := one(person, actor))), "")


def unregister(name: str) -> None:
    """Take a module's questions away (tests)."""
    _questions.pop(name, None)
    _of_moves.pop(name, None)


def open_items(person: Person) -> list[OpenItem]:
    """Everything still open for a person, module by module."""
    return _asked(_questions, person)


def open_at_move(person: Person) -> list[OpenItem]:
    """Everything that must be cleared before a person changes post, module by module."""
    return _asked(_of_moves, person)


def _asked(questions: dict[str, Question], person: Person) -> list[OpenItem]:
    return [
        OpenItem(source=name, text=text)
        for name in sorted(questions)
        for text in questions[name](person)
    ]
