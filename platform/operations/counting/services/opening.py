"""A count begins: what should be there is frozen (R92, R94)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from console.models import Centre
from core import audit, numbering
from core.actor import Actor
from core.clauses import R
from core.lifecycle_words import denied
from core.workcalendar import WorkCalendar
from operations.assets.models import Asset, Custody
from operations.counting import selectors
from operations.counting.kinds import Subject
from operations.counting.lifecycle import ORGANISERS
from operations.counting.models import Count, Line, Room
from operations.counting.numbers import COUNT as SERIES
from operations.counting.rules import closing as rules
from operations.counting.services.moving import announce
from operations.counting.settings import setting
from operations.supplies.models import Balance

MANY = 2000


@transaction.atomic
def count_open_month(*, month: date, by: Actor, at: datetime) -> Count | None:
    """The count of assets of a month; the one there is where it was begun before (R92, R94).

    None where nothing is to be counted: the ledger is empty, or it began after the month's window.
    """
    today = timezone.localdate(at)
    month = month.replace(day=1)
    rules.month_is_possible(month=month, today=today)
    # Two schedulers at the same moment: the second waits, and finds what the first began.
    Centre.objects.select_for_update().get(pk=Centre.current().pk)
    found = Count.objects.filter(month=month, subject=Subject.ASSETS, is_monthly=True).first()
    if found is not None:
        return found
    days = setting("window_days", on=today)
    due = rules.window(WorkCalendar.load(), month=month, days=days)[-1]
    expected = list(_assets((), (), today))
    if not expected or not rules.is_due(began=selectors.ledger_began(), due=due):
        return None
    count = Count(subject=Subject.ASSETS, month=month, is_monthly=True, due_date=due)
    return _begin(count, expected, by=by, at=at)


@transaction.atomic
def count_open(
    *,
    subject: str,
    by: Actor,
    at: datetime,
    classes: Sequence[int] = (),
    places: Sequence[str] = (),
) -> Count:
    """An additional count of some classes or places, or of the supplies of some cabinets (R93)."""
    if not any(by.holds(post) for post in ORGANISERS):
        raise denied(ORGANISERS)
    today = timezone.localdate(at)
    if subject == Subject.ASSETS:
        expected = list(_assets(classes, places, today))
    else:
        expected = list(_supplies(places))
    rules.something_to_count(expected=len(expected))
    due = WorkCalendar.load().add(today, setting("window_days", on=today))
    count = Count(
        subject=subject, month=today.replace(day=1), places=list(places), due_date=due,
        created_by_id=(by.acting_for or by).user_id,
    )  # fmt: skip
    _begin(count, expected, by=by, at=at)
    if subject == Subject.ASSETS:
        count.classes.set(classes)
    return count


def _begin(count: Count, expected: Sequence[Line], *, by: Actor, at: datetime) -> Count:
    count.number = numbering.draw(SERIES, on=timezone.localdate(at)).text
    count.opened_at = count.status_since = at
    count.expected = len(expected)
    count.save()
    for line in expected:
        line.count = count
    Line.objects.bulk_create(expected, batch_size=MANY)
    if count.subject == Subject.ASSETS:
        names = sorted({line.place for line in expected})
        Room.objects.bulk_create((Room(name=name) for name in names), ignore_conflicts=True)
    announce(count, by=by, at=at)
    audit.record(
        count, by=by, action="count.open", clauses=(R(94),), at=at,
        changes={"count": count.number, "expected_things": count.expected},
    )  # fmt: skip
    return count


def _assets(classes: Sequence[int], places: Sequence[str], on: date) -> Iterator[Line]:
    """One line a thing, as the ledger has it at this moment."""
    found = selectors.expected_assets(classes=classes, places=places, on=on)
    keepers = dict(Custody.objects.filter(to_date=None).values_list("asset_id", "person__user_id"))
    for asset in found.select_related("asset_class").order_by("number"):
        yield _line(asset, keepers.get(asset.pk))


def _line(asset: Asset, keeper: int | None) -> Line:
    return Line(
        asset=asset,
        name=asset.name,
        number=asset.number,
        class_name=asset.asset_class.name,
        place=asset.place,
        user_name=asset.user_name,
        keeper_id=keeper,
        price=asset.price,
    )


def _supplies(places: Sequence[str]) -> Iterator[Line]:
    """One line for each supply in each cabinet."""
    found = Balance.objects.filter(quantity__gt=0).select_related("item", "place")
    if places:
        found = found.filter(place__name__in=places)
    for balance in found.order_by("place__order", "place__name", "item__code"):
        item = balance.item
        yield Line(
            item=item,
            cabinet=balance.place,
            name=str(item)[:60],
            number=item.code,
            class_name=item.get_kind_display(),
            place=balance.place.name,
            quantity=balance.quantity,
        )
