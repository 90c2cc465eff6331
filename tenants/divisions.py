"""All county-level divisions of the country by code: names to fill in, codes to refuse."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_FILE = Path(__file__).with_name("data") / "counties.csv"
# Assigned to no province: demonstrations use it.
FICTIONAL = "98"


@dataclass(frozen=True, slots=True)
class Division:
    """A county-level division: code by GB/T 2260, names."""

    code: str
    name: str
    prefecture: str
    province: str


@cache
def divisions() -> dict[str, Division]:
    """All divisions by code, as of mid-2023; later mergers come with new code sets."""
    with _FILE.open(encoding="utf-8", newline="") as source:
        return {row["code"]: Division(**row) for row in csv.DictReader(source)}


def division(code: str) -> Division | None:
    """One division, None for a code that the list does not have."""
    return divisions().get(code)


def is_known(code: str) -> bool:
    """A code of the list, or one of a demonstration."""
    return code in divisions() or code.startswith(FICTIONAL)
