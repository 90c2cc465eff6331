"""A real enquiry for the addresses that need one."""

from typing import Any

from django.utils import timezone

from core.actor import Actor
from operations.enquiries import services
from operations.enquiries.services import EnquiryData


def enquiries_records() -> dict[str, dict[str, Any]]:
    """One that waits for its answer."""
    data = EnquiryData("cooperate", "祝小满", "19900003001", "样例", "样例的告知")
    made = services.enquiry_send(data=data, by=Actor.system("样例"), at=timezone.now())
    parts = ("", "_do", "_circulate", "_files", "_file_remove")
    return {
        **{f"enquiries:record{part}": {"pk": made.pk} for part in parts},
        "site_enquire": {"kind": "cooperate"},
        "site_enquiry_receipt": {"token": made.token},
    }
