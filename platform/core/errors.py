"""Refusals: sentences with their clause, not codes."""

from collections.abc import Collection
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied

if TYPE_CHECKING:
    from core.clauses import Clause


class Violation(Exception):
    """A rule says no. Carries the sentence for the person, and the clauses that say so."""

    def __init__(self, sentence: str, *clauses: "Clause", field: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.clauses = clauses
        self.field = field


class Denied(PermissionDenied):
    """The person's posts do not include one that may; `needs` names those that do."""

    def __init__(self, sentence: str, needs: Collection[str] = ()) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.needs = tuple(needs)
