"""Real records of official documents for the addresses that need one."""

from typing import Any

from django.utils import timezone

from operations.documents import services
from operations.documents.models import DocumentSeries
from operations.documents.services import DraftData
from operations.staff.models import Department
from tests import cast


def documents_records() -> dict[str, dict[str, Any]]:
    """A draft with the office, and the county's agency code."""
    data = DraftData(
        title="关于报送数据的通知",
        kind="notice",
        department_id=Department.objects.get(code="brand").pk,
        body="请于月底前报送。",
        main_recipients=("各服务站",),
    )
    by, at = cast.actor("drafter"), timezone.now()
    document = services.document_draft(data=data, by=by, at=at)
    services.document_submit(document_id=document.pk, by=by, at=at)
    of_record = ("record", "record_do", "record_circulate", "record_files", "record_file_remove")
    return {
        **{f"documents:{name}": {"pk": document.pk} for name in of_record},
        **{f"documents:{name}": {"pk": document.pk} for name in ("change", "preview", "versions")},
        "documents:series_end": {"pk": DocumentSeries.objects.earliest("pk").pk},
    }
