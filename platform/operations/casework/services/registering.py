"""From the request to the submitted case, and back out again (R121)."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from hashlib import sha256
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _

from core import attachments, audit
from core.actor import Actor
from core.attachments import DOCUMENTS, PICTURES
from core.clauses import R
from core.errors import Denied, Violation
from core.lifecycle_words import changed_meanwhile
from operations.casework import rules
from operations.casework.fields import check_values
from operations.casework.lifecycle import REGISTRARS, States
from operations.casework.models import (
    Applicant,
    Case,
    Channel,
    ConsentText,
    ItemForm,
    ServiceItem,
)
from operations.casework.services import applicants
from operations.casework.services.applicants import ApplicantData
from operations.casework.services.moving import (
    drop_extension,
    locked,
    move,
    reckon,
    refigure,
    unpause,
)
from operations.casework.terms import fields_of, form_of, promise_of

LETTERS = "ABCDEFGHJKMNPQRSTVWXYZ23456789"
MOST_FILES = 5
COMPLAINT = "S17"


@dataclass(frozen=True, slots=True)
class CaseData:
    """What is entered of a request. applicant: an id, or the data of one.

    files: uploads with the key of the material they prove ('' for others). materials: keys of
    what was handed in on paper.
    """

    item_id: int
    channel: str = Channel.WINDOW
    applicant: int | ApplicantData | None = None
    station_id: int | None = None
    request: str = ""
    details: dict[str, Any] = field(default_factory=dict)
    materials: tuple[str, ...] = ()
    urgent: bool = False
    on_behalf: bool = False
    consent: File[bytes] | None = None
    # The notice on personal data as it was read and agreed to on line; '' where nobody was asked.
    agreed_to: str = ""
    files: tuple[tuple[str, File[bytes]], ...] = ()
    agreement: str = ""
    fee: Decimal = Decimal(0)
    about_id: int | None = None


@transaction.atomic
def case_draft(*, data: CaseData, by: Actor, at: datetime) -> Case:
    """Keep what has been entered so far; the rules come when it is submitted."""
    _may_register(by)
    item = ServiceItem.objects.get(pk=data.item_id)
    case = Case(
        item=item,
        form=form_of(item, on=timezone.localdate(at)),
        reference=get_random_string(8, LETTERS),
        token=get_random_string(32),
        status_since=at,
        created_at=at,
        created_by_id=by.user_id,
    )
    _take(case, data, by=by, at=at)
    case.save()
    _store_files(case, data, by=by)
    audit.record(case, by=by, action="case.draft", clauses=(R(121),), at=at)
    return case


@transaction.atomic
def case_save(
    *, case_id: int, data: CaseData, by: Actor, at: datetime, expected_version: int | None = None
) -> Case:
    """Change a draft. Raises Violation when it is none any more, or was changed meanwhile."""
    case = locked(case_id)
    _is_draft(case, expected_version)
    case.item = ServiceItem.objects.get(pk=data.item_id)
    case.form = form_of(case.item, on=timezone.localdate(at))
    _take(case, data, by=by, at=at)
    case.version += 1
    case.save()
    _store_files(case, data, by=by)
    return case


@transaction.atomic
def case_submit(
    *, case_id: int, by: Actor, at: datetime, expected_version: int | None = None
) -> Case:
    """Hand a draft in: everything that must be said is said, and the answer's clock runs (R135)."""
    case = locked(case_id)
    checked = _is_complete(case, on=timezone.localdate(at))
    case.submitted_at = at
    terms = promise_of(case.item, on=timezone.localdate(at))
    case.promise_days = terms.days_for(urgent=case.urgent)
    case.legal_days = terms.legal_days
    fields = reckon(case, on=timezone.localdate(at))
    return move(
        case,
        "submit",
        by=by,
        at=at,
        expected_version=expected_version,
        fields=("submitted_at", "promise_days", "legal_days", *checked, *fields),
    )


@transaction.atomic
def case_register(
    *,
    data: CaseData,
    by: Actor,
    at: datetime,
    accept: bool = False,
    handler_id: int | None = None,
    draft_id: int | None = None,
) -> Case:
    """Everything at once, as the window and the station need it: draft, submit and, where asked,
    accept and assign. draft_id: the draft that this was so far. All of it or nothing. Raises
    Violation with the field, or Denied."""
    from operations.casework.services.accepting import case_accept

    if draft_id is None:
        case = case_draft(data=data, by=by, at=at)
    else:
        _may_register(by)
        case = case_save(case_id=draft_id, data=data, by=by, at=at)
    case = case_submit(case_id=case.pk, by=by, at=at)
    if accept:
        case = case_accept(case_id=case.pk, by=by, at=at, handler_id=handler_id)
    return case


@transaction.atomic
def case_discard(
    *, case_id: int, by: Actor, at: datetime, expected_version: int | None = None
) -> Case:
    """Throw a draft away; what was entered stays in the trail."""
    return move(locked(case_id), "discard", by=by, at=at, expected_version=expected_version)


@transaction.atomic
def case_withdraw(
    *, case_id: int, by: Actor, at: datetime, reason: str, expected_version: int | None = None
) -> Case:
    """The applicant takes the request back, before it is being handled."""
    case = locked(case_id)
    on = timezone.localdate(at)
    case.closing_reason = reason.strip()[:500]
    unpause(case, on=on)
    moved = move(
        case,
        "withdraw",
        by=by,
        at=at,
        reason=reason,
        expected_version=expected_version,
        fields=("closing_reason",),
    )
    drop_extension(case, at=at)
    refigure(("C-OVERDUE",), on=on)
    return moved


def _may_register(by: Actor) -> None:
    if not by.is_system and not by.posts & set(REGISTRARS):
        raise Denied(_("Cases are registered at windows and stations."), needs=REGISTRARS)


def _is_draft(case: Case, expected_version: int | None) -> None:
    if expected_version is not None and expected_version != case.version:
        raise Violation(changed_meanwhile(case))
    if case.status != States.DRAFT:
        raise Violation(_("This was submitted already and cannot be changed here."), R(121))


def _take(case: Case, data: CaseData, *, by: Actor, at: datetime) -> None:
    item = case.item
    case.system, case.zone = item.system, item.zone
    case.channel, case.station_id = data.channel, data.station_id
    case.request = data.request.strip()
    case.materials = [one["key"] for one in case.form.materials if one["key"] in data.materials]
    case.urgent, case.on_behalf = data.urgent, data.on_behalf
    case.agreement, case.fee = data.agreement.strip(), data.fee
    case.about_id = data.about_id
    if data.agreed_to:
        case.consent_text, case.consented_at = _wording(data.agreed_to, at), at
    case.details, private = split(case.form, data.details)
    case.private_details = json.dumps(private, ensure_ascii=False) if private else ""
    if isinstance(data.applicant, ApplicantData):
        taken = applicants.applicant_take(
            data=data.applicant,
            by=by,
            at=at,
            entered_at_id=data.station_id,
            seen=data.channel != Channel.ONLINE,
        )
        case.applicant = taken
    else:
        case.applicant = (
            Applicant.objects.get(pk=data.applicant) if data.applicant is not None else None
        )


def digest_of(text: str) -> str:
    """What names a wording: one letter changed makes another."""
    return sha256(text.encode()).hexdigest()


def _wording(text: str, at: datetime) -> ConsentText:
    kept, _new = ConsentText.objects.get_or_create(
        digest=digest_of(text), defaults={"text": text, "since": at}
    )
    return kept


def split(form: ItemForm, values: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Values by whether they are private: those are stored encrypted."""
    private = {one["key"] for one in form.fields if one.get("private")}
    return (
        {key: value for key, value in values.items() if key not in private},
        {key: value for key, value in values.items() if key in private},
    )


def joined(case: Case) -> dict[str, Any]:
    """All values of a case, private ones included."""
    private: dict[str, Any] = json.loads(case.private_details) if case.private_details else {}
    return {**case.details, **private}


def _store_files(case: Case, data: CaseData, *, by: Actor) -> None:
    stored = attachments.of(case).exclude(kind="consent").count() if data.files else 0
    if stored + len(data.files) > MOST_FILES:
        raise Violation(
            _("Add at most %(most)d files.") % {"most": MOST_FILES}, R(121), field="files"
        )
    if data.consent is not None:
        attachments.attach(case, data.consent, kind="consent", by=by, field="consent")
    for key, upload in data.files:
        attachments.attach(
            case,
            upload,
            kind=f"material:{key}" if key else "other",
            by=by,
            allow=PICTURES | DOCUMENTS,
            field=f"file-{key}" if key else "files",
        )


def _is_complete(case: Case, *, on: date) -> tuple[str, ...]:
    """All rules of a request that is handed in; returns the fields to save."""
    item = case.item
    applicant = rules.applicant_and_request_are_given(
        applicant=case.applicant, request=case.request
    )
    rules.item_is_offered(offered=item.is_offered(on), name=item.name)
    rules.kind_may_apply(
        kind=applicant.kind,
        allowed=item.applicants,
        labels={str(value): str(label) for value, label in Applicant.Kind.choices},
    )
    if case.station is not None:
        rules.station_may_offer(
            by_station=item.by_station,
            at_station=item.at_station,
            ability=item.code,
            abilities=case.station.abilities,
            name=item.name,
        )
    rules.consent_is_given(
        on_behalf=case.on_behalf,
        consents=attachments.of(case, kind="consent").count() if case.on_behalf else 0,
    )
    rules.agreement_is_named(needed=item.needs_agreement, agreement=case.agreement, fee=case.fee)
    rules.complaint_is_entered_as_one(
        about=case.about_id is not None, is_complaint_item=item.code == COMPLAINT
    )
    clean = check_values(fields_of(case.form), joined(case), stage="apply")
    case.details, private = split(case.form, clean)
    case.private_details = json.dumps(private, ensure_ascii=False) if private else ""
    return ("details", "private_details")
