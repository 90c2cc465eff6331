"""What a new county starts with: a pigeonhole for every department, two shelves of six."""

from __future__ import annotations

from datetime import date
from typing import Protocol

from operations.mail.models import Slot
from operations.staff.models import Department

FROM = date(2024, 1, 1)
WIDE = 6


class Facts(Protocol):
    """What is used of a county that is born."""

    name: str


def county(facts: Facts) -> None:
    """By department, in their order; the codes of the labels are the county's own."""
    if Slot.objects.exists():
        return
    departments = Department.objects.filter(is_active=True).order_by("order", "pk")
    Slot.objects.bulk_create(
        Slot(
            code=f"{'ABCDEFGH'[index // WIDE]}{index % WIDE + 1:02d}",
            row=index // WIDE + 1,
            column=index % WIDE + 1,
            label=department.name,
            department=department,
            from_date=FROM,
        )
        for index, department in enumerate(departments[: 8 * WIDE])
    )
