"""Handing out: the window, the signature first, both ledgers, what is left (R108–R110)."""

from decimal import Decimal

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from core import attachments, audit, inbox
from core.errors import Denied, Violation
from operations.supplies import selectors, services
from operations.supplies.kinds import Entry
from operations.supplies.lifecycle import S, U
from operations.supplies.models import Holding, Issue, LedgerEntry, Movement
from tests.operations.casework.people import buttons
from tests.operations.supplies.conftest import (
    AT,
    ISSUE,
    at,
    bring,
    hold,
    issue,
    item,
    line,
    person_of,
    place,
    refused,
    stock,
    urgent,
    works_in,
)


@pytest.mark.handbook(108, 109)
def test_on_its_days_a_plan_is_issued_and_written_into_both_ledgers(people):
    found = bring(people, S.READY, line(people, "计算器"), line(people, "订书针"))
    refused(lambda: issue(people, found, now=at(2026, 4, 9)), 108, words="2026-05-06")
    given = issue(people, found)
    found.refresh_from_db()
    assert found.status == S.ISSUED
    staff = person_of(people.staff)
    rows = {one.item.name: one for one in LedgerEntry.objects.filter(issue=given)}
    assert {one.person for one in rows.values()} == {staff}
    assert {one.department.code for one in rows.values()} == {"brand"}
    assert rows["计算器"].kept
    assert not rows["订书针"].kept
    assert [one.item.name for one in Holding.objects.all()] == ["计算器"]
    assert attachments.of(given, kind="signature").count() == 1
    assert Movement.objects.filter(issue=given).count() == 2
    assert rows["计算器"].value == Decimal(3)


@pytest.mark.handbook(109)
def test_without_a_signature_nothing_moves(people):
    found = bring(people, S.READY, line(people))
    before = Movement.objects.count()
    for wrong, field in (
        ({"signature": None}, "signature"),
        ({"signature": ContentFile(b"", name="x.png")}, "signature"),
        ({"signed_by": " "}, "signed_by"),
        ({"line_ids": []}, "line_ids"),
        ({"line_ids": [0]}, "line_ids"),
    ):
        refused(lambda wrong=wrong: issue(people, found, **wrong), 109, field=field)
    with pytest.raises(Violation):
        issue(people, found, signature=ContentFile(b"no picture", name="x.png"))
    with pytest.raises(Denied):
        issue(people, found, by=people.staff)
    assert Movement.objects.count() == before
    assert not Issue.objects.exists()


@pytest.mark.handbook(110)
def test_a_part_is_issued_and_the_rest_stays_to_be_issued(people):
    stock(people, "中性笔", 1)
    asked = urgent(people, U.BOUGHT, line(people, "中性笔", 2))
    issue(people, asked)
    asked.refresh_from_db()
    assert (asked.status, asked.lines.get().left) == (U.BOUGHT, 1)
    refused(lambda: issue(people, asked), 110, field="quantity", words="库存不足")
    stock(people, "中性笔", 5)
    issue(people, asked)
    asked.refresh_from_db()
    assert (asked.status, asked.lines.get().left) == (U.ISSUED, 0)
    with pytest.raises(Violation):
        issue(people, asked)


@pytest.mark.handbook(110)
def test_the_rest_that_cannot_be_had_is_dropped_with_a_reason(people):
    pens = stock(people, "中性笔", 1)
    asked = urgent(people, U.BOUGHT, line(people, "中性笔", 2))
    issue(people, asked)
    drop = {"urgent_id": asked.pk, "at": AT}
    with pytest.raises(Denied):
        services.urgent_finish(reason="停产", by=people.dept_head, **drop)
    with pytest.raises(Denied):
        services.urgent_finish(reason="停产", by=people.finance, **drop)
    refused(
        lambda: services.urgent_finish(reason=" ", by=people.area_clerk, **drop),
        110,
        field="reason",
    )
    assert selectors.promised(pens.pk) == 1
    services.urgent_finish(reason="停产", by=people.area_clerk, **drop)
    asked.refresh_from_db()
    row = asked.lines.get()
    assert (asked.status, row.quantity, row.approved, row.issued) == (U.ISSUED, 2, 1, 1)
    assert selectors.promised(pens.pk) == 0
    entry = audit.last(asked)
    assert (entry.note, entry.changes["dropped"]) == ("停产", ["中性笔 0.5黑 × 1"])
    assert not inbox.pending(asked).exists()


@pytest.mark.handbook(110)
def test_a_plan_of_which_nothing_is_needed_any_more_is_ended(people, desk_of):
    found = bring(people, S.READY, line(people, "中性笔", 2))
    page = reverse("supplies:plan", args=[found.pk])
    assert "finish" in buttons(desk_of("area_clerk").get(page))
    assert "finish" not in buttons(desk_of("finance").get(page))
    address = reverse("supplies:plan_do", args=[found.pk, "finish"])
    desk_of("area_clerk").post(address, {"reason": "已调岗，不再需要"})
    found.refresh_from_db()
    assert (found.status, found.lines.get().approved) == (S.ISSUED, 0)


@pytest.mark.handbook(103)
def test_one_old_piece_is_handed_in_for_one_new_one(people):
    old = hold(people)
    again = line(people, "计算器", replaces_id=old.pk)
    first = urgent(people, U.APPROVED, again)
    other = urgent(people, U.DRAFT)
    add = {"urgent_id": other.pk, "data": again, "by": people.dept_keeper, "at": AT}
    refused(lambda: services.urgent_line_add(**add), 103, field="replaces_id", words="已由")
    # When the other one is over it may be named, unless it is to be scrapped.
    urgent_id = {"urgent_id": first.pk, "at": AT}
    services.urgent_buy(place_id=place().pk, arrived={}, by=people.area_clerk, **urgent_id)
    services.urgent_finish(reason="不再需要", by=people.area_clerk, **urgent_id)
    scrap = services.scrap_ask(holding_id=old.pk, quantity=1, reason="坏", by=people.staff, at=AT)
    refused(lambda: services.urgent_line_add(**add), 113, 114, field="quantity")
    services.scrap_refuse(scrap_id=scrap.pk, reason="以旧换新", by=people.admin_mgr, at=AT)
    assert services.urgent_line_add(**add).replaces == old


@pytest.mark.handbook(110)
def test_a_line_is_not_issued_twice(people):
    stock(people, "中性笔", 9)
    stock(people, "橡皮", 9)
    asked = urgent(people, U.BOUGHT, line(people, "中性笔"), line(people, "橡皮"))
    first = asked.lines.order_by("pk").first()
    issue(people, asked, line_ids=[first.pk])
    refused(lambda: issue(people, asked, line_ids=[first.pk]), 110, words="待发 0")


@pytest.mark.handbook(103)
def test_the_old_one_comes_in_as_the_new_one_goes_out(people):
    old = hold(people)
    stock(people, "计算器", 1)
    asked = urgent(people, U.BOUGHT, line(people, "计算器", replaces_id=old.pk))
    issue(people, asked)
    old.refresh_from_db()
    assert old.quantity == 1
    told = list(LedgerEntry.objects.order_by("pk").values_list("entry", "quantity"))
    assert told == [(Entry.ISSUED, 1), (Entry.REPLACED, -1), (Entry.ISSUED, 1)]


@pytest.mark.handbook(100)
def test_finance_hands_out_what_is_finances_with_its_numbers(people):
    person = works_in(people.finance)
    stock(people, "收据", 5, serials="0001–0250")
    asked = services.urgent_open(
        department_id=person.assignments.get(department__code="brand").department_id,
        reason="票据用完",
        by=people.finance,
        at=AT,
    )
    given = {"urgent_id": asked.pk, "at": AT}
    services.urgent_line_add(data=line(people, "收据", person_id=None), by=people.finance, **given)
    services.urgent_ask(by=people.finance, **given)
    services.urgent_agree(by=people.dept_head, **given)
    services.urgent_approve(by=people.admin_mgr, **given)
    services.urgent_buy(place_id=place().pk, arrived={}, by=people.area_clerk, **given)
    refused(lambda: issue(people, asked), 100, field="item_id")
    refused(lambda: issue(people, asked, by=people.finance), 100, field="serials")
    issue(people, asked, by=people.finance, serials="0001–0050")
    assert Movement.objects.latest("pk").serials == "0001–0050"
    other = urgent(people, U.BOUGHT, line(people, "橡皮"))
    stock(people, "橡皮", 1)
    with pytest.raises(Denied):
        issue(people, other, by=people.finance)


@pytest.mark.handbook(101)
def test_supplies_of_equipment_stay_with_their_device(people):
    held = hold(people, "硒鼓")
    assert (held.device_class, held.item) == ("printer", item("硒鼓"))
    assert ISSUE > AT
