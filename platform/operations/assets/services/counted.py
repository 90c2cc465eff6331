"""What an approved count does to the ledger: shortages, surpluses, places (R82, R94)."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from console.models import Centre
from core import audit, figures, numbering
from core.actor import Actor
from core.clauses import R
from core.lifecycle_words import denied
from operations.assets.kinds import Act, Funds, Way
from operations.assets.lifecycle import ASSET, KEEPERS
from operations.assets.models import Asset, AssetClass
from operations.assets.numbers import of_class
from operations.assets.rules import keeping as rules
from operations.assets.services.keeping import back_to, follow, free, lock_asset, move_asset, note
from operations.assets.services.moving import BOOKED
from operations.staff.models import Department


@transaction.atomic
def asset_lose(*, asset_id: int, why: str, by: Actor, at: datetime) -> Asset:
    """Booked as a shortage; the approval of the count is the permission (R94)."""
    asset = lock_asset(asset_id)
    asset.kept_for = None
    follow(asset, "lose", Act.LOST, by=by, at=at, why=why)
    return asset


@transaction.atomic
def asset_restore(*, asset_id: int, place: str, why: str, by: Actor, at: datetime) -> Asset:
    """A count found again what an earlier one had missed (R94)."""
    asset = lock_asset(asset_id)
    return _back(asset, place, why, by, at)


@transaction.atomic
def asset_turn_up(
    *, asset_id: int, place: str, by: Actor, at: datetime, expected_version: int | None = None
) -> Asset:
    """Whoever keeps the ledger says that it has turned up, and where (R82)."""
    asset = lock_asset(asset_id)
    if not any(by.holds(post) for post in KEEPERS):
        raise denied(KEEPERS)
    rules.place_is_named(place=place)
    # Asked of the table, so that it says what is wrong with an old page or another state.
    system = Actor.system(by.name)
    ASSET.check(asset, back_to(asset), by=system, expected_version=expected_version)
    return _back(asset, place, "", by, at)


def _back(asset: Asset, place: str, why: str, by: Actor, at: datetime) -> Asset:
    asset.place = place.strip()[:80] or asset.place
    follow(asset, back_to(asset), Act.TURNED_UP, by=by, at=at, why=why)
    return asset


@transaction.atomic
def asset_write_off_lost(
    *, asset_id: int, reason: str, by: Actor, at: datetime, expected_version: int | None = None
) -> Asset:
    """Finance takes a shortage out of the ledger; nothing can be handed in (R94)."""
    asset = lock_asset(asset_id)
    ASSET.check(asset, "write_off_lost", by=by, expected_version=expected_version)
    asset.scrapped_date = timezone.localdate(at)
    figures.changed(BOOKED, on=asset.scrapped_date)
    if asset.custodies.filter(to_date=None).exists():
        free(asset, at)
    move_asset(asset, "write_off_lost", by=by, at=at, reason=reason, version=expected_version)
    note(asset, Act.WRITTEN_OFF, by=by, at=at, note=reason)
    return asset


@transaction.atomic
def asset_stands(*, asset_id: int, place: str, why: str, by: Actor, at: datetime) -> Asset:
    """A count found it elsewhere: the ledger follows the thing (R94).

    The count's own table says who may; this asks nobody again.
    """
    asset = lock_asset(asset_id)
    rules.place_is_named(place=place)
    before, asset.place = asset.place, place.strip()[:80]
    asset.version += 1
    asset.save(update_fields=["place", "version", "updated_at"])
    note(asset, Act.PLACED, by=by, at=at, note=why)
    changes = {"stands_at": (before, asset.place)}
    audit.record(
        asset, by=by, action="asset.place", note=why, changes=changes, clauses=(R(94),), at=at
    )
    return asset


@transaction.atomic
def surplus_enter(
    *,
    asset_class_id: int,
    name: str,
    price: Decimal,
    place: str,
    why: str,
    by: Actor,
    at: datetime,
) -> Asset:
    """A thing that no book knew gets its card; what is unknown says so (R78, R94)."""
    rules.place_is_named(place=place)
    today, unknown = timezone.localdate(at), _("unknown")
    short = AssetClass.objects.get(pk=asset_class_id).short
    asset = Asset.objects.create(
        number=numbering.draw(of_class(Centre.current().code, short), on=today).text,
        name=name.strip()[:60],
        asset_class_id=asset_class_id,
        model=unknown,
        spec=unknown,
        manufacturer=unknown,
        dealer=unknown,
        price=price,
        buyer_name=unknown,
        accepter_name=by.signature[:80],
        # The office keeps what nobody has yet (R85).
        department=Department.objects.get(code="office"),
        user_name=_("nobody (in store)"),
        place=place.strip()[:80],
        warranty=unknown,
        way=Way.SURPLUS,
        funds=Funds.OWN,
        booked_date=today,
        status_since=at,
    )
    figures.changed(BOOKED, on=today)
    note(asset, Act.ENTERED, by=by, at=at, note=why)
    changes = {"card": asset.number}
    audit.record(
        asset, by=by, action="asset.surplus", note=why, changes=changes, clauses=(R(94),), at=at
    )
    return asset
