"""Real records of staff matters for the addresses that need one."""

from datetime import date
from typing import Any

from django.utils import timezone

from operations.staff import services
from operations.staff.models import Area, ChecklistItem, Department, Establishment
from tests import cast


def staff_records() -> dict[str, dict[str, Any]]:
    """A member of staff with a list to tick, and where they work."""
    person = services.person_register(
        name="柏小满",
        phone="19900009999",
        joined_date=date(2025, 3, 1),
        by=cast.SYSTEM,
        at=timezone.now(),
    )
    item = ChecklistItem.objects.filter(run__person=person).first()
    of_person = ("person", "change", "assign", "skill", "reveal", "move")
    return {
        **{f"staff:{name}": {"pk": person.pk} for name in of_person},
        "staff:tick": {"pk": person.pk, "item": item.pk if item else 0},
        "staff:area": {"pk": Area.objects.get(code="logistics").pk},
        "staff:department": {"pk": Department.objects.get(code="office").pk},
        "staff:minimum": {"pk": Establishment.objects.order_by("order")[0].pk},
    }
