"""Real records of papers handed in for the addresses that need one."""

from typing import Any

from django.utils import timezone

from core import attachments
from operations.documents.handed import services
from operations.documents.handed.services import PaperData
from operations.stations.models import Station
from tests import cast


def handed_records() -> dict[str, dict[str, Any]]:
    """A request of the station that the samples have, with the office."""
    from tests.permissions.samples import picture

    station = Station.objects.earliest("pk")
    manager = cast.actor("station_mgr", scope=station.own_scope)
    paper = services.paper_hand_in(
        data=PaperData(
            station_id=station.pk,
            kind="request",
            title="关于增配冷藏设备的请示",
            matter="现有冷柜不够。",
        ),
        by=manager,
        at=timezone.now(),
        files=[picture("冷柜.png")],
    )
    kept = attachments.of(paper).get()
    parts = ("", "_do", "_circulate", "_files", "_file_remove")
    return {
        **{f"handed:record{part}": {"pk": paper.pk} for part in parts},
        "api:handed_paper_attachment": {"pk": paper.pk, "file": kept.pk},
    }
