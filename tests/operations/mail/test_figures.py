"""What the province reads of mail: wrong deliveries, what was not collected (R60, R61, R161)."""

from datetime import date

import pytest

from core.figures import Level, figure
from operations.mail import figures, services
from operations.mail.lifecycle import S
from oversight import facts
from tests.operations.mail.conftest import AT, DAY, TODAY, bring, hand, register, slot, sorted_in

AFTER = date(2026, 3, 7)


def county(values):
    """The county's count."""
    (one,) = values
    assert (one.level, one.denominator) == (Level.COUNTY, None)
    return int(one.numerator)


@pytest.mark.handbook(58, 161)
def test_what_came_is_counted_without_slips_of_the_pen(people):
    for state in (S.RECEIVED, S.UNCLAIMED, S.VOID):
        bring(people, state)
    assert county(figures.received(TODAY)) == 2
    assert county(figures.received(TODAY + DAY)) == 0
    assert list(figures.received_days()) == [TODAY]


@pytest.mark.handbook(61)
def test_wrong_deliveries_count_on_the_day_they_are_put_right(people):
    item = sorted_in(people)
    for code in ("tech", "goods"):
        services.mail_reroute(
            item_id=item.pk, slot_id=slot(code).pk, reason="错", by=people.office, at=AT + DAY
        )
    assert county(figures.wrong(TODAY + DAY)) == 2
    assert county(figures.wrong(TODAY)) == 0
    assert list(figures.wrong_days()) == [TODAY + DAY]
    assert figure("M-WRONG").target == 0


@pytest.mark.handbook(60)
def test_what_lies_too_long_counts_once_on_the_day_after(people):
    """Sorted on Tuesday: Friday is in time, Saturday is not."""
    for after in (0, 3, 4, 9):
        hand(people, sorted_in(people), at=AT + after * DAY)
    sorted_in(people)
    gone = sorted_in(people)
    services.mail_unknown(item_id=gone.pk, by=people.office, at=AT)
    slip = sorted_in(people)
    services.mail_void(item_id=slip.pk, reason="重复", by=people.office, at=AT + 5 * DAY)
    assert county(figures.late(AFTER)) == 3
    assert county(figures.late(AFTER + DAY)) == 0
    assert list(figures.late_days()) == [AFTER]


@pytest.mark.handbook(158)
def test_the_provinces_figures_are_those_of_the_county_after_every_verb(people, in_county_a):
    lost, wrong, late = sorted_in(people), bring(people, S.COLLECTED), sorted_in(people)
    register(people)
    facts.rebuild(in_county_a, today=date(2026, 3, 20), now=AT)
    services.mail_unknown(item_id=lost.pk, by=people.office, at=AT)
    services.mail_claim(item_id=lost.pk, slot_id=slot().pk, by=people.office, at=AT + DAY)
    services.mail_reroute(
        item_id=wrong.pk, slot_id=slot("tech").pk, reason="错", by=people.office, at=AT + DAY
    )
    hand(people, late, at=AT + 8 * DAY)
    services.mail_void(item_id=wrong.pk, reason="重复", by=people.office, at=AT + 9 * DAY)
    facts.refresh(in_county_a, today=date(2026, 3, 20), now=AT + 10 * DAY)
    assert facts.verify(in_county_a, today=date(2026, 3, 20)) == []
