"""A station is supplied on the same rules as a department (R97–R110, R113, R148)."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import Sum
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core.errors import Denied, Violation
from core.models.inbox import InboxItem
from operations.staff.models import Department
from operations.stations import clearance
from operations.stations import services as of_stations
from operations.stations.models import StateSpan, Station
from operations.supplies import figures, joints, paperwork, selectors, services, stations, today
from operations.supplies.kinds import Entry
from operations.supplies.lifecycle import S, U
from operations.supplies.models import (
    Holding,
    Issue,
    LedgerEntry,
    Movement,
    Plan,
    Standard,
)
from operations.supplies.rules import windows
from operations.supplies.services import LineData
from tests.operations.supplies.conftest import (
    APRIL,
    AT,
    DAY,
    ISSUE,
    TODAY,
    at,
    bring,
    carry,
    department,
    hold,
    issue,
    item,
    need,
    person_of,
    place,
    refused,
    scanner,
    stock,
    urgent,
)
from tests.pages import text
from tests.permissions.samples import picture


def open_items(station):
    """What it has to give back."""
    return [one.text for one in clearance.open_items(station)]


@pytest.mark.handbook(104, 106, 107)
def test_the_need_of_a_station_comes_in_its_window_once_a_month(two, people):
    refused(lambda: need(two, now=at(2026, 3, 20), 热敏打印纸=6), 104, words="2026-03-23")
    refused(lambda: need(two, now=at(2026, 3, 26), 热敏打印纸=6), 104, 107, words="急")
    assert not Plan.objects.exists()
    refused(lambda: need(two), 106, field="nothing")
    found = need(two, now=at(2026, 3, 25), nothing=True)
    assert (str(found), found.status, found.nothing) == (
        "石桥村电商服务站 2026-04",
        S.SUBMITTED,
        True,
    )
    refused(lambda: need(two, 热敏打印纸=6), 106, field="station_id", words="2026-04")
    # What came back is written anew, also after the window.
    services.plan_send_back(plan_id=found.pk, reason="请补充", by=people.dept_head, at=AT)
    for pieces in (5, 6):
        again = need(two, now=at(2026, 3, 27), 热敏打印纸=pieces)
        assert (again, again.lines.get().quantity, again.nothing) == (found, pieces, False)
        services.plan_send_back(plan_id=found.pk, reason="请补充", by=people.dept_head, at=AT)
    with pytest.raises(IntegrityError), transaction.atomic():
        Plan.objects.create(station=two.ours, month=APRIL, made_by_name="x")
    for whose in ({}, {"station": two.ours, "department": department()}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Plan.objects.create(month=date(2026, 5, 1), made_by_name="x", **whose)


@pytest.mark.handbook(104, 148)
def test_only_the_station_itself_writes_for_it(two, people):
    given = {"station_id": two.ours.pk, "at": AT}
    for stranger in (two.neighbour, people.dept_keeper, people.ops):
        refused(lambda by=stranger: services.plan_open(by=by, **given), 104, field="station_id")
    with pytest.raises(Denied):
        services.plan_open(by=people.village, **given)
    refused(lambda: services.plan_open(by=two.manager, at=AT), 104, field="department_id")
    refused(
        lambda: services.plan_open(department_id=department().pk, by=two.manager, at=AT),
        104,
        field="department_id",
    )
    found = need(two, 热敏打印纸=6)
    for seen, by in ((1, two.manager), (0, two.neighbour), (1, people.ops), (0, people.staff)):
        assert selectors.plans(by, on=TODAY).count() == seen
    with pytest.raises(Denied):
        services.plan_sign(plan_id=found.pk, signature=picture("a.png"), by=two.neighbour, at=AT)
    # Without an account of its manager the operations centre writes for it.
    Station.objects.filter(pk=two.other.pk).update(manager_user=None)
    assert services.plan_open(station_id=two.other.pk, by=people.ops, at=AT).status == S.DRAFT


@pytest.mark.handbook(103, 105, 110)
def test_the_office_checks_it_against_the_stations_standard_and_the_stock(two, people):
    stock(people, "热敏打印纸", 4)
    found = carry(people, S.APPROVED, need(two, 热敏打印纸=9, 墨水=1))
    given = {"plan_id": found.pk, "by": people.area_clerk, "at": AT}
    first, ink = found.lines.order_by("pk")
    # The standard of a village station is 6; what is for everybody is for the centre.
    refused(lambda: services.plan_check(**given), 105, 110, words="6")
    refused(lambda: services.plan_check(approved={first.pk: 6}, **given), 103, words="墨水")
    services.standard_set(
        item_id=first.item_id, quantity=8, period="month", station_id=two.ours.pk,
        from_date=TODAY, by=people.area_clerk, at=AT,
    )  # fmt: skip
    services.plan_check(approved={first.pk: 8, ink.pk: 0}, **given)
    first.refresh_from_db()
    assert (first.quota_seen, first.used_seen, first.stock_seen, first.approved) == (8, 0, 4, 8)
    refused(
        lambda: services.standard_set(
            item_id=first.item_id, quantity=1, period="month", level="village", post="站长",
            from_date=TODAY, by=people.area_clerk, at=AT,
        ),
        103,
        field="post",
    )  # fmt: skip
    with pytest.raises(IntegrityError), transaction.atomic():
        Standard.objects.create(
            item_id=first.item_id, quantity=1, period="month", level="village", post="站长",
            from_date=TODAY,
        )  # fmt: skip


@pytest.mark.handbook(108, 109, 110)
def test_the_manager_signs_on_the_phone_before_anything_is_handed_out(two, people):
    found = carry(people, S.READY, need(two, 热敏打印纸=6))
    given = {"plan_id": found.pk, "by": two.manager, "at": ISSUE}
    asked = InboxItem.objects.filter(record_id=str(found.pk), step="sign", state="open")
    assert (asked.get().post, asked.get().scope_key) == ("station_mgr", str(two.ours.pk))
    refused(lambda: issue(people, found, signature=None, signed_by=""), 109, field="signed_by")
    refused(lambda: services.plan_sign(**given), 109, field="signature")
    assert not Issue.objects.exists()
    signed = services.plan_sign(signature=picture("签字.png"), **given)
    assert not asked.exists()
    assert not Movement.objects.filter(flow="issue").exists()
    refused(
        lambda: services.plan_sign(signature=picture("a.png"), **given),
        109,
        field="signature",
        words="已经签字",
    )
    # More is taken than lies there: the rest waits, and is signed for again.
    services.stock_count(
        item_id=item("热敏打印纸").pk, place_id=place().pk, counted=4, reason="受潮",
        by=people.area_clerk, at=ISSUE,
    )  # fmt: skip
    more = {"signed_by": "", "signature": None}
    refused(lambda: issue(people, found, now=AT, **more), 108)
    assert issue(people, found, **more) == signed
    assert asked.get().post == "station_mgr"
    (entry,) = LedgerEntry.objects.all()
    assert (entry.station, entry.department, entry.quantity) == (two.ours, None, 4)
    assert (entry.issue, entry.signed_by) == (signed, two.manager.name)
    refused(lambda: issue(people, found, **more), 109, field="signed_by")
    refused(lambda: issue(people, found), 110, field="quantity")
    stock(people, "热敏打印纸", 2)
    issue(people, found, signed_by="祝青禾")
    found.refresh_from_db()
    assert found.status == S.ISSUED
    out = Movement.objects.filter(flow="issue").aggregate(n=Sum("quantity"))["n"]
    assert (out, selectors.stock_of(entry.item_id)) == (-6, 0)
    assert not asked.exists()
    assert joints.may_see(two.manager, signed)
    assert not joints.may_see(two.neighbour, signed)


@pytest.mark.handbook(97, 103)
def test_a_second_scanner_hands_in_the_old_one(two, people):
    first = scanner(people, two)
    assert (first.quantity, first.department, first.person) == (1, None, None)
    assert selectors.holdings(two.manager, on=TODAY).get() == first
    assert not selectors.holdings(two.neighbour, on=TODAY).exists()
    # On the page nothing is chosen; with the usual line it must be said.
    bare = LineData(item_id=first.item_id, quantity=1)
    refused(
        lambda: urgent(people, U.ASKED, bare, by=two.manager, station_id=two.ours.pk),
        103,
        field="replaces_id",
    )
    found = need(two, 扫码枪=1)
    assert found.lines.get().replaces == first
    issue(people, carry(people, S.READY, found), signed_by="祝青禾")
    first.refresh_from_db()
    assert first.quantity == 1
    assert LedgerEntry.objects.filter(station=two.ours, entry=Entry.REPLACED).count() == 1
    more = refused_field(lambda: need(two, now=at(2026, 4, 23), 扫码枪=2))
    assert more == f"item_{first.item_id}"


def refused_field(act):
    """Where a refusal is told."""
    with pytest.raises(Violation) as told:
        act()
    return told.value.field


@pytest.mark.handbook(0, 105, 107)
def test_an_urgent_need_of_a_station_goes_before_the_head_of_operations_and_another(two, people):
    head = people.second("dept_head", "ops_head")
    ops = Department.objects.get(code="ops")
    person = person_of(people.dept_head)
    Department.objects.filter(pk=ops.pk).update(head=person)
    bare = LineData(item_id=item("封箱胶带").pk, quantity=2)
    whose = {"by": two.manager, "station_id": two.ours.pk}
    refused(lambda: services.urgent_open(reason=" ", at=AT, **whose), 107, field="reason")
    stock(people, "封箱胶带", 2)
    found = urgent(people, U.ASKED, bare, **whose)
    refused(
        lambda: services.urgent_agree(urgent_id=found.pk, by=head, at=AT), 105, words="运营中心"
    )
    assert not selectors.urgents(head, on=TODAY).exists()
    with pytest.raises(Denied):
        services.urgent_agree(urgent_id=found.pk, by=two.manager, at=AT)
    found = urgent(people, U.BOUGHT, bare, **whose)
    services.urgent_sign(urgent_id=found.pk, signature=picture("a.png"), by=two.manager, at=AT)
    issue(people, found, now=AT, signed_by="", signature=None)
    found.refresh_from_db()
    assert found.status == U.ISSUED


def suspend(station, people):
    """It is suspended by the office."""
    StateSpan.objects.create(station=station, state=station.status, from_date=date(2026, 1, 5))
    of_stations.station_suspend(station_id=station.pk, reason="村道施工", by=people.office, at=AT)
    station.refresh_from_db()


@pytest.mark.handbook(113, 141, 145)
def test_a_suspended_station_gives_everything_back_before_it_is_closed(two, people, desk_of):
    held = scanner(people, two)
    plan = carry(people, S.READY, need(two, 热敏打印纸=6))
    suspend(two.ours, people)
    called = InboxItem.objects.filter(record_type="stations.station", step="returns", state="open")
    assert called.get().post == "area_clerk"
    assert "扫码枪" in called.get().message
    scanner_said, plan_said = open_items(two.ours)
    assert "扫码枪" in scanner_said
    assert "2026-04" in plan_said
    page = reverse("stations:record", args=[two.ours.pk], urlconf="config.urls.county")
    assert scanner_said in text(desk_of("office").get(page))
    close = {"station_id": two.ours.pk, "reason": "撤并", "by": people.director, "at": ISSUE}
    refused(lambda: of_stations.station_close(**close), 113, 145, words="扫码枪")
    refused(lambda: issue(people, plan), 113, 141, field="station_id")
    refused(
        lambda: services.urgent_open(station_id=two.ours.pk, reason="急", by=two.manager, at=AT),
        113,
        141,
        field="station_id",
        words="暂停",
    )
    services.plan_finish(plan_id=plan.pk, reason="站点暂停", by=people.area_clerk, at=ISSUE)
    assert called.exists()
    services.holding_return(
        holding_id=held.pk, quantity=1, place_id=place().pk, by=people.area_clerk, at=ISSUE
    )
    assert (open_items(two.ours), called.exists()) == ([], False)
    of_stations.station_close(**close)
    two.ours.refresh_from_db()
    assert two.ours.status == "closed"


@pytest.mark.handbook(100, 112, 113)
def test_the_office_gives_things_from_a_person_to_a_station_and_back(two, people):
    held = hold(people, "计算器")

    def give(by, holding=held, **to):
        drawn = {"given": picture("a.png"), "taken": picture("b.png"), "given_by": "卜小满"}
        return services.holding_hand_over(
            holding_id=holding.pk, quantity=1, by=by, at=AT, **drawn, **to
        )

    station, keeper = {"station_id": two.ours.pk}, person_of(people.dept_keeper).pk
    refused(lambda: give(two.manager, **station), 113)
    clerk = people.area_clerk
    refused(lambda: give(clerk, person_id=keeper, **station), 113, field="person_id")
    with CaptureQueriesContext(connection) as asked:
        give(clerk, **station)
    # Nobody suspends or closes it meanwhile.
    locking = [one["sql"] for one in asked if "FOR NO KEY UPDATE" in one["sql"]]
    assert any('FROM "stations_station"' in sql for sql in locking)
    at_station = Holding.objects.get(station=two.ours)
    assert at_station.quantity == 1
    assert "计算器" in open_items(two.ours)[0]
    refused(lambda: give(clerk, at_station, **station), 113, field="person_id")
    give(clerk, at_station, person_id=keeper)
    assert open_items(two.ours) == []


@pytest.mark.handbook(104, 109, 158, 161)
def test_supplies_per_head_are_those_of_the_centres_own_people(two, people):
    def county(values):
        (one,) = values
        return int(one.numerator)

    scanner(people, two)
    need(two, nothing=True)
    day = ISSUE.date()
    assert county(figures.issued(day)) == 1
    assert (county(figures.spent(day)), county(figures.spent_at_stations(day))) == (0, 120)
    assert county(figures.planned(TODAY)) == 0
    assert list(figures.planned_days()) == []


@pytest.mark.handbook(104)
def test_stations_that_handed_in_nothing_are_counted(two, people):
    bring(people, S.SUBMITTED)
    (said,) = today.lines(two.manager, TODAY)
    assert "2026-03-25" in said.text
    assert said.url.endswith("/need/")
    need(two, nothing=True)
    assert today.lines(two.manager, TODAY) == []
    # A station's plan stands for no department: all but the one that handed in are missing.
    missing = selectors.missing(APRIL)
    assert department() not in missing
    assert missing.count() == Department.objects.filter(is_active=True).count() - 1 > 0
    found = today.in_time(TODAY + 3 * DAY)
    assert "1 个站点" in found.sentence
    until = windows.month_before(APRIL)
    assert not stations.missing_stations(APRIL, until=date(2026, 1, 4)).exists()
    assert stations.missing_stations(APRIL, until=until).get() == two.other


@pytest.mark.handbook(109)
def test_the_papers_say_that_it_is_a_stations(two, people, monkeypatch):
    shown = []
    monkeypatch.setattr(paperwork.papers, "render", lambda name, data: shown.append(data) or b"")
    scanner(people, two)
    found = carry(people, S.READY, need(two, 热敏打印纸=6))
    paperwork.plan(found)
    paperwork.purchase(found.purchase)
    (paper, bought) = shown
    assert ["站点", "石桥村电商服务站"] in paper["facts"]
    assert "站长（领用人）" in paper["signers"]
    assert ["部门", "1 个站点", "wide"] in bought["facts"]
