"""Real records of mail for the addresses that need one."""

from typing import Any

from django.utils import timezone

from operations.mail import services
from operations.mail.models import Slot
from operations.mail.services import MailData
from tests import cast


def mail_records() -> dict[str, dict[str, Any]]:
    """A parcel in the pigeonhole of a department, and a paper that comes into it."""
    at, office = timezone.now(), cast.actor("office")
    slot = Slot.objects.get(department__code="brand")
    data = MailData(
        kind="express",
        tracking="YT2600000099",
        addressee="品牌营销中心",
        received_date=timezone.localdate(at),
    )
    item = services.mail_register(data=data, by=office, at=at)
    services.mail_sort(item_id=item.pk, by=office, at=at)
    paper = services.subscription_open(title="青禾日报", slot_id=slot.pk, by=office, at=at)
    of_record = ("", "_do", "_circulate", "_files", "_file_remove")
    return {
        **{f"mail:item{part}": {"pk": item.pk} for part in of_record},
        **{f"mail:slot_{part}": {"pk": slot.pk} for part in ("change", "close")},
        "mail:unsubscribe": {"pk": paper.pk},
        "mail:at": {"key": slot.key},
        "api:mail_item": {"pk": item.pk},
    }
