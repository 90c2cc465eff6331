"""Real records of counting for the addresses that need one."""

import uuid
from decimal import Decimal
from typing import Any

from django.utils import timezone

from operations.counting import services
from operations.counting.models import Room
from operations.supplies.models import Item, Place
from operations.supplies.services import stock_receive
from tests import cast


def counting_records() -> dict[str, dict[str, Any]]:
    """A count with a line that is missing, one of supplies, a room."""
    at, office = timezone.now(), cast.actor("office")
    count = services.count_open(subject="assets", by=cast.actor("admin"), at=at)
    line = count.lines.get()
    record = services.Record(
        key=uuid.uuid4(), kind="missing", serial=1, said_at=at, device="样机", code=line.number
    )
    services.scans_receive(
        count_id=count.pk, records=[record], host="localhost", sent_at=at, by=office, at=at
    )
    place = Place.objects.create(name="盘点柜")
    item = Item.objects.filter(is_numbered=False, kind="C2a").earliest("pk")
    stock_receive(
        item_id=item.pk,
        place_id=place.pk,
        quantity=1,
        price=Decimal(1),
        by=cast.actor("area_clerk"),
        at=at,
    )
    supplies = services.count_open(
        subject="supplies", places=[place.name], by=cast.actor("admin"), at=at
    )
    parts = ("", "_do", "_circulate", "_files", "_file_remove")
    key = {"pk": count.pk}
    return {
        **{f"counting:record{part}": key for part in parts},
        **{f"counting:{name}": key for name in ("lines", "scans", "sheet")},
        **{f"counting:{name}": key for name in ("phone", "data", "upload")},
        **{
            f"counting:{name}": {"pk": count.pk, "line": line.pk}
            for name in ("line", "settle", "explain")
        },
        "counting:quantities": {"pk": supplies.pk},
        "counting:room": {"token": Room.objects.earliest("pk").token},
    }
