"""A one-query view behind the county middleware against the same view in plain Django.

Both sides run in processes of their own and take turns, so that whatever else the machine does
falls on both. Where a process lies in memory decides a tenth of its speed, so several pairs run.
"""

import os
import subprocess
import sys

from django.conf import settings

from tests.bench.result import Result, median
from tests.databases import ROOT

PAIRS = int(os.environ.get("BENCH_PAIRS", "6"))
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "20"))
REQUESTS = 100


class Side:
    """A process that serves requests when told."""

    def __init__(self, name: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.bench.overhead", name],
            cwd=ROOT,
            text=True,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=os.environ | {"COUNTYLINK_DB": str(settings.DATABASES["default"]["NAME"])},
        )
        self.queries = int(self._answer())

    def serve(self, count: int) -> float:
        """Milliseconds a request."""
        self.process.stdin.write(f"{count}\n")
        self.process.stdin.flush()
        return float(self._answer()) / count * 1000

    def stop(self) -> None:
        """Let it end."""
        self.process.stdin.close()
        self.process.wait(20)

    def _answer(self) -> str:
        said = self.process.stdout.readline()
        if not said:
            raise SystemExit(f"the other side ended with {self.process.wait()}")
        return said


def turns(times: dict[str, list[float]]) -> str:
    """One pair of processes, turn by turn; says the statements a request of both."""
    plain, ours = Side("plain"), Side("ours")
    pair = [("plain", plain), ("ours", ours)]
    try:
        for number in range(ROUNDS):
            for name, side in pair if number % 2 else reversed(pair):
                times[name].append(side.serve(REQUESTS))
    finally:
        plain.stop()
        ours.stop()
    return f"{ours.queries} (plain {plain.queries})"


def run() -> Result:
    """The medians of all turns."""
    times: dict[str, list[float]] = {"plain": [], "ours": []}
    statements = {turns(times) for _number in range(PAIRS)}
    return Result(
        "request_overhead",
        "ms",
        ours=median(times["ours"]),
        floor=median(times["plain"]),
        context=f"{PAIRS} pairs of processes, {ROUNDS} rounds of {REQUESTS} requests in turns; "
        f"statements a request: {', '.join(sorted(statements))}; floor: plain Django",
    )
