"""Locking, reopening and settings: who may, what is refused, what is left on record."""

from datetime import UTC, date, datetime
from decimal import Decimal as D

import pytest

from core import figures
from core.actor import Actor, Holding
from core.errors import Denied, Violation
from core.models import FigureChange
from core.models.audit import AuditEntry
from oversight import facts, services
from oversight.models import IndicatorSetting, MonthFact, Report
from tenants.context import county_context, province_context

TODAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
SEPTEMBER, OCTOBER = date(2026, 9, 1), date(2026, 10, 1)


def person(post):
    return Actor(7, "柏云舟", frozenset({Holding(post)}))


ROOT, OFFICE = person("root"), person("office")
COUNTY_POSTS = ["director", "office", "county_admin"]
OTHERS = ["frontdesk", "finance", "province", "root"]


@pytest.fixture
def pk(county_a, ledger):
    """禾川县 with one station that opened in August."""
    with county_context(county_a):
        ledger.open(1, "980121100", date(2026, 8, 10))
        correct(county_a, date(2026, 8, 10))
    with province_context():
        yield county_a.pk


def correct(county, day):
    """A late record's day becomes figures."""
    figures.changed(["T-SHARE"], on=day)
    facts.refresh(county, today=TODAY, now=NOW)


def lock(pk, by=OFFICE, month=OCTOBER, today=TODAY):
    return services.report_lock(county_id=pk, month=month, by=by, today=today, now=NOW)


def ask(pk, by=OFFICE, reason="漏记一站", month=OCTOBER):
    return services.reopening_ask(county_id=pk, month=month, reason=reason, by=by, now=NOW)


def open_stations(month):
    return MonthFact.objects.get(code="T-SHARE", unit="980121", month=month).numerator


def trail():
    entries = AuditEntry.objects.order_by("pk")
    return [(one.action, one.note) for one in entries if one.action.startswith("report.")]


@pytest.mark.handbook(157)
@pytest.mark.parametrize("post", COUNTY_POSTS)
def test_a_month_is_locked_with_its_fingerprint_and_frozen(pk, post):
    report = lock(pk, person(post))
    assert (report.version, report.locked_at, report.locked_by_name) == (1, NOW, "柏云舟")
    assert report.sha256 == services.fingerprint(pk, OCTOBER)
    assert set(MonthFact.objects.filter(frozen=True).values_list("month", flat=True)) == {OCTOBER}
    assert trail() == [("report.lock", f"{pk} 2026-10 v1 {report.sha256}")]
    assert AuditEntry.objects.get(action="report.lock").clauses == [157]


@pytest.mark.handbook(157)
@pytest.mark.parametrize("post", OTHERS)
def test_others_neither_lock_nor_ask(pk, post):
    for act, sentence in (
        (lock, "锁定月报由主任或电商办办理。"),
        (ask, "更正申请由主任或电商办提出。"),
    ):
        with pytest.raises(Denied) as refused:
            act(pk, person(post))
        assert refused.value.sentence == sentence
        assert refused.value.needs == tuple(COUNTY_POSTS)
    assert not Report.objects.exists()
    assert trail() == []


@pytest.mark.handbook(157)
def test_a_month_that_runs_is_not_locked_and_leaves_no_report(pk):
    with pytest.raises(Violation) as refused:
        lock(pk, today=date(2026, 10, 31))
    assert "2026-10-31" in refused.value.sentence
    assert [clause.number for clause in refused.value.clauses] == [157]
    assert not Report.objects.exists()
    lock(pk, today=date(2026, 11, 1))


@pytest.mark.handbook(157)
def test_an_open_month_needs_no_reopening(pk):
    with pytest.raises(Violation) as refused:
        ask(pk)
    assert refused.value.sentence == "本月尚未锁定，可直接更正业务记录。"
    assert [clause.number for clause in refused.value.clauses] == [157]
    assert not Report.objects.exclude(reopening_asked_at=None).exists()
    assert trail() == []


@pytest.mark.handbook(157)
def test_a_reopening_is_asked_for_with_a_reason(pk):
    lock(pk)
    with pytest.raises(Violation) as refused:
        ask(pk, reason=" ")
    assert refused.value.field == "reason"
    report = ask(pk, reason=" 漏记一站 ")
    assert (report.reopening_reason, report.reopening_asked_at) == ("漏记一站", NOW)
    assert report.locked_at == NOW
    assert [action for action, _note in trail()] == ["report.lock", "report.reopening_ask"]


@pytest.mark.handbook(157)
@pytest.mark.parametrize("post", [*COUNTY_POSTS, "province"])
def test_only_the_provincial_administrator_grants(pk, post):
    lock(pk)
    report = ask(pk)
    with pytest.raises(Denied) as refused:
        services.reopening_grant(report_id=report.pk, by=person(post))
    assert refused.value.sentence == "重新开放月报由省级管理员办理。"
    assert refused.value.needs == ("root",)
    assert Report.objects.get().locked_at == NOW
    assert MonthFact.objects.filter(frozen=True).exists()


@pytest.mark.handbook(157)
def test_what_nobody_asked_for_is_not_granted_and_nothing_twice(pk):
    report = lock(pk)
    with pytest.raises(Violation) as refused:
        services.reopening_grant(report_id=report.pk, by=ROOT)
    assert refused.value.sentence == "该县没有提交本月的更正申请。"
    assert Report.objects.get().locked_at == NOW
    ask(pk)
    granted = services.reopening_grant(report_id=report.pk, by=ROOT)
    assert (granted.locked_at, granted.closed_at) == (None, None)
    assert not MonthFact.objects.filter(frozen=True).exists()
    with pytest.raises(Violation):
        services.reopening_grant(report_id=report.pk, by=ROOT)
    assert trail()[-1] == ("report.reopening_grant", "漏记一站")
    assert [action for action, _note in trail()].count("report.reopening_grant") == 1


@pytest.mark.handbook(157, 161)
def test_the_refresh_after_a_reopening_brings_the_corrections_in(pk, county_a, ledger):
    """Without waiting for the night: the county may lock the month again within the hour."""
    report = lock(pk)
    first_print = report.sha256
    with county_context(county_a):
        ledger.open(2, "980121100", date(2026, 10, 8))
        correct(county_a, date(2026, 10, 8))
    assert open_stations(OCTOBER) == 1
    ask(pk)
    services.reopening_grant(report_id=report.pk, by=ROOT)
    with county_context(county_a):
        assert FigureChange.objects.exists()
        facts.refresh(county_a, today=TODAY, now=NOW)
        assert facts.verify(county_a, today=TODAY) == []
    assert open_stations(OCTOBER) == 2
    again = lock(pk)
    assert (again.version, again.reopening_reason, again.reopening_asked_at) == (2, "", None)
    assert again.sha256 != first_print


@pytest.mark.handbook(157, 161)
def test_a_reopened_month_stands_on_the_records_of_a_month_still_locked(pk, county_a, ledger):
    lock(pk, month=SEPTEMBER)
    report = lock(pk)
    with county_context(county_a):
        ledger.open(2, "980121100", date(2026, 9, 8))
        correct(county_a, date(2026, 9, 8))
    ask(pk)
    services.reopening_grant(report_id=report.pk, by=ROOT)
    with county_context(county_a):
        facts.refresh(county_a, today=TODAY, now=NOW)
        late = facts.verify(county_a, today=TODAY)
    assert {(one.frozen, one.day) for one in late} == {(True, SEPTEMBER)}
    assert (open_stations(SEPTEMBER), open_stations(OCTOBER)) == (1, 2)


@pytest.mark.handbook(157)
def test_flows_of_a_reopened_month_are_counted_again(pk, county_a, ledger):
    with county_context(county_a):
        ledger.visits[1, date(2026, 10, 3)] = 4
        figures.changed(["T-VISITS"], on=date(2026, 10, 3))
        facts.refresh(county_a, today=TODAY, now=NOW)
    report = lock(pk)
    with county_context(county_a):
        ledger.visits[1, date(2026, 10, 9)] = 3
        figures.changed(["T-VISITS"], on=date(2026, 10, 9))
        facts.refresh(county_a, today=TODAY, now=NOW)
    ask(pk)
    services.reopening_grant(report_id=report.pk, by=ROOT)
    with county_context(county_a):
        facts.refresh(county_a, today=TODAY, now=NOW)
        assert facts.verify(county_a, today=TODAY) == []
    assert MonthFact.objects.get(code="T-VISITS", unit="980121", month=OCTOBER).numerator == 7


@pytest.mark.handbook(163)
def test_a_setting_of_the_same_day_is_replaced_and_others_may_not(province, ledger):
    values = {
        "code": "T-SHARE",
        "floor": D(10),
        "target": D(60),
        "weight": D(5),
        "note": "下调",
        "valid_from": date(2026, 11, 1),
        "now": NOW,
    }
    with pytest.raises(Denied) as refused:
        services.indicator_set(**values, by=person("province"))
    assert refused.value.needs == ("root",)
    assert not IndicatorSetting.objects.exists()
    services.indicator_set(**values, by=ROOT)
    services.indicator_set(**{**values, "target": D(70)}, by=ROOT)
    setting = IndicatorSetting.objects.get()
    assert (setting.target, setting.set_by_name, setting.set_at) == (D(70), "柏云舟", NOW)
    entry = AuditEntry.objects.filter(action="indicator.set").latest("pk")
    assert (entry.note, entry.clauses) == ("T-SHARE 2026-11-01 下调", [163])
