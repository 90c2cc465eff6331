"""Issued against a signature, handed over by both, given back (R80–R82, R86)."""

from __future__ import annotations

from datetime import datetime
from typing import Any, cast

from django.core.files.base import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core import attachments, audit, figures
from core.actor import Actor
from core.clauses import R
from core.errors import Violation
from core.lifecycle_words import changed_meanwhile, denied
from operations.assets import selectors
from operations.assets.kinds import Act
from operations.assets.lifecycle import ASSET, KEEPERS
from operations.assets.models import Asset, Custody, Movement
from operations.assets.rules import keeping as rules
from operations.assets.services.moving import KEPT
from operations.staff.models import Department, Person

GIVER, TAKER = "signature_giver", "signature_taker"
PNG = ("image/png",)


@transaction.atomic
def asset_issue(
    *,
    asset_id: int,
    person_id: int,
    department_id: int,
    place: str,
    signature: File[bytes] | None,
    by: Actor,
    at: datetime,
    expected_version: int | None = None,
) -> Asset:
    """Handed out once the responsible person has signed the register (R80–R81, R86)."""
    asset = lock_asset(asset_id)
    ASSET.check(asset, "issue", by=by, expected_version=expected_version)
    person = _person(person_id, asset, at)
    department = Department.objects.get(pk=department_id)
    held = asset.kept_for
    same = held is not None and held.department_id == department_id
    rules.goes_where_it_was_set_aside(kept_for=held.number if held else "", department=same)
    rules.place_is_named(place=place)
    drawn = _signed(signature)
    _give(asset, person, department, at)
    asset.place, asset.kept_for = place.strip()[:80], None
    move_asset(asset, "issue", by=by, at=at, version=expected_version)
    line = note(asset, Act.ISSUED, by=by, at=at, taker=person.name)
    _sign(line, TAKER, drawn, by)
    return asset


@transaction.atomic
def asset_hand_over(
    *,
    asset_id: int,
    signature: File[bytes] | None,
    by: Actor,
    at: datetime,
    expected_version: int | None = None,
) -> Asset:
    """The present keeper signs it away; it stays with them until somebody signs for it (R82)."""
    asset = lock_asset(asset_id)
    ASSET.check(asset, "hand_over", by=by, expected_version=expected_version)
    drawn = _signed(signature)
    move_asset(asset, "hand_over", by=by, at=at, version=expected_version)
    line = note(asset, Act.SENT, by=by, at=at, giver=asset.user_name)
    _sign(line, GIVER, drawn, by)
    return asset


@transaction.atomic
def asset_take_over(
    *,
    asset_id: int,
    person_id: int,
    department_id: int,
    place: str,
    signature: File[bytes] | None,
    by: Actor,
    at: datetime,
    expected_version: int | None = None,
) -> Asset:
    """The new keeper signs for it and answers for it from now on (R82, R86)."""
    asset = lock_asset(asset_id)
    ASSET.check(asset, "take_over", by=by, expected_version=expected_version)
    person = _person(person_id, asset, at)
    rules.another_keeper(same=_keeper(asset).person_id == person.pk)
    rules.place_is_named(place=place)
    drawn = _signed(signature)
    before = asset.user_name
    free(asset, at)
    _give(asset, person, Department.objects.get(pk=department_id), at)
    asset.place = place.strip()[:80]
    move_asset(asset, "take_over", by=by, at=at, version=expected_version)
    line = note(asset, Act.RECEIVED, by=by, at=at, giver=before, taker=person.name)
    _sign(line, TAKER, drawn, by)
    return asset


@transaction.atomic
def asset_call_off(
    *, asset_id: int, reason: str, by: Actor, at: datetime, expected_version: int | None = None
) -> Asset:
    """Nobody takes it over: it stays with its keeper (R82)."""
    asset = lock_asset(asset_id)
    move_asset(asset, "call_off", by=by, at=at, reason=reason, version=expected_version)
    note(asset, Act.RECEIVED, by=by, at=at, taker=asset.user_name, note=reason)
    return asset


@transaction.atomic
def asset_give_back(
    *,
    asset_id: int,
    place: str,
    signature: File[bytes] | None,
    signature_taker: File[bytes] | None,
    by: Actor,
    at: datetime,
    expected_version: int | None = None,
) -> Asset:
    """Back into store: who gives it back and who takes it both sign (R82)."""
    asset = lock_asset(asset_id)
    ASSET.check(asset, "give_back", by=by, expected_version=expected_version)
    rules.place_is_named(place=place)
    given, taken = _signed(signature), _signed(signature_taker, "signature_taker")
    before = asset.user_name
    free(asset, at)
    asset.user_name, asset.place = _("nobody (in store)"), place.strip()[:80]
    move_asset(asset, "give_back", by=by, at=at, version=expected_version)
    line = note(asset, Act.RETURNED, by=by, at=at, giver=before, taker=by.signature)
    _sign(line, GIVER, given, by)
    _sign(line, TAKER, taken, by)
    return asset


@transaction.atomic
def asset_place(
    *, asset_id: int, place: str, by: Actor, at: datetime, expected_version: int | None = None
) -> Asset:
    """It stands elsewhere now; nobody else keeps it (R78, R82)."""
    asset = lock_asset(asset_id)
    if expected_version is not None and expected_version != asset.version:
        raise Violation(changed_meanwhile(asset))
    if not any(by.holds(post) for post in KEEPERS):
        raise denied(KEEPERS)
    rules.place_is_named(place=place)
    before, asset.place = asset.place, place.strip()[:80]
    asset.version += 1
    asset.save(update_fields=["place", "version", "updated_at"])
    note(asset, Act.PLACED, by=by, at=at)
    changes = {"stands_at": (before, asset.place)}
    audit.record(asset, by=by, action="asset.place", changes=changes, clauses=(R(82),), at=at)
    return asset


@transaction.atomic
def asset_release(
    *, asset_id: int, reason: str, by: Actor, at: datetime, expected_version: int | None = None
) -> Asset:
    """Nobody comes for it: it is set aside no more and lies idle for all (R72)."""
    asset = lock_asset(asset_id)
    if expected_version is not None and expected_version != asset.version:
        raise Violation(changed_meanwhile(asset))
    if not any(by.holds(post) for post in KEEPERS):
        raise denied(KEEPERS)
    rules.is_set_aside(kept=asset.kept_for is not None, reason=reason)
    held, asset.kept_for = asset.kept_for, None
    asset.version += 1
    asset.save(update_fields=["kept_for", "version", "updated_at"])
    changes = {"purchase": held.number if held else ""}
    audit.record(
        asset, by=by, action="asset.release", note=reason, changes=changes,
        clauses=(R(72),), at=at,
    )  # fmt: skip
    return asset


def lock_asset(asset_id: int) -> Asset:
    return Asset.objects.select_for_update(of=("self",)).get(pk=asset_id)


def _person(person_id: int, asset: Asset, at: datetime) -> Person:
    found = Person.objects.get(pk=person_id)
    rules.keeper_works_here(active=found.status == "active")
    rules.is_trained(
        special=asset.asset_class.is_special,
        valid_until=selectors.trained_until(found, asset.asset_class_id),
        today=timezone.localdate(at),
    )
    return found


def _keeper(asset: Asset) -> Custody:
    return Custody.objects.select_related("person").get(asset=asset, to_date=None)


def _give(asset: Asset, person: Person, department: Department, at: datetime) -> None:
    Custody.objects.create(
        asset=asset, person=person, department=department, from_date=timezone.localdate(at)
    )
    asset.department, asset.user_name = department, person.name
    figures.changed(KEPT, on=timezone.localdate(at))


def free(asset: Asset, at: datetime) -> None:
    custody = _keeper(asset)
    custody.to_date = max(custody.from_date, timezone.localdate(at))
    custody.save(update_fields=["to_date"])
    figures.changed(KEPT, on=custody.to_date)


def move_asset(
    asset: Asset, action: str, *, by: Actor, at: datetime, reason: str = "", version: int | None
) -> None:
    ASSET.apply(asset, action, by=by, reason=reason, at=at, expected_version=version)
    asset.save()
    changes: dict[str, Any] = {"kept_by_now": asset.user_name, "stands_at": asset.place}
    audit.record(asset, by=by, action=f"asset.{action}", note=reason, changes=changes, at=at)


def follow(
    asset: Asset, action: str, act: str, *, by: Actor, at: datetime, why: str = "", **who: str
) -> None:
    """What happens to an asset because of a repair or a scrapping; they were asked for leave."""
    ASSET.apply(asset, action, by=Actor.system(by.name), at=at)
    asset.save()
    audit.record(asset, by=by, action=f"asset.{action}", note=why, at=at)
    note(asset, act, by=by, at=at, note=why, **who)


def back_to(asset: Asset) -> str:
    """In use again where somebody answers for it, else into store."""
    return "use_again" if asset.custodies.filter(to_date=None).exists() else "store"


def note(
    asset: Asset,
    act: str,
    *,
    by: Actor,
    at: datetime,
    giver: str = "",
    taker: str = "",
    note: str = "",
) -> Movement:
    return Movement.objects.create(
        asset=asset,
        act=act,
        at=at,
        giver_name=giver[:80],
        taker_name=taker[:80],
        department=asset.department,
        place=asset.place,
        note=note[:200],
        by_name=by.signature[:80],
    )


def _signed(drawn: File[bytes] | None, field: str = "signature") -> File[bytes]:
    """What was drawn. Raises Violation where nothing was (R81)."""
    rules.is_signed(signed=drawn is not None, field=field)
    return cast("File[bytes]", drawn)


def _sign(line: Movement, kind: str, drawn: File[bytes], by: Actor) -> None:
    """Kept with the line of the trail, judged as every picture is. Raises Violation."""
    attachments.attach(line, drawn, kind=kind, by=by, allow=PNG, field="signature")
