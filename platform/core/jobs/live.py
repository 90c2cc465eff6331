"""How far a running job is, seen at once by everyone.

A task often works in one long transaction, whose rows nobody sees before it ends. So progress
goes to the cache first and to the job's row where no transaction is open.
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.cache import cache

_SECONDS = 24 * 60 * 60


@dataclass(frozen=True, slots=True)
class Live:
    """The last word of a running job. at: seconds since the epoch."""

    percent: int
    text: str
    at: float


def write(job_id: UUID, live: Live) -> None:
    """Leave the last word."""
    cache.set(_key(job_id), (live.percent, live.text, live.at), _SECONDS)


def read(job_id: UUID) -> Live | None:
    """The last word, if there is one."""
    found: Any = cache.get(_key(job_id))
    return Live(*found) if found else None


def forget(job_id: UUID) -> None:
    """The row says it all now."""
    cache.delete(_key(job_id))


def _key(job_id: UUID) -> str:
    return f"core:job:{job_id}"
