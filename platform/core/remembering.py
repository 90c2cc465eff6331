"""What is asked once while some work runs; outside of it everything is asked anew.

Two such works there are: computing many figures (`core.figures.batch`), and building a county
(`remembering`: dated settings and the calendar). What the one may share is wrong for the other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

T = TypeVar("T")


class Memory:
    """Answers by key, kept within `held`."""

    def __init__(self, name: str) -> None:
        self._answers: ContextVar[dict[object, Any] | None] = ContextVar(name, default=None)

    @contextmanager
    def held(self) -> Iterator[None]:
        """Keep answers until the end of the block."""
        token = self._answers.set({})
        try:
            yield
        finally:
            self._answers.reset(token)

    def get(self, key: object, load: Callable[[], T]) -> T:
        """What `load` gives; within `held` asked once for a key."""
        answers = self._answers.get()
        if answers is None:
            return load()
        if key not in answers:
            answers[key] = load()
        found: T = answers[key]
        return found

    def forget(self) -> None:
        """Something of it has changed: ask anew."""
        answers = self._answers.get()
        if answers is not None:
            answers.clear()


_small_tables = Memory("small_tables")
# For bulk work of one county that alone writes there, as building the demonstration does.
remembering = _small_tables.held
remembered = _small_tables.get
forget = _small_tables.forget
