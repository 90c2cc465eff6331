"""The catalogue, the standards and the places, kept by the office area (R96, R102, R111)."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core import audit
from core.actor import Actor
from core.clauses import R
from core.errors import Violation
from core.lifecycle_words import changed_meanwhile
from operations.supplies import selectors
from operations.supplies.models import Item, Place, Standard
from operations.supplies.rules import classes
from operations.supplies.rules import stock as rules
from operations.supplies.services.moving import clerks_only
from operations.supplies.settings import threshold


@dataclass(frozen=True, slots=True)
class ItemData:
    """A supply as it is typed."""

    code: str
    name: str
    kind: str
    unit: str
    spec: str = ""
    pack_unit: str = ""
    pack_size: int = 1
    minimum: int = 0
    is_kept: bool = False
    is_numbered: bool = False
    price: Decimal = Decimal(0)


@transaction.atomic
def item_add(*, data: ItemData, by: Actor, at: datetime) -> Item:
    """Enter a supply with its class (R96)."""
    clerks_only(by)
    item = Item()
    _fill(item, data, at=at)
    item.save()
    audit.record(item, by=by, action="supply.add", clauses=(R(96),), at=at)
    return item


@transaction.atomic
def item_change(
    *, item_id: int, data: ItemData, by: Actor, at: datetime, expected_version: int | None = None
) -> Item:
    """Put a supply right; what people hold of it stays what it is (R96)."""
    clerks_only(by)
    item = Item.objects.select_for_update().get(pk=item_id)
    if expected_version is not None and expected_version != item.version:
        raise Violation(changed_meanwhile(item))
    before = (item.kind, item.is_kept)
    _fill(item, data, at=at)
    if before != (item.kind, item.is_kept) and item.holdings.filter(quantity__gt=0).exists():
        raise Violation(
            _("Somebody holds it; its class cannot change. Enter another supply."),
            R(96),
            field="kind",
        )
    item.version += 1
    item.save()
    audit.record(item, by=by, action="supply.change", clauses=(R(96),), at=at)
    return item


@transaction.atomic
def item_end(*, item_id: int, by: Actor, at: datetime) -> Item:
    """Out of the catalogue, once none is left."""
    clerks_only(by)
    item = Item.objects.select_for_update().get(pk=item_id)
    there = selectors.stock_of(item_id)
    if there:
        raise Violation(
            _("%(n)s %(unit)s are still in stock.") % {"n": there, "unit": item.unit}, R(111)
        )
    item.ended_date = timezone.localdate(at)
    item.version += 1
    item.save(update_fields=["ended_date", "version"])
    audit.record(item, by=by, action="supply.end", clauses=(R(96),), at=at)
    return item


@transaction.atomic
def place_add(*, name: str, by: Actor, at: datetime) -> Place:
    """A cabinet or a slot (R111)."""
    clerks_only(by)
    name = " ".join(name.split())
    if not name or Place.objects.filter(name=name).exists():
        raise Violation(_("Give the place a name that no other has."), R(111), field="name")
    place = Place.objects.create(name=name[:40], order=Place.objects.count())
    audit.record(place, by=by, action="supply.place", clauses=(R(111),), at=at)
    return place


@transaction.atomic
def standard_set(
    *,
    item_id: int,
    quantity: int,
    period: str,
    from_date: date,
    by: Actor,
    at: datetime,
    post: str = "",
    department_id: int | None = None,
    device_class: str = "",
    station_id: int | None = None,
    level: str = "",
) -> Standard:
    """The standard of a post, department, device or station from a day on; the one before ends.

    level: of all stations of it. Of none of them: of everybody at the centre.
    """
    clerks_only(by)
    item = Item.objects.select_for_update().get(pk=item_id)
    same = {
        "post": post.strip(),
        "department_id": department_id,
        "device_class": device_class,
        "station_id": station_id,
        "level": level,
    }
    if sum(map(bool, same.values())) > 1:
        raise Violation(
            _("A standard is for a post, a department, a device or a station."),
            R(103),
            field="post",
        )
    running = Standard.objects.filter(item=item, to_date=None, **same).first()
    if running is not None and running.from_date >= from_date:
        raise Violation(
            _("The standard in force began on %(day)s; the new one begins later.")
            % {"day": running.from_date.isoformat()},
            R(103),
            field="from_date",
        )
    if running is not None:
        running.to_date = from_date - timedelta(days=1)
        running.save(update_fields=["to_date"])
    found = Standard.objects.create(
        item=item, quantity=quantity, period=period, from_date=from_date, **same
    )
    audit.record(
        item, by=by, action="supply.standard", changes={"pieces": quantity},
        clauses=(R(103),), at=at,
    )  # fmt: skip
    return found


def _fill(item: Item, data: ItemData, *, at: datetime) -> None:
    classes.kind_is_known(kind=data.kind)
    classes.keeping_fits(kind=data.kind, is_kept=data.is_kept)
    rules.price_is_given(price=data.price)
    classes.not_a_fixed_asset(
        name=data.name,
        is_kept=data.is_kept,
        price=data.price,
        threshold=threshold(on=timezone.localdate(at)),
    )
    for name, value in asdict(data).items():
        setattr(item, name, value.strip() if isinstance(value, str) else value)
    others = Item.objects.exclude(pk=item.pk)
    if others.filter(code=item.code).exists():
        raise Violation(_("There is a supply of this code already."), R(96), field="code")
    if others.filter(name=item.name, spec=item.spec, ended_date=None).exists():
        raise Violation(_("This supply is in the catalogue already."), R(96), field="name")
