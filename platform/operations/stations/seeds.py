"""What a new county starts with: its townships and villages, where a file was given."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Protocol

from core.actor import Actor
from operations.stations.services.divisions import divisions_import


class Facts(Protocol):
    """What is used of the facts of a birth."""

    code: str
    on: datetime
    villages_file: Path | None


def county(facts: Facts) -> None:
    """Load the villages; a file that does not fit stops the birth with its sentence."""
    if facts.villages_file is not None:
        divisions_import(
            source=facts.villages_file,
            county_code=facts.code,
            by=Actor.system("seeds"),
            on=facts.on.date(),
        )
