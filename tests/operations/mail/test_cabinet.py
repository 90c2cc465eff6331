"""The cabinet: opened at birth by department, changed, given up (R59)."""

import pytest
from django.db import IntegrityError, transaction

from core import audit
from core.errors import Denied
from operations.mail import seeds, selectors, services
from operations.mail.models import Slot
from operations.mail.services import SlotData
from operations.staff.models import Department
from tests.operations.mail.conftest import AT, TODAY, bring, register, slot, told, works_in


def place(**more):
    """A free place for the drafter's."""
    return SlotData(**{"code": "P01", "row": 9, "column": 1, "label": "卜知秋", **more})


@pytest.mark.handbook(59)
def test_a_county_is_born_with_a_labelled_place_for_each_department(in_county_a):
    found = selectors.slots()
    assert [one.label for one in found] == list(
        Department.objects.order_by("order", "pk").values_list("name", flat=True)
    )
    assert (found[0].code, found[6].code) == ("A01", "B01")
    assert len({one.key for one in found}) == len(found)
    seeds.county(in_county_a)
    assert Slot.objects.count() == len(found)
    cabinet = selectors.cabinet()
    assert (len(cabinet.rows), cabinet.columns) == (2, 6)


@pytest.mark.handbook(59)
def test_a_person_gets_a_pigeonhole(people):
    person = works_in(people.drafter, "brand")
    made = services.slot_open(
        data=place(code=" p01 ", person_id=person.pk), by=people.office, at=AT
    )
    assert (made.code, made.person, made.from_date) == ("P01", person, TODAY)
    assert audit.timeline(made).get().action == "mail.slot_open"
    assert list(selectors.slots_of(people.drafter, on=TODAY)) == [slot(), made]
    assert selectors.cabinet().rows[4] == [None] * 6


@pytest.mark.handbook(59)
@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"code": "a01"}, "code"),
        ({"row": 1, "column": 1}, "column"),
        ({"department_id": "brand"}, "owner"),
        ({"code": " "}, "code"),
        ({"label": " "}, "label"),
        ({"row": 0}, "row"),
        ({"person_id": None}, "owner"),
    ],
)
def test_a_slot_has_one_owner_and_one_place(people, more, field):
    person = works_in(people.drafter, "brand")
    values = {"person_id": person.pk, **more}
    if values.get("department_id"):
        values |= {"department_id": slot().department_id, "person_id": None}
    assert told(services.slot_open, data=place(**values), by=people.office, at=AT) == (field, [59])
    assert not Slot.objects.filter(row=9).exists()


@pytest.mark.handbook(59)
def test_the_database_keeps_a_second_owner_out_as_well(people):
    for more in ({"department_id": slot().department_id}, {}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Slot.objects.create(code="Z01", row=9, column=9, label="重复", from_date=TODAY, **more)


@pytest.mark.handbook(59)
def test_a_pigeonhole_moves_and_its_mail_with_it(people):
    item, was = bring(people, "sorted"), slot()
    data = SlotData("D04", 4, 4, "品牌中心", department_id=was.department_id)
    services.slot_change(slot_id=was.pk, data=data, by=people.office, at=AT)
    item.refresh_from_db()
    assert str(item.slot) == "D04 品牌中心"
    entry = audit.timeline(was).get()
    assert entry.action == "mail.slot_change"
    services.slot_change(slot_id=was.pk, data=data, by=people.office, at=AT)
    assert audit.timeline(was).count() == 1


@pytest.mark.handbook(58, 59)
def test_a_pigeonhole_is_given_up_only_when_nothing_is_meant_for_it(people):
    item, was = register(people), slot()
    close = {"slot_id": was.pk, "by": people.office, "at": AT}
    assert told(services.slot_close, **close) == ("", [58])
    services.mail_void(item_id=item.pk, reason="重复", by=people.office, at=AT)
    paper = services.subscription_open(title="日报", slot_id=was.pk, by=people.office, at=AT)
    assert told(services.slot_close, **close) == ("", [58])
    services.subscription_end(subscription_id=paper.pk, by=people.office, at=AT)
    services.slot_close(**close)
    was.refresh_from_db()
    assert was.to_date == TODAY
    assert told(services.slot_close, **close) == ("slot_id", [59])
    data = place(department_id=was.department_id)
    assert told(services.slot_change, slot_id=was.pk, data=data, by=people.office, at=AT) == (
        "slot_id",
        [59],
    )
    # The place is free again, and so is the owner.
    again = SlotData(was.code, was.row, was.column, was.label, department_id=was.department_id)
    assert services.slot_open(data=again, by=people.office, at=AT).pk != was.pk


@pytest.mark.handbook(59)
def test_others_do_not_plan_the_cabinet(people):
    data = place(department_id=slot().department_id)
    for call in (
        lambda: services.slot_open(data=data, by=people.drafter, at=AT),
        lambda: services.slot_change(slot_id=slot().pk, data=data, by=people.drafter, at=AT),
        lambda: services.slot_close(slot_id=slot().pk, by=people.drafter, at=AT),
    ):
        with pytest.raises(Denied):
            call()
