"""What a benchmark gives, and a fair way to time."""

import statistics
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Result:
    """One line of the table. ours, floor and peer are in `unit`; floor and peer may be missing.

    floor: what cannot be beaten (bare SQL). peer: what others would do.
    """

    name: str
    unit: str
    ours: float
    floor: float | None = None
    peer: float | None = None
    context: str = ""

    @property
    def ours_to_floor(self) -> float | None:
        """How many times the floor we take."""
        return self.ours / self.floor if self.floor else None

    @property
    def peer_to_ours(self) -> float | None:
        """How many times as long as ours the peer takes."""
        return self.peer / self.ours if self.peer else None

    def as_row(self) -> dict[str, object]:
        """For bench.json."""
        return asdict(self) | {
            "ours_to_floor": self.ours_to_floor,
            "peer_to_ours": self.peer_to_ours,
        }


def seconds(work: Callable[[], object]) -> float:
    """How long one call takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def median(values: list[float]) -> float:
    """The middle one; single runs are not to be trusted."""
    return statistics.median(values)
