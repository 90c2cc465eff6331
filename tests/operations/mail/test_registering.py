"""The register: what is entered, whose it is, and what is refused (R25, R58)."""

from datetime import date

import pytest
from django.db import IntegrityError

from core import audit
from core.errors import Denied, Violation
from core.models.figures import FigureChange
from operations.mail import selectors, services
from operations.mail.lifecycle import S
from operations.mail.models import MailItem
from operations.staff.models import Department, Person
from tests.operations.mail.conftest import AT, TODAY, bring, data, register, slot, told, works_in


@pytest.mark.handbook(58)
def test_a_parcel_is_entered_with_all_the_register_asks_for(people):
    item = services.mail_register(
        data=data(tracking="yt 2600 0000 01", remark="易碎"), by=people.frontdesk, at=AT
    )
    item.refresh_from_db()
    assert (item.status, item.kind, item.tracking) == (S.RECEIVED, "express", "YT2600000001")
    assert (item.sender, item.addressee, item.remark) == ("云启包装用品店", "品牌营销中心", "易碎")
    assert (item.department.code, item.person, item.slot) == ("brand", None, slot())
    assert item.registered_by_name == people.frontdesk.name
    entry = audit.timeline(item).get()
    assert (entry.action, entry.clauses) == ("mail.register", [58])
    assert list(FigureChange.objects.values_list("code", "on_date")) == [("M-IN", TODAY)]


@pytest.mark.handbook(58)
def test_only_those_who_distribute_enter_mail(people):
    with pytest.raises(Denied):
        services.mail_register(data=data(), by=people.drafter, at=AT)
    assert not MailItem.objects.exists()


@pytest.mark.handbook(25, 58)
@pytest.mark.parametrize(
    ("more", "field", "clause"),
    [
        ({"kind": "confidential"}, "kind", 25),
        ({"remark": "机要"}, "kind", 25),
        ({"kind": "pigeon"}, "kind", 58),
        ({"addressee": " "}, "addressee", 58),
        ({"received_date": date(2026, 3, 4)}, "received_date", 58),
        ({"copies": 0}, "copies", 58),
        ({"tracking": ""}, "tracking", 58),
    ],
)
def test_what_is_wrong_is_refused_and_nothing_is_written(people, more, field, clause):
    typed = data(**more)
    assert told(services.mail_register, data=typed, by=people.office, at=AT) == (field, [clause])
    assert not MailItem.objects.exists()


@pytest.mark.handbook(58)
def test_a_number_entered_before_is_told_with_its_place(people):
    bring(people, S.SORTED, tracking="YT2600000001")
    with pytest.raises(Violation) as found:
        services.mail_register(data=data(tracking="YT26 0000 0001"), by=people.office, at=AT)
    assert found.value.field == "tracking"
    for words in ("2026-03-03", "品牌营销中心", "已入格"):
        assert words in found.value.sentence


@pytest.mark.handbook(58)
@pytest.mark.parametrize("state", [S.RETURNED, S.VOID])
def test_what_went_back_or_was_void_may_come_again(people, state):
    bring(people, state, tracking="YT2600000001")
    assert register(people, tracking="YT2600000001").status == S.RECEIVED


@pytest.mark.handbook(58)
def test_two_at_the_same_moment_are_told_by_the_database(people, monkeypatch):
    """The second finds nothing when it looks, and the number taken when it writes."""
    register(people, tracking="YT2600000001")
    answers = iter(("", "2026-03-03"))
    monkeypatch.setattr(services.registering, "_earlier", lambda _data: next(answers))
    typed = data(tracking="YT2600000001")
    assert told(services.mail_register, data=typed, by=people.office, at=AT) == ("tracking", [58])
    assert MailItem.objects.count() == 1


def test_another_trouble_of_the_database_is_not_passed_off_as_this(people, monkeypatch):
    register(people, tracking="YT2600000001")
    monkeypatch.setattr(services.registering, "_earlier", lambda _data: "")
    with pytest.raises(IntegrityError):
        services.mail_register(data=data(tracking="YT2600000001"), by=people.office, at=AT)


def test_letters_without_a_number_are_as_many_as_come(people):
    for _number in range(2):
        assert register(people, kind="letter", tracking="").tracking == ""


@pytest.mark.handbook(58, 61)
def test_addressees_are_departments_people_or_both_as_far_as_that_is_certain(people):
    drafter = works_in(people.drafter, "brand")
    other = Person.objects.create(name=drafter.name, joined_date=date(2025, 1, 6))
    staff = works_in(people.staff, "tech")
    brand, tech = (Department.objects.get(code=code) for code in ("brand", "tech"))
    find = selectors.addressed_to
    assert find("品牌营销中心", on=TODAY) == (brand, None)
    assert find(staff.name, on=TODAY) == (None, staff)
    assert find(f"品牌营销中心（{drafter.name}）", on=TODAY) == (brand, drafter)
    assert find(drafter.name, on=TODAY) == (None, None)
    assert find(f"电商技术支持中心 {other.name}", on=TODAY) == (tech, None)
    assert find("查无此人", on=TODAY) == (None, None)
    # Two of a name in one department: the department is certain.
    works_in(people.office, "brand")
    Person.objects.filter(user_id=people.office.user_id).update(name=drafter.name)
    assert find(f"品牌营销中心 {drafter.name}", on=TODAY) == (brand, None)
    Person.objects.filter(name=drafter.name).update(status="left", left_date=date(2026, 1, 1))
    assert find(drafter.name, on=TODAY) == (None, None)


@pytest.mark.handbook(59)
def test_mail_goes_to_ones_own_pigeonhole_else_to_that_of_ones_department(people):
    staff = works_in(people.staff, "tech")
    brand = Department.objects.get(code="brand")
    assert selectors.slot_for(None, staff, on=TODAY) == slot("tech")
    own = services.slot_open(
        data=services.SlotData("P01", 9, 1, staff.name, person_id=staff.pk),
        by=people.office,
        at=AT,
    )
    assert selectors.slot_for(brand, staff, on=TODAY) == own
    assert selectors.slot_for(brand, None, on=TODAY) == slot("brand")
    services.slot_close(slot_id=slot("brand").pk, by=people.office, at=AT)
    assert selectors.slot_for(brand, None, on=TODAY) == slot("ops")
    services.slot_close(slot_id=slot("ops").pk, by=people.office, at=AT)
    assert selectors.slot_for(brand, None, on=TODAY) is None
    nowhere = Person.objects.create(name="鄢小禾", joined_date=date(2025, 1, 6))
    assert selectors.slot_for(None, nowhere, on=TODAY) is None


def test_names_to_choose_from_are_departments_and_people_of_today(people):
    staff = works_in(people.staff, "tech")
    names = selectors.addressees(on=TODAY)
    assert "品牌营销中心" in names
    assert names[-1] == staff.name
