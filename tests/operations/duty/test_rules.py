"""The rules of duty, on values only."""

from datetime import date, timedelta

import pytest

from core.workcalendar import DayMark, WorkCalendar, YearStatus
from operations.duty.rules import records, roster, shifts
from operations.duty.rules.roster import rotate, slots_of
from tests.operations.documents.test_rules import refused
from tests.operations.duty.conftest import HOUR, MINUTE, moment

NINE, FIVE = moment(3, 9), moment(3, 17)
HOLIDAY = DayMark("holiday", "清明节")
# Friday 3 April 2026 is a holiday; Saturday is marked, Sunday rests by itself.
CALENDAR = WorkCalendar(
    marks={
        date(2026, 4, 3): HOLIDAY,
        date(2026, 5, 1): DayMark("holiday", ""),
        date(2026, 4, 4): DayMark("rest"),
    },
    years={2026: YearStatus.OFFICIAL},
)


# --- Holidays and the roster ---


@pytest.mark.handbook(39)
def test_a_block_is_the_holiday_with_the_days_of_rest_around_it():
    found = roster.blocks(CALENDAR, first=date(2026, 4, 1), last=date(2026, 12, 31))
    assert [(one.first, one.last) for one in found] == [
        (date(2026, 4, 3), date(2026, 4, 5)),
        (date(2026, 5, 1), date(2026, 5, 3)),
    ]
    assert [one.name for one in found] == ["清明节", "法定节假日"]
    assert len(found[0].days) == 3
    assert roster.blocks(CALENDAR, first=date(2026, 4, 4), last=date(2026, 4, 30)) == []


@pytest.mark.handbook(39)
def test_days_of_one_holiday_are_one_block():
    marks = {date(2026, 10, day): DayMark("holiday", "国庆节") for day in range(1, 8)}
    calendar = WorkCalendar(marks=marks)
    (found,) = roster.blocks(calendar, first=date(2026, 9, 1), last=date(2026, 10, 31))
    assert (found.first, found.last, found.name) == (
        date(2026, 10, 1),
        date(2026, 10, 7),
        "国庆节",
    )


@pytest.mark.handbook(39)
def test_a_schedule_is_due_five_working_days_before_and_published_until_that_evening():
    due = roster.due_day(CALENDAR, first=date(2026, 4, 3), days=5)
    assert due == date(2026, 3, 27)
    assert roster.published_in_time(due=due, published_at=moment(27, 23, 59))
    assert not roster.published_in_time(due=due, published_at=moment(28, 0, 1))
    assert not roster.published_in_time(due=due, published_at=None)


@pytest.mark.handbook(57)
def test_shifts_of_a_day_and_of_a_night():
    day, night = slots_of(date(2026, 3, 3), [["08:30", "17:30"], ["17:30", "08:30"]])
    assert (day.starts, day.ends) == (moment(3, 8, 30), moment(3, 17, 30))
    assert (night.starts, night.ends) == (moment(3, 17, 30), moment(4, 8, 30))


def days(number, first=3):
    """Slots of some days."""
    return [slots_of(date(2026, 3, first + n), [["08:30", "17:30"]])[0] for n in range(number)]


def anybody(_person, _slot):
    return True


@pytest.mark.handbook(39, 57)
def test_the_rotation_gives_everybody_as_many_and_nobody_two_running():
    found = rotate(days(7), pool=[1, 2, 3], served={}, last={}, free=anybody)
    assert found == [1, 2, 3, 1, 2, 3, 1]
    assert rotate(days(7), pool=[1, 2, 3], served={}, last={}, free=anybody) == found


@pytest.mark.handbook(39)
def test_the_fewest_so_far_come_first_then_who_has_rested_longest():
    last = {1: date(2026, 2, 1), 2: date(2026, 1, 1), 3: date(2026, 2, 20)}
    found = rotate(days(4), pool=[1, 2, 3], served={1: 2, 2: 2, 3: 0}, last=last, free=anybody)
    assert found == [3, 2, 3, 1]


@pytest.mark.handbook(57)
def test_who_is_not_free_is_left_out_and_alone_one_has_them_all():
    def free(person, slot):
        return person != 2 or slot.on.day != 4

    assert rotate(days(3), pool=[2, 3], served={3: 5}, last={}, free=free) == [2, 3, 2]
    assert rotate(days(3), pool=[7], served={}, last={}, free=anybody) == [7, 7, 7]
    assert rotate(days(2), pool=[], served={}, last={}, free=anybody) == [None, None]


@pytest.mark.handbook(57)
def test_nobody_is_given_two_shifts_at_a_time():
    pair = [days(1)[0], days(1)[0]]
    assert rotate(pair, pool=[1, 2], served={2: 9}, last={}, free=anybody) == [1, 2]
    assert rotate(pair, pool=[1], served={}, last={}, free=anybody) == [1, None]


BLOCKED = [
    (lambda: roster.every_day_is_covered(days=days_of(2), shifts={date(2026, 3, 3)}), (57, 39), ""),
    (lambda: roster.every_shift_has_a_leader(without={date(2026, 3, 3)}), (57, 39), ""),
    (lambda: roster.schedule_is_new(exists=True), (39,), ""),
    (lambda: roster.is_a_holiday(block=None), (39,), ""),
    (lambda: roster.times_in_order(starts=FIVE, ends=NINE), (50,), "ends_at"),
    (lambda: roster.times_in_order(starts=NINE, ends=NINE + 25 * HOUR), (50,), "ends_at"),
    (lambda: roster.dates_in_order(first=FIVE.date(), last=date(2026, 1, 1)), (), "last_date"),
    (lambda: roster.dates_in_order(first=FIVE.date(), last=date(2026, 9, 1)), (), "last_date"),
    (lambda: roster.lies_ahead(ends=NINE, now=FIVE), (), "starts_at"),
    (lambda: roster.one_shift_at_a_time(name="柏", busy="三月三日"), (57,), "officer_id"),
    (lambda: roster.somebody_of_the_centre(known=False, field="officer_id"), (57,), "officer_id"),
    (lambda: roster.leader_is_a_leader(known=False), (57,), "leader_id"),
    (lambda: roster.not_begun(planned=False), (57,), ""),
    (
        lambda: roster.swap_is_between_two(mine=1, partner=1, other_officer=None),
        (57,),
        "partner_id",
    ),
    (lambda: roster.swap_is_between_two(mine=1, partner=2, other_officer=3), (57,), "other_id"),
    (lambda: roster.not_at_the_same_time(apart=False), (57,), "other_id"),
    (lambda: roster.only_the_partner(is_partner=False), (57,), ""),
    (lambda: roster.only_who_asked(is_asker=False), (57,), ""),
    (lambda: roster.not_a_party(is_party=True), (0, 57), ""),
    (lambda: shifts.not_too_early(starts=FIVE, now=NINE, minutes=120), (50,), ""),
    (lambda: shifts.not_over(ends=NINE, now=NINE), (50,), ""),
    (lambda: shifts.previous_is_handed_over(waiting="三月三日"), (55,), ""),
    (lambda: shifts.not_overtaken(following="三月四日"), (55,), ""),
    (lambda: shifts.own_shift(is_own=False), (50,), ""),
    (lambda: shifts.day_is_summed_up(summary=" "), (51,), "summary"),
    (
        lambda: shifts.entries_or_a_word(entries=0, nothing_happened=False),
        (51, 48),
        "nothing_happened",
    ),
    (lambda: shifts.entries_or_a_word(entries=2, nothing_happened=True), (51,), "nothing_happened"),
    (lambda: shifts.things_are_listed(things=""), (55,), "things"),
    (lambda: shifts.received_by_the_other_side(is_receiver=False, who="柏"), (55,), ""),
    (lambda: shifts.nobody_came(starts=NINE, now=NINE + 30 * MINUTE, minutes=30), (50,), ""),
    (lambda: shifts.reason_is_given(reason=" "), (50,), "reason"),
    (lambda: shifts.not_away(away=True), (50,), ""),
    (lambda: shifts.has_left(away=None), (50,), ""),
    (lambda: shifts.stand_in_is_somebody_else(person=1, officer=1), (50,), "person_id"),
    (
        lambda: shifts.stand_in_lies_in_the_shift(shift=(NINE, FIVE), spell=(FIVE, NINE)),
        (50,),
        "ends_at",
    ),
    (
        lambda: shifts.stand_in_lies_in_the_shift(shift=(NINE, FIVE), spell=(NINE - HOUR, FIVE)),
        (50,),
        "starts_at",
    ),
    (
        lambda: shifts.stand_in_lies_in_the_shift(shift=(NINE, FIVE), spell=(NINE, FIVE + HOUR)),
        (50,),
        "ends_at",
    ),
    (lambda: shifts.undecided(is_open=False), (50,), ""),
    (lambda: shifts.somebody_else_decides(is_party=True), (0, 50), ""),
    (lambda: shifts.refusal_has_its_reason(agree=False, opinion=" "), (50,), "opinion"),
    (lambda: shifts.inquiry_has_a_result(finding=""), (50,), "finding"),
    (lambda: records.one_of_the_seven(kind="gossip", known=("phone",)), (48,), "kind"),
    (lambda: records.something_is_written(text=" "), (48,), "text"),
    (lambda: records.only_on_duty(shift=None), (55, 48), ""),
    (lambda: records.not_ahead(occurred=FIVE, now=NINE), (48,), "occurred_at"),
    (lambda: records.handled_has_a_result(result=""), (52,), "result"),
    (lambda: records.important_goes_to_a_leader_first(important=True, instructed=False), (54,), ""),
    (lambda: records.department_is_named(known=False), (53,), "department_id"),
    (lambda: records.answered_by_its_department(is_its=False, department="品牌部"), (53,), ""),
    (lambda: records.feedback_is_there(handed_over=True, answered=False), (53,), ""),
    (lambda: records.instruction_is_written(text=""), (54,), "text"),
    (lambda: records.emergency_was_followed(emergency=True, follow_ups=0), (56,), ""),
    (lambda: records.still_open(is_open=False), (57,), ""),
]


def days_of(number):
    """Dates from 3 March on."""
    return [date(2026, 3, 3) + timedelta(days=n) for n in range(number)]


@pytest.mark.handbook(0, 39, 48, 50, 51, 52, 53, 54, 55, 56, 57)
@pytest.mark.parametrize(("call", "numbers", "field"), BLOCKED)
def test_what_a_rule_forbids_is_refused_with_its_clause(call, numbers, field):
    assert refused(call, *numbers, field=field)


ALLOWED = [
    lambda: roster.every_day_is_covered(days=days_of(1), shifts={date(2026, 3, 3)}),
    lambda: roster.every_shift_has_a_leader(without=set()),
    lambda: roster.schedule_is_new(exists=False),
    lambda: roster.times_in_order(starts=NINE, ends=NINE + 24 * HOUR),
    lambda: roster.dates_in_order(first=date(2026, 3, 3), last=date(2026, 3, 3)),
    lambda: roster.lies_ahead(ends=FIVE, now=NINE),
    lambda: roster.one_shift_at_a_time(name="柏", busy=""),
    lambda: roster.swap_is_between_two(mine=1, partner=2, other_officer=2),
    lambda: shifts.not_too_early(starts=FIVE, now=FIVE - 2 * HOUR, minutes=120),
    lambda: shifts.not_over(ends=FIVE, now=NINE),
    lambda: shifts.nobody_came(starts=NINE, now=NINE + 31 * MINUTE, minutes=30),
    lambda: shifts.entries_or_a_word(entries=0, nothing_happened=True),
    lambda: shifts.entries_or_a_word(entries=1, nothing_happened=False),
    lambda: shifts.stand_in_lies_in_the_shift(shift=(NINE, FIVE), spell=(NINE, FIVE)),
    lambda: shifts.refusal_has_its_reason(agree=True, opinion=""),
    lambda: records.important_goes_to_a_leader_first(important=True, instructed=True),
    lambda: records.feedback_is_there(handed_over=False, answered=False),
    lambda: records.emergency_was_followed(emergency=False, follow_ups=0),
]


@pytest.mark.parametrize("call", ALLOWED)
def test_what_is_right_passes(call):
    assert call() is None


# --- At the post ---


@pytest.mark.handbook(50)
@pytest.mark.parametrize(
    ("covered", "gaps"),
    [
        ([], [(0, 480)]),
        ([(0, 480)], []),
        ([(30, 480)], []),
        ([(31, 480)], [(0, 31)]),
        ([(0, 449)], [(449, 480)]),
        ([(0, 450)], []),
        ([(0, 120), (160, 480)], [(120, 160)]),
        ([(160, 480), (0, 120), (110, 140)], []),
        ([(-60, 500)], []),
        ([(0, 300), (100, 200)], [(300, 480)]),
        ([(600, 700)], [(0, 480)]),
    ],
)
def test_longer_than_half_an_hour_without_anybody_is_a_gap(covered, gaps):
    def spell(pair):
        return NINE + pair[0] * MINUTE, NINE + pair[1] * MINUTE

    found = shifts.uncovered((NINE, FIVE), map(spell, covered), minutes=30)
    assert found == [spell(pair) for pair in gaps]


@pytest.mark.handbook(50)
def test_away_is_not_at_the_post():
    away = [(NINE + HOUR, NINE + 2 * HOUR), (FIVE - HOUR, FIVE)]
    assert shifts.without((NINE, FIVE), away) == [
        (NINE, NINE + HOUR),
        (NINE + 2 * HOUR, FIVE - HOUR),
    ]
    assert shifts.without((NINE, FIVE), [(NINE, NINE + HOUR)]) == [(NINE + HOUR, FIVE)]
    assert shifts.without((NINE, FIVE), []) == [(NINE, FIVE)]


@pytest.mark.handbook(56)
def test_a_first_report_is_in_time_for_half_an_hour():
    within = {"occurred": NINE, "minutes": 30}
    assert records.first_report_in_time(reported=NINE + 30 * MINUTE, **within)
    assert not records.first_report_in_time(reported=NINE + 31 * MINUTE, **within)


@pytest.mark.handbook(39)
def test_a_holiday_of_the_calendar_is_taken_as_it_is():
    (block,) = roster.blocks(CALENDAR, first=date(2026, 4, 1), last=date(2026, 4, 30))
    assert roster.is_a_holiday(block=block) is block
