"""What somebody who leaves must clear: modules register a question each.

    clearance.register("assets", lambda person: ["笔记本电脑 ZC-012 未归还"])

The question returns one sentence per open item, or nothing. Leaving is not finished, and the
account not closed, until all of them return nothing (R0 for accounts, R122).
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from operations.staff.models import Person

Question = Callable[[Person], Collection[str]]

_questions: dict[str, Question] = {}


@dataclass(frozen=True, slots=True)
class OpenItem:
    """Something still open, and which module says so."""

    source: str
    text: str


def register(name: str, question: Question) -> None:
    """Add a module's question; the same name replaces it."""
    _questions[name] = question


def unregister(name: str) -> None:
    """Take a module's question away (tests)."""
    _questions.pop(name, None)


def open_items(person: Person) -> list[OpenItem]:
    """Everything still open for a person, module by module."""
    return [
        OpenItem(source=name, text=text)
        for name in sorted(_questions)
        for text in _questions[name](person)
    ]
