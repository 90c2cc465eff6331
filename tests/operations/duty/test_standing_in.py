"""Standing in: asked for, agreed by the office, at the post for somebody else (R50)."""

import pytest
from django.db import IntegrityError, transaction

from core import inbox
from core.errors import Denied
from operations.duty import selectors, services
from operations.duty.lifecycle import S
from operations.duty.models import StandIn
from tests.operations.documents.test_rules import refused
from tests.operations.duty.conftest import AT, HOUR, begin, enter, hand_over, moment, plan

NOON, TWO = moment(3, 12), moment(3, 14)


def ask(people, shift, **more):
    """The operations centre from noon to two."""
    values = {
        "person_id": people.ops.user_id,
        "starts_at": NOON,
        "ends_at": TWO,
        "reason": "就医",
        "by": people.duty,
        "at": AT,
        **more,
    }
    return services.stand_in_ask(shift_id=shift.pk, **values)


def decide(people, stand_in, **more):
    """As the office decides."""
    values = {"agree": True, "by": people.office, "at": AT, **more}
    return services.stand_in_decide(shift_id=stand_in.shift_id, stand_in_id=stand_in.pk, **values)


@pytest.mark.handbook(50)
def test_with_a_stand_in_there_is_no_gap_and_the_book_goes_on(people, on_duty):
    stand_in = ask(people, on_duty)
    (item,) = inbox.pending(on_duty)
    assert (item.post, item.message) == ("office", "就医")
    assert selectors.on_duty(people.ops, at=NOON) is None
    decide(people, stand_in)
    assert not inbox.pending(on_duty).exists()
    told = inbox.for_actor(people.ops, "to_read")
    assert [one.title for one in told] == ["已同意替班：邰青禾 12:00—14:00"]
    services.post_leave(shift_id=on_duty.pk, by=people.duty, at=NOON, reason="就医")
    assert selectors.on_duty(people.ops, at=NOON) == on_duty
    assert selectors.is_at_post(on_duty, people.ops, at=NOON)
    assert selectors.on_duty(people.ops, at=TWO) is None
    record = enter(people, NOON + HOUR, people.ops)
    assert (record.shift, record.recorded_by_name) == (on_duty, "邰青禾")
    services.post_return(shift_id=on_duty.pk, by=people.duty, at=TWO)
    hand_over(people, on_duty)
    assert not on_duty.gaps.exists()


@pytest.mark.handbook(50)
def test_a_whole_shift_may_be_stood_in_for(people):
    shift = plan(people)
    whole = {"starts_at": shift.starts_at, "ends_at": shift.ends_at}
    decide(people, ask(people, shift, **whole))
    services.shift_miss(shift_id=shift.pk, by=people.office, at=moment(3, 12))
    assert not shift.gaps.exists()


@pytest.mark.handbook(50, 57)
def test_what_is_wrong_is_told_at_its_field(people, on_duty):
    for given, numbers, field in (
        ({"reason": " "}, (50,), "reason"),
        ({"ends_at": moment(3, 20)}, (50,), "ends_at"),
        ({"person_id": people.duty.user_id}, (50,), "person_id"),
        ({"person_id": 0}, (57,), "person_id"),
        ({"by": people.staff}, (50,), ""),
    ):
        refused(lambda given=given: ask(people, on_duty, **given), *numbers, field=field)
    plan(people, officer=people.ops)
    refused(lambda: ask(people, on_duty), 57, field="person_id")
    hand_over(people, on_duty)
    refused(lambda: ask(people, on_duty), 50)
    assert not StandIn.objects.exists()


@pytest.mark.handbook(0, 50)
def test_nobody_decides_for_themselves_and_nothing_twice(people, on_duty):
    stand_in = ask(people, on_duty, by=people.office)
    refused(lambda: decide(people, stand_in), 0, 50)
    with pytest.raises(Denied):
        decide(people, stand_in, by=people.duty)
    refused(lambda: decide(people, stand_in, agree=False, by=people.leader), 50, field="opinion")
    decided = decide(people, stand_in, agree=False, by=people.leader, opinion="人手不足")
    assert decided.decision == StandIn.Decision.REFUSED
    refused(lambda: decide(people, stand_in, by=people.leader), 50)
    assert selectors.on_duty(people.ops, at=NOON) is None


@pytest.mark.handbook(57)
def test_who_stands_in_has_no_other_shift_then(people, on_duty):
    first = ask(people, on_duty)
    other = begin(people, officer=people.frontdesk)
    second = ask(people, other, by=people.frontdesk)
    decide(people, first)
    refused(lambda: decide(people, second), 57, field="stand_in_id")
    refused(lambda: plan(people, officer=people.ops), 57, field="officer_id")
    with (
        pytest.raises(IntegrityError, match="duty_standin_one_at_a_time"),
        transaction.atomic(),
    ):
        StandIn.objects.filter(pk=second.pk).update(decision=StandIn.Decision.AGREED)
    on_duty.refresh_from_db()
    assert on_duty.status == S.ON_DUTY
