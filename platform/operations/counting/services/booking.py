"""Surplus and shortage are approved, and only then booked (R94, R115)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from core.actor import Actor
from core.clauses import R
from core.errors import Violation
from operations.assets.kinds import Act
from operations.assets.lifecycle import AssetStates
from operations.assets.models import Asset, Movement
from operations.assets.services import asset_lose, asset_restore, asset_stands, surplus_enter
from operations.counting import selectors
from operations.counting.kinds import Remedy
from operations.counting.lifecycle import COUNT
from operations.counting.models import Count, Line
from operations.counting.rules import closing as rules
from operations.counting.services.closing import is_ready
from operations.counting.services.moving import locked, move
from operations.supplies.kinds import Flow
from operations.supplies.services import stock_adjust


@transaction.atomic
def count_approve(
    *,
    count_id: int,
    by: Actor,
    at: datetime,
    reason: str = "",
    expected_version: int | None = None,
) -> Count:
    """The general manager agrees, and the ledger follows the things (R94)."""
    count = locked(count_id)
    COUNT.check(count, "approve", by=by, expected_version=expected_version)
    lines = list(selectors.lines(count).filter(selectors.DIFFERS).select_related("asset", "count"))
    if not lines:
        raise Violation(_("Book and object agree; there is nothing to approve."), R(94))
    for line in lines:
        _book(count, line, by, at)
    count.approved_by_name, count.approved_at = by.signature[:80], at
    move(
        count, "approve", by=by, at=at, reason=reason, version=expected_version,
        fields=("approved_by_name", "approved_at"), changes={"booked": len(lines)},
    )  # fmt: skip
    return count


@transaction.atomic
def count_dispute(
    *, count_id: int, reason: str, by: Actor, at: datetime, expected_version: int | None = None
) -> Count:
    """The general manager does not agree; the office looks into it again (R94)."""
    count = locked(count_id)
    move(count, "dispute", by=by, at=at, reason=reason, version=expected_version)
    return count


@transaction.atomic
def count_present(
    *,
    count_id: int,
    by: Actor,
    at: datetime,
    reason: str = "",
    expected_version: int | None = None,
) -> Count:
    """The differences are explained anew (R94); the day on which it was closed stays.

    Where none is left there is nothing to approve any more: the count is over.
    """
    count = locked(count_id)
    COUNT.check(count, "present", by=by, expected_version=expected_version)
    is_ready(count)
    differs = count.lines.filter(selectors.DIFFERS).exists()
    move(count, "present", by=by, at=at, reason=reason, version=expected_version, on=differs)
    return count


def _book(count: Count, line: Line, by: Actor, at: datetime) -> None:
    """By what was decided for the line; much of it is done elsewhere and books nothing here."""
    verb = BOOKS.get(line.remedy)
    if verb is None or line.is_put_right:
        return
    verb(line, _("%(count)s: %(why)s") % {"count": count.number, "why": line.explanation}, by, at)
    line.booked_at = at
    line.save(update_fields=["booked_at", "asset"])


def _not_moved(line: Line) -> None:
    """Between the counting and the booking the thing went its own way (R95)."""
    moved = Movement.objects.filter(asset_id=line.asset_id or 0, at__gt=line.answered_at)
    # What the count itself put right was tapped before, however late the phone sent it.
    moved = moved.exclude(act=Act.PLACED, note=line.count.number)
    rules.not_moved_since(name=str(line), moved=moved.exists())


def _shortage(line: Line, why: str, by: Actor, at: datetime) -> None:
    _not_moved(line)
    asset_lose(asset_id=line.asset_id or 0, why=why, by=by, at=at)


def _place(line: Line, why: str, by: Actor, at: datetime) -> None:
    _not_moved(line)
    asset_stands(asset_id=line.asset_id or 0, place=line.found_place, why=why, by=by, at=at)


def _returned(line: Line, why: str, by: Actor, at: datetime) -> None:
    """Where somebody else said so first there is nothing left to book (R82)."""
    if Asset.objects.filter(pk=line.asset_id or 0, status=AssetStates.MISSING).exists():
        asset_restore(asset_id=line.asset_id or 0, place=line.found_place, why=why, by=by, at=at)


def _enter(line: Line, why: str, by: Actor, at: datetime) -> None:
    line.asset = surplus_enter(
        asset_class_id=line.asset_class_id or 0,
        name=line.name,
        price=line.price or Decimal(0),
        place=line.found_place,
        why=why,
        by=by,
        at=at,
    )


def _adjust(line: Line, why: str, by: Actor, at: datetime) -> None:
    """What another count has put right since this one is not booked twice (R95)."""
    since = line.answered_at or at
    difference = line.difference - selectors.pieces_moved(line, since=since, flow=Flow.COUNT)
    if difference:
        stock_adjust(
            item_id=line.item_id or 0, place_id=line.cabinet_id or 0, difference=difference,
            reason=why, by=by, at=at,
        )  # fmt: skip


BOOKS: Mapping[str, Callable[[Line, str, Actor, datetime], None]] = {
    Remedy.SHORTAGE: _shortage,
    Remedy.PLACE: _place,
    Remedy.RETURNED: _returned,
    Remedy.ENTER: _enter,
    Remedy.ADJUST: _adjust,
}
