"""Facts: written by the county, equal to its records, frozen when locked."""

import random
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal as D

import pytest
from django.utils import timezone

from core import figures
from core.actor import Actor, Holding
from core.errors import Denied, Violation
from core.models import FigureChange
from oversight import facts, selectors, services, tasks, today
from oversight.models import CountyState, Fact, MonthFact, Report, Unit
from oversight.periods import Period
from tenants.context import county_context, province_context
from tenants.models import County

TODAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
OFFICE = Actor(7, "柏云舟", frozenset({Holding("office")}))
ROOT = Actor(9, "祝知秋", frozenset({Holding("root")}))
QUERIES = 6
CLERK = Actor(8, "邰小满", frozenset({Holding("frontdesk")}))


def fact(code, unit, day):
    row = Fact.objects.filter(code=code, unit=unit, day__lte=day).order_by("-day").first()
    return (row.numerator, row.denominator) if row else None


def months(code, unit):
    rows = MonthFact.objects.filter(code=code, unit=unit).order_by("month")
    return {f"{row.month:%Y-%m}": row.numerator for row in rows}


@pytest.mark.handbook(158, 161)
def test_a_stock_is_a_fact_on_the_days_it_changes_and_stands_in_between(in_county_a, ledger):
    ledger.open(1, "980121100", date(2026, 8, 10))
    ledger.open(2, "980121100", date(2026, 10, 5))
    figures.changed(["T-SHARE"], on=date(2026, 8, 10))
    assert facts.refresh(in_county_a, today=TODAY, now=NOW) == 1
    with province_context(inside=True):
        assert fact("T-SHARE", "980121", date(2026, 8, 9)) is None
        assert fact("T-SHARE", "980121", date(2026, 9, 30)) == (D(1), D(20))
        assert fact("T-SHARE", "980121", TODAY) == (D(2), D(20))
        assert months("T-SHARE", "980121") == {
            "2026-08": D(1),
            "2026-09": D(1),
            "2026-10": D(2),
            "2026-11": D(2),
        }
    assert not FigureChange.objects.exists()


@pytest.mark.handbook(161, 164)
def test_what_was_never_counted_is_counted_and_no_difference(in_county_a, ledger):
    ledger.open(1, "980121100", date(2026, 8, 10))
    assert facts.verify(in_county_a, today=TODAY) != []
    assert facts.count_what_is_new(in_county_a, today=TODAY) > 0
    assert facts.verify(in_county_a, today=TODAY) == []
    # What was counted once is told by its changes, and left to them.
    ledger.open(2, "980121100", date(2026, 10, 5))
    assert facts.count_what_is_new(in_county_a, today=TODAY) == 0
    assert facts.verify(in_county_a, today=TODAY) != []


@pytest.mark.handbook(161)
def test_a_change_of_a_past_day_is_written_on_its_business_date(in_county_a, ledger):
    ledger.open(1, "980121100", date(2026, 8, 10))
    figures.changed(["T-SHARE"], on=date(2026, 8, 10))
    facts.refresh(in_county_a, today=TODAY, now=NOW)
    ledger.open(2, "980121200", date(2026, 9, 1))
    figures.changed(["T-SHARE"], on=date(2026, 9, 1))
    facts.refresh(in_county_a, today=TODAY, now=NOW)
    with province_context(inside=True):
        assert months("T-SHARE", "980121")["2026-09"] == D(2)
        assert months("T-SHARE", "980121")["2026-08"] == D(1)
    assert facts.verify(in_county_a, today=TODAY) == []


@pytest.mark.handbook(158, 161)
@pytest.mark.parametrize("later", [None, date(2026, 11, 15)])
def test_a_note_late_in_a_month_leaves_the_month_with_what_its_beginning_gave(
    in_county_a, ledger, later
):
    """A case that is ended before it was late is noted, and changes nothing."""
    ledger.open(1, "980121100", date(2026, 8, 10))
    ledger.open(2, "980121200", date(2026, 10, 5))
    figures.changed(["T-SHARE"], on=date(2026, 8, 10))
    facts.refresh(in_county_a, today=TODAY, now=NOW)
    if later is not None:
        ledger.open(3, "980121200", later)
        figures.changed(["T-SHARE"], on=later)
    figures.changed(["T-SHARE"], on=date(2026, 10, 20))
    facts.refresh(in_county_a, today=TODAY, now=NOW)
    with province_context(inside=True):
        assert months("T-SHARE", "980121")["2026-10"] == D(2)
        assert months("T-SHARE", "980121200")["2026-10"] == D(1)
        assert months("T-SHARE", "980121200")["2026-11"] == D(1 if later is None else 2)
    assert facts.verify(in_county_a, today=TODAY) == []


@pytest.mark.handbook(158, 161)
@pytest.mark.parametrize("seed", range(6))
def test_notes_in_any_order_leave_no_difference(in_county_a, ledger, seed):
    """Openings and closings entered for past days, notes of days on which nothing changed."""
    dice = random.Random(seed)
    for number in range(30):
        on = TODAY - timedelta(days=dice.randrange(200))
        working = [one for one in ledger.opened if one not in ledger.closed]
        act = dice.choice(("open", "close", "visit", "note"))
        if act == "open":
            ledger.open(number, f"980121{dice.randrange(1, 4)}00", on)
        elif act == "close" and working:
            station = dice.choice(working)
            on = max(on, ledger.opened[station])
            ledger.closed[station] = on
        elif act == "visit" and ledger.opened:
            ledger.visits[dice.choice(list(ledger.opened)), on] = dice.randrange(1, 9)
        figures.changed(["T-SHARE", "T-VISITS"], on=on)
        if dice.random() < 0.6:
            facts.refresh(in_county_a, today=TODAY, now=NOW)
            assert facts.verify(in_county_a, today=TODAY) == [], (number, act, on)


def test_months_without_a_change_keep_the_place_of_their_units(in_county_a, ledger):
    ledger.visits = {(1, date(2026, 10, 3)): 4}
    ledger.open(1, "980121100", date(2026, 8, 10))
    figures.changed(["T-SHARE"], on=date(2026, 8, 10))
    facts.refresh(in_county_a, today=TODAY, now=NOW)
    with province_context(inside=True):
        MonthFact.objects.filter(unit="980121100").update(parent="980121")
        Unit.objects.filter(code="980121100").update(parent="980121")
    figures.changed(["T-SHARE"], on=date(2026, 10, 20))
    facts.refresh(in_county_a, today=TODAY, now=NOW)
    with province_context(inside=True):
        kept = MonthFact.objects.filter(code="T-SHARE", unit="980121100")
        assert set(kept.values_list("parent", flat=True)) == {"980121"}
        assert kept.count() == 4


def test_the_sweep_works_off_what_a_lost_message_left(in_county_a, ledger):
    today = timezone.localdate()
    ledger.open(1, "980121100", today)
    figures.changed(["T-SHARE"], on=today)
    tasks.sweep.delay()
    assert not FigureChange.objects.exists()
    with province_context(inside=True):
        assert fact("T-SHARE", "980121", today) == (D(1), D(20))


def test_a_change_of_tomorrow_waits_for_its_day(in_county_a, ledger):
    ledger.open(1, "980121100", date(2026, 11, 30))
    figures.changed(["T-SHARE"], on=date(2026, 11, 30))
    assert facts.refresh(in_county_a, today=TODAY, now=NOW) == 0
    assert FigureChange.objects.count() == 1
    assert facts.refresh(in_county_a, today=date(2026, 11, 30), now=NOW) == 1


@pytest.mark.handbook(158)
def test_flows_add_up_by_month(in_county_a, ledger):
    ledger.visits = {
        (1, date(2026, 10, 3)): 4,
        (1, date(2026, 10, 9)): 3,
        (2, date(2026, 11, 2)): 5,
    }
    for _station, day in ledger.visits:
        figures.changed(["T-VISITS"], on=day)
    facts.refresh(in_county_a, today=TODAY, now=NOW)
    with province_context(inside=True):
        assert months("T-VISITS", "980121") == {"2026-10": D(7), "2026-11": D(5)}
    ledger.visits[2, date(2026, 10, 9)] = 10
    figures.changed(["T-VISITS"], on=date(2026, 10, 9))
    facts.refresh(in_county_a, today=TODAY, now=NOW)
    with province_context(inside=True):
        assert months("T-VISITS", "980121")["2026-10"] == D(17)
    assert facts.verify(in_county_a, today=TODAY) == []


@pytest.mark.handbook(161)
def test_what_is_taken_off_a_day_leaves_no_trace_of_it(in_county_a, ledger):
    ledger.visits = {(1, date(2026, 10, 3)): 4, (1, date(2026, 10, 9)): 3}
    figures.changed(["T-VISITS"], on=date(2026, 10, 3))
    facts.refresh(in_county_a, today=TODAY, now=NOW)
    del ledger.visits[1, date(2026, 10, 3)]
    figures.changed(["T-VISITS"], on=date(2026, 10, 3))
    facts.refresh(in_county_a, today=TODAY, now=NOW)
    with province_context(inside=True):
        assert months("T-VISITS", "980121") == {"2026-10": D(3)}
    assert facts.verify(in_county_a, today=TODAY) == []


def test_a_unit_that_is_gone_counts_nothing_from_then_on(in_county_a, ledger):
    ledger.open(1, "980121100", date(2026, 8, 10))
    ledger.open(2, "980121200", date(2026, 8, 10))
    figures.changed(["T-SHARE"], on=date(2026, 8, 10))
    facts.refresh(in_county_a, today=TODAY, now=NOW)
    del ledger.township[2], ledger.opened[2]
    ledger.open(3, "980121100", date(2026, 11, 1))
    figures.changed(["T-SHARE"], on=date(2026, 11, 1))
    facts.refresh(in_county_a, today=TODAY, now=NOW)
    with province_context(inside=True):
        assert fact("T-SHARE", "980121200", TODAY) == (D(0), None)


def test_verify_names_a_fact_that_was_altered_and_rebuild_mends_it(in_county_a, ledger):
    ledger.open(1, "980121100", date(2026, 8, 10))
    figures.changed(["T-SHARE"], on=date(2026, 8, 10))
    facts.refresh(in_county_a, today=TODAY, now=NOW)
    with province_context(inside=True):
        Fact.objects.filter(unit="980121").update(numerator=99)
    found = facts.verify(in_county_a, today=TODAY)
    assert [(one.code, one.unit, one.stored[0]) for one in found] == [("T-SHARE", "980121", D(99))]
    facts.rebuild(in_county_a, today=TODAY, now=NOW)
    assert facts.verify(in_county_a, today=TODAY) == []


def test_a_new_month_begins_with_the_stocks_of_the_last(in_county_a, ledger):
    ledger.open(1, "980121100", date(2026, 8, 10))
    figures.changed(["T-SHARE"], on=date(2026, 8, 10))
    facts.refresh(in_county_a, today=TODAY, now=NOW)
    later = date(2027, 1, 3)
    facts.refresh(in_county_a, today=later, now=NOW)
    with province_context(inside=True):
        assert list(months("T-SHARE", "980121"))[-1] == "2027-01"
    assert facts.verify(in_county_a, today=later) == []


@pytest.mark.handbook(157)
def test_a_locked_month_stands_until_the_province_reopens_it(in_county_a, ledger):
    october = date(2026, 10, 1)
    ledger.open(1, "980121100", date(2026, 8, 10))
    figures.changed(["T-SHARE"], on=date(2026, 8, 10))
    facts.refresh(in_county_a, today=TODAY, now=NOW)
    pk = in_county_a.pk
    with province_context(inside=True):
        report = services.report_lock(county_id=pk, month=october, by=OFFICE, today=TODAY, now=NOW)
        first_print = report.sha256
    ledger.open(2, "980121100", date(2026, 10, 8))
    figures.changed(["T-SHARE"], on=date(2026, 10, 8))
    facts.refresh(in_county_a, today=TODAY, now=NOW)
    with province_context(inside=True):
        assert months("T-SHARE", "980121")["2026-10"] == D(1)
        assert months("T-SHARE", "980121")["2026-11"] == D(2)
        assert services.fingerprint(pk, october) == first_print
    late = facts.verify(in_county_a, today=TODAY)
    assert {(one.frozen, f"{one.day:%Y-%m}") for one in late} == {(True, "2026-10")}
    with province_context(inside=True):
        with pytest.raises(Violation):
            services.report_lock(county_id=pk, month=october, by=OFFICE, today=TODAY, now=NOW)
        with pytest.raises(Violation):
            services.reopening_grant(report_id=report.pk, by=ROOT)
        services.reopening_ask(county_id=pk, month=october, reason="漏记一站", by=OFFICE, now=NOW)
        with pytest.raises(Denied):
            services.reopening_grant(report_id=report.pk, by=OFFICE)
        services.reopening_grant(report_id=report.pk, by=ROOT)
    facts.rebuild(in_county_a, today=TODAY, now=NOW)
    with province_context(inside=True):
        assert months("T-SHARE", "980121")["2026-10"] == D(2)
        again = services.report_lock(county_id=pk, month=october, by=OFFICE, today=TODAY, now=NOW)
        assert again.version == 2
        assert again.sha256 != first_print


@pytest.mark.handbook(157)
def test_locking_needs_the_post_and_a_month_that_is_over(in_county_a, ledger):
    with province_context(inside=True):
        with pytest.raises(Denied):
            services.report_lock(
                county_id=in_county_a.pk, month=date(2026, 10, 1), by=CLERK, today=TODAY, now=NOW
            )
        with pytest.raises(Violation):
            services.report_lock(
                county_id=in_county_a.pk, month=date(2026, 11, 1), by=OFFICE, today=TODAY, now=NOW
            )


@pytest.mark.handbook(163)
def test_a_setting_counts_from_its_day_and_closed_periods_keep_theirs(province, ledger):
    values = {"code": "T-SHARE", "floor": D(10), "target": D(60), "weight": D(5), "note": "下调"}
    with pytest.raises(Denied):
        services.indicator_set(**values, valid_from=date(2026, 11, 1), by=OFFICE, now=NOW)
    services.indicator_set(**values, valid_from=date(2026, 11, 1), by=ROOT, now=NOW)
    from oversight.indicators import register_on

    by_day = {day: register_on(day)[0].target for day in (date(2026, 10, 31), TODAY)}
    assert by_day == {date(2026, 10, 31): D(100), TODAY: D(60)}
    county = County.objects.get(code="980121")
    Report.objects.create(county=county, month=date(2026, 10, 1), closed_at=NOW)
    with pytest.raises(Violation) as refusal:
        services.indicator_set(**values, valid_from=date(2026, 9, 1), by=ROOT, now=NOW)
    assert refusal.value.clauses[0].number == 163


@pytest.fixture
def two_counties(county_a, county_b, ledger):
    for county, township in ((county_a, "980121100"), (county_b, "980122100")):
        with county_context(county):
            ledger.open(1, township, date(2025, 3, 10))
            figures.changed(["T-SHARE"], on=date(2025, 3, 10))
            facts.refresh(county, today=TODAY, now=NOW)


@pytest.mark.handbook(160, 164)
def test_a_county_that_has_not_reported_is_shown_so_and_not_ranked(county_a, ledger):
    with county_context(county_a):
        ledger.open(1, "980121100", date(2025, 3, 10))
        figures.changed(["T-SHARE"], on=date(2025, 3, 10))
        facts.refresh(county_a, today=TODAY, now=NOW)
    october = Period.parse("2026-10")
    with province_context():
        before = selectors.overview(october, today=date(2026, 11, 5))
        line = next(line for line in before.lines if line.code == "980121")
        assert line.reported
        assert line.rank == 1
        assert line.cells["T-SHARE"].on_year == D("0.00")
        after = selectors.overview(october, today=TODAY)
        line = next(line for line in after.lines if line.code == "980121")
        assert (line.reported, line.rank) == (False, None)


@pytest.mark.handbook(160)
def test_change_on_year_does_not_apply_to_a_county_without_a_year_of_data(county_a, ledger):
    with county_context(county_a):
        ledger.open(1, "980121100", date(2026, 3, 10))
        figures.changed(["T-SHARE"], on=date(2026, 3, 10))
        facts.refresh(county_a, today=TODAY, now=NOW)
    with province_context():
        assert CountyState.objects.get(county_id=county_a.pk).first_month == date(2026, 3, 1)
        overview = selectors.overview(Period.parse("2026-11"), today=TODAY)
        line = next(line for line in overview.lines if line.code == "980121")
        assert line.cells["T-SHARE"].on_year is None


@pytest.mark.handbook(162)
def test_drill_down_shows_townships_with_their_parts(county_a, ledger):
    with county_context(county_a):
        ledger.open(1, "980121100", date(2026, 3, 10))
        ledger.open(2, "980121200", date(2026, 3, 10))
        figures.changed(["T-SHARE"], on=date(2026, 3, 10))
        facts.refresh(county_a, today=TODAY, now=NOW)
    with province_context():
        county = County.objects.get(code="980121")
        lines = selectors.drill_down(county, Period.parse("2026-11"), level="township")
        assert [line.code for line in lines] == ["980121100", "980121200"]
        measured = lines[0].cells["T-SHARE"].measured
        assert (measured.numerator, measured.denominator, measured.value) == (1, 10, D(10))


@pytest.mark.handbook(157)
def test_the_fifth_moves_to_the_fifth_working_day_in_holiday_months(province):
    from core.workcalendar import WorkCalendar

    calendar = WorkCalendar.load()
    assert selectors.lock_due(date(2026, 10, 1), calendar) == date(2026, 11, 5)
    # October 2026 begins with the National Day: working days 8, 9, 10 (make-up), 12, 13.
    assert selectors.lock_due(date(2026, 9, 1), calendar) == date(2026, 10, 13)


def test_the_number_of_queries_does_not_grow_with_the_counties(
    county_a, county_b, ledger, django_assert_num_queries
):
    with province_context():
        selectors.overview(Period.parse("2026-11"), today=TODAY)
        with django_assert_num_queries(QUERIES):
            selectors.overview(Period.parse("2026-11"), today=TODAY)
        for index in range(40):
            County.objects.create(
                code=f"98{index:04d}",
                name=f"县{index}",
                schema_name=f"c98{index:04d}",
                state=County.State.ACTIVE,
            )
        with django_assert_num_queries(QUERIES):
            found = selectors.overview(Period.parse("2026-11"), today=TODAY)
    assert len(found.lines) == 42


@pytest.mark.handbook(157)
def test_a_month_waits_on_the_workbench_until_it_is_locked(in_county_a, ledger):
    assert today.lines(OFFICE, TODAY) == []
    ledger.open(1, "980121100", date(2026, 8, 10))
    figures.changed(["T-SHARE"], on=date(2026, 8, 10))
    facts.refresh(in_county_a, today=TODAY, now=NOW)
    early = date(2026, 11, 3)
    assert [(str(line.text), line.tone) for line in today.lines(OFFICE, early)] == [
        ("2026年10月月报请于 2026-11-05 前锁定报送", "")
    ]
    assert today.lines(OFFICE, TODAY)[0].tone == "bad"
    assert today.lines(CLERK, TODAY) == []
    with province_context(inside=True):
        services.report_lock(
            county_id=in_county_a.pk, month=date(2026, 10, 1), by=OFFICE, today=TODAY, now=NOW
        )
    assert today.lines(OFFICE, TODAY) == []
