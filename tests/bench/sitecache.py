"""A kept page of a county's site against a Django view that returns the same bytes.

Both sides run in processes of their own and take turns, as in request_overhead; the plain side is
Django without middleware or database. Pages that are made anew are measured in the same turns: a
product page against a plain Wagtail page beside it, with the same blocks in the same frame and
nothing else.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from django.conf import settings

from tests.bench.result import Result, median
from tests.databases import ROOT

PAIRS = int(os.environ.get("BENCH_PAIRS", "4"))
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "12"))
REQUESTS, ANEW = 300, 15


class Side:
    """A process that serves requests when told."""

    def __init__(self, name: str, folder: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.bench.sitecache_side", name, str(folder)],
            cwd=ROOT,
            text=True,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=os.environ | {"COUNTYLINK_DB": str(settings.DATABASES["default"]["NAME"])},
        )
        self.told = json.loads(self._answer())

    def serve(self, what: str, count: int) -> float:
        """Milliseconds a request."""
        self.process.stdin.write(f"{what} {count}\n")
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


def turns(times: dict[str, list[float]], folder: Path) -> dict[str, object]:
    """One pair of processes, turn by turn; what ours says of its pages."""
    ours = Side("ours", folder)  # writes the bytes that the plain side returns
    plain = Side("plain", folder)
    work = [("kept", ours, "kept", REQUESTS), ("plain", plain, "kept", REQUESTS)]
    work += [("product", ours, "product", ANEW), ("wagtail", ours, "wagtail", ANEW)]
    try:
        for number in range(ROUNDS):
            for name, side, what, count in work if number % 2 else reversed(work):
                times[name].append(side.serve(what, count))
    finally:
        plain.stop()
        ours.stop()
    return ours.told


def run() -> Result:
    """The medians of all turns."""
    times: dict[str, list[float]] = {"kept": [], "plain": [], "product": [], "wagtail": []}
    with tempfile.TemporaryDirectory() as folder:
        told = [turns(times, Path(folder)) for _number in range(PAIRS)][-1]
    kept, plain = median(times["kept"]), median(times["plain"])
    product, wagtail = median(times["product"]), median(times["wagtail"])
    return Result(
        "sitecache",
        "ms",
        ours=kept,
        floor=plain,
        context=f"product page of {told['bytes']} bytes, kept: {plain / kept:.0%} of the "
        f"throughput of a bare view, {told['kept_queries']} statements; made anew {product:.2f} ms "
        f"({told['product_queries']} statements) against {wagtail:.2f} ms "
        f"({told['wagtail_queries']}) of a plain Wagtail page of {told['blocks']} blocks, "
        f"{product / wagtail:.2f}×; {PAIRS} pairs of processes, {ROUNDS} rounds in turns",
    )
