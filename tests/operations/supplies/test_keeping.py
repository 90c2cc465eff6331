"""What comes back, goes over, is paid for or scrapped; what must be cleared (R97–R114)."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction
from django.db.models import Sum

from core import attachments
from core.errors import Denied, Violation
from operations.staff import clearance
from operations.staff import services as staff
from operations.staff.models import Person
from operations.supplies import joints, paperwork, services
from operations.supplies.kinds import Entry
from operations.supplies.lifecycle import ScrapStates as X
from operations.supplies.lifecycle import U
from operations.supplies.models import Balance, Holding, LedgerEntry, Standard
from operations.supplies.rules.classes import Event, Then
from operations.supplies.services.keeping import GIVER
from tests import cast
from tests.operations.supplies.conftest import (
    AT,
    department,
    hold,
    issue,
    line,
    person_of,
    place,
    refused,
    stock,
    urgent,
    works_in,
)
from tests.permissions.samples import picture


def hand_over(people, held, to, **more):
    """From one to another, both signed."""
    values = {
        "quantity": held.quantity,
        "person_id": to.pk,
        "given_by": "卜小满",
        "given": picture("签字.png"),
        "taken": picture("签字.png"),
        "by": people.area_clerk,
        "at": AT,
        **more,
    }
    return services.holding_hand_over(holding_id=held.pk, **values)


def ledger_agrees():
    """Every holding is the sum of its entries."""
    for held in Holding.objects.all():
        told = LedgerEntry.objects.filter(
            kept=True, item=held.item, department=held.department, person=held.person,
            device_class=held.device_class,
        ).aggregate(n=Sum("quantity"))["n"]  # fmt: skip
        assert told == held.quantity


@pytest.mark.handbook(97, 98)
def test_what_comes_back_lies_in_the_cabinet_again(people):
    held = hold(people)
    given = {"holding_id": held.pk, "place_id": place().pk, "at": AT}
    refused(
        lambda: services.holding_return(quantity=2, by=people.area_clerk, **given),
        113,
        field="quantity",
    )
    refused(lambda: services.holding_return(quantity=1, by=people.staff, **given), 113)
    services.holding_return(quantity=1, by=people.area_clerk, **given)
    held.refresh_from_db()
    balance = Balance.objects.get(item=held.item)
    assert (held.quantity, balance.quantity, balance.value) == (0, 1, 0)
    ledger_agrees()


@pytest.mark.handbook(97)
def test_what_is_lost_is_paid_for(people):
    held = hold(people)
    given = {"holding_id": held.pk, "quantity": 1, "by": people.area_clerk, "at": AT}
    pay = services.holding_compensate
    refused(lambda: pay(amount=Decimal(35), reason=" ", **given), 97, field="reason")
    refused(lambda: pay(amount=Decimal(-1), reason="遗失", **given), 111, field="amount")
    pay(amount=Decimal(35), reason="遗失", **given)
    assert LedgerEntry.objects.latest("pk").value == 35
    assert joints.open_of(person_of(people.staff)) == []


@pytest.mark.handbook(99, 112, 113)
def test_only_the_office_moves_things_and_both_sides_sign(people):
    held, colleague = hold(people), works_in(people.drafter, code="tech")
    refused(lambda: hand_over(people, held, colleague, by=people.staff), 113, words="不得私自转让")
    refused(lambda: hand_over(people, held, colleague, taken=None), 109, field="signature")
    refused(lambda: hand_over(people, held, colleague, given=None), 109, field="signature")
    refused(lambda: hand_over(people, held, colleague, given_by=""), 99, field="given_by")
    refused(lambda: hand_over(people, held, person_of(people.staff)), 113, field="person_id")
    nobody = Person.objects.create(name="池无岗", joined_date=date(2025, 1, 6))
    refused(lambda: hand_over(people, held, nobody), 113, field="person_id")
    taken = hand_over(people, held, colleague)
    assert (taken.entry, taken.department.code) == (Entry.TAKEN, "tech")
    assert attachments.of(taken.issue, kind=GIVER).count() == 1
    assert Holding.objects.get(quantity__gt=0).person == colleague
    ledger_agrees()


@pytest.mark.handbook(101)
def test_supplies_of_equipment_are_counted_when_they_go_over(people):
    held, colleague = hold(people, "硒鼓"), works_in(people.drafter)
    for wrong in (None, -1, 2):
        refused(
            lambda wrong=wrong: hand_over(people, held, colleague, counted=wrong),
            101,
            field="counted",
        )
    gone = hand_over(people, held, colleague, counted=0)
    assert (gone.entry, gone.quantity) == (Entry.USED_UP, -1)
    again = hold(people, "硒鼓")
    hand_over(people, again, colleague, counted=1)
    assert Holding.objects.get(quantity__gt=0).person == colleague
    ledger_agrees()


@pytest.mark.handbook(101)
def test_of_what_is_counted_the_rest_goes_over_and_the_missing_is_used_up(people):
    Standard.objects.filter(item__name="硒鼓").update(quantity=3)
    held, colleague = hold(people, "硒鼓", 3), works_in(people.drafter)
    given = hand_over(people, held, colleague, counted=2)
    assert (given.person, given.quantity) == (colleague, 2)
    assert LedgerEntry.objects.get(entry=Entry.USED_UP).quantity == -1
    assert Holding.objects.get(quantity__gt=0).quantity == 2
    ledger_agrees()


@pytest.mark.handbook(100)
def test_what_is_finances_stays_with_finance(people):
    from core.actor import Actor

    finance = people.finance
    works_in(finance)
    stock(people, "财务专用章", 1)
    asked = services.urgent_open(department_id=department().pk, reason="新刻", by=finance, at=AT)
    given = {"urgent_id": asked.pk, "at": AT}
    mine = line(people, "财务专用章", person_id=person_of(finance).pk)
    services.urgent_line_add(data=mine, by=finance, **given)
    services.urgent_ask(by=finance, **given)
    services.urgent_agree(by=people.dept_head, **given)
    services.urgent_approve(by=people.admin_mgr, **given)
    services.urgent_buy(place_id=place().pk, arrived={}, by=people.area_clerk, **given)
    issue(people, asked, by=finance)
    held = Holding.objects.get(quantity__gt=0)
    refused(lambda: hand_over(people, held, person_of(people.staff)), 113)
    refused(
        lambda: hand_over(people, held, person_of(people.staff), by=finance), 100, field="item_id"
    )
    nobody = Person.objects.create(name="池无号", joined_date=date(2025, 1, 6))
    works_for(nobody)
    refused(lambda: hand_over(people, held, nobody, by=finance), 100, field="item_id")
    cashier = works_in(people.cashier)
    hand_over(people, held, cashier, by=finance)
    assert Holding.objects.get(quantity__gt=0).person == cashier
    assert isinstance(finance, Actor)


def works_for(person):
    """Somebody without an account has a post."""
    from operations.staff.models import Assignment

    Assignment.objects.create(
        person=person, department=department(), title="专员", from_date=date(2025, 1, 6)
    )


@pytest.mark.handbook(97, 98, 99, 101, 113)
def test_leaving_and_moving_are_blocked_until_everything_is_cleared(people):
    person = person_of(people.staff)
    held = hold(people)
    knife = hold(people, "美工刀")
    tea = hold(people, "茶具")
    toner = hold(people, "硒鼓")
    assert [text[:3] for text in joints.open_at_move(person)] == ["计算器", "茶具 ", "硒鼓 "]
    assert len(joints.open_of(person)) == 4
    assert {one.source for one in clearance.open_items(person)} == {"supplies"}
    move = {
        "person_id": person.pk, "department_id": department("tech").pk, "title": "主管",
        "from_date": AT.date(), "ends_others": True, "by": cast.actor("admin"),
    }  # fmt: skip
    with pytest.raises(Violation, match="计算器"):
        staff.assignment_start(**move)
    colleague = works_in(people.drafter)
    services.holding_return(
        holding_id=held.pk, quantity=1, place_id=place().pk, by=people.area_clerk, at=AT
    )
    hand_over(people, tea, colleague)
    hand_over(people, toner, colleague, counted=1)
    staff.assignment_start(**move)
    # The stationery was kept (R98); it comes back on leaving.
    with pytest.raises(Violation, match="美工刀"):
        leave(person)
    services.holding_return(
        holding_id=knife.pk, quantity=1, place_id=place().pk, by=people.area_clerk, at=AT
    )
    assert joints.open_of(person) == []
    ledger_agrees()


def leave(person):
    """The leaving is finished."""
    by = cast.actor("admin")
    staff.person_leave(person_id=person.pk, by=by, at=AT, reason="离职", left_date=AT.date())
    for ticked in person.checklists.get(closed_at=None).items.all():
        staff.item_tick(item_id=ticked.pk, by=by, at=AT)
    return staff.person_finish(person_id=person.pk, by=by, at=AT)


def test_each_thing_to_clear_has_its_sentence():
    for then in (Then.RETURN, Then.HANDOVER, Then.COUNT, Then.FINANCE):
        assert joints.sentence(then)
    assert list(Event)


@pytest.mark.handbook(114)
def test_scrapping_is_reviewed_filed_with_finance_and_written_off(people):
    held = hold(people)
    given = {"holding_id": held.pk, "at": AT}
    refused(
        lambda: services.scrap_ask(quantity=1, reason="坏", by=people.drafter, **given),
        114,
        field="holding_id",
    )
    refused(
        lambda: services.scrap_ask(quantity=1, reason=" ", by=people.staff, **given),
        114,
        field="reason",
    )
    scrap = services.scrap_ask(quantity=1, reason="按键失灵", by=people.staff, **given)
    assert str(scrap) == "用品报废〔2026〕1号 计算器 12位"
    refused(
        lambda: services.scrap_ask(quantity=1, reason="按键失灵", by=people.staff, **given),
        113,
        114,
        field="quantity",
    )
    with pytest.raises(Denied):
        services.scrap_ask(quantity=1, reason="坏", by=people.village, **given)
    act = {"scrap_id": scrap.pk, "at": AT}
    services.scrap_review(by=people.admin_mgr, **act)
    with pytest.raises(Violation, match="财务"):
        services.scrap_write_off(by=people.area_clerk, **act)
    services.scrap_file(by=people.finance, **act)
    services.scrap_write_off(by=people.area_clerk, **act)
    scrap.refresh_from_db()
    held.refresh_from_db()
    assert (scrap.status, held.quantity) == (X.WRITTEN_OFF, 0)
    ledger_agrees()


@pytest.mark.handbook(114)
def test_scrapping_may_be_refused_and_what_is_used_up_needs_none(people):
    knife = hold(people, "美工刀")
    refused(
        lambda: services.scrap_ask(
            holding_id=knife.pk, quantity=1, reason="钝", by=people.staff, at=AT
        ),
        114,
        field="holding_id",
    )
    held = hold(people)
    scrap = services.scrap_ask(holding_id=held.pk, quantity=1, reason="旧", by=people.staff, at=AT)
    services.scrap_refuse(scrap_id=scrap.pk, reason="尚可使用", by=people.admin_mgr, at=AT)
    again = services.scrap_ask(holding_id=held.pk, quantity=1, reason="旧", by=people.staff, at=AT)
    back = {"holding_id": held.pk, "quantity": 1, "by": people.area_clerk, "at": AT}
    refused(
        lambda: services.holding_return(place_id=place().pk, **back),
        113,
        114,
        field="quantity",
        words="1 件正在报废",
    )
    paid = {"amount": Decimal(1), "reason": "遗失"}
    refused(lambda: services.holding_compensate(**paid, **back), 113, 114, field="quantity")
    act = {"scrap_id": again.pk, "at": AT}
    services.scrap_review(by=people.admin_mgr, **act)
    services.scrap_file(by=people.finance, **act)
    # It has gone meanwhile, the old for the new: then the clerk ends it.
    Holding.objects.filter(pk=held.pk).update(quantity=0)
    refused(lambda: services.scrap_write_off(by=people.area_clerk, **act), 113, field="quantity")
    refused(
        lambda: services.scrap_refuse(by=people.area_clerk, reason=" ", **act),
        114,
        field="reason",
    )
    services.scrap_refuse(by=people.area_clerk, reason="以旧换新时已交回", **act)
    again.refresh_from_db()
    assert again.status == X.REFUSED


@pytest.mark.handbook(109, 113)
def test_the_ledger_cannot_be_changed(people):
    hold(people)
    for act in (
        lambda: LedgerEntry.objects.update(quantity=9),
        lambda: LedgerEntry.objects.all().delete(),
        lambda: Holding.objects.update(quantity=-1),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()


@pytest.mark.handbook(97, 113)
def test_the_clearance_sheet_is_a_paper(people):
    person = person_of(people.staff)
    assert paperwork.clearance(person, on=AT.date()).startswith(b"%PDF")
    hold(people)
    assert paperwork.clearance(person, on=AT.date()).startswith(b"%PDF")
    assert urgent(people, U.DRAFT).number
