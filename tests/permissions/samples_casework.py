"""Real records of cases for the addresses that need one."""

from typing import Any

from django.utils import timezone

from api.actions import offered
from core import attachments
from operations.casework import selectors, services
from operations.casework.models import Channel, ServiceItem
from operations.casework.records import CaseRecord
from operations.casework.services import ApplicantData, CaseData
from tests import cast


def site_services_records() -> dict[str, dict[str, Any]]:
    """On the site: an item, an application with its receipt, an appointment."""
    item, now = ServiceItem.objects.get(code="S02"), timezone.now()
    data = services.CaseData(
        item_id=item.pk,
        channel=Channel.ONLINE,
        applicant=services.ApplicantData(name="柏小满", phone="19900009997"),
        request="想了解返乡创业补贴",
        details={"topic": "创业就业", "question": "有什么补贴？"},
    )
    case = services.case_register(data=data, by=cast.SYSTEM, at=now)
    day = selectors.days_ahead(today=timezone.localdate())[0]
    slot = selectors.slots(day, today=timezone.localdate())[0]
    booked = services.appointment_book(
        item_id=item.pk,
        on_date=day,
        slot=slot,
        name="柏小满",
        phone="19900009997",
        by=cast.SYSTEM,
        at=now,
    )
    of_case = ("case", "receipt", "case_complete", "case_withdraw", "case_rate")
    return {
        **{f"site_{name}": {"code": item.code} for name in ("service", "apply", "book")},
        **{f"site_{name}": {"token": case.token} for name in of_case},
        "site_appointment": {"token": booked.token},
        "site_appointment_cancel": {"token": booked.token},
    }


def casework_records() -> dict[str, dict[str, Any]]:
    """A case submitted at the window, its applicant, its item."""
    from tests.permissions.samples import picture

    item = ServiceItem.objects.get(code="S02")
    data = CaseData(
        item_id=item.pk,
        applicant=ApplicantData(name="祝小满", phone="19900003001"),
        request="想了解返乡创业的补贴",
        details={"topic": "创业就业", "question": "返乡创业有什么补贴？"},
    )
    by, at = cast.actor("frontdesk"), timezone.now()
    case = services.case_register(data=data, by=by, at=at)
    draft = services.case_draft(data=data, by=by, at=at)
    applicant = case.applicant_id
    kept = attachments.attach(case, picture("身份证.png"), kind="other", by=by)
    of_api = ("case", *(f"case_{action}" for action in offered(CaseRecord)))
    of_api += ("case_attachments", "case_rating", "case_submit")
    of_record = ("", "_do", "_circulate", "_files", "_file_remove")
    return {
        **{f"casework:record{part}": {"pk": case.pk} for part in of_record},
        **{f"casework:applicant{part}": {"pk": applicant} for part in of_record},
        **{f"casework:item{part}": {"pk": item.pk} for part in of_record},
        **{f"api:{name}": {"pk": case.pk} for name in of_api},
        "api:case_attachment": {"pk": case.pk, "file": kept.pk},
        "api:catalogue_item": {"code": item.code},
        "casework:paper": {"pk": case.pk, "kind": "receipt"},
        "casework:draft": {"pk": draft.pk},
    }
