"""Scrapping: application, inspection, leaders, formalities, return, write-off (R89–R91)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from core import audit, figures, numbering
from core.actor import Actor
from core.clauses import R
from core.errors import Violation
from core.lifecycle_words import changed_meanwhile, denied
from operations.assets import selectors
from operations.assets.kinds import Act, Cause
from operations.assets.lifecycle import KEEPERS, SCRAPPING, C
from operations.assets.models import Scrapping
from operations.assets.numbers import SCRAPPING as SERIES
from operations.assets.rules import caring as rules
from operations.assets.services.keeping import back_to, follow, free, lock_asset, note
from operations.assets.services.moving import BOOKED, announce, move
from operations.assets.services.repairing import AT_HAND
from operations.staff.models import Person

COMPENSATED_BY = ("finance", "admin", "admin_mgr")


@transaction.atomic
def scrapping_apply(
    *,
    asset_id: int,
    cause: str,
    reason: str,
    by: Actor,
    at: datetime,
    culprit_id: int | None = None,
) -> Scrapping:
    """Whoever keeps it, or the ledger's people, apply for its end (R90)."""
    asset = lock_asset(asset_id)
    if not selectors.assets(by).filter(pk=asset_id).exists():
        raise denied(KEEPERS)
    rules.scrapping_has_reason(reason=reason, cause=cause, culprit=culprit_id is not None)
    running = asset.scrappings.exclude(status=C.REFUSED).first()
    rules.scrapping_is_alone(
        running=running.number if running else "", status_fits=asset.status in AT_HAND
    )
    today = timezone.localdate(at)
    found = Scrapping.objects.create(
        created_by_id=(by.acting_for or by).user_id,
        asset=asset,
        number=numbering.draw(SERIES, on=today).text,
        cause=cause,
        reason=reason.strip()[:300],
        culprit=Person.objects.get(pk=culprit_id) if culprit_id is not None else None,
        applicant_name=by.signature[:80],
        applied_date=today,
        status_since=at,
    )
    # What is scrapped is set aside for nobody.
    asset.kept_for = None
    announce(found, by=by, at=at)
    changes = {"scrapping": found.number}
    audit.record(
        found, by=by, action="asset_scrapping.apply", changes=changes, clauses=(R(90),), at=at
    )
    follow(asset, "condemn", Act.CONDEMNED, by=by, at=at, why=found.number)
    return found


@transaction.atomic
def scrapping_inspect(
    *,
    scrapping_id: int,
    inspector: str,
    inspection: str,
    hopeless: bool,
    inspected_date: date,
    by: Actor,
    at: datetime,
    expected_version: int | None = None,
) -> Scrapping:
    """Professionals found that it cannot be repaired (R89)."""
    found = _locked(scrapping_id)
    SCRAPPING.check(found, "inspect", by=by, expected_version=expected_version)
    rules.inspection_is_told(
        inspector=inspector,
        report=inspection,
        hopeless=hopeless,
        on=inspected_date,
        today=timezone.localdate(at),
    )
    given = {
        "inspector": inspector.strip()[:80],
        "inspection": inspection.strip()[:300],
        "inspected_date": inspected_date,
    }
    return _on(found, "inspect", given, by=by, at=at, version=expected_version)


@transaction.atomic
def scrapping_agree(
    *,
    scrapping_id: int,
    by: Actor,
    at: datetime,
    reason: str = "",
    expected_version: int | None = None,
) -> Scrapping:
    """The head of department agrees (R90)."""
    given = {"head_name": by.signature[:80]}
    found = _locked(scrapping_id)
    return _on(found, "agree", given, reason, by=by, at=at, version=expected_version)


@transaction.atomic
def scrapping_endorse(
    *,
    scrapping_id: int,
    by: Actor,
    at: datetime,
    reason: str = "",
    expected_version: int | None = None,
) -> Scrapping:
    """The supervising leader agrees (R90)."""
    given = {"leader_name": by.signature[:80]}
    found = _locked(scrapping_id)
    return _on(found, "endorse", given, reason, by=by, at=at, version=expected_version)


@transaction.atomic
def scrapping_approve(
    *,
    scrapping_id: int,
    by: Actor,
    at: datetime,
    reason: str = "",
    expected_version: int | None = None,
) -> Scrapping:
    """The general manager approves (R90)."""
    given = {"approved_by_name": by.signature[:80]}
    found = _locked(scrapping_id)
    return _on(found, "approve", given, reason, by=by, at=at, version=expected_version)


@transaction.atomic
def scrapping_handle(
    *,
    scrapping_id: int,
    formalities: str,
    by: Actor,
    at: datetime,
    expected_version: int | None = None,
) -> Scrapping:
    """The office area does the formalities (R90)."""
    found = _locked(scrapping_id)
    SCRAPPING.check(found, "handle", by=by, expected_version=expected_version)
    rules.formalities_are_told(text=formalities)
    given = {"formalities": formalities.strip()[:200]}
    return _on(found, "handle", given, by=by, at=at, version=expected_version)


@transaction.atomic
def scrapping_hand_in(
    *, scrapping_id: int, by: Actor, at: datetime, expected_version: int | None = None
) -> Scrapping:
    """Administration receives the thing itself; its keeper answers for it no more (R90)."""
    found = _locked(scrapping_id)
    given = {"handed_in_date": timezone.localdate(at), "received_by_name": by.signature[:80]}
    _on(found, "hand_in", given, by=by, at=at, version=expected_version)
    asset = found.asset
    giver = asset.user_name
    if back_to(asset) == "use_again":
        free(asset, at)
    asset.user_name = by.signature[:80]
    asset.save(update_fields=["user_name", "updated_at"])
    note(asset, Act.HANDED_IN, by=by, at=at, giver=giver, taker=by.signature, note=found.number)
    return found


@transaction.atomic
def scrapping_compensate(
    *,
    scrapping_id: int,
    basis: str,
    basis_amount: Decimal,
    amount: Decimal,
    paid_date: date,
    penalty: str,
    by: Actor,
    at: datetime,
    expected_version: int | None = None,
) -> Scrapping:
    """Who damaged it has paid the price (R91)."""
    found = _locked(scrapping_id)
    if expected_version is not None and expected_version != found.version:
        raise Violation(changed_meanwhile(found))
    if not any(by.holds(post) for post in COMPENSATED_BY):
        raise denied(COMPENSATED_BY)
    today = timezone.localdate(at)
    due, known = selectors.compensation(found.asset, on=today)
    rules.compensation_is_sound(
        by_person=found.cause == Cause.PERSON,
        basis=basis,
        due=due,
        known=known,
        basis_amount=basis_amount,
        amount=amount,
        paid=paid_date,
        today=today,
    )
    found.basis, found.basis_amount, found.amount = basis, basis_amount, amount
    found.paid_date, found.penalty = paid_date, penalty.strip()[:200]
    found.version += 1
    found.save()
    changes = {"compensation": str(amount)}
    audit.record(
        found, by=by, action="asset_scrapping.compensate", changes=changes, clauses=(R(91),), at=at
    )
    return found


@transaction.atomic
def scrapping_write_off(
    *, scrapping_id: int, by: Actor, at: datetime, expected_version: int | None = None
) -> Scrapping:
    """Finance takes it out of the books (R90, R91)."""
    found = _locked(scrapping_id)
    SCRAPPING.check(found, "write_off", by=by, expected_version=expected_version)
    rules.damage_is_paid(by_person=found.cause == Cause.PERSON, paid=found.paid_date is not None)
    today = timezone.localdate(at)
    _on(found, "write_off", {"written_off_date": today}, by=by, at=at, version=expected_version)
    found.asset.scrapped_date = today
    figures.changed(BOOKED, on=today)
    follow(found.asset, "write_off", Act.WRITTEN_OFF, by=by, at=at, why=found.number)
    return found


@transaction.atomic
def scrapping_refuse(
    *, scrapping_id: int, reason: str, by: Actor, at: datetime, expected_version: int | None = None
) -> Scrapping:
    """It stays where it is (R89, R90)."""
    found = _locked(scrapping_id)
    _on(found, "refuse", {}, reason, by=by, at=at, version=expected_version)
    asset = found.asset
    follow(asset, back_to(asset), Act.KEPT_ON, by=by, at=at, why=reason)
    return found


def _on(
    found: Scrapping,
    action: str,
    given: Mapping[str, Any],
    reason: str = "",
    *,
    by: Actor,
    at: datetime,
    version: int | None,
) -> Scrapping:
    for name, value in given.items():
        setattr(found, name, value)
    move(found, action, by=by, at=at, reason=reason, fields=tuple(given), version=version)
    return found


def _locked(scrapping_id: int) -> Scrapping:
    found = Scrapping.objects.select_for_update(of=("self",)).get(pk=scrapping_id)
    found.asset = lock_asset(found.asset_id)
    return found
