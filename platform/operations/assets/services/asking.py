"""Asking for a purchase until it is approved (R71–R74)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict, dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from core import audit, figures, numbering
from core.actor import Actor
from core.clauses import R
from core.errors import Violation
from core.lifecycle_words import changed_meanwhile, denied
from operations.assets import selectors
from operations.assets.lifecycle import PEOPLE, PURCHASE
from operations.assets.models import Asset, AssetClass, PurchaseRequest
from operations.assets.numbers import PURCHASE as SERIES
from operations.assets.rules import buying as rules
from operations.assets.services.moving import move
from operations.assets.settings import setting


@dataclass(frozen=True, slots=True)
class PurchaseData:
    """What is asked for. as_fixed: 'manage as a fixed asset' below the threshold (R70)."""

    department_id: int
    asset_class_id: int
    item: str
    spec: str
    unit_price: Decimal
    months: int
    purpose: str
    funds: str
    quota: str
    quantity: int = 1
    as_fixed: bool = False
    wanted_date: date | None = None
    holding: int = 0


@transaction.atomic
def purchase_draft(*, data: PurchaseData, by: Actor, at: datetime) -> PurchaseRequest:
    """A department fills in the request; it takes its number when it is handed in (R71)."""
    if not any(by.holds(post) for post in PEOPLE):
        raise denied(PEOPLE)
    today = timezone.localdate(at)
    request = PurchaseRequest(
        created_by_id=(by.acting_for or by).user_id,
        applicant_name=by.signature[:80],
        asked_date=today,
        status_since=at,
    )
    _fill(request, data, today)
    request.save()
    audit.record(request, by=by, action="purchase.draft", clauses=(R(71),), at=at)
    return request


@transaction.atomic
def purchase_change(
    *,
    request_id: int,
    data: PurchaseData,
    by: Actor,
    at: datetime,
    expected_version: int | None = None,
) -> PurchaseRequest:
    """The draft is changed by whoever made it (R71)."""
    request = locked(request_id)
    if expected_version is not None and expected_version != request.version:
        raise Violation(changed_meanwhile(request))
    PURCHASE.check(request, "submit", by=by)
    _own(request, by)
    _fill(request, data, timezone.localdate(at))
    request.version += 1
    request.save()
    audit.record(request, by=by, action="purchase.change", clauses=(R(71),), at=at)
    return request


@transaction.atomic
def purchase_submit(
    *, request_id: int, by: Actor, at: datetime, expected_version: int | None = None
) -> PurchaseRequest:
    """Handed in, with its number, to the head of department (R71, R74).

    The threshold of the day decides whether this form is the right one (R68, R70).
    """
    request = locked(request_id)
    PURCHASE.check(request, "submit", by=by, expected_version=expected_version)
    _own(request, by)
    today = timezone.localdate(at)
    _judge(given(request), today)
    request.asked_date = today
    request.number = numbering.draw(SERIES, on=today, record=request).text
    changes = {"purchase": request.number, "decided_as": sentence(given(request), today)}
    move(
        request, "submit", by=by, at=at, fields=("asked_date", "number"),
        version=expected_version, changes=changes,
    )  # fmt: skip
    return request


@transaction.atomic
def purchase_agree(
    *,
    request_id: int,
    by: Actor,
    at: datetime,
    reason: str = "",
    expected_version: int | None = None,
) -> PurchaseRequest:
    """The head of department agrees (R74)."""
    request = locked(request_id)
    request.head_name = by.signature[:80]
    move(
        request, "agree", by=by, at=at, reason=reason, fields=("head_name",),
        version=expected_version,
    )  # fmt: skip
    return request


@transaction.atomic
def purchase_reallocate(
    *,
    request_id: int,
    asset_ids: Collection[int],
    by: Actor,
    at: datetime,
    expected_version: int | None = None,
) -> PurchaseRequest:
    """What lies idle is set aside for the department; nothing is bought (R72)."""
    request = locked(request_id)
    PURCHASE.check(request, "reallocate", by=by, expected_version=expected_version)
    idle = {one.pk: one for one in _idle(request)}
    rules.reallocated_is_idle(chosen=asset_ids, idle=idle, quantity=request.quantity)
    numbers = []
    for key in sorted(set(asset_ids)):
        asset = idle[key]
        asset.kept_for = request
        asset.version += 1
        asset.save(update_fields=["kept_for", "version", "updated_at"])
        numbers.append(asset.number)
    request.seen_numbers = sorted(one.number for one in idle.values())
    figures.changed(("AS-REALLOCATED",), on=timezone.localdate(at))
    _checked(request, by, at)
    move(
        request, "reallocate", by=by, at=at,
        fields=("seen_numbers", "checked_by_name", "checked_at"),
        version=expected_version, changes={"reallocated": numbers},
    )  # fmt: skip
    return request


@transaction.atomic
def purchase_buy(
    *,
    request_id: int,
    seen: bool,
    shown: Collection[str],
    by: Actor,
    at: datetime,
    reason: str = "",
    expected_version: int | None = None,
) -> PurchaseRequest:
    """The clerk has seen what lies idle and applies to buy all the same (R72).

    shown: numbers of the idle assets that were on the list that was seen.
    """
    request = locked(request_id)
    PURCHASE.check(request, "buy", by=by, expected_version=expected_version)
    numbers = [one.number for one in _idle(request)]
    rules.idle_list_was_seen(seen=seen, shown=shown, idle=numbers)
    rules.buying_has_reason(matches=len(numbers), reason=reason)
    request.seen_numbers, request.buy_reason = numbers, reason.strip()[:300]
    _checked(request, by, at)
    move(
        request, "buy", by=by, at=at, reason=reason,
        fields=("seen_numbers", "buy_reason", "checked_by_name", "checked_at"),
        version=expected_version, changes={"idle_seen": len(numbers)},
    )  # fmt: skip
    return request


@transaction.atomic
def purchase_approve(
    *,
    request_id: int,
    by: Actor,
    at: datetime,
    reason: str = "",
    expected_version: int | None = None,
) -> PurchaseRequest:
    """The general manager approves, for a term (R73, R74)."""
    request = locked(request_id)
    today = timezone.localdate(at)
    request.approved_by_name, request.approved_date = by.signature[:80], today
    request.valid_until_date = rules.valid_until(
        approved=today, days=setting("approval_days", on=today)
    )
    request.approved_total = request.total
    move(
        request, "approve", by=by, at=at, reason=reason,
        fields=("approved_by_name", "approved_date", "valid_until_date", "approved_total"),
        version=expected_version, changes={"holds_until": request.valid_until_date.isoformat()},
    )  # fmt: skip
    return request


@transaction.atomic
def purchase_renew(
    *, request_id: int, by: Actor, at: datetime, expected_version: int | None = None
) -> PurchaseRequest:
    """The approval has run out before anything was ordered: it is asked for again (R74)."""
    request = locked(request_id)
    PURCHASE.check(request, "renew", by=by, expected_version=expected_version)
    # Being bought means approved, and approved means until a day (constraint).
    until = request.valid_until_date or timezone.localdate(at)
    rules.approval_has_run_out(until=until, today=timezone.localdate(at))
    move(request, "renew", by=by, at=at, version=expected_version)
    return request


@transaction.atomic
def purchase_refuse(
    *, request_id: int, reason: str, by: Actor, at: datetime, expected_version: int | None = None
) -> PurchaseRequest:
    """Refused at any of the three approvals, with the reason (R74)."""
    request = locked(request_id)
    move(request, "refuse", by=by, at=at, reason=reason, version=expected_version)
    return request


@transaction.atomic
def purchase_cancel(
    *, request_id: int, reason: str, by: Actor, at: datetime, expected_version: int | None = None
) -> PurchaseRequest:
    """The applicant needs it no longer (R74)."""
    request = locked(request_id)
    PURCHASE.check(request, "cancel", by=by, expected_version=expected_version)
    _own(request, by)
    move(request, "cancel", by=by, at=at, reason=reason, version=expected_version)
    return request


def locked(request_id: int) -> PurchaseRequest:
    """The request, locked."""
    return PurchaseRequest.objects.select_for_update(of=("self",)).get(pk=request_id)


def sentence(data: PurchaseData, today: date) -> str:
    """Asset or supply, in words (R68, R70)."""
    return rules.which_it_is(
        price=data.unit_price,
        months=data.months,
        least_price=setting("threshold_yuan", on=today),
        least_months=setting("threshold_months", on=today),
        as_fixed=data.as_fixed,
    )


def _judge(data: PurchaseData, today: date) -> None:
    rules.request_is_complete(
        item=data.item,
        spec=data.spec,
        purpose=data.purpose,
        quota=data.quota,
        quantity=data.quantity,
        price=data.unit_price,
        months=data.months,
        wanted=data.wanted_date,
        today=today,
    )
    rules.request_is_for_an_asset(
        price=data.unit_price,
        months=data.months,
        least_price=setting("threshold_yuan", on=today),
        least_months=setting("threshold_months", on=today),
        as_fixed=data.as_fixed,
    )


def _fill(request: PurchaseRequest, data: PurchaseData, today: date) -> None:
    _judge(data, today)
    for name, value in asdict(data).items():
        setattr(request, name, value.strip() if isinstance(value, str) else value)


def given(request: PurchaseRequest) -> PurchaseData:
    """The request as it is asked for."""
    names = PurchaseData.__dataclass_fields__
    return PurchaseData(**{name: getattr(request, name) for name in names})


def _own(request: PurchaseRequest, by: Actor) -> None:
    rules.applicant_acts(mine=request.created_by_id in by.persons, applicant=request.applicant_name)


def _idle(request: PurchaseRequest) -> list[Asset]:
    """What lies idle of the class, locked: two clerks do not set the same aside."""
    AssetClass.objects.select_for_update().get(pk=request.asset_class_id)
    return list(selectors.idle(request.asset_class_id).select_for_update(of=("self",)))


def _checked(request: PurchaseRequest, by: Actor, at: datetime) -> None:
    request.checked_by_name, request.checked_at = by.signature[:80], at
