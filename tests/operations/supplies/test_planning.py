"""The monthly plan: written, handed in within its window, approved, checked, bought (R104–R106)."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from core import parameters
from core.errors import Denied, Violation
from core.models.audit import AuditEntry
from core.models.inbox import InboxItem
from operations.staff.models import Department
from operations.supplies import selectors, services
from operations.supplies.lifecycle import S, U
from operations.supplies.models import Line, Movement, Plan, Purchase, Standard
from operations.supplies.services import Arrived
from tests import cast
from tests.operations.supplies.conftest import (
    APRIL,
    AT,
    DAY,
    ISSUE,
    TODAY,
    at,
    bring,
    department,
    hold,
    issue,
    item,
    line,
    person_of,
    place,
    plan,
    refused,
    stock,
    urgent,
    works_in,
)


@pytest.mark.handbook(104, 106)
def test_a_department_has_one_plan_for_the_next_month(people):
    found = plan(people)
    assert (found.month, str(found)) == (APRIL, "品牌营销中心 2026-04")
    refused(lambda: plan(people), 106, field="department_id", words="2026-04")
    other = Department.objects.get(code="tech").pk
    refused(
        lambda: services.plan_open(department_id=other, by=people.dept_keeper, at=AT),
        104,
        field="department_id",
    )
    with pytest.raises(Denied):
        services.plan_open(department_id=other, by=people.village, at=AT)
    with pytest.raises(IntegrityError), transaction.atomic():
        Plan.objects.create(department=found.department, month=APRIL, made_by_name="x")


@pytest.mark.handbook(104, 107)
def test_on_the_26th_it_is_refused_and_pointed_to_the_urgent_request(people):
    found = plan(people, line(people))
    given = {"plan_id": found.pk, "by": people.dept_keeper}
    refused(
        lambda: services.plan_submit(at=at(2026, 3, 26), **given),
        104,
        107,
        words="办公用品购置申请单",
    )
    refused(lambda: services.plan_submit(at=at(2026, 3, 20), **given), 104, words="2026-03-23")
    found.refresh_from_db()
    assert (found.status, found.handed_in_at) == (S.DRAFT, None)
    services.plan_submit(at=at(2026, 3, 25), **given)


@pytest.mark.handbook(104)
def test_on_the_make_up_saturday_it_is_taken(people):
    saturday = at(2026, 2, 14)
    found = plan(people, line(people), now=saturday)
    services.plan_submit(plan_id=found.pk, by=people.dept_keeper, at=saturday)
    found.refresh_from_db()
    assert (found.status, found.month) == (S.SUBMITTED, date(2026, 3, 1))


@pytest.mark.handbook(66, 104)
def test_a_county_may_read_the_rule_otherwise(people):
    parameters.parameter_set(
        group=parameters.group("supplies"),
        key="plan_reading",
        value=3,
        valid_from=date(2026, 3, 1),
        by=people.director,
        at=at(2026, 3, 1),
    )
    found = plan(people, now=at(2026, 3, 3))
    services.plan_submit(plan_id=found.pk, nothing=True, by=people.dept_keeper, at=at(2026, 3, 3))


@pytest.mark.handbook(106)
def test_an_empty_plan_says_that_nothing_is_needed(people):
    found = plan(people)
    given = {"plan_id": found.pk, "by": people.dept_keeper, "at": AT}
    refused(lambda: services.plan_submit(**given), 106, field="nothing")
    services.plan_submit(nothing=True, **given)
    services.plan_approve(plan_id=found.pk, by=people.dept_head, at=AT)
    services.plan_check(plan_id=found.pk, by=people.area_clerk, at=AT)
    purchase = services.purchase_list(month=APRIL, by=people.area_clerk, at=AT)
    assert not purchase.lines.exists()
    services.purchase_order(purchase_id=purchase.pk, by=people.area_clerk, at=AT)
    services.purchase_receive(
        purchase_id=purchase.pk, place_id=place().pk, arrived={}, by=people.area_clerk, at=AT
    )
    found.refresh_from_db()
    assert (found.nothing, found.status) == (True, S.ISSUED)


@pytest.mark.handbook(0, 105)
def test_the_manager_of_the_department_decides_and_not_on_their_own_plan(people):
    found = bring(people, S.SUBMITTED, line(people))
    assert InboxItem.objects.get(record_id=str(found.pk), state="open").post == "dept_head"
    person = person_of(people.dept_head)
    Department.objects.filter(code="brand").update(head=person)
    other = people.second("dept_head", "other_head")
    given = {"plan_id": found.pk, "at": AT}
    refused(lambda: services.plan_approve(by=other, **given), 105, words="品牌营销中心负责人")
    refused(lambda: services.plan_reject(by=other, reason="重复", **given), 105)
    services.plan_approve(by=people.dept_head, **given)
    own = services.plan_open(
        department_id=department("tech").pk,
        by=_head_of_tech(people),
        at=AT,
    )
    services.plan_submit(plan_id=own.pk, nothing=True, by=people.dept_head, at=AT)
    refused(lambda: services.plan_approve(plan_id=own.pk, by=people.dept_head, at=AT), 0, 105)
    # A higher post stands in (R0).
    services.plan_approve(plan_id=own.pk, by=people.leader, at=AT)


@pytest.mark.handbook(105)
def test_a_departments_own_head_is_asked_in_person(people):
    Department.objects.filter(code="brand").update(head=person_of(people.dept_head))
    found = bring(people, S.SUBMITTED, line(people))
    asked = InboxItem.objects.get(record_id=str(found.pk), state="open")
    assert (asked.user_id, asked.post) == (people.dept_head.user_id, "")


@pytest.mark.handbook(0, 105)
def test_on_the_heads_own_plan_another_head_decides(people):
    Department.objects.filter(code="brand").update(head=person_of(people.dept_keeper))
    other = people.dept_head
    found = bring(people, S.SUBMITTED, line(people))
    asked = InboxItem.objects.get(record_id=str(found.pk), state="open")
    assert (asked.user_id, asked.post) == (None, "dept_head")
    assert found in selectors.plans(other, on=TODAY)
    services.plan_approve(plan_id=found.pk, by=other, at=AT)


def _head_of_tech(people):
    works_in(people.dept_head, code="tech")
    people.leader  # noqa: B018 - appointed when asked for
    return people.dept_head


@pytest.mark.handbook(105, 106)
def test_what_is_returned_may_come_again_after_the_window(people):
    found = bring(people, S.APPROVED, line(people))
    given = {"plan_id": found.pk}
    refused(
        lambda: services.plan_line_drop(
            line_id=found.lines.get().pk, by=people.dept_keeper, at=AT, **given
        ),
        105,
    )
    services.plan_send_back(reason="超标，请核减", by=people.area_clerk, at=AT, **given)
    services.plan_line_drop(
        line_id=found.lines.get().pk, by=people.dept_keeper, at=AT + 5 * DAY, **given
    )
    refused(
        lambda: services.plan_line_drop(line_id=0, by=people.dept_keeper, at=AT, **given),
        105,
        field="line_id",
    )
    services.plan_submit(nothing=True, by=people.dept_keeper, at=AT + 5 * DAY, **given)
    services.plan_send_back(reason="请补充", by=people.dept_head, at=AT + 5 * DAY, **given)
    services.plan_submit(nothing=True, by=people.dept_keeper, at=AT + 6 * DAY, **given)
    services.plan_reject(reason="不需要", by=people.dept_head, at=AT + 6 * DAY, **given)
    assert plan(people).pk != found.pk


@pytest.mark.handbook(97, 98, 100, 101, 109)
def test_a_line_is_asked_for_as_its_class_wants(people):
    found = plan(people)

    def ask(name, by=None, quantity=1, **more):
        return services.plan_line_add(
            plan_id=found.pk,
            data=line(people, name, quantity, **more),
            by=by or people.dept_keeper,
            at=AT,
        )

    refused(lambda: ask("计算器", person_id=None), 97, field="person_id")
    refused(lambda: ask("硒鼓"), 101, field="device_class")
    refused(lambda: ask("账本"), 100, field="item_id", words="财务部")
    refused(lambda: ask("橡皮", quantity=0), 111, field="quantity")
    stranger = person_of(people.finance).pk
    refused(lambda: ask("橡皮", person_id=stranger), 109, field="person_id", words="不在")
    refused(lambda: ask("橡皮", by=people.finance), 104, field="department_id")
    services.item_end(item_id=item("大头针").pk, by=people.area_clerk, at=AT)
    refused(lambda: ask("大头针"), 96, field="item_id")
    toner = ask("硒鼓", device_class="printer", device="二楼 M404")
    assert (toner.device_class, toner.device) == ("printer", "二楼 M404")
    desk = ask("办公桌")
    assert desk.person is None
    assert ask("橡皮", device_class="printer", device="x").device == ""
    with pytest.raises(Denied):
        ask("橡皮", by=people.village)


@pytest.mark.handbook(105, 110)
def test_over_the_standard_is_cut_down_or_returned(people):
    stock(people, "中性笔", 5)
    found = bring(people, S.APPROVED, line(people, "中性笔", 5), line(people, "复印纸", 1,
        device_class="copier"))  # fmt: skip
    given = {"plan_id": found.pk, "by": people.area_clerk, "at": AT}
    refused(lambda: services.plan_check(**given), 105, 110, words="标准 2，已用 0，至多可核准 2")
    assert not Line.objects.exclude(approved=None).exists()
    pens, paper = found.lines.order_by("pk")
    refused(lambda: services.plan_check(approved={pens.pk: -1}, **given), 110)
    services.plan_check(approved={pens.pk: 2}, **given)
    pens.refresh_from_db()
    seen = (pens.approved, pens.quota_seen, pens.used_seen, pens.stock_seen)
    assert seen == (2, 2, 0, 5)
    paper.refresh_from_db()
    assert paper.approved == 1


@pytest.mark.handbook(103, 110)
def test_without_a_standard_nothing_is_approved(people):
    Standard.objects.filter(item__name="橡皮").delete()
    found = bring(people, S.APPROVED, line(people, "橡皮"))
    given = {"plan_id": found.pk, "by": people.area_clerk, "at": AT}
    refused(lambda: services.plan_check(**given), 103, words="没有现行标准")
    services.plan_check(approved={found.lines.get().pk: 0}, **given)


@pytest.mark.handbook(101, 103)
def test_the_narrowest_standard_holds(people):
    clerk = people.area_clerk
    given = {"item_id": item("橡皮").pk, "period": "month", "from_date": TODAY, "by": clerk}
    services.standard_set(quantity=3, department_id=department().pk, at=AT, **given)
    services.standard_set(quantity=4, post="专员", at=AT, **given)
    found = bring(people, S.APPROVED, line(people, "橡皮", 4))
    services.plan_check(plan_id=found.pk, by=clerk, at=AT)
    assert found.lines.get().quota_seen == 4


@pytest.mark.handbook(103)
def test_old_for_new_names_the_old_one_or_says_why(people):
    held = hold(people)
    found = plan(people)
    before = AuditEntry.objects.filter(action="supplyline.override").count()

    def ask(**more):
        return services.plan_line_add(
            plan_id=found.pk, data=line(people, "计算器", **more), by=people.dept_keeper, at=AT
        )

    refused(ask, 103, field="replaces_id", words="以旧换新")
    refused(lambda: ask(replaces_id=0), 103, field="replaces_id")
    refused(lambda: ask(replaces_id=held.pk, quantity=2), 113, field="quantity")
    replaced = ask(replaces_id=held.pk)
    assert replaced.override_reason == ""
    assert ask(override_reason="已遗失并赔偿").override_reason == "已遗失并赔偿"
    assert AuditEntry.objects.filter(action="supplyline.override").count() == before + 1
    colleague = works_in(people.drafter)
    refused(lambda: ask(replaces_id=held.pk, person_id=colleague.pk), 103, field="replaces_id")
    replaced.delete()


@pytest.mark.handbook(105, 106)
def test_all_plans_of_the_month_become_one_purchase_less_what_is_in_stock(people):
    refused(
        lambda: services.purchase_list(month=APRIL, by=people.area_clerk, at=AT),
        105,
        words="2026-04",
    )
    stock(people, "订书针", 31)
    bring(people, S.CHECKED, line(people, "订书针", 1), line(people, "橡皮", 1))
    tech = _plan_of_tech(people)
    purchase = services.purchase_list(month=APRIL, by=people.area_clerk, at=AT)
    assert str(purchase) == "用品采购〔2026〕1号 2026-04"
    rows = {one.item.name: (one.needed, one.quantity) for one in purchase.lines.all()}
    # 31 lie there, 2 are promised, the minimum is 30; of the rubbers none, and 15 at least.
    assert rows == {"订书针": (2, 1), "橡皮": (1, 16)}
    tech.refresh_from_db()
    assert (tech.status, tech.purchase) == (S.CONSOLIDATED, purchase)
    given = {"purchase_id": purchase.pk, "by": people.area_clerk, "at": AT}
    with pytest.raises(Denied):
        services.purchase_order(**given | {"by": people.staff})
    services.purchase_order(supplier="云启文具店", **given)
    pins = purchase.lines.get(item__name="订书针")
    arrived = {pins.pk: Arrived(10, Decimal("0.90"))}
    services.purchase_receive(place_id=place().pk, arrived=arrived, **given)
    tech.refresh_from_db()
    purchase.refresh_from_db()
    assert (tech.status, purchase.status, purchase.supplier) == (
        *(S.READY, "received"),
        "云启文具店",
    )
    assert Movement.objects.get(note=purchase.number).quantity == 10


def _plan_of_tech(people):
    person = works_in(people.drafter, code="tech")
    found = services.plan_open(department_id=department("tech").pk, by=people.drafter, at=AT)
    services.plan_line_add(
        plan_id=found.pk,
        data=line(people, "订书针", person_id=person.pk),
        by=people.drafter,
        at=AT,
    )
    services.plan_submit(plan_id=found.pk, by=people.drafter, at=AT)
    services.plan_approve(plan_id=found.pk, by=people.dept_head, at=AT)
    services.plan_check(plan_id=found.pk, by=people.area_clerk, at=AT)
    return found


@pytest.mark.handbook(102)
def test_a_delivery_at_the_price_of_a_fixed_asset_is_not_taken_and_nothing_is_written(people):
    found = bring(people, S.PURCHASING, line(people, "办公桌", 1), line(people, "橡皮", 1))
    purchase = Purchase.objects.get()
    arrived = {one.pk: Arrived(1, Decimal(2000)) for one in purchase.lines.all()}
    refused(
        lambda: services.purchase_receive(
            purchase_id=purchase.pk,
            place_id=place().pk,
            arrived=arrived,
            by=people.area_clerk,
            at=AT,
        ),
        102,
        field="price",
    )
    found.refresh_from_db()
    assert found.status == S.PURCHASING
    assert not Movement.objects.exists()


def test_what_others_were_promised_counts_against_the_standard(people):
    bring(people, S.CHECKED, line(people, "中性笔", 2))
    other = cast.actor("dept_keeper")
    # In April, which the plan is for; in March it would be March's.
    asked = services.urgent_open(department_id=department().pk, reason="急", by=other, at=ISSUE)
    given = {"urgent_id": asked.pk, "at": ISSUE}
    services.urgent_line_add(data=line(people, "中性笔", 1), by=other, **given)
    services.urgent_ask(by=other, **given)
    services.urgent_agree(by=people.dept_head, **given)
    refused(lambda: services.urgent_approve(by=people.admin_mgr, **given), 105, 110, words="已用 2")
    services.urgent_refuse(by=people.admin_mgr, reason="已在月度计划中", **given)
    with pytest.raises(Violation, match="发放完毕"):
        issue(people, asked)


@pytest.mark.handbook(110)
def test_what_is_approved_for_a_later_period_is_not_of_this_one(people):
    bring(people, S.CHECKED, line(people, "中性笔", 2), line(people, "计算器"))
    now = urgent(people, U.DRAFT, line(people, "中性笔"), line(people, "计算器"))
    pens, counted = now.lines.order_by("pk")

    def used(row, month):
        return selectors.allowance(row, party=department(), month=month, on=TODAY).used

    march, may = date(2026, 3, 1), date(2026, 5, 1)
    assert [used(pens, month) for month in (march, APRIL, may)] == [0, 2, 2]
    # What is held at one time is held, whatever month it was approved for.
    assert [used(counted, month) for month in (march, APRIL)] == [1, 1]
