"""Real records of stations for the addresses that need one."""

from typing import Any

from django.utils import timezone

from api.actions import offered
from console.models import Centre
from core import attachments
from operations.stations import services
from operations.stations.models import Township, Village
from operations.stations.records import StationRecord
from tests import cast


def stations_records() -> dict[str, dict[str, Any]]:
    """A site in the township of the cast's village and township people, with a file."""
    from tests.permissions.samples import picture

    county = Centre.current().code
    town = Township.objects.create(code=f"{county}100", name="柳溪镇")
    village = Village.objects.create(code=f"{county}100201", name="石桥村", township=town)
    station = services.station_select(
        by=cast.SYSTEM,
        at=timezone.now(),
        name="石桥村电商服务站",
        village=village,
        township=town,
        manager_name="祝青禾",
        manager_phone="19900008888",
        address="石桥村口",
        operator_name="石桥村股份经济合作社",
    )
    kept = attachments.attach(station, picture("店面.png"), kind="other", by=cast.SYSTEM)
    of_api = ("station", *(f"station_{action}" for action in offered(StationRecord)))
    of_api += ("station_attachments",)
    of_station = ("record", "record_do", "record_circulate", "record_files", "change")
    return {
        **{f"api:{name}": {"pk": station.pk} for name in of_api},
        **{f"stations:{name}": {"pk": station.pk} for name in of_station},
        "api:station_attachment": {"pk": station.pk, "file": kept.pk},
        "stations:record_file_remove": {"pk": station.pk},
        "stations:paper": {"pk": station.pk, "kind": "plate"},
    }
