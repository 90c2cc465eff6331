"""The people of supplies, stock, and plans and requests anywhere on their way."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from core.actor import Actor
from operations.staff.models import Assignment, Department, Person
from operations.supplies import services
from operations.supplies.lifecycle import S, U
from operations.supplies.models import Holding, Item, Place, Plan, Urgent
from operations.supplies.services import Arrived, LineData
from tests.operations.documents.conftest import People
from tests.operations.documents.handed.conftest import Stations, two_stations
from tests.operations.petitions.conftest import refused
from tests.permissions.samples import picture

DAY = timedelta(days=1)
JOINED = date(2025, 1, 6)


def at(year: int, month: int, day: int) -> datetime:
    """Nine in the morning."""
    return datetime(year, month, day, 1, 0, tzinfo=UTC)


# The plan for April is handed in on 23, 24 and 25 March 2026; it is issued on 7 and 8 April.
AT = at(2026, 3, 24)
TODAY = date(2026, 3, 24)
APRIL = date(2026, 4, 1)
ISSUE = at(2026, 4, 7)

__all__ = ["APRIL", "AT", "DAY", "ISSUE", "TODAY", "at", "refused"]


def everyone() -> People:
    """Everybody whom supplies need; the staff, keeper and head work in one department."""
    found = People("area_clerk", "admin_mgr", "finance", "director")
    for post in ("staff", "dept_keeper", "dept_head"):
        works_in(getattr(found, post))
    works_in(found.finance, code="settlement")
    return found


@pytest.fixture(scope="module")
def appointed(stage) -> Iterator[People]:
    """Everybody, for all tests of a file."""
    yield from stage(everyone)


def department(code: str = "brand") -> Department:
    """A department of the county."""
    return Department.objects.get(code=code)


def works_in(actor: Actor, *, code: str = "brand") -> Person:
    """Let somebody work in a department."""
    person, _made = Person.objects.get_or_create(
        user_id=actor.user_id,
        defaults={"name": actor.name, "joined_date": JOINED, "status": "active"},
    )
    Assignment.objects.get_or_create(
        person=person, department=department(code), title="专员", from_date=JOINED
    )
    return person


def person_of(actor: Actor) -> Person:
    """The person of an account."""
    return Person.objects.get(user_id=actor.user_id)


def item(name: str) -> Item:
    """A supply of the catalogue that a county begins with."""
    return Item.objects.get(name=name)


def place() -> Place:
    """The first cabinet."""
    return Place.objects.get(order=0)


def stock(people: People, name: str, quantity: int, *, price: str = "2", **more: Any) -> Item:
    """So many in the first cabinet."""
    found = item(name)
    services.stock_receive(
        item_id=found.pk,
        place_id=place().pk,
        quantity=quantity,
        price=Decimal(price),
        by=people.area_clerk,
        at=AT,
        **more,
    )
    return found


def line(people: People, name: str = "订书针", quantity: int = 1, **more: Any) -> LineData:
    """Something that the member of staff needs."""
    values = {"person_id": person_of(people.staff).pk, **more}
    return LineData(item_id=item(name).pk, quantity=quantity, **values)


def plan(people: People, *lines: LineData, now: datetime = AT) -> Plan:
    """The department's draft for April."""
    found = services.plan_open(department_id=department().pk, by=people.dept_keeper, at=now)
    for one in lines:
        services.plan_line_add(plan_id=found.pk, data=one, by=people.dept_keeper, at=now)
    return found


def bring(people: People, state: str, *lines: LineData) -> Plan:
    """A plan that stands somewhere."""
    found = plan(people, *lines)
    if state != S.DRAFT:
        services.plan_submit(plan_id=found.pk, nothing=not lines, by=people.dept_keeper, at=AT)
    return carry(people, state, found)


def carry(people: People, state: str, found: Plan) -> Plan:
    """A plan that was handed in goes on until it stands there."""
    given = {"plan_id": found.pk, "at": AT}
    if state not in (S.DRAFT, S.SUBMITTED):
        services.plan_approve(by=people.dept_head, **given)
    if state in (S.CHECKED, S.CONSOLIDATED, S.PURCHASING, S.READY):
        services.plan_check(by=people.area_clerk, **given)
    if state in (S.CONSOLIDATED, S.PURCHASING, S.READY):
        purchase = services.purchase_list(month=APRIL, by=people.area_clerk, at=AT)
        if state != S.CONSOLIDATED:
            services.purchase_order(purchase_id=purchase.pk, by=people.area_clerk, at=AT)
        if state == S.READY:
            arrived = {
                one.pk: Arrived(one.quantity, Decimal(3))
                for one in purchase.lines.filter(quantity__gt=0)
            }
            services.purchase_receive(
                purchase_id=purchase.pk,
                place_id=place().pk,
                arrived=arrived,
                by=people.area_clerk,
                at=AT,
            )
    found.refresh_from_db()
    assert found.status == state
    return found


def issue(people: People, paper: Plan | Urgent, *, now: datetime = ISSUE, **more: Any) -> Any:
    """Everything of it is handed out against a signature."""
    values = {
        "line_ids": [one.pk for one in paper.lines.all()],
        "signed_by": "卜小满",
        "signature": picture("签字.png"),
        "by": people.area_clerk,
        "at": now,
        **more,
    }
    if isinstance(paper, Plan):
        return services.plan_issue(plan_id=paper.pk, **values)
    return services.urgent_issue(urgent_id=paper.pk, **values)


def urgent(
    people: People,
    state: str,
    *lines: LineData,
    now: datetime = AT,
    by: Actor | None = None,
    **whose: int,
) -> Urgent:
    """A request that stands somewhere; enough lies in the cabinet."""
    by = by or people.dept_keeper
    whose = whose or {"department_id": department().pk}
    found = services.urgent_open(reason="展会明日开幕", by=by, at=now, **whose)
    given = {"urgent_id": found.pk, "at": now}
    for one in lines:
        services.urgent_line_add(data=one, by=by, **given)
    steps = (
        (U.ASKED, services.urgent_ask, by, {}),
        (U.AGREED, services.urgent_agree, people.dept_head, {}),
        (U.APPROVED, services.urgent_approve, people.admin_mgr, {}),
        (
            U.BOUGHT,
            services.urgent_buy,
            people.area_clerk,
            {"place_id": place().pk, "arrived": {}},
        ),
    )
    for reached, act, by, more in steps:
        if found.status == state:
            break
        act(by=by, **given, **more)
        found.refresh_from_db()
        assert found.status == reached
    return found


def hold(people: People, name: str = "计算器", quantity: int = 1) -> Holding:
    """Something on the ledger of the member of staff."""
    stock(people, name, quantity)
    more = {"device_class": "printer"} if name == "硒鼓" else {}
    issue(people, urgent(people, U.BOUGHT, line(people, name, quantity, **more)))
    return Holding.objects.get(item__name=name, quantity__gt=0)


@pytest.fixture
def two(people) -> Stations:
    """Two stations at work; whose managers have accounts."""
    found = two_stations()
    for station, manager in ((found.ours, found.manager), (found.other, found.neighbour)):
        station.manager_user_id, station.accepted_date = manager.user_id, date(2026, 1, 5)
        station.save()
    return found


def need(two: Stations, *, now: datetime = AT, nothing: bool = False, **wanted: int) -> Plan:
    """What our station's manager hands in, by the names of the supplies."""
    given = {item(name).pk: pieces for name, pieces in wanted.items()}
    return services.station_need(
        station_id=two.ours.pk, wanted=given, nothing=nothing, by=two.manager, at=now
    )


def scanner(people: People, two: Stations) -> Holding:
    """Our station has its one scanner, from an urgent request."""
    stock(people, "扫码枪", 1, price="120")
    line_of = LineData(item_id=item("扫码枪").pk, quantity=1)
    found = urgent(people, U.BOUGHT, line_of, by=two.manager, station_id=two.ours.pk)
    issue(people, found, signed_by=two.manager.name)
    return Holding.objects.get(station=two.ours)
