"""Repairs in writing (R87), findings (R88), authorisations (R84)."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from core import audit, numbering
from core.actor import Actor
from core.clauses import R
from core.lifecycle_words import denied
from operations.assets import selectors
from operations.assets.kinds import Act
from operations.assets.lifecycle import ADMIN, KEEPERS, REPAIR, REPAIR_OPEN, A
from operations.assets.models import AssetClass, Authorisation, Finding, Repair
from operations.assets.numbers import REPAIR as SERIES
from operations.assets.rules import caring as rules
from operations.assets.rules import keeping
from operations.assets.services.keeping import back_to, follow, lock_asset
from operations.assets.services.moving import announce, move
from operations.staff.models import Person

AT_HAND = (A.STOCK, A.IN_USE)
TRAINERS = (*KEEPERS, *ADMIN)


@transaction.atomic
def repair_report(*, asset_id: int, fault: str, by: Actor, at: datetime) -> Repair:
    """Whoever keeps it, or the ledger's people, report what is wrong (R87)."""
    asset = lock_asset(asset_id)
    if not selectors.assets(by).filter(pk=asset_id).exists():
        raise denied(KEEPERS)
    rules.fault_is_told(fault=fault)
    running = asset.repairs.filter(status__in=REPAIR_OPEN).first()
    rules.repair_is_alone(
        running=running.number if running else "", status_fits=asset.status in AT_HAND
    )
    today = timezone.localdate(at)
    repair = Repair.objects.create(
        created_by_id=(by.acting_for or by).user_id,
        asset=asset,
        number=numbering.draw(SERIES, on=today).text,
        fault=fault.strip()[:200],
        reported_by_name=by.signature[:80],
        reported_date=today,
        status_since=at,
    )
    announce(repair, by=by, at=at)
    changes = {"repair": repair.number}
    audit.record(
        repair, by=by, action="asset_repair.report", changes=changes, clauses=(R(87),), at=at
    )
    return repair


@transaction.atomic
def repair_file(
    *, repair_id: int, by: Actor, at: datetime, expected_version: int | None = None
) -> Repair:
    """Administration has the report in writing (R87)."""
    repair = _locked(repair_id)
    repair.filed_by_name, repair.filed_date = by.signature[:80], timezone.localdate(at)
    fields = ("filed_by_name", "filed_date")
    move(repair, "file", by=by, at=at, fields=fields, version=expected_version)
    return repair


@transaction.atomic
def repair_send(
    *,
    repair_id: int,
    vendor: str,
    sent_date: date,
    by: Actor,
    at: datetime,
    in_warranty: bool = False,
    expected_version: int | None = None,
) -> Repair:
    """The clerk has reached manufacturer or dealer, and it goes there (R87)."""
    repair = _locked(repair_id)
    REPAIR.check(repair, "send", by=by, expected_version=expected_version)
    rules.vendor_is_named(vendor=vendor, sent=sent_date, today=timezone.localdate(at))
    rules.repair_is_alone(running="", status_fits=repair.asset.status in AT_HAND)
    repair.vendor, repair.sent_date = vendor.strip()[:80], sent_date
    repair.in_warranty = in_warranty
    fields = ("vendor", "sent_date", "in_warranty")
    move(repair, "send", by=by, at=at, fields=fields, version=expected_version)
    follow(repair.asset, "repair", Act.REPAIRED, by=by, at=at, why=repair.number, taker=vendor)
    return repair


@transaction.atomic
def repair_mend(
    *,
    repair_id: int,
    result: str,
    cost: Decimal,
    returned_date: date,
    by: Actor,
    at: datetime,
    expected_version: int | None = None,
) -> Repair:
    """Back, and as it should be (R87)."""
    repair = _locked(repair_id)
    REPAIR.check(repair, "mend", by=by, expected_version=expected_version)
    today = timezone.localdate(at)
    rules.repair_is_told(
        result=result,
        cost=cost,
        returned=returned_date,
        # With the repairer means given away on a day (constraint).
        sent=repair.sent_date or today,
        today=today,
        warranty=repair.in_warranty,
    )
    repair.result, repair.cost = result.strip()[:200], cost
    repair.returned_date = returned_date
    fields = ("result", "cost", "returned_date")
    move(repair, "mend", by=by, at=at, fields=fields, version=expected_version)
    _returned(repair, by, at)
    return repair


@transaction.atomic
def repair_give_up(
    *, repair_id: int, reason: str, by: Actor, at: datetime, expected_version: int | None = None
) -> Repair:
    """It cannot be repaired; scrapping may be applied for (R87, R89)."""
    repair = _locked(repair_id)
    repair.result, repair.returned_date = reason.strip()[:200], timezone.localdate(at)
    fields = ("result", "returned_date")
    move(repair, "give_up", by=by, at=at, reason=reason, fields=fields, version=expected_version)
    _returned(repair, by, at)
    return repair


@transaction.atomic
def repair_cancel(
    *, repair_id: int, reason: str, by: Actor, at: datetime, expected_version: int | None = None
) -> Repair:
    """It needs no repair after all (R87)."""
    repair = _locked(repair_id)
    move(repair, "cancel", by=by, at=at, reason=reason, version=expected_version)
    return repair


@transaction.atomic
def finding_add(
    *,
    asset_id: int,
    text: str,
    measure: str,
    owner_id: int,
    due_date: date,
    by: Actor,
    at: datetime,
) -> Finding:
    """Poor keeping or improper use, with its measure, owner and day (R88)."""
    asset = lock_asset(asset_id)
    if not any(by.holds(post) for post in TRAINERS):
        raise denied(TRAINERS)
    today = timezone.localdate(at)
    rules.finding_is_told(text=text, measure=measure, due=due_date, today=today)
    finding = Finding.objects.create(
        asset=asset,
        text=text.strip()[:200],
        measure=measure.strip()[:200],
        owner=Person.objects.get(pk=owner_id),
        found_date=today,
        due_date=due_date,
        found_by_name=by.signature[:80],
    )
    audit.record(asset, by=by, action="asset.finding", note=finding.text, clauses=(R(88),), at=at)
    return finding


@transaction.atomic
def finding_done(*, asset_id: int, finding_id: int, by: Actor, at: datetime) -> Finding:
    """Put right (R88)."""
    asset = lock_asset(asset_id)
    if not any(by.holds(post) for post in TRAINERS):
        raise denied(TRAINERS)
    finding = asset.findings.get(pk=finding_id)
    finding.done_date = timezone.localdate(at)
    finding.save(update_fields=["done_date"])
    audit.record(
        asset, by=by, action="asset.finding_done", note=finding.text, clauses=(R(88),), at=at
    )
    return finding


@transaction.atomic
def authorise(
    *,
    person_id: int,
    asset_class_id: int,
    trained_date: date,
    valid_until_date: date,
    by: Actor,
    at: datetime,
) -> Authorisation:
    """Somebody was trained for a class of special assets (R84)."""
    if not any(by.holds(post) for post in TRAINERS):
        raise denied(TRAINERS)
    keeping.training_is_sound(
        trained=trained_date, until=valid_until_date, today=timezone.localdate(at)
    )
    person = Person.objects.get(pk=person_id)
    keeping.keeper_works_here(active=person.status == "active")
    made = Authorisation.objects.create(
        person=person,
        asset_class=AssetClass.objects.get(pk=asset_class_id),
        trained_date=trained_date,
        valid_until_date=valid_until_date,
        granted_by_name=by.signature[:80],
    )
    changes = {"authorised_until": valid_until_date.isoformat()}
    audit.record(
        made, by=by, action="authorisation.grant", changes=changes, clauses=(R(84),), at=at
    )
    return made


def _returned(repair: Repair, by: Actor, at: datetime) -> None:
    asset = repair.asset
    follow(asset, back_to(asset), Act.MENDED, by=by, at=at, why=repair.number)


def _locked(repair_id: int) -> Repair:
    repair = Repair.objects.select_for_update(of=("self",)).get(pk=repair_id)
    repair.asset = lock_asset(repair.asset_id)
    return repair
