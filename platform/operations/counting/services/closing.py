"""Both sign: the office that counted, administration that organised (R92–R94)."""

from __future__ import annotations

from datetime import datetime
from typing import cast

from django.core.files.base import File
from django.db import transaction
from django.db.models import Exists, OuterRef

from core import attachments, audit
from core.actor import Actor
from core.clauses import R
from operations.assets.lifecycle import AssetStates
from operations.assets.models import Movement
from operations.counting import selectors
from operations.counting.kinds import Result
from operations.counting.lifecycle import COUNT
from operations.counting.models import Count
from operations.counting.rules import closing as rules
from operations.counting.services.moving import locked, move

OFFICE_SIGNS, ADMIN_SIGNS = "signature_office", "signature_admin"
PNG = ("image/png",)


@transaction.atomic
def count_sign(
    *,
    count_id: int,
    signature: File[bytes] | None,
    by: Actor,
    at: datetime,
    expected_version: int | None = None,
) -> Count:
    """Every line has its answer, every difference its explanation: the office signs (R92, R94)."""
    count = locked(count_id)
    COUNT.check(count, "sign", by=by, expected_version=expected_version)
    _follow_ledger(count, by, at)
    is_ready(count)
    _sign(count, signature, OFFICE_SIGNS, by)
    count.signed_by_id, count.signed_by_name = by.user_id, by.signature[:80]
    count.signed_at = at
    fields = ("signed_by_id", "signed_by_name", "signed_at")
    move(count, "sign", by=by, at=at, fields=fields, version=expected_version)
    return count


def _follow_ledger(count: Count, by: Actor, at: datetime) -> None:
    """What moved during the count is flagged; what was written off needs no answer (R95)."""
    moved = Movement.objects.filter(asset_id=OuterRef("asset_id"), at__gt=count.opened_at)
    flagged = count.lines.filter(Exists(moved)).update(is_moved=True)
    count.lines.filter(result="", asset__status=AssetStates.SCRAPPED).update(
        result=Result.GONE, answered_at=at
    )
    if flagged:
        changes = {"moved_lines": flagged}
        audit.record(count, by=by, action="count.moved", changes=changes, clauses=(R(95),), at=at)


def is_ready(count: Count) -> None:
    """Answered, agreed on, explained (R94). Raises Violation."""
    found = selectors.standing(count).whole
    rules.all_answered(open_names=_names(count, "open"), left=found.left)
    rules.none_in_conflict(names=_names(count, "conflict"), left=found.conflicts)
    rules.all_explained(names=_names(count, "unexplained"), left=found.unexplained)


def _names(count: Count, which: str) -> list[str]:
    found = selectors.filtered_lines(selectors.lines(count), result=which)
    return [str(line) for line in found[: rules.NAMED]]


@transaction.atomic
def count_return(
    *, count_id: int, reason: str, by: Actor, at: datetime, expected_version: int | None = None
) -> Count:
    """Administration does not agree: it is counted again (R93)."""
    count = locked(count_id)
    count.signed_by_id, count.signed_by_name, count.signed_at = None, "", None
    fields = ("signed_by_id", "signed_by_name", "signed_at")
    move(count, "return", by=by, at=at, reason=reason, fields=fields, version=expected_version)
    for picture in attachments.of(count, kind=OFFICE_SIGNS):
        attachments.remove(picture, by=by, reason=reason, at=at)
    return count


@transaction.atomic
def count_confirm(
    *,
    count_id: int,
    signature: File[bytes] | None,
    by: Actor,
    at: datetime,
    expected_version: int | None = None,
) -> Count:
    """The second signature closes the count; differences go to the general manager (R93, R94)."""
    count = locked(count_id)
    COUNT.check(count, "confirm", by=by, expected_version=expected_version)
    rules.another_hand(signer=count.signed_by_id, confirmer=sorted(by.persons))
    _sign(count, signature, ADMIN_SIGNS, by)
    count.confirmed_by_name, count.closed_at = by.signature[:80], at
    differs = count.lines.filter(selectors.DIFFERS).exists()
    fields = ("confirmed_by_name", "closed_at")
    move(count, "confirm", by=by, at=at, fields=fields, version=expected_version, on=differs)
    return count


@transaction.atomic
def count_cancel(
    *, count_id: int, reason: str, by: Actor, at: datetime, expected_version: int | None = None
) -> Count:
    """An additional count is called off; that of the month is an obligation (R94)."""
    count = locked(count_id)
    COUNT.check(count, "cancel", by=by, expected_version=expected_version)
    rules.is_extra(monthly=count.is_monthly)
    move(count, "cancel", by=by, at=at, reason=reason, version=expected_version)
    return count


def _sign(count: Count, drawn: File[bytes] | None, kind: str, by: Actor) -> None:
    """Kept with the count, judged as every picture is. Raises Violation."""
    rules.is_signed(signed=drawn is not None)
    picture = cast("File[bytes]", drawn)
    attachments.attach(count, picture, kind=kind, by=by, allow=PNG, field="signature")
