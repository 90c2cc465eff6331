"""What the province reads of documents: by kind, overdue share, not filed (R19, R20, R22, R161)."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from core.figures import Level, derived, figure
from operations.documents import figures
from operations.documents.lifecycle import TEN, S
from operations.documents.models import OutgoingDocument, Step
from oversight import facts, periods, selectors
from tenants.context import province_context
from tenants.models import County
from tests.operations.documents.conftest import AT, DAY, bring, forward

TODAY = date(2026, 4, 2)


def county(values):
    """Numerator and denominator of the county."""
    (one,) = [value for value in values if value.level is Level.COUNTY]
    return int(one.numerator), None if one.denominator is None else int(one.denominator)


@pytest.mark.handbook(161)
def test_documents_count_on_the_day_they_are_sent_by_kind(people):
    bring(people, S.FILING)
    bring(
        people,
        S.ARCHIVED,
        kind="letter",
        title="关于商请支持的函",
        main_recipients=("商务局",),
        copy_recipients=(),
    )
    bring(people, S.DISPATCHING)
    assert county(figures.issued(date(2026, 3, 3))) == (2, None)
    for kind, number in (("notice", 1), ("letter", 1), ("report", 0)):
        assert county(figure(figures.code_of(kind)).values(date(2026, 3, 3))) == (number, None)
    assert list(figure("D-KIND-14").change_days()) == [date(2026, 3, 3)]
    assert county(figures.issued(date(2026, 3, 4))) == (0, None)
    assert list(figures.issued_days()) == [date(2026, 3, 3)]


@pytest.mark.handbook(22)
def test_each_measured_step_counts_once_in_time_or_late(people):
    """Checked in time; the leader is two days late; the director has it still."""
    document = bring(people, S.LEADER_SIGN)
    assert county(figures.overdue(date(2026, 3, 3))) == (0, 1)
    document = forward(document, people, at=AT + 6 * DAY)
    # Due on Thursday 5 March: decided on Friday, whether it ended meanwhile or not.
    assert county(figures.overdue(date(2026, 3, 6))) == (1, 1)
    assert county(figures.overdue(date(2026, 3, 9))) == (0, 0)
    assert county(figures.overdue(date(2026, 3, 12))) == (1, 1)
    days = set(figures.overdue_days())
    assert {date(2026, 3, 3), date(2026, 3, 6), date(2026, 3, 9), date(2026, 3, 12)} <= days
    # Once late it stays counted.
    forward(document, people, at=AT + 20 * DAY)
    assert county(figures.overdue(date(2026, 3, 12))) == (1, 1)


@pytest.mark.handbook(20)
def test_what_is_sent_and_not_filed_is_counted_after_its_days(people):
    document = bring(people, S.FILING)
    late = date(2026, 4, 1)
    assert county(figures.unfiled(late - timedelta(days=1))) == (0, None)
    assert county(figures.unfiled(late)) == (1, None)
    assert late in set(figures.unfiled_days())
    forward(document, people, at=AT + 40 * DAY)
    filed = date(2026, 4, 12)
    assert county(figures.unfiled(filed - timedelta(days=1))) == (1, None)
    assert county(figures.unfiled(filed)) == (0, None)
    assert filed in set(figures.unfiled_days())


def days_at(document, state, *, days, at=AT):
    """A stay at a step that lasted so many days."""
    return Step.objects.create(
        document=document,
        state=state,
        edition=1,
        began_at=at - days * DAY,
        ended_at=at,
    )


@pytest.mark.handbook(21)
def test_stays_are_counted_by_days_on_the_day_they_end(people):
    document = bring(people, S.DRAFTING)
    for days in (0, 2, 2, 6, 7, 40):
        days_at(document, S.LEADER_SIGN, days=days)
    days_at(document, S.LEADER_SIGN, days=2, at=AT + DAY)
    days_at(document, S.PRINTING, days=2)
    counted = [
        county(figure(f"D-DAYS-2-{days}").values(AT.date()))[0] for days in range(figures.WEEK + 1)
    ]
    assert counted == [1, 0, 2, 0, 0, 0, 1, 2]
    assert set(figure("D-DAYS-2-2").change_days()) == {AT.date(), (AT + DAY).date()}
    assert list(figure("D-DAYS-1-2").change_days()) == []
    # Printing has no term; how long it takes is counted all the same.
    assert county(figure("D-DAYS-8-2").values(AT.date())) == (1, None)


@pytest.mark.handbook(11)
def test_each_of_the_ten_steps_has_its_median():
    assert set(figures.STAYS) == set(TEN)
    codes = [one.code for one in derived() if one.code.startswith("D-DAYS")]
    assert len(codes) == len(TEN)
    assert figures.stay_code(S.OFFICE_REVIEW, 3) == "D-DAYS-1-3"


@pytest.mark.handbook(21, 158)
def test_the_province_reads_the_median_of_months_and_of_counties(people, in_county_a):
    """Three quick stays in February, two slow in March: the quarter's median is of all five."""
    document = bring(people, S.DRAFTING)
    for days in (0, 1, 1):
        days_at(document, S.DIRECTOR_SIGN, days=days, at=AT - 20 * DAY)
    for days in (5, 9):
        days_at(document, S.DIRECTOR_SIGN, days=days)
    facts.rebuild(in_county_a, today=TODAY, now=AT)
    assert facts.verify(in_county_a, today=TODAY) == []

    def read(period):
        with province_context(inside=True):
            row = County.objects.get(code=in_county_a.code)
            line = selectors.one_unit(
                row, periods.Period.parse(period), level="county", code=row.code
            )
            return line.cells["D-DAYS-3"]

    february, march, quarter = read("2026-02"), read("2026-03"), read("2026-Q1")
    assert february.measured.value == Decimal(1)
    assert march.measured.value == Decimal(6)
    assert march.measured.at_least
    assert quarter.measured.value == Decimal(1)
    assert quarter.measured.numerator == Decimal(5)
    assert quarter.series()[-2:] == [Decimal(1), Decimal(6)]
    with province_context(inside=True):
        everybody = selectors.overview(
            periods.Period.parse("2026-Q1"), today=TODAY, wanted="D-DAYS-3".__eq__
        )
        assert everybody.whole.cells["D-DAYS-3"].measured.value == Decimal(1)
        assert "D-DAYS-3-0" not in everybody.whole.cells
        line = next(one for one in everybody.lines if one.code == in_county_a.code)
        assert line.cells["D-DAYS-3"].measured.numerator == Decimal(5)


@pytest.mark.handbook(22, 158)
def test_the_province_reads_k01_of_a_month(people, in_county_a):
    bring(people, S.NUMBERING)
    bring(people, S.OFFICE_REVIEW)
    facts.rebuild(in_county_a, today=TODAY, now=AT)
    assert facts.verify(in_county_a, today=TODAY) == []
    with province_context(inside=True):
        row = County.objects.get(code=in_county_a.code)
        line = selectors.one_unit(
            row, periods.Period.parse("2026-03"), level="county", code=row.code
        )
    # Four steps were measured: three ended in time, one is late.
    cell = line.cells["K01"]
    assert (cell.measured.numerator, cell.measured.denominator) == (Decimal(1), Decimal(4))
    assert "D-KIND-08" not in line.cells


def test_a_move_marks_the_days_it_changes(people):
    from core.models.figures import FigureChange

    FigureChange.objects.all().delete()
    bring(people, S.OFFICE_REVIEW)
    marked = set(FigureChange.objects.values_list("code", "on_date"))
    assert ("K01", date(2026, 3, 6)) in marked
    assert {("D-ISSUED", date(2026, 3, 3)), ("D-UNFILED", date(2026, 3, 3))} <= marked
    assert OutgoingDocument.objects.count() == 1
    FigureChange.objects.all().delete()
    document = forward(OutgoingDocument.objects.get(), people, at=AT + 2 * DAY)
    assert document.status == S.LEADER_SIGN
    # Two days of the editorial check ended: no other band of it, no other step.
    stays = FigureChange.objects.filter(code__startswith="D-DAYS")
    assert {(one.code, one.on_date) for one in stays} == {("D-DAYS-1-2", date(2026, 3, 5))}
