"""Numbers: how they look, that none is missing, and that void ones stay."""

import random
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date

import pytest
from django.db import IntegrityError, connections, transaction
from django.db.transaction import TransactionManagementError

from core import audit, numbering
from core.clauses import R
from core.errors import Violation
from core.models import DrawnNumber, NumberCounter, NumberSeries
from core.numbering import Series, UnknownSeries
from core.numbering import series as series_module
from tenants.context import county_context
from tests.conftest import A

LETTER = Series("letter", "发文字号", "{prefix}〔{year}〕{serial}号", prefix="禾电商")
CASE = Series("case", "办件号", "FW-{on:%Y%m%d}-{serial:04d}", per="day")
MONTHLY = Series("slip", "月单", "{on:%Y%m}-{serial}", per="month")
EVER = Series("station", "站点编号", "ZD{serial:04d}", per="ever")
NEW_YEAR = date(2027, 1, 1)
EVE = date(2026, 12, 31)


@pytest.fixture(autouse=True)
def _declared(monkeypatch):
    monkeypatch.setattr(series_module, "_declared", {})
    for series in (LETTER, CASE, MONTHLY, EVER):
        numbering.declare(series)


@pytest.mark.handbook(17)
def test_a_document_number_has_code_year_and_serial_without_zeros(in_county_a):
    first, second = (numbering.draw("letter", on=EVE) for _ in range(2))
    assert (str(first), first.serial, first.period) == ("禾电商〔2026〕1号", 1, "2026")
    assert str(second) == "禾电商〔2026〕2号"


@pytest.mark.handbook(17)
def test_the_serial_begins_again_with_the_year(in_county_a):
    numbering.draw("letter", on=EVE)
    assert str(numbering.draw("letter", on=NEW_YEAR)) == "禾电商〔2027〕1号"
    late = numbering.draw("letter", on=NEW_YEAR, year=2026)
    assert str(late) == "禾电商〔2026〕2号"


def test_series_may_begin_again_by_day_by_month_or_never(in_county_a):
    assert str(numbering.draw("case", on=EVE)) == "FW-20261231-0001"
    assert str(numbering.draw("case", on=NEW_YEAR)) == "FW-20270101-0001"
    assert str(numbering.draw("slip", on=EVE)) == "202612-1"
    assert [str(numbering.draw("station", on=day)) for day in (EVE, NEW_YEAR)] == [
        "ZD0001",
        "ZD0002",
    ]


def test_many_numbers_are_drawn_in_their_order_each_in_its_period(in_county_a):
    numbering.draw("slip", on=EVE)
    drawn = numbering.draw_many("slip", days=[NEW_YEAR, EVE, NEW_YEAR, EVE])
    assert [str(number) for number in drawn] == ["202701-1", "202612-2", "202701-2", "202612-3"]
    assert str(numbering.draw("slip", on=EVE)) == "202612-4"
    assert numbering.draw_many("slip", days=[]) == []
    for period, last in (("202612", 4), ("202701", 2)):
        assert numbering.gaps("slip", period=period) == []
        assert numbering.register("slip", period=period).count() == last


def test_all_series_are_known():
    assert [series.code for series in numbering.declared()] == [
        "letter",
        "case",
        "slip",
        "station",
    ]


def test_an_unknown_series_is_a_mistake_of_ours(in_county_a):
    with pytest.raises(UnknownSeries, match="nothing"):
        numbering.draw("nothing", on=EVE)


def test_a_series_needs_a_known_period():
    with pytest.raises(ValueError, match="per 'week'"):
        numbering.declare(replace(LETTER, per="week"))


@pytest.mark.parametrize(
    "pattern",
    [
        "{year}",
        "{serial}{on.__class__}",
        "{serial}{nothing}",
        "{serial}{}",
        "{serial",
        "{serial:zz}",
        "{serial.real}",
        "{serial}号",
    ],
)
def test_a_pattern_that_could_not_be_told_apart_or_written_is_refused(pattern):
    with pytest.raises(Violation) as refused:
        numbering.declare(replace(LETTER, pattern=pattern))
    assert refused.value.field == "pattern"
    assert refused.value.clauses == (R(17),)


def test_a_number_is_drawn_for_a_record(record):
    numbering.draw("letter", on=EVE, record=record)
    drawn = DrawnNumber.objects.get()
    assert (drawn.record_type, drawn.record_id) == ("staff.person", str(record.pk))
    assert str(drawn) == "禾电商〔2026〕1号"


@pytest.mark.handbook(17)
def test_a_void_number_stays_with_its_reason_and_is_not_given_again(in_county_a, office, now):
    text = str(numbering.draw("letter", on=EVE))
    void = numbering.void("letter", text=text, by=office, reason="重复行文", at=now)
    assert (void.void_reason, void.voided_by_name, void.voided_at) == ("重复行文", "蔺小满", now)
    assert str(numbering.draw("letter", on=EVE)) == "禾电商〔2026〕2号"
    assert [n.serial for n in numbering.register("letter", period="2026")] == [1, 2]
    assert numbering.gaps("letter", period="2026") == []
    assert audit.last(void).headline == "编号作废"


@pytest.mark.handbook(17)
def test_making_void_needs_a_reason_a_known_number_and_happens_once(in_county_a, office, now):
    text = str(numbering.draw("letter", on=EVE))
    with pytest.raises(Violation, match="请说明理由"):
        numbering.void("letter", text=text, by=office, reason=" ", at=now)
    with pytest.raises(Violation, match="没有编号“x”"):
        numbering.void("letter", text="x", by=office, reason="错", at=now)
    numbering.void("letter", text=text, by=office, reason="错", at=now)
    with pytest.raises(Violation, match="已作废"):
        numbering.void("letter", text=text, by=office, reason="错", at=now)


def test_a_county_writes_numbers_its_own_way(in_county_a, office):
    numbering.draw("letter", on=EVE)
    own = numbering.configure(
        code="letter", prefix="禾商字 ", pattern="{prefix}[{year}]{serial:03d}", by=office
    )
    assert str(own) == "letter"
    assert str(numbering.draw("letter", on=EVE)) == "禾商字[2026]002"
    assert audit.last(own).changes["prefix"] == {"old": "禾电商", "new": "禾商字"}
    with pytest.raises(Violation):
        numbering.configure(code="letter", prefix="", pattern="{year}", by=office)
    assert NumberSeries.objects.get().prefix == "禾商字"


def test_a_missing_number_is_found(in_county_a):
    for _ in range(3):
        numbering.draw("letter", on=EVE)
    assert str(NumberCounter.objects.get()) == "letter 2026: 3"
    DrawnNumber.objects.filter(serial__in=(2, 3)).delete()
    assert numbering.gaps("letter", period="2026") == [2, 3]
    assert numbering.gaps("letter", period="2025") == []


def test_the_database_refuses_a_number_twice(in_county_a):
    numbering.draw("letter", on=EVE)
    NumberCounter.objects.update(last=0)
    with pytest.raises(IntegrityError), transaction.atomic():
        numbering.draw("letter", on=EVE)


def test_a_number_is_drawn_in_a_transaction_only(own_database):
    with county_context(A):
        with pytest.raises(TransactionManagementError):
            numbering.draw("letter", on=EVE)
        assert not DrawnNumber.objects.exists()


class Interrupted(Exception):
    pass


def draw_some(seed):
    """63 tries over New Year; a third of them rolled back after drawing."""
    rng = random.Random(seed)
    drawn = []
    try:
        with county_context(A):
            while len(drawn) < 63:
                try:
                    with transaction.atomic():
                        day = rng.choice((EVE, NEW_YEAR))
                        number = numbering.draw("letter", on=day)
                        if rng.random() < 0.33:
                            raise Interrupted
                    drawn.append((number.period, number.serial, number.text))
                except Interrupted:
                    continue
    finally:
        connections.close_all()
    return drawn


@pytest.mark.handbook(17)
def test_a_thousand_numbers_by_sixteen_workers_with_rollbacks_over_new_year(own_database):
    with ThreadPoolExecutor(16) as pool:
        drawn = [number for part in pool.map(draw_some, range(16)) for number in part]
    assert len(drawn) == 16 * 63 == len(set(drawn))
    with county_context(A):
        for period in ("2026", "2027"):
            serials = sorted(serial for of, serial, _text in drawn if of == period)
            assert serials == list(range(1, len(serials) + 1))
            assert len(serials) > 300
            assert numbering.gaps("letter", period=period) == []
            assert NumberCounter.objects.get(code="letter", period=period).last == len(serials)


@pytest.mark.handbook(17)
def test_members_of_a_family_count_each_on_their_own(in_county_a):
    """One agency code after another: "letter:禾电商函" is written with its own code."""
    first, second = (numbering.draw("letter:禾电商函", on=EVE) for _ in range(2))
    other = numbering.draw("letter:禾党", on=EVE)
    assert [str(one) for one in (first, second, other)] == [
        "禾电商函〔2026〕1号",
        "禾电商函〔2026〕2号",
        "禾党〔2026〕1号",
    ]
    assert str(numbering.draw("letter", on=EVE)) == "禾电商〔2026〕1号"
    assert numbering.gaps("letter:禾电商函", period="2026") == []
    with pytest.raises(UnknownSeries):
        numbering.draw("memo:禾电商", on=EVE)
