"""The catalogue, standards and places; what a county begins with (R96, R102, R103, R111)."""

from collections import Counter
from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from core.errors import Denied
from core.models.inbox import InboxItem
from operations.supplies import selectors, services, tasks
from operations.supplies.models import Item, Place, Standard
from operations.supplies.rules.classes import TABLE
from operations.supplies.services import ItemData
from tests.operations.supplies.conftest import (
    AT,
    TODAY,
    department,
    hold,
    item,
    refused,
    stock,
)

DATA = ItemData(code="X-1", name="白板笔", kind="C2a", unit="支", price=Decimal(2))


def changed(**more):
    """Another supply."""
    values = {name: getattr(DATA, name) for name in ItemData.__slots__}
    return ItemData(**values | more)


@pytest.mark.handbook(96)
def test_a_county_begins_with_supplies_of_all_classes_and_a_standard_for_each(in_county_a):
    found = Counter(Item.objects.values_list("kind", flat=True))
    assert set(found) == set(TABLE)
    assert sum(found.values()) >= 60
    assert not Item.objects.exclude(pk__in=Standard.objects.on(TODAY).values("item")).exists()
    for one in Item.objects.all():
        kept = TABLE[one.kind].kept
        assert kept is None or kept is one.is_kept
    assert Item.objects.get(name="收据").is_numbered
    assert Place.objects.count() == 5


@pytest.mark.handbook(96, 102)
def test_the_office_area_enters_changes_and_ends_a_supply(people):
    clerk = people.area_clerk
    made = services.item_add(data=DATA, by=clerk, at=AT)
    refused(lambda: services.item_add(data=DATA, by=clerk, at=AT), 96, field="code")
    refused(lambda: services.item_add(data=changed(code="X-2"), by=clerk, at=AT), 96, field="name")
    for wrong, clause, field in (
        ({"kind": "C9"}, 96, "kind"),
        ({"kind": "C1"}, 96, "is_kept"),
        ({"price": Decimal(-1)}, 111, "price"),
        ({"kind": "C4", "is_kept": True, "price": Decimal(2000)}, 102, "price"),
    ):
        refused(
            lambda wrong=wrong: services.item_add(
                data=changed(code="Y", name="Y", **wrong), by=clerk, at=AT
            ),
            clause,
            field=field,
        )
    services.item_change(
        item_id=made.pk, data=changed(unit="根"), by=clerk, at=AT, expected_version=0
    )
    made.refresh_from_db()
    assert (made.unit, made.version) == ("根", 1)
    refused(
        lambda: services.item_change(
            item_id=made.pk, data=DATA, by=clerk, at=AT, expected_version=0
        )
    )
    services.item_end(item_id=made.pk, by=clerk, at=AT)
    services.item_add(data=changed(code="X-2"), by=clerk, at=AT)
    with pytest.raises(Denied):
        services.item_add(data=changed(code="X-3", name="Z"), by=people.staff, at=AT)


@pytest.mark.handbook(96, 111)
def test_what_is_held_or_lies_there_does_not_change_its_class_or_end(people):
    found = hold(people, "美工刀").item
    data = {name: getattr(found, name) for name in ItemData.__slots__}
    refused(
        lambda: services.item_change(
            item_id=found.pk,
            data=ItemData(**data | {"is_kept": False}),
            by=people.area_clerk,
            at=AT,
        ),
        96,
        field="kind",
    )
    stock(people, "美工刀", 1)
    refused(
        lambda: services.item_end(item_id=found.pk, by=people.area_clerk, at=AT),
        111,
        words="1把",
    )


@pytest.mark.handbook(96)
def test_the_database_takes_one_of_six_classes_only(people):
    for values in ({"kind": "C9"}, {"kind": "C1", "is_kept": False}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Item.objects.filter(name="橡皮").update(**values)


@pytest.mark.handbook(103)
def test_a_new_standard_ends_the_one_before(people):
    clerk, found = people.area_clerk, item("订书机")
    given = {"item_id": found.pk, "period": "held", "by": clerk, "at": AT}
    services.standard_set(quantity=2, from_date=TODAY, **given)
    old, new = Standard.objects.filter(item=found).order_by("from_date")
    assert (old.to_date, new.quantity) == (date(2026, 3, 23), 2)
    refused(
        lambda: services.standard_set(quantity=3, from_date=TODAY, **given),
        103,
        field="from_date",
    )
    refused(
        lambda: services.standard_set(
            quantity=3, from_date=TODAY, post="专员", department_id=department().pk, **given
        ),
        103,
        field="post",
    )
    services.standard_set(quantity=5, from_date=TODAY, post="专员", **given)
    assert Standard.objects.on(TODAY).filter(item=found).count() == 2


@pytest.mark.handbook(111)
def test_places_have_names_of_their_own(people):
    clerk = people.area_clerk
    made = services.place_add(name=" 用品柜三  ", by=clerk, at=AT)
    assert str(made) == "用品柜三"
    for name in (" ", "用品柜三"):
        refused(lambda name=name: services.place_add(name=name, by=clerk, at=AT), 111, field="name")


@pytest.mark.handbook(111)
def test_one_digest_a_day_names_what_is_low_and_goes_when_it_is_there(people):
    by = people.area_clerk
    low = selectors.below_minimum().count()
    assert low > 20
    for _run in range(2):
        assert services.minimum_digest(by=by, at=AT) == low
    (line,) = InboxItem.objects.filter(step="minimum", state="open")
    assert f"{low} 种用品低于最低库存" in line.title
    Item.objects.update(minimum=0)
    assert tasks.daily.run() == 0
    assert not InboxItem.objects.filter(step="minimum", state="open").exists()
    Standard.objects.all().delete()
    Place.objects.all().delete()
    assert services.minimum_digest(by=by, at=AT) == 0
