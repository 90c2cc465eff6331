"""A state as a word with a colour: never the colour alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from core.lifecycle import Lifecycle, LifecycleRecord


@dataclass(frozen=True, slots=True)
class Badge:
    """tone: "good", "warn", "bad" or "" for neutral. since: when it came into the state."""

    label: str
    tone: str = ""
    since: datetime | None = None


def badge_of(lifecycle: Lifecycle, record: LifecycleRecord, tones: Mapping[str, str]) -> Badge:
    """The badge of a record's state."""
    label = lifecycle.label(record.status)
    return Badge(label, tones.get(record.status, ""), record.status_since)
