"""Step 1, and going back to it: draft, change, submit, take back, withdraw, discard."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core import attachments, audit, numbering
from core.actor import Actor
from core.clauses import R
from core.errors import Violation
from core.lifecycle_words import changed_meanwhile, denied
from operations.archives import fulltext
from operations.documents import rules, selectors
from operations.documents.lifecycle import EDITABLE, ORIGINATORS, OUTGOING, S
from operations.documents.models import OutgoingDocument, label_of
from operations.documents.services.moving import (
    ATTACHMENT,
    CONTENT,
    announce,
    begin_step,
    departments_own,
    locked,
    move,
    new_version,
    refigure,
    write_version,
)
from operations.documents.settings import setting
from operations.staff.models import Department


@dataclass(frozen=True, slots=True)
class DraftData:
    """What a draft says. secrecy: offered to be refused (R25)."""

    title: str
    kind: str
    department_id: int
    body: str = ""
    urgency: str = ""
    main_recipients: tuple[str, ...] = ()
    copy_recipients: tuple[str, ...] = ()
    attachments_note: tuple[str, ...] = field(default=())
    remark: str = ""
    is_public: bool = True
    secrecy: str = ""


@transaction.atomic
def document_draft(*, data: DraftData, by: Actor, at: datetime) -> OutgoingDocument:
    """Begin a document for one's own department (R11). Raises Violation or Denied."""
    if not any(by.holds(post) for post in ORIGINATORS):
        raise denied(ORIGINATORS)
    _check(data, at=at)
    department = Department.objects.filter(pk=data.department_id, is_active=True).first()
    if department is None:
        raise Violation(_("Choose the originating department."), R(11), field="department_id")
    own = selectors.departments_of(by, on=timezone.localdate(at))
    if own and department.pk not in own:
        raise Violation(
            _("One drafts for one's own department."), R(11), R(12), field="department_id"
        )
    document = OutgoingDocument(
        created_by_id=(by.acting_for or by).user_id,
        drafter_name=by.signature[:40],
        department=department,
        status_since=at,
        created_at=at,
    )
    _take(document, data)
    document.save()
    new_version(document, by=by, at=at, reason=_("Drafted"))
    document.save(update_fields=["edition"])
    announce(document, by=by, at=at, due_at=begin_step(document, at=at))
    audit.record(document, by=by, action="outgoing.draft", clauses=(R(11),), at=at)
    refigure(document, at=at)
    fulltext.put(document)
    return document


@transaction.atomic
def document_update(
    *,
    document_id: int,
    data: DraftData,
    by: Actor,
    at: datetime,
    expected_version: int | None = None,
) -> OutgoingDocument:
    """Change the text: the department in step 1, the office in step 2, nobody later (R15)."""
    document = locked(document_id)
    may_edit(document, by, at=at)
    if expected_version is not None and expected_version != document.version:
        raise Violation(changed_meanwhile(document))
    _check(data, at=at)
    before = {name: getattr(document, name) for name in CONTENT}
    _take(document, data)
    changed = [name for name in CONTENT if before[name] != getattr(document, name)]
    if not changed:
        return document
    reason = "" if document.status == S.DRAFTING else _("Changed at the editorial check")
    write_version(document, by=by, at=at, reason=reason)
    document.version += 1
    document.save(update_fields=[*CONTENT, "edition", "version", "updated_at"])
    words = map(label_of, changed)
    audit.record(
        document,
        by=by,
        action="outgoing.update",
        changes={"changed": "、".join(words), "edition": document.edition},
        clauses=(R(14), R(15)),
        at=at,
    )
    fulltext.put(document)
    return document


def may_edit(document: OutgoingDocument, by: Actor, *, at: datetime) -> None:
    """Raise Violation when the text is closed, Denied when it is somebody else's to change."""
    rules.text_is_open(editable=document.status in EDITABLE)
    if document.status == S.DRAFTING:
        departments_own(document, by, at=at)
        return
    move_ = next(one for one in OUTGOING.moves if one.action == "review")
    if not any(by.holds(post) for post in move_.who):
        raise denied(move_.who)


@transaction.atomic
def document_submit(
    *,
    document_id: int,
    by: Actor,
    at: datetime,
    confirmed: bool = False,
    expected_version: int | None = None,
) -> OutgoingDocument:
    """Hand the draft to the office. confirmed: what looks wrong was read (R23)."""
    document = locked(document_id)
    _ready(document, by, at=at, confirmed=confirmed)
    return move(document, "submit", by=by, at=at, expected_version=expected_version)


@transaction.atomic
def document_resubmit(
    *,
    document_id: int,
    by: Actor,
    at: datetime,
    confirmed: bool = False,
    expected_version: int | None = None,
) -> OutgoingDocument:
    """Hand a returned draft straight back to the person who returned it, if that is next (R14)."""
    document = locked(document_id)
    rules.goes_straight_back(
        returned_from=document.returned_from,
        next_step=S.OFFICE_REVIEW,
        missing=str(S.OFFICE_REVIEW.label),
    )
    _ready(document, by, at=at, confirmed=confirmed)
    return move(document, "resubmit", by=by, at=at, expected_version=expected_version)


def _ready(document: OutgoingDocument, by: Actor, *, at: datetime, confirmed: bool) -> None:
    if document.status != S.DRAFTING:
        return  # the lifecycle says what is missing
    departments_own(document, by, at=at)
    rules.text_is_there(body=document.body)
    rules.recipients_fit(
        kind=document.kind,
        main=document.main_recipients,
        copies=document.copy_recipients,
    )
    rules.attachments_are_there(
        files=attachments.of(document, kind=ATTACHMENT).count(),
        named=len(document.attachments_note),
    )
    found = rules.remarks(kind=document.kind, title=document.title, body=document.body)
    rules.remarks_are_confirmed(found=found, confirmed=confirmed)


@transaction.atomic
def document_take_back(
    *, document_id: int, by: Actor, at: datetime, expected_version: int | None = None
) -> OutgoingDocument:
    """Take back what one just passed on, until somebody opens it."""
    return move(locked(document_id), "take_back", by=by, at=at, expected_version=expected_version)


@transaction.atomic
def document_withdraw(
    *, document_id: int, by: Actor, at: datetime, reason: str, expected_version: int | None = None
) -> OutgoingDocument:
    """Back to step 1 to change the text, with the reason, until it is sent (R15).

    A number that was given is void from then on; the new version gets another (R17).
    """
    document = locked(document_id)
    departments_own(document, by, at=at)
    rules.nothing_is_sent(sent=document.dispatched_at is not None)
    number = give_number_up(document, by=by, at=at, reason=reason)
    return move(
        document,
        "withdraw",
        by=by,
        at=at,
        reason=reason,
        expected_version=expected_version,
        fields=ISSUED,
        changes={"number": (number, "")} if number else {},
    )


@transaction.atomic
def document_discard(
    *, document_id: int, by: Actor, at: datetime, reason: str, expected_version: int | None = None
) -> OutgoingDocument:
    """Give a draft up; it stays readable."""
    document = locked(document_id)
    departments_own(document, by, at=at)
    return move(document, "discard", by=by, at=at, reason=reason, expected_version=expected_version)


# What a document loses with its number.
ISSUED = (
    "series",
    "number",
    "print_run",
    "proofed_by_id",
    "proofed_by_name",
    "printed_copies",
    "printed_date",
)


def give_number_up(document: OutgoingDocument, *, by: Actor, at: datetime, reason: str) -> str:
    """Make the number void in its register, with its reason, and take it off (R17)."""
    number = document.number
    void_number(document, by=by, at=at, reason=reason)
    document.series = document.print_run = document.proofed_by_id = None
    document.number = document.proofed_by_name = ""
    document.printed_copies = document.printed_date = None
    return number


def void_number(document: OutgoingDocument, *, by: Actor, at: datetime, reason: str) -> None:
    """Mark its number in the register, if it has one: it is never given again (R17)."""
    if document.series is not None:
        numbering.void(document.series.counter, text=document.number, by=by, reason=reason, at=at)


def _check(data: DraftData, *, at: datetime) -> None:
    rules.not_secret(grade=data.secrecy, texts=(data.title, data.body))
    rules.kind_is_used(kind=data.kind, hidden=setting("hidden_kinds", on=timezone.localdate(at)))
    rules.title_is_one_line(title=data.title)


def _take(document: OutgoingDocument, data: DraftData) -> None:
    document.title = data.title.strip()
    document.kind, document.urgency = data.kind, data.urgency
    document.main_recipients = list(data.main_recipients)
    document.copy_recipients = list(data.copy_recipients)
    document.body = data.body.strip()
    document.attachments_note = list(data.attachments_note)
    document.remark, document.is_public = data.remark.strip(), data.is_public
