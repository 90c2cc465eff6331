"""A case as JSON: what the console's page shows of it, personal data masked (R152)."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from api.actions import available
from api.shown import history_of, labels
from core import attachments
from core.actor import Actor
from core.privacy import mask_id, mask_name, mask_phone
from core.workcalendar import WorkCalendar
from operations.casework import selectors, showing
from operations.casework.lifecycle import States
from operations.casework.models import Applicant, Case, Channel
from operations.casework.records import CaseRecord
from operations.stations.models import Station


def row(case: Case, *, calendar: WorkCalendar) -> dict[str, Any]:
    """One line of a list."""
    words, stand = labels(), selectors.standing(case, on=timezone.localdate(), calendar=calendar)
    return {
        "id": case.pk,
        "number": case.number,
        "reference": case.reference,
        "item": {"code": case.item.code, "name": case.item.name},
        "state": case.status,
        "state_label": words(States, case.status),
        "zone": case.zone,
        "channel": case.channel,
        "channel_label": words(Channel, case.channel),
        **_station(case.station),
        "applicant": case.applicant.masked_name if case.applicant else "",
        "handler": {"id": case.handler.pk, "name": case.handler.name} if case.handler else None,
        "urgent": case.urgent,
        "light": str(stand.light),
        "light_label": showing.light_words(stand),
        "answer_due_date": case.answer_due_date,
        "due_date": case.due_date,
        "legal_due_date": case.legal_due_date,
        "created_at": case.created_at,
        "submitted_at": case.submitted_at,
        "accepted_at": case.accepted_at,
        "finished_at": case.finished_at,
        "version": case.version,
        "updated_at": case.updated_at,
    }


def _station(station: Station | None) -> dict[str, Any]:
    if station is None:
        return {"station": None, "township": None}
    township = station.township
    return {
        "station": {"id": station.pk, "name": station.name},
        "township": {"code": township.code, "name": township.name},
    }


def whole(case: Case, actor: Actor) -> dict[str, Any]:
    """The case with everything that its page shows this person."""
    calendar = WorkCalendar.load()
    return {
        **row(case, calendar=calendar),
        "applicant": _applicant(case.applicant, actor),
        "request": case.request,
        "details": [{"label": label, "text": text} for label, text in showing.details(case)],
        "materials": _materials(case),
        "missing": case.missing,
        "on_behalf": case.on_behalf,
        "agreement": case.agreement,
        "fee": case.fee,
        "about": _about(case.about, actor),
        "accepted_by": case.accepted_by_name,
        "clocks": _clocks(case, calendar=calendar),
        "result": case.result,
        "delivered": case.delivered,
        "closing_reason": case.closing_reason,
        "rate_until_date": case.rate_until_date,
        "rated": hasattr(case, "rating"),
        **_course(case),
        "history": history_of(case),
        "state_since": case.status_since,
        "available_actions": available(CaseRecord, case, actor),
    }


def _applicant(one: Applicant | None, actor: Actor) -> dict[str, Any] | None:
    if one is None:
        return None
    seen = selectors.applicants(actor).filter(pk=one.pk).exists()
    village = one.village
    return {
        "id": one.pk if seen else None,
        "kind": one.kind,
        "kind_label": labels()(Applicant.Kind, one.kind),
        "name": one.masked_name,
        "contact": mask_name(one.contact_name),
        "phone": mask_phone(one.phone),
        "id_number": mask_id(one.id_number),
        "credit_code": one.credit_code,
        "village": {"code": village.code, "name": village.name} if village else None,
    }


def _materials(case: Case) -> list[dict[str, Any]]:
    kinds = attachments.of(case).values_list("kind", flat=True)
    proved = [kind.removeprefix("material:") for kind in kinds if kind.startswith("material:")]
    rows = showing.materials(case, proved)
    return [
        {"key": one["key"], **told} for one, told in zip(case.form.materials, rows, strict=True)
    ]


def _about(about: Case | None, actor: Actor) -> dict[str, Any] | None:
    if about is None:
        return None
    seen = selectors.cases(actor).filter(pk=about.pk).exists()
    return {"id": about.pk if seen else None, "number": showing.name_of(about)}


def _clocks(case: Case, *, calendar: WorkCalendar) -> dict[str, Any]:
    stand = selectors.standing(case, on=timezone.localdate(), calendar=calendar)
    return {
        "days_left": stand.left,
        "promise_days": case.promise_days,
        "extended_days": case.extended_days,
        "legal_days": case.legal_days,
        "promised_date": case.promised_date,
        "promise_met_at": case.promise_met_at,
        "terms": [
            {"label": label, "date": day, "reason": reason}
            for label, day, reason in showing.terms(case, calendar=calendar)
        ],
        "pauses": [
            {
                "kind": one.kind,
                "from_date": one.from_date,
                "to_date": one.to_date,
                "reason": one.reason,
            }
            for one in case.pauses.order_by("from_date", "pk")
        ],
    }


def _course(case: Case) -> dict[str, Any]:
    """The handling record, extensions, notes: all who see the case see them."""
    return {
        "course": [
            {"on_date": one.on_date, "text": one.text, "minutes": one.minutes, "by": one.by_name}
            for one in case.course.order_by("on_date", "pk")
        ],
        "extensions": [
            {
                "days": one.days,
                "reason": one.reason,
                "asked_by": one.asked_by_name,
                "asked_at": one.asked_at,
                "approved": one.approved,
                "decided_by": one.decided_by_name,
                "opinion": one.opinion,
            }
            for one in case.extensions.order_by("pk")
        ],
        "notes": [
            {"text": one.text, "by": one.by_name, "at": one.created_at}
            for one in case.notes.order_by("created_at", "pk")
        ],
    }
