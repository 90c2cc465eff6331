"""At the post: signing in, leaving, coming back, gaps, nobody there (R50, R55)."""

import pytest

from core import audit, inbox
from core.actor import Actor
from core.errors import Denied
from operations.duty import selectors, services
from operations.duty.lifecycle import S
from operations.duty.models import Gap, Shift
from tests.operations.documents.test_rules import refused
from tests.operations.duty.conftest import HOUR, MINUTE, begin, hand_over, moment, plan

SYSTEM = Actor.system("tests")


@pytest.mark.handbook(50)
def test_one_signs_in_at_the_post(people):
    shift = plan(people)
    given = {"shift_id": shift.pk, "by": people.duty}
    refused(lambda: services.shift_begin(**given, at=moment(3, 6)), 50)
    refused(lambda: services.shift_begin(**given, at=moment(3, 17, 30)), 50)
    refused(lambda: services.shift_begin(shift_id=shift.pk, by=people.ops, at=moment(3, 8)), 50)
    begun = services.shift_begin(**given, at=moment(3, 8, 20), place=" 一楼大厅 ")
    assert (begun.status, begun.signed_in_at) == (S.ON_DUTY, moment(3, 8, 20))
    assert begun.signed_in_place == "一楼大厅"
    # Not twice: the table says where it stands.
    refused(lambda: services.shift_begin(**given, at=moment(3, 9)), 50)


@pytest.mark.handbook(55)
def test_the_next_one_begins_when_the_handover_is_signed(people):
    shift = begin(people)
    following = plan(people, 4, people.frontdesk)
    given = {"shift_id": following.pk, "by": people.frontdesk}
    said = refused(lambda: services.shift_begin(**given, at=moment(4, 8)), 55)
    assert str(shift) in said
    hand_over(people, shift)
    refused(lambda: services.shift_begin(**given, at=moment(4, 8)), 55)
    services.shift_take_over(shift_id=shift.pk, by=people.frontdesk, at=moment(4, 8))
    assert services.shift_begin(**given, at=moment(4, 8)).status == S.ON_DUTY


@pytest.mark.handbook(55)
def test_nobody_comes_after_the_next_one_has_begun(people):
    shift = plan(people)
    evening = {"starts_at": moment(3, 17, 30), "ends_at": moment(3, 21)}
    following = plan(people, officer=people.ops, **evening)
    services.shift_begin(shift_id=following.pk, by=people.ops, at=moment(3, 16))
    said = refused(
        lambda: services.shift_begin(shift_id=shift.pk, by=people.duty, at=moment(3, 16)), 55
    )
    assert str(following) in said


@pytest.mark.handbook(50)
def test_one_leaves_with_a_reason_and_comes_back(people, on_duty):
    given = {"shift_id": on_duty.pk, "by": people.duty}
    refused(lambda: services.post_return(**given, at=moment(3, 10)), 50)
    refused(lambda: services.post_leave(**given, at=moment(3, 10), reason=" "), 50, field="reason")
    services.post_leave(**given, at=moment(3, 10), reason="送文件")
    refused(lambda: services.post_leave(**given, at=moment(3, 10), reason="又走"), 50)
    away = services.post_return(**given, at=moment(3, 10, 20))
    assert (away.left_at, away.back_at) == (moment(3, 10), moment(3, 10, 20))
    refused(
        lambda: services.post_leave(
            shift_id=on_duty.pk, by=people.ops, at=moment(3, 11), reason="走"
        ),
        50,
    )
    hand_over(people, on_duty)
    refused(lambda: services.post_leave(**given, at=moment(3, 18), reason="走"), 50)
    assert not on_duty.gaps.exists()


@pytest.mark.handbook(50)
def test_longer_than_half_an_hour_away_is_a_gap_that_is_looked_into(people, on_duty):
    services.post_leave(shift_id=on_duty.pk, by=people.duty, at=moment(3, 10), reason="送文件")
    services.post_return(shift_id=on_duty.pk, by=people.duty, at=moment(3, 10, 40))
    # Left again, and never back: until the handover.
    services.post_leave(shift_id=on_duty.pk, by=people.duty, at=moment(3, 16), reason="接人")
    hand_over(people, on_duty)
    first, second = on_duty.gaps.order_by("starts_at")
    assert (first.minutes, second.minutes) == (40, 90)
    assert str(first) == "03-03 10:00—10:40"
    steps = {item.step: item.post for item in inbox.pending(on_duty)}
    assert steps["inquire"] == "office"
    given = {"shift_id": on_duty.pk, "at": moment(4, 9)}
    with pytest.raises(Denied):
        services.gap_inquire(**given, gap_id=first.pk, finding="属实", by=people.staff)
    refused(
        lambda: services.gap_inquire(**given, gap_id=first.pk, finding="", by=people.office),
        50,
        field="finding",
    )
    services.gap_inquire(**given, gap_id=first.pk, finding="批评教育", by=people.office)
    refused(
        lambda: services.gap_inquire(**given, gap_id=first.pk, finding="又", by=people.leader),
        50,
        field="gap_id",
    )
    assert [gap.pk for gap in selectors.gaps_to_look_into()] == [second.pk]
    services.gap_inquire(**given, gap_id=second.pk, finding="情况属实", by=people.leader)
    assert "inquire" not in {item.step for item in inbox.pending(on_duty)}


@pytest.mark.handbook(0, 50)
def test_nobody_looks_into_their_own_gap(people):
    shift = plan(people, officer=people.office)
    services.shift_begin(shift_id=shift.pk, by=people.office, at=moment(3, 10))
    hand_over(people, shift, by=people.office)
    gap = shift.gaps.get()
    refused(
        lambda: services.gap_inquire(
            shift_id=shift.pk, gap_id=gap.pk, finding="无", by=people.office, at=moment(4)
        ),
        0,
        50,
    )


@pytest.mark.handbook(50)
def test_coming_late_and_leaving_early_are_gaps(people):
    shift = plan(people)
    services.shift_begin(shift_id=shift.pk, by=people.duty, at=moment(3, 9, 15))
    hand_over(people, shift, at=moment(3, 16, 30))
    assert [gap.minutes for gap in shift.gaps.order_by("starts_at")] == [45, 60]


@pytest.mark.handbook(50)
def test_nobody_came(people):
    shift = plan(people)
    refused(lambda: services.shift_miss(shift_id=shift.pk, by=people.office, at=moment(3, 9)), 50)
    missed = services.shift_miss(shift_id=shift.pk, by=people.office, at=moment(3, 9, 1))
    assert missed.status == S.MISSED
    assert shift.gaps.get().minutes == 9 * 60
    # The next one does not wait for it.
    following = plan(people, 4, people.frontdesk)
    services.shift_begin(shift_id=following.pk, by=people.frontdesk, at=moment(4, 8))


@pytest.mark.handbook(50)
def test_the_clock_tells_of_who_is_not_there(people):
    shift, other = plan(people), begin(people, officer=people.ops)
    assert services.shifts_watch(by=SYSTEM, at=moment(3, 9)) == 0
    assert services.shifts_watch(by=SYSTEM, at=moment(3, 9, 1)) == 1
    assert services.shifts_watch(by=SYSTEM, at=moment(3, 9, 11)) == 0
    for person in (people.office, people.duty):
        told = inbox.for_actor(person, "to_read").filter(step="late")
        assert [one.record_id for one in told] == [str(shift.pk)]
    assert services.shifts_watch(by=SYSTEM, at=shift.ends_at + MINUTE) == 1
    assert Shift.objects.get(pk=shift.pk).status == S.MISSED
    assert Shift.objects.get(pk=other.pk).status == S.ON_DUTY
    assert Gap.objects.count() == 1
    assert audit.verify().ok


@pytest.mark.handbook(50)
def test_who_is_at_the_post(people, on_duty):
    at = on_duty.starts_at + HOUR
    assert selectors.is_at_post(on_duty, people.duty, at=at)
    assert not selectors.is_at_post(on_duty, people.office, at=at)
