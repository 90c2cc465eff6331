"""Swaps: the colleague consents, the office approves (R57)."""

import pytest
from django.urls import reverse

from core import audit, inbox
from core.errors import Denied, Violation
from operations.duty import joints, selectors, services, tasks
from operations.duty.lifecycle import W
from operations.duty.models import Shift
from operations.duty.services import ShiftData, swapping
from tests.cast import SYSTEM
from tests.operations.documents.test_rules import refused
from tests.operations.duty.conftest import AT, MINUTE, moment, plan


@pytest.fixture
def pair(people):
    """Tuesday is the duty officer's, Thursday the front desk's."""
    return plan(people), plan(people, 5, people.frontdesk)


def ask(people, pair, **more):
    """The duty officer asks the front desk to exchange."""
    mine, other = pair
    values = {
        "shift_id": mine.pk,
        "partner_id": people.frontdesk.user_id,
        "other_id": other.pk,
        "reason": "家中有事",
        "by": people.duty,
        "at": AT,
        **more,
    }
    return services.swap_ask(**values)


def names(pair):
    """Who has which shift now."""
    return [Shift.objects.get(pk=one.pk).officer_name for one in pair]


@pytest.mark.handbook(57)
def test_a_swap_by_consent_of_both_and_approval(people, pair):
    swap = ask(people, pair)
    (item,) = inbox.pending(swap)
    assert (item.user_id, item.message) == (people.frontdesk.user_id, "家中有事")
    given = {"swap_id": swap.pk, "at": AT}
    refused(lambda: services.swap_consent(**given, by=people.duty), 57)
    services.swap_consent(**given, by=people.frontdesk)
    refused(lambda: services.swap_consent(**given, by=people.frontdesk), 57)
    assert names(pair) == ["蔺望舒", "鄢云舟"]
    (item,) = inbox.pending(swap)
    assert (item.post, item.step) == ("office", W.AGREED)
    with pytest.raises(Denied):
        services.swap_approve(**given, by=people.staff)
    done = services.swap_approve(**given, by=people.office)
    assert (done.status, done.decided_by_name) == (W.SWAPPED, "蔺小满")
    assert names(pair) == ["鄢云舟", "蔺望舒"]
    for person in (people.duty, people.frontdesk):
        assert inbox.for_actor(person, "to_read").filter(record_id=str(swap.pk)).exists()
    assert audit.last(pair[0]).action == "shift.change"
    refused(lambda: services.swap_approve(**given, by=people.office), 57)


@pytest.mark.handbook(57)
def test_a_favour_without_an_exchange(people, pair):
    swap = ask(people, pair, other_id=None)
    services.swap_consent(swap_id=swap.pk, by=people.frontdesk, at=AT)
    services.swap_approve(swap_id=swap.pk, by=people.leader, at=AT)
    assert names(pair) == ["鄢云舟", "鄢云舟"]


@pytest.mark.handbook(57)
def test_declined_refused_and_withdrawn_leave_everything_as_it_is(people, pair):
    swap = ask(people, pair)
    given = {"swap_id": swap.pk, "at": AT}
    refused(lambda: services.swap_decline(**given, reason="没空", by=people.duty), 57)
    with pytest.raises(Violation) as found:
        services.swap_decline(**given, reason="", by=people.frontdesk)
    assert found.value.field == "reason"
    services.swap_decline(**given, reason="没空", by=people.frontdesk)
    refused(lambda: services.swap_decline(**given, reason="没空", by=people.frontdesk), 57)
    swap = ask(people, pair)
    given["swap_id"] = swap.pk
    refused(lambda: services.swap_withdraw(**given, by=people.frontdesk), 57)
    services.swap_withdraw(**given, by=people.duty)
    swap = ask(people, pair)
    given["swap_id"] = swap.pk
    services.swap_consent(**given, by=people.frontdesk)
    refused_ = services.swap_refuse(**given, reason="不合适", by=people.office)
    assert refused_.status == W.DECLINED
    refused(lambda: services.swap_refuse(**given, reason="不合适", by=people.office), 57)
    assert not inbox.pending(swap).exists()
    assert names(pair) == ["蔺望舒", "鄢云舟"]


@pytest.mark.handbook(0, 57)
def test_the_office_does_not_decide_on_its_own_swap(people, pair):
    other = plan(people, 6, people.office)
    swap = ask(people, pair, partner_id=people.office.user_id, other_id=other.pk)
    given = {"swap_id": swap.pk, "at": AT}
    services.swap_consent(**given, by=people.office)
    refused(lambda: services.swap_approve(**given, by=people.office), 0, 57)
    refused(lambda: services.swap_refuse(**given, reason="否", by=people.office), 0, 57)
    assert services.swap_approve(**given, by=people.leader).status == W.SWAPPED


@pytest.mark.handbook(57)
def test_what_is_wrong_with_a_swap(people, pair):
    mine, other = pair
    third = plan(people, 6, people.ops)
    for given, numbers, field in (
        ({"by": people.ops}, (50,), ""),
        ({"partner_id": people.duty.user_id}, (57,), "partner_id"),
        ({"other_id": third.pk}, (57,), "other_id"),
        ({"reason": " "}, (50,), "reason"),
        ({"partner_id": 0, "other_id": None}, (57,), "partner_id"),
        ({"at": moment(3, 9)}, (57,), ""),
    ):
        refused(lambda given=given: ask(people, pair, **given), *numbers, field=field)
    ask(people, pair)
    refused(lambda: ask(people, pair), 57)
    # The partner's shift is asked for, too.
    refused(
        lambda: ask(people, (other, mine), by=people.frontdesk, partner_id=people.duty.user_id),
        57,
    )


@pytest.mark.handbook(57)
def test_both_are_free_for_what_they_take(people, pair):
    mine, _other = pair
    same = plan(people, officer=people.ops)
    given = {"partner_id": people.ops.user_id}
    refused(lambda: ask(people, pair, **given, other_id=same.pk), 57, field="other_id")
    refused(lambda: ask(people, pair, **given, other_id=None), 57, field="partner_id")
    # And still so when it is approved.
    swap = ask(people, pair)
    services.swap_consent(swap_id=swap.pk, by=people.frontdesk, at=AT)
    plan(people, officer=people.frontdesk)
    refused(
        lambda: services.swap_approve(swap_id=swap.pk, by=people.office, at=AT),
        57,
        field="partner_id",
    )
    services.swap_withdraw(swap_id=swap.pk, by=people.duty, at=AT)
    services.shift_change(
        shift_id=mine.pk,
        data=ShiftData(people.duty.user_id, moment(4, 8), moment(4, 18)),
        by=people.office,
        at=AT,
    )
    assert ask(people, pair).status == W.ASKED


def test_swaps_are_between_two_and_the_office(people, pair):
    swap = ask(people, pair)
    for by in (people.duty, people.frontdesk, people.office, people.leader):
        assert joints.may_see_swap(by, swap)
    assert not selectors.swaps(people.staff).exists()
    assert str(swap) == "蔺望舒 ⇄ 鄢云舟 2026-03-03"


@pytest.mark.handbook(57)
def test_agreed_swaps_are_approved_with_others_at_once(clock, people, pair):
    # The pages have said which steps are of low risk once the addresses are read.
    reverse("duty:index")
    swap, other = ask(people, pair), ask(people, (plan(people, 10), plan(people, 12, people.ops)),
        partner_id=people.ops.user_id)  # fmt: skip
    for one, by in ((swap, people.frontdesk), (other, people.ops)):
        (held,) = inbox.pending(one)
        assert not inbox.is_low_risk(held)
        services.swap_consent(swap_id=one.pk, by=by, at=AT)
    items = [item for one in (swap, other) for item in inbox.pending(one)]
    assert all(inbox.is_low_risk(item) for item in items)
    # Somebody else has taken one of the people meanwhile: that swap is told, the other is done.
    plan(people, 10, people.ops)
    results = inbox.close_batch(item_ids=[item.pk for item in items], by=people.office)
    assert [result.done for result in results] == [True, False]
    assert results[1].sentence
    swap.refresh_from_db()
    other.refresh_from_db()
    assert (swap.status, other.status) == (W.SWAPPED, W.AGREED)


# --- Lapsing ---


def lapse(at):
    """The watch of a moment."""
    return services.swaps_lapse(by=SYSTEM, at=at)


@pytest.mark.handbook(57)
@pytest.mark.parametrize("agreed", [False, True])
def test_an_open_swap_lapses_in_the_minute_in_which_its_shift_begins(people, pair, agreed):
    swap = ask(people, pair)
    if agreed:
        services.swap_consent(swap_id=swap.pk, by=people.frontdesk, at=AT)
    begin = pair[0].starts_at
    assert lapse(begin - MINUTE) == 0
    assert inbox.pending(swap).exists()
    assert lapse(begin) == 1
    assert lapse(begin) == 0
    swap.refresh_from_db()
    assert (swap.status, swap.get_status_display()) == (W.LAPSED, "换班已失效")
    assert not inbox.pending(swap).exists()
    for person in (people.duty, people.frontdesk):
        (item,) = inbox.for_actor(person, "to_read").filter(record_id=str(swap.pk))
        assert item.title.startswith("换班已失效")
        assert item.message == "班次已开始，值班安排不变。"
    assert names(pair) == ["蔺望舒", "鄢云舟"]
    entry = audit.last(swap)
    assert (entry.action, entry.clauses) == ("duty_swap.lapse", [57])
    refused(lambda: services.swap_approve(swap_id=swap.pk, by=people.office, at=begin), 57)


@pytest.mark.handbook(57)
def test_it_lapses_too_when_the_shift_in_exchange_begins_first(people):
    swap = ask(people, (plan(people, 5), plan(people, 3, people.frontdesk)))
    begin = swap.other.starts_at
    assert lapse(begin - MINUTE) == 0
    assert lapse(begin) == 1


@pytest.mark.handbook(57)
def test_signing_in_early_is_a_begin(people, pair):
    swap = ask(people, pair)
    early = pair[0].starts_at - 5 * MINUTE
    services.shift_begin(shift_id=pair[0].pk, by=people.duty, at=early)
    swap.refresh_from_db()
    assert swap.status == W.LAPSED
    assert lapse(early) == 0


@pytest.mark.handbook(57)
def test_a_swap_of_a_shift_that_is_not_ahead_any_more_lapses(people, pair):
    swap = ask(people, pair)
    services.shift_cancel(shift_id=pair[1].pk, reason="停电", by=people.office, at=AT)
    assert lapse(AT) == 1
    swap.refresh_from_db()
    assert swap.status == W.LAPSED


@pytest.mark.handbook(57)
def test_what_was_decided_meanwhile_does_not_lapse(people, pair):
    swap = ask(people, pair)
    services.swap_withdraw(swap_id=swap.pk, by=people.duty, at=AT)
    assert swapping._lapse(swap.pk, by=SYSTEM, at=pair[0].starts_at) == 0
    swap.refresh_from_db()
    assert swap.status == W.WITHDRAWN


@pytest.mark.handbook(57)
def test_the_watch_lets_them_lapse(people, pair, clock):
    swap = ask(people, pair)
    clock.now = pair[0].starts_at
    assert tasks.watch.run() == 1
    swap.refresh_from_db()
    assert swap.status == W.LAPSED
