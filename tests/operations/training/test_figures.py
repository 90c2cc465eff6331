"""What the province reads of training: K07, K08, K09 and K29, with both parts of each."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from core import parameters
from core.figures import batch
from core.models import FigureChange
from operations.training import figures, rules, services
from oversight import facts, periods, selectors
from tenants.context import province_context
from tenants.models import County
from tests.operations.training.conftest import (
    AFTER,
    AT,
    LAST,
    VISITOR,
    bring,
    hold,
    photos,
    sign_up,
)
from tests.operations.training.test_training import identity


def county(values) -> tuple[int, Decimal | None]:
    """Both parts of the county's value."""
    value = next(iter(values))
    return value.numerator, value.denominator


def counted(people, numbers, *, answers: int, id_number: str = "") -> list:
    """A counted class of so many people, the first of whom has an ID number and answers."""
    held = bring(people, capacity=9)
    here = [
        sign_up(held, number, id_number="" if place else id_number)
        for place, number in enumerate(numbers)
    ]
    hold(held, people, {one.pk: "10" for one in here})
    photos(held, people)
    for one in here[:answers]:
        services.survey_answer(sign_up_id=one.pk, level=4, by=VISITOR, at=AFTER)
    services.class_count(class_id=held.pk, by=people.dept_head, at=AFTER)
    return here


def set_target(people, number: int) -> None:
    parameters.parameter_set(
        group=parameters.group("training"),
        key="year_target",
        value=number,
        valid_from=AT.date(),
        by=people.director,
        at=AT,
    )


def read(in_county, month: str):
    """The county's line as the province has it."""
    with province_context(inside=True):
        row = County.objects.get(code=in_county.code)
        period = periods.Period.parse(month)
        return selectors.one_unit(row, period, level="county", code=row.code).cells


@pytest.mark.handbook(149, 151, 159)
def test_the_province_reads_target_persons_and_conversion_with_both_parts(people, in_county_a):
    # Before anything happened every county has the indicators: not applicable, not missing.
    with batch():
        facts.rebuild(in_county_a, today=date(2026, 3, 2), now=AT)
    before = read(in_county_a, "2026-02")
    assert [before[code].not_applicable for code in ("K07", "K08", "K09")] == [True] * 3
    assert before["K29"].measured.value == 0

    same = identity(7)
    first = counted(people, (1, 2, 3), answers=1, id_number=same)
    counted(people, (4, 5, 6, 7), answers=1, id_number=same)
    assert county(figures.of_target(LAST)) == (7, 0)
    set_target(people, 48)
    assert FigureChange.objects.filter(code="K07", on_date=AT.date()).exists()
    services.outcome_note(
        sign_up_id=first[0].pk, outcome="shop", since=LAST, by=people.ops, at=AFTER
    )
    # The year's share to the end of March: 48 × 90 ÷ 365.
    assert county(figures.of_target(LAST)) == (7, Decimal("11.84"))
    assert county(figures.of_target(LAST - timedelta(days=1)))[0] == 0
    # One of four who answered says nothing; one of three does.
    assert county(figures.satisfied(LAST)) == (1, 1)
    facts.refresh(in_county_a, today=date(2026, 10, 2), now=AFTER)
    with batch():
        found = facts.verify(in_county_a, today=date(2026, 10, 2))
    assert [one for one in found if one.code in ("K07", "K08", "K09", "K29")] == []
    march, autumn = read(in_county_a, "2026-03"), read(in_county_a, "2026-09")
    assert march["K07"].measured.value == Decimal("59.12")
    assert (march["K07"].points, march["K08"].not_applicable) == (Decimal("3.55"), True)
    assert march["K29"].measured.value == 6
    # By September more of the target is due, and the six months are over.
    measured = autumn["K07"].measured
    assert (measured.numerator, measured.denominator) == (7, Decimal("35.90"))
    measured = autumn["K08"].measured
    assert (measured.numerator, measured.denominator) == (1, 6)
    assert autumn["K29"].measured.value == 6


@pytest.mark.handbook(149)
def test_a_target_falls_due_by_the_elapsed_share_of_the_year(in_county_a):
    assert rules.due_by(target=9000, on=date(2026, 12, 3)) == 9000
    assert rules.due_by(target=366, on=date(2028, 2, 1)) == 60
    assert not rules.enough_answered(answers=0, trained=0)
    days = [day for day in figures.target_days() if day.year == 2026]
    assert days[:3] == [date(2026, 1, 1), date(2026, 2, 1), date(2026, 3, 1)]
