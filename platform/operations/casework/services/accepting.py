"""The answer within a working day: accepted, asked for what is missing, or refused (R135)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.core.files.base import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core import attachments, numbering
from core.actor import Actor
from core.attachments import DOCUMENTS, PICTURES
from core.clauses import R
from core.errors import Violation
from operations.casework import rules
from operations.casework.models import Case, Pause
from operations.casework.numbers import CASE_SERIES
from operations.casework.services import assigning
from operations.casework.services.moving import locked, move, pause, reckon, unpause
from operations.casework.services.registering import MOST_FILES
from operations.casework.settings import setting
from operations.casework.terms import missing_materials


@transaction.atomic
def case_accept(
    *,
    case_id: int,
    by: Actor,
    at: datetime,
    materials: Collection[str] | None = None,
    handler_id: int | None = None,
    expected_version: int | None = None,
) -> Case:
    """Take the case on: the number is given, the promised clock runs (R135, R136).

    materials: keys of what was handed in, where the clerk ticks it now. handler_id: assigned at
    once. A station's own item goes to whoever accepts it.
    """
    case = locked(case_id)
    on = timezone.localdate(at)
    if materials is not None:
        case.materials = [m["key"] for m in case.form.materials if m["key"] in materials]
    rules.materials_are_complete(missing=missing_materials(case))
    case.accepted_at, case.accepted_by_name = at, by.signature[:40]
    case.missing = []
    fields = reckon(case, on=on)
    if handler_id is None and case.process_scope().kind == "station":
        handler_id = by.user_id
    if not case.number:
        case.number = numbering.draw(CASE_SERIES.code, on=on, record=case).text
    case = move(
        case,
        "accept",
        by=by,
        at=at,
        expected_version=expected_version,
        fields=("number", "accepted_at", "accepted_by_name", "materials", "missing", *fields),
        announced=handler_id is None,
    )
    if handler_id is not None:
        case = assigning.case_assign(case_id=case.pk, handler_id=handler_id, by=by, at=at)
    return case


@transaction.atomic
def case_ask(
    *,
    case_id: int,
    by: Actor,
    at: datetime,
    missing: Collection[str],
    reason: str = "",
    expected_version: int | None = None,
) -> Case:
    """Tell everything that is missing in one list; the clock stands still (R135).

    missing: names of materials, of the form or in the clerk's words.
    """
    case = locked(case_id)
    names = [name.strip()[:100] for name in missing if name.strip()]
    before = case.pauses.filter(kind=Pause.Kind.SUPPLEMENT).count()
    rules.missing_is_said_once(asked_before=before, missing=names)
    words = "、".join(names)
    case.missing = names
    # The table first: a case that waits for its applicant has a pause already.
    moved = move(
        case,
        "ask",
        by=by,
        at=at,
        reason=f"{words}。{reason.strip()}" if reason.strip() else words,
        expected_version=expected_version,
        fields=("missing",),
    )
    pause(moved, Pause.Kind.SUPPLEMENT, reason=words, on=timezone.localdate(at))
    return moved


@transaction.atomic
def case_complete(
    *,
    case_id: int,
    by: Actor,
    at: datetime,
    materials: Collection[str] = (),
    files: Collection[tuple[str, File[bytes]]] = (),
    expected_version: int | None = None,
) -> Case:
    """The applicant has brought what was missing; the answer's clock runs on (R135)."""
    case = locked(case_id)
    on = timezone.localdate(at)
    keys = {*case.materials, *materials}
    case.materials = [m["key"] for m in case.form.materials if m["key"] in keys]
    if len(files) > MOST_FILES:
        raise Violation(
            _("Add at most %(most)d files.") % {"most": MOST_FILES}, R(121), field="files"
        )
    for key, upload in files:
        kind = f"material:{key}" if key else "other"
        attachments.attach(
            case, upload, kind=kind, by=by, allow=PICTURES | DOCUMENTS, field="files"
        )
    unpause(case, on=on)
    fields = reckon(case, on=on)
    return move(
        case,
        "complete",
        by=by,
        at=at,
        expected_version=expected_version,
        fields=("materials", *fields),
    )


@transaction.atomic
def case_refuse(
    *,
    case_id: int,
    by: Actor,
    at: datetime,
    reason_code: str,
    reason: str = "",
    expected_version: int | None = None,
) -> Case:
    """Do not take the case on, for a reason from the list (R135)."""
    case = locked(case_id)
    on = timezone.localdate(at)
    reasons: dict[str, str] = setting("refusal_reasons", on=on)
    rules.refusal_is_from_the_list(reason=reason_code, reasons=reasons)
    words = reasons[reason_code]
    case.closing_reason = f"{words}：{reason.strip()}"[:500] if reason.strip() else words
    unpause(case, on=on)
    return move(
        case,
        "refuse",
        by=by,
        at=at,
        reason=case.closing_reason,
        expected_version=expected_version,
        fields=("closing_reason",),
    )
