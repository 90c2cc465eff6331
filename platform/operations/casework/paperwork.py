"""The papers of a case: receipt, notice of missing material, of refusal, of completion."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from console.models import Centre
from core import papers
from core.actor import Actor
from core.models import Paper
from core.privacy import mask_id, mask_phone
from core.workcalendar import WorkCalendar
from operations.casework import showing
from operations.casework.models import Case

FOLDER = "operations/casework/papers"


def titles() -> dict[str, str]:
    """What each paper is called; the public page behind its code says so, too."""
    return {
        "receipt": _("Receipt of acceptance"),
        "missing": _("Notice of missing material"),
        "refusal": _("Notice of refusal"),
        "result": _("Notice of completion"),
    }


def issue(case: Case, *, kind: str, by: Actor, site: str) -> Paper:
    """Set and store a paper; one issued since the last change is given again.

    site: the county's address, for the code that leads to the applicant's page.
    """
    title = titles()[kind]
    earlier = (
        papers.of(case).filter(kind=title, voided_at__isnull=True).order_by("-issued_at").first()
    )
    if earlier is not None and earlier.issued_at >= case.updated_at:
        return earlier
    return papers.issue(
        case,
        kind=title,
        template=f"{FOLDER}/{kind}.typ",
        title=f"{title} {case.number or case.reference}",
        by=by,
        office=str(Centre.current()),
        replaces=True,
        data=data_of(case, title, site),
    )


def data_of(case: Case, title: str, site: str) -> dict[str, Any]:
    """What the templates print: the applicant's own paper, numbers masked all the same (§3.8)."""
    centre, who = Centre.current(), case.applicant
    materials = [
        [row["name"], "paper" if row["paper"] else "file" if row["file"] else ""]
        for row in showing.materials(case, _proved(case))
    ]
    terms = [list(row) for row in showing.terms(case, calendar=WorkCalendar.load())]
    return {
        "title": title,
        "number": case.number or case.reference,
        "reference": case.reference,
        "centre": str(centre),
        "phone": centre.phone,
        "address": centre.address,
        "item": case.item.name,
        "applicant": who.name if who else "",
        "contact": who.contact_name if who else "",
        "applicant_phone": mask_phone(who.phone) if who else "",
        "id_number": mask_id(who.id_number) if who and who.id_number else "",
        "credit_code": who.credit_code if who else "",
        "request": case.request,
        "channel": case.station.name if case.station else str(case.get_channel_display()),
        "accepted": _day(case.accepted_at and timezone.localdate(case.accepted_at)),
        "accepted_by": case.accepted_by_name,
        "due": _day(case.due_date),
        "terms": terms,
        "promise": showing.days(case.promise_days),
        "promise_note": case.item.promise_note,
        "fee": f"{case.fee} 元" if case.fee else "免费",
        "materials": materials,
        "missing": list(case.missing),
        "reason": case.closing_reason,
        "basis": case.item.basis,
        "result": case.result,
        "delivered": case.delivered,
        "finished": _day(case.finished_at and timezone.localdate(case.finished_at)),
        "rate_until": _day(case.rate_until_date),
        "handler": case.handler.name if case.handler else "",
        "today": _day(timezone.localdate()),
        "qr": papers.qr_svg(f"{site}/case/{case.token}/"),
        "on_behalf": case.on_behalf,
    }


def _proved(case: Case) -> list[str]:
    from core import attachments

    kinds = attachments.of(case).values_list("kind", flat=True)
    return [kind.removeprefix("material:") for kind in kinds if kind.startswith("material:")]


def _day(day: date | None) -> str:
    return f"{day.year}年{day.month}月{day.day}日" if day else ""
