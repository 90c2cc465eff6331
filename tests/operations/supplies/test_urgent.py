"""Outside the plan: urgent, with two approvals in order; the first issue (R98, R107)."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from core import audit
from core.errors import Denied, Violation
from operations.staff.models import Assignment, Department, Person
from operations.supplies import services
from operations.supplies.kinds import Entry
from operations.supplies.lifecycle import U
from operations.supplies.models import Item, LedgerEntry, Movement, Urgent
from operations.supplies.services import Arrived
from tests.operations.supplies.conftest import (
    AT,
    DAY,
    JOINED,
    at,
    department,
    issue,
    item,
    line,
    person_of,
    place,
    refused,
    stock,
    urgent,
)
from tests.pages import text


@pytest.mark.handbook(107)
def test_it_says_why_and_goes_before_two_in_order(people):
    refused(
        lambda: services.urgent_open(
            department_id=department().pk, reason=" ", by=people.dept_keeper, at=AT
        ),
        107,
        field="reason",
    )
    found = urgent(people, U.DRAFT)
    assert found.number == "用品急购〔2026〕1号"
    given = {"urgent_id": found.pk, "at": AT}
    refused(lambda: services.urgent_ask(by=people.dept_keeper, **given), 107)
    services.urgent_line_add(data=line(people, "橡皮"), by=people.dept_keeper, **given)
    extra = services.urgent_line_add(data=line(people, "橡皮"), by=people.dept_keeper, **given)
    services.urgent_line_drop(line_id=extra.pk, by=people.dept_keeper, **given)
    refused(lambda: services.urgent_ask(by=people.finance, **given), 104, field="department_id")
    services.urgent_ask(by=people.dept_keeper, **given)
    with pytest.raises(Violation, match="部门负责人同意"):
        services.urgent_approve(by=people.admin_mgr, **given)
    services.urgent_agree(by=people.dept_head, **given)
    with pytest.raises(Denied):
        services.urgent_approve(by=people.dept_head, **given)
    services.urgent_approve(by=people.admin_mgr, **given)
    rubber = found.lines.get()
    services.urgent_buy(
        place_id=place().pk,
        arrived={rubber.pk: Arrived(3, Decimal("1.10"))},
        by=people.area_clerk,
        **given,
    )
    assert Movement.objects.get().note == found.number
    # On any day.
    issue(people, found, now=at(2026, 3, 28))
    found.refresh_from_db()
    assert found.status == U.ISSUED


@pytest.mark.handbook(0, 107)
def test_nobody_approves_their_own_or_twice(people):
    head = people.dept_head
    own = services.urgent_open(department_id=department().pk, reason="急", by=head, at=AT)
    given = {"urgent_id": own.pk, "at": AT}
    services.urgent_line_add(data=line(people, "橡皮"), by=head, **given)
    services.urgent_ask(by=head, **given)
    refused(lambda: services.urgent_agree(by=head, **given), 0, 107)
    both = people.second("dept_head", "both")
    from tests import cast

    cast.appoint("admin_mgr", username="both")
    both = people.second("dept_head", "both")
    services.urgent_agree(by=both, **given)
    refused(lambda: services.urgent_approve(by=both, **given), 0, 107)
    services.urgent_approve(by=people.admin_mgr, **given)


@pytest.mark.handbook(0, 107)
def test_a_deputy_gives_one_of_the_two_approvals_not_both(people):
    found = urgent(people, U.ASKED, line(people, "橡皮"))
    given = {"urgent_id": found.pk, "at": AT}
    deputy = people.staff
    services.urgent_agree(by=deputy.in_place_of(people.dept_head), **given)
    refused(
        lambda: services.urgent_approve(by=deputy.in_place_of(people.admin_mgr), **given), 0, 107
    )
    # Nor does the absent head, in whose place it was agreed to.
    absent = people.dept_head.in_place_of(people.admin_mgr)
    refused(lambda: services.urgent_approve(by=absent, **given), 0, 107)
    services.urgent_approve(by=people.admin_mgr, **given)


@pytest.mark.handbook(107, 110)
def test_a_line_over_the_standard_is_cut_down_by_whoever_approves(people, desk_of, monkeypatch):
    pens, rubber = line(people, "中性笔", 5), line(people, "橡皮")
    found = urgent(people, U.AGREED, pens, rubber)
    given = {"urgent_id": found.pk, "by": people.admin_mgr, "at": AT}
    refused(lambda: services.urgent_approve(**given), 105, 110, words="至多可核准 2")
    monkeypatch.setattr(timezone, "now", lambda: AT)
    desk = desk_of("admin_mgr")
    address = reverse("supplies:urgent_do", args=[found.pk, "approve"])
    assert "申报 5；标准 2，已用 0，库存 0" in text(desk.get(address))
    many, few = found.lines.order_by("pk")
    # What is left empty stays as it was asked for.
    desk.post(address, {f"line_{many.pk}": "2", "reason": "按标准核减"})
    assert dict(found.lines.values_list("pk", "approved")) == {many.pk: 2, few.pk: 1}
    entry = audit.last(found)
    assert (entry.action, entry.note) == ("supplyurgent.approve", "按标准核减")


@pytest.mark.handbook(105, 107)
def test_another_departments_head_does_not_decide(people):
    found = urgent(people, U.ASKED, line(people, "橡皮"))
    Department.objects.filter(code="brand").update(head=person_of(people.dept_head))
    other = people.second("dept_head", "other_head")
    given = {"urgent_id": found.pk, "at": AT}
    refused(lambda: services.urgent_agree(by=other, **given), 105)
    refused(lambda: services.urgent_refuse(by=other, reason="不急", **given), 105)
    services.urgent_refuse(by=people.dept_head, reason="不急", **given)
    with pytest.raises(IntegrityError), transaction.atomic():
        Urgent.objects.filter(pk=found.pk).update(reason="")


def newcomer(code: str = "brand") -> Person:
    """Somebody who begins."""
    person = Person.objects.create(name="池新苗", joined_date=JOINED)
    Assignment.objects.create(
        person=person, department=department(code), title="专员", from_date=JOINED
    )
    return person


@pytest.mark.handbook(97, 98, 103, 108)
def test_a_new_post_gets_its_set_once_and_on_any_day(people):
    person = newcomer()
    found = services.starter_open(person_id=person.pk, by=people.dept_keeper, at=AT)
    kinds = set(found.lines.values_list("item__kind", flat=True))
    assert kinds == {"C1", "C2a"}
    refused(
        lambda: services.starter_open(person_id=person.pk, by=people.dept_keeper, at=AT),
        98,
        field="person_id",
    )
    given = {"urgent_id": found.pk, "at": AT}
    services.urgent_ask(by=people.dept_keeper, **given)
    services.urgent_agree(by=people.dept_head, **given)
    services.urgent_approve(by=people.admin_mgr, **given)
    arrived = {one.pk: Arrived(one.quantity, one.item.price) for one in found.lines.all()}
    services.urgent_buy(place_id=place().pk, arrived=arrived, by=people.area_clerk, **given)
    issue(people, found, now=at(2026, 3, 28), signed_by=person.name)
    entries = LedgerEntry.objects.filter(person=person, entry=Entry.ISSUED)
    assert entries.count() == found.lines.count() > 30
    # On a change of post he keeps what he has and gets no new set.
    person.assignments.update(to_date=AT.date())
    Assignment.objects.create(
        person=person, department=department("tech"), title="主管", from_date=AT.date() + DAY
    )
    refused(
        lambda: services.starter_open(person_id=person.pk, by=people.area_clerk, at=AT + 2 * DAY),
        98,
        field="person_id",
        words="不再重配",
    )


@pytest.mark.handbook(98)
def test_who_has_no_post_has_no_set_and_posts_may_have_their_own(people):
    nobody = Person.objects.create(name="池无岗", joined_date=JOINED)
    refused(
        lambda: services.starter_open(person_id=nobody.pk, by=people.area_clerk, at=AT),
        98,
        field="person_id",
    )
    person = newcomer("tech")
    refused(
        lambda: services.starter_open(person_id=person.pk, by=people.dept_keeper, at=AT),
        104,
        field="department_id",
    )
    services.standard_set(
        item_id=item("U盘").pk, quantity=2, period="held", post="专员",
        from_date=AT.date(), by=people.area_clerk, at=AT,
    )  # fmt: skip
    found = services.starter_open(person_id=person.pk, by=people.area_clerk, at=AT)
    assert found.lines.get(item__name="U盘").quantity == 2
    Item.objects.filter(name="U盘").update(ended_date=AT.date())
    stock(people, "橡皮", 1)
