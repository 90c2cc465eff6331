"""Shifts on the roster: planned, filled in rotation, changed, cancelled (R50, R57)."""

import itertools
from collections import Counter
from datetime import date

import pytest
from django.db import IntegrityError, transaction

from core import audit, inbox
from core.errors import Denied, Violation
from operations.duty import selectors, services
from operations.duty.lifecycle import S
from operations.duty.models import DutySetting, Shift
from operations.duty.services import ShiftData
from tests.operations.documents.test_rules import refused
from tests.operations.duty.conftest import AT, DAY, HOUR, begin, hand_over, moment, plan


def data(people, **more):
    """A shift as the office would type it."""
    values = {
        "officer_id": people.duty.user_id,
        "starts_at": moment(3, 8, 30),
        "ends_at": moment(3, 17, 30),
        **more,
    }
    return ShiftData(**values)


@pytest.mark.handbook(57)
def test_a_shift_is_planned_with_its_person_and_its_leader(people):
    shift = plan(people, leader_id=people.leader.user_id)
    assert (shift.status, shift.on_date) == (S.PLANNED, date(2026, 3, 3))
    assert (shift.officer_name, shift.leader_name) == ("蔺望舒", "邰知秋")
    assert str(shift) == "2026-03-03 08:30—17:30 蔺望舒"
    assert audit.last(shift).action == "shift.plan"
    with pytest.raises(Denied):
        services.shift_plan(data=data(people), by=people.duty, at=AT)


@pytest.mark.handbook(50, 57)
@pytest.mark.parametrize(
    ("given", "numbers", "field"),
    [
        ({"officer_id": 0}, (57,), "officer_id"),
        ({"leader_id": 0}, (57,), "leader_id"),
        ({"ends_at": moment(3, 8)}, (50,), "ends_at"),
        ({"starts_at": moment(1, 8), "ends_at": moment(1, 9)}, (), "starts_at"),
    ],
)
def test_what_is_wrong_is_told_at_its_field(people, given, numbers, field):
    refused(
        lambda: services.shift_plan(data=data(people, **given), by=people.office, at=AT),
        *numbers,
        field=field,
    )
    assert not Shift.objects.exists()


@pytest.mark.handbook(57)
def test_one_person_has_one_shift_at_a_time(people):
    plan(people)
    later = {"starts_at": moment(3, 17), "ends_at": moment(3, 20)}
    said = refused(
        lambda: services.shift_plan(data=data(people, **later), by=people.office, at=AT),
        57,
        field="officer_id",
    )
    assert "已有班次" in said
    # One after the other is allowed, and somebody else at the same time.
    services.shift_plan(
        data=data(people, starts_at=moment(3, 17, 30), ends_at=moment(3, 20)),
        by=people.office,
        at=AT,
    )
    plan(people, officer=people.frontdesk)
    assert Shift.objects.count() == 3


@pytest.mark.handbook(57)
def test_the_database_refuses_two_shifts_at_a_time_as_well(people):
    shift = plan(people)
    shift.pk, shift.starts_at = None, moment(3, 12)
    with (
        pytest.raises(IntegrityError, match="duty_shift_one_at_a_time"),
        transaction.atomic(),
    ):
        shift.save(force_insert=True)
    shift.status = S.CANCELLED
    shift.save(force_insert=True)


@pytest.mark.handbook(57)
def test_working_days_are_filled_in_fair_rotation(people):
    made = services.roster_fill(
        first_date=date(2026, 3, 2), last_date=date(2026, 3, 31), by=people.office, at=AT
    )
    counts = Counter(one.officer_id for one in made)
    # Six of the pool: drafter, duty, front desk, office, operations, staff.
    assert len(made) == 22
    assert len(counts) == 6
    assert max(counts.values()) - min(counts.values()) <= 1
    assert all(one.on_date.weekday() < 5 for one in made)
    pairs = itertools.pairwise(made)
    assert all(one.officer_id != other.officer_id for one, other in pairs)
    refused(
        lambda: services.roster_fill(
            first_date=date(2026, 3, 2), last_date=date(2026, 3, 31), by=people.office, at=AT
        ),
        57,
    )


@pytest.mark.handbook(57)
def test_the_next_month_goes_on_where_this_one_ended(people):
    month = {"first_date": date(2026, 3, 2), "last_date": date(2026, 3, 6)}
    first = services.roster_fill(**month, by=people.office, at=AT)
    month = {"first_date": date(2026, 3, 9), "last_date": date(2026, 3, 9)}
    (then,) = services.roster_fill(**month, by=people.office, at=AT)
    assert then.officer_id not in {one.officer_id for one in first}


@pytest.mark.handbook(57)
def test_who_is_on_leave_or_on_duty_is_left_out(people):
    inbox.deputy_appoint(
        absent_id=people.staff.user_id,
        deputy_id=people.ops.user_id,
        from_date=date(2026, 3, 2),
        to_date=date(2026, 3, 8),
        by=people.office,
        at=AT,
    )
    DutySetting.objects.create(
        key="pool", value=["staff", "drafter"], valid_from_date=date(2026, 3, 1)
    )
    given = {"by": people.office, "at": AT}
    (made,) = services.roster_fill(first_date=date(2026, 3, 3), last_date=date(2026, 3, 3), **given)
    assert made.officer_id == people.drafter.user_id
    # The night of Wednesday ends on Thursday noon.
    plan(people, 4, people.drafter, starts_at=moment(4, 20), ends_at=moment(5, 12))
    said = refused(
        lambda: services.roster_fill(
            first_date=date(2026, 3, 5), last_date=date(2026, 3, 5), **given
        ),
        57,
    )
    assert "3月5日" in said


@pytest.mark.handbook(57)
def test_a_roster_is_filled_by_the_office_for_days_in_order(people):
    given = {"first_date": date(2026, 3, 9), "last_date": date(2026, 3, 3), "at": AT}
    with pytest.raises(Denied):
        services.roster_fill(**given, by=people.duty)
    refused(lambda: services.roster_fill(**given, by=people.office), field="last_date")


@pytest.mark.handbook(57)
def test_a_shift_is_changed_before_it_begins(people):
    shift = plan(people)
    changed = services.shift_change(
        shift_id=shift.pk,
        data=data(people, officer_id=people.ops.user_id, starts_at=moment(3, 9)),
        by=people.office,
        at=AT,
        expected_version=0,
    )
    assert (changed.officer_name, changed.starts_at, changed.version) == (
        "邰青禾",
        moment(3, 9),
        1,
    )
    with pytest.raises(Violation, match="蔺小满"):
        services.shift_change(
            shift_id=shift.pk, data=data(people), by=people.office, at=AT, expected_version=0
        )
    services.shift_begin(shift_id=shift.pk, by=people.ops, at=moment(3, 9))
    refused(
        lambda: services.shift_change(
            shift_id=shift.pk, data=data(people), by=people.office, at=AT
        ),
        57,
    )
    with pytest.raises(Denied):
        services.shift_change(shift_id=shift.pk, data=data(people), by=people.ops, at=AT)


@pytest.mark.handbook(55, 57)
def test_a_handover_goes_before_whoever_is_next_now(people):
    shift = begin(people)
    following = plan(people, 4, people.frontdesk)
    hand_over(people, shift)

    def waits_for():
        (item,) = inbox.pending(shift)
        return item.user_id, item.post

    assert waits_for() == (people.frontdesk.user_id, "")
    services.shift_change(
        shift_id=following.pk,
        data=ShiftData(people.ops.user_id, moment(4, 8, 30), moment(4, 17, 30)),
        by=people.office,
        at=moment(3, 18),
    )
    assert waits_for() == (people.ops.user_id, "")
    services.shift_cancel(shift_id=following.pk, reason="停电", by=people.office, at=moment(3, 18))
    assert waits_for() == (None, "office")
    # The same person twice running cannot sign for the other side.
    plan(people, 5)
    assert waits_for() == (None, "office")


@pytest.mark.handbook(57)
def test_a_cancelled_shift_has_its_reason_and_frees_its_person(people):
    shift = plan(people)
    with pytest.raises(Violation) as found:
        services.shift_cancel(shift_id=shift.pk, reason="", by=people.office, at=AT)
    assert found.value.field == "reason"
    services.shift_cancel(shift_id=shift.pk, reason="停电", by=people.office, at=AT)
    plan(people)
    month = {"first": date(2026, 3, 1), "last": date(2026, 3, 31)}
    assert selectors.of_days(people.office, **month).count() == 1
    assert not selectors.of_days(people.commerce, **month).exists()


@pytest.mark.handbook(57)
def test_what_one_has_before_one(people):
    late = plan(people, 6)
    soon = begin(people)
    plan(people, 4, people.ops)
    assert selectors.my_shifts(people.duty, at=moment(3, 12)) == [soon, late]
    assert selectors.my_shifts(people.duty, at=moment(6, 18)) == [soon]
    assert selectors.on_duty(people.duty, at=moment(3, 12)) == soon
    assert selectors.on_duty(people.ops, at=moment(3, 12)) is None
    there = {"starts": soon.starts_at - HOUR, "ends": soon.starts_at + HOUR}
    assert selectors.busy(people.duty.user_id, **there) == str(soon)
    assert selectors.busy(people.duty.user_id, **there, but=[soon.pk]) == ""
    assert selectors.taken(starts=soon.starts_at, ends=late.starts_at + DAY).keys() == {
        people.duty.user_id,
        people.ops.user_id,
    }
