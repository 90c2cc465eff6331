"""Handing over and taking over: both sides sign, open matters listed (R51, R55)."""

import pytest
from django.db import IntegrityError, transaction

from core import audit, inbox
from core.errors import Violation
from operations.duty import selectors, services
from operations.duty.lifecycle import SHIFT, S
from operations.duty.services.moving import receiver_in_words
from tests.operations.documents.test_rules import refused
from tests.operations.duty.conftest import begin, department, enter, hand_over, moment, plan


@pytest.mark.handbook(51, 55)
def test_a_handover_by_both_sides_with_the_open_matters(people, on_duty):
    plan(people, 4, people.frontdesk)
    enter(people, result="已答复")
    open_ = enter(people, text="快件滞留")
    handed = enter(people, text="补贴申报")
    services.record_hand_to(
        record_id=handed.pk, department_id=department(), by=people.duty, at=moment(3, 11)
    )
    over = hand_over(people, on_duty, place="门厅")
    assert (over.status, over.signed_out_at) == (S.HANDING_OVER, on_duty.ends_at)
    assert [one["id"] for one in over.matters] == [open_.pk, handed.pk]
    assert "快件滞留" in over.matters[0]["text"]
    assert [item.user_id for item in inbox.pending(on_duty)] == [people.frontdesk.user_id]
    assert selectors.to_take_over(people.frontdesk) == [over]
    refused(lambda: take(people.office, on_duty), 55)
    refused(lambda: take(people.duty, on_duty), 55)
    taken = take(people.frontdesk, on_duty)
    assert (taken.status, taken.received_by_name) == (S.HANDED_OVER, "鄢云舟")
    assert not inbox.pending(on_duty).exists()
    entries = [one.action for one in audit.timeline(on_duty)]
    assert entries[-2:] == ["shift.hand_over", "shift.take_over"]


def take(by, shift, at=None):
    return services.shift_take_over(shift_id=shift.pk, by=by, at=at or moment(4, 8))


@pytest.mark.handbook(51, 55)
@pytest.mark.parametrize(
    ("given", "numbers", "field"),
    [
        ({"summary": " "}, (51,), "summary"),
        ({"things": ""}, (55,), "things"),
        ({"nothing_happened": False}, (51, 48), "nothing_happened"),
    ],
)
def test_what_a_handover_needs(people, on_duty, given, numbers, field):
    refused(lambda: hand_over(people, on_duty, **given), *numbers, field=field)
    on_duty.refresh_from_db()
    assert on_duty.status == S.ON_DUTY


@pytest.mark.handbook(51)
def test_a_shift_with_entries_does_not_say_that_nothing_came_up(people, on_duty):
    enter(people)
    refused(lambda: hand_over(people, on_duty, nothing_happened=True), 51, field="nothing_happened")


@pytest.mark.handbook(55)
def test_a_handover_refused_once_goes_back_with_its_reason(people, on_duty):
    plan(people, 4, people.frontdesk)
    hand_over(people, on_duty, at=moment(3, 16))
    assert on_duty.gaps.exists()
    given = {"shift_id": on_duty.pk, "by": people.frontdesk, "at": moment(3, 17)}
    with pytest.raises(Violation) as found:
        services.shift_refuse(**given, reason="")
    assert found.value.field == "reason"
    back = services.shift_refuse(**given, reason="钥匙未移交")
    assert (back.status, back.signed_out_at) == (S.ON_DUTY, None)
    (item,) = inbox.pending(on_duty)
    assert (item.user_id, item.message) == (people.duty.user_id, "钥匙未移交")
    assert not on_duty.gaps.exists()
    hand_over(people, on_duty)
    assert not on_duty.gaps.exists()
    assert [one.step for one in inbox.pending(on_duty)] == [S.HANDING_OVER]
    take(people.frontdesk, on_duty)


@pytest.mark.handbook(50, 55)
def test_a_gap_that_was_looked_into_stays_when_a_handover_is_refused(people):
    shift = plan(people)
    plan(people, 4, people.frontdesk)
    services.shift_begin(shift_id=shift.pk, by=people.duty, at=moment(3, 9, 30))
    hand_over(people, shift)
    gap = shift.gaps.get()
    services.gap_inquire(
        shift_id=shift.pk, gap_id=gap.pk, finding="属实", by=people.leader, at=moment(3, 18)
    )
    services.shift_refuse(shift_id=shift.pk, reason="少钥匙", by=people.frontdesk, at=moment(4, 8))
    hand_over(people, shift, at=moment(4, 8, 5))
    assert shift.gaps.get().finding == "属实"
    assert [one.step for one in inbox.pending(shift)] == [S.HANDING_OVER]


@pytest.mark.handbook(55)
def test_only_who_is_at_the_post_or_the_office_hands_over(people, on_duty):
    refused(lambda: hand_over(people, on_duty, by=people.ops), 50)
    plan(people, 4, people.frontdesk)
    assert hand_over(people, on_duty, by=people.office).status == S.HANDING_OVER


@pytest.mark.handbook(55)
def test_without_a_next_one_the_office_signs_or_a_leader_for_it(people):
    shift = begin(people)
    hand_over(people, shift)
    assert receiver_in_words(shift) == "电商办"
    assert take(people.office, shift).status == S.HANDED_OVER
    own = begin(people, 4, people.office)
    hand_over(people, own, by=people.office)
    assert receiver_in_words(own) == "主管领导"
    refused(lambda: take(people.office, own), 55)
    assert take(people.leader, own, moment(4, 18)).status == S.HANDED_OVER


@pytest.mark.handbook(55)
def test_what_is_not_handed_over_is_not_taken_over(people, on_duty):
    plan(people, 4, people.frontdesk)
    refused(lambda: take(people.frontdesk, on_duty), 55)


@pytest.mark.handbook(55)
def test_the_database_wants_both_signatures(people, on_duty):
    hand_over(people, on_duty)
    on_duty.refresh_from_db()
    SHIFT.apply(on_duty, "take_over", by=people.frontdesk)
    with pytest.raises(IntegrityError, match="duty_shift_both_signed"), transaction.atomic():
        on_duty.save()
