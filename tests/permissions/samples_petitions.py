"""Real records of petitions for the addresses that need one."""

from typing import Any

from django.utils import timezone

from operations.petitions import services
from operations.petitions.services import PetitionData
from tests import cast


def petitions_records() -> dict[str, dict[str, Any]]:
    """A petition that the member of staff has in hand."""
    at, today = timezone.now(), timezone.localdate()
    data = PetitionData(
        subject="请求补发服务站运营补助",
        matter="去年第四季度补助未到账。",
        channel="letter",
        kind="request",
        received_date=today,
        name="柏向阳",
        phone="19900031000",
    )
    petition = services.petition_register(data=data, by=cast.actor("office"), at=at)
    handler = cast.appoint("staff").pk
    services.petition_accept(
        petition_id=petition.pk, handler_id=handler, by=cast.actor("leader"), at=at
    )
    of_record = ("record", "record_do", "record_circulate", "record_files", "record_file_remove")
    return {f"petitions:{name}": {"pk": petition.pk} for name in (*of_record, "change")}
