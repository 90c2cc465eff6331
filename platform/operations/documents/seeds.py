"""What a new county starts with: its own agency code, made of its name."""

from __future__ import annotations

from datetime import date
from typing import Protocol

from operations.documents.models import DocumentSeries

FROM = date(2024, 1, 1)


class Facts(Protocol):
    """What is used of a county that is born."""

    name: str


def county(facts: Facts) -> None:
    """禾川县 writes 禾电商; the office may open others and end this one."""
    first = facts.name[:1]
    DocumentSeries.objects.get_or_create(
        code=f"{first}电商", defaults={"name": "中心发文", "valid_from_date": FROM}
    )
