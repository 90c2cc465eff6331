"""Real records of documents from above for the addresses that need one."""

from typing import Any

from django.utils import timezone

from operations.documents.incoming import services
from tests import cast


def incoming_records() -> dict[str, dict[str, Any]]:
    """A task from above that has just been registered."""
    today = timezone.localdate()
    data = services.IncomingData(
        title="关于报送工作进展情况的通知",
        sender="青禾省商务厅",
        nature="assigned",
        received_date=today,
    )
    document = services.incoming_register(data=data, by=cast.actor("office"), at=timezone.now())
    of_record = ("record", "record_do", "record_circulate", "record_files", "record_file_remove")
    names = (*of_record, "change", "sheet")
    return {f"incoming:{name}": {"pk": document.pk} for name in names}
