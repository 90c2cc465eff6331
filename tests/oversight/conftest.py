"""A ledger whose figures the tests can change at will, declared like any module's."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

import pytest

from core import figures
from core.figures import Figure, Kind, Level, UnitValue


@dataclass
class Ledger:
    """Which stations (id → township) opened and closed when; visits per station and day."""

    opened: dict[int, date] = field(default_factory=dict)
    closed: dict[int, date] = field(default_factory=dict)
    township: dict[int, str] = field(default_factory=dict)
    visits: dict[tuple[int, date], int] = field(default_factory=dict)

    def open(self, station: int, township: str, on: date) -> None:
        """A station opens."""
        self.opened[station] = on
        self.township[station] = township

    def working(self, station: int, day: date) -> bool:
        """Is it open at the end of the day?"""
        closed = self.closed.get(station)
        return self.opened[station] <= day and not (closed and closed <= day)

    def share(self, day: date) -> Iterator[UnitValue]:
        """Open stations of all stations that ever were, per county and township."""
        groups: dict[str, list[bool]] = {}
        there = {s: t for s, t in self.township.items() if self.opened[s] <= day}
        for station, township in there.items():
            groups.setdefault(township, []).append(self.working(station, day))
        for township, states in sorted(groups.items()):
            yield UnitValue(
                Level.TOWNSHIP, township, f"乡{township}", Decimal(sum(states)), Decimal(10)
            )
        states = [state for group in groups.values() for state in group]
        yield UnitValue(Level.COUNTY, "980121", "禾川县", Decimal(sum(states)), Decimal(20))

    def share_days(self) -> list[date]:
        """Days on which the share may have changed."""
        return [*self.opened.values(), *self.closed.values()]

    def visited(self, day: date) -> Iterator[UnitValue]:
        """Visits of the day, per station and for the county."""
        total = 0
        for (station, at), count in sorted(self.visits.items()):
            if at == day:
                total += count
                yield UnitValue(
                    Level.STATION,
                    str(station),
                    f"站{station}",
                    Decimal(count),
                    parent=self.township.get(station, ""),
                )
        yield UnitValue(Level.COUNTY, "980121", "禾川县", Decimal(total))


@pytest.fixture
def ledger(monkeypatch: pytest.MonkeyPatch) -> Ledger:
    """The only module with figures while the test runs."""
    book = Ledger()
    declared = {
        "T-SHARE": Figure(
            code="T-SHARE",
            name="开放率",
            unit="%",
            kind=Kind.RATIO,
            formula="开放 ÷ 全部",
            clause=158,
            values=book.share,
            change_days=book.share_days,
            better="higher",
            floor=Decimal(0),
            target=Decimal(100),
            weight=Decimal(10),
        ),
        "T-VISITS": Figure(
            code="T-VISITS",
            name="来访",
            unit="次",
            kind=Kind.FLOW,
            formula="来访之和",
            clause=158,
            values=book.visited,
            change_days=lambda: [day for _station, day in book.visits],
            stock=False,
        ),
    }
    monkeypatch.setattr(figures, "_figures", declared)
    monkeypatch.setattr(figures, "_derived", {})
    return book
