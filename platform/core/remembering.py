"""What small tables say, asked once while bulk work runs: dated settings, the calendar.

Outside of `remembering` everything is asked anew, so that a change holds at once in every process.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

T = TypeVar("T")
_memory: ContextVar[dict[object, Any] | None] = ContextVar("remembering", default=None)


@contextmanager
def remembering() -> Iterator[None]:
    """For bulk work of one county that alone writes there, as building the demonstration does."""
    token = _memory.set({})
    try:
        yield
    finally:
        _memory.reset(token)


def remembered(key: object, load: Callable[[], T]) -> T:
    """What `load` gives; within `remembering` asked once for a key."""
    memory = _memory.get()
    if memory is None:
        return load()
    if key not in memory:
        memory[key] = load()
    found: T = memory[key]
    return found


def forget() -> None:
    """Something of it has changed: ask anew."""
    memory = _memory.get()
    if memory is not None:
        memory.clear()
