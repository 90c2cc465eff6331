"""Sorting, unclaimed mail, wrong deliveries, sending back (R58, R61)."""

import pytest

from core import audit
from core.errors import Denied, Violation
from core.models.figures import FigureChange
from operations.mail import services
from operations.mail.lifecycle import S
from operations.mail.models import MailItem, MailSetting, Missort
from tests.operations.mail.conftest import AT, DAY, TODAY, bring, register, slot, sorted_in, told


@pytest.mark.handbook(58, 60)
def test_a_piece_goes_into_the_proposed_pigeonhole_and_its_days_begin(people):
    item = register(people)
    services.mail_sort(item_id=item.pk, by=people.frontdesk, at=AT, expected_version=0)
    item.refresh_from_db()
    assert (item.status, item.slot, item.sorted_at) == (S.SORTED, slot(), AT)
    assert item.due_date.isoformat() == "2026-03-06"
    with pytest.raises(Violation):
        services.mail_sort(item_id=item.pk, by=people.office, at=AT + DAY)
    item.refresh_from_db()
    assert item.due_date.isoformat() == "2026-03-06"


@pytest.mark.handbook(60)
def test_the_county_may_give_other_days_from_a_day_on(people):
    MailSetting.objects.create(key="collect_days", value=5, valid_from_date=TODAY + DAY)
    assert sorted_in(people).due_date.isoformat() == "2026-03-06"
    assert sorted_in(people, at=AT + DAY).due_date.isoformat() == "2026-03-11"


@pytest.mark.handbook(58, 61)
def test_nothing_is_sorted_without_a_place(people):
    item = register(people, addressee="查无此人")
    assert told(services.mail_sort, item_id=item.pk, by=people.office, at=AT)[1] == [58, 61]
    services.mail_sort(item_id=item.pk, slot_id=slot("tech").pk, by=people.office, at=AT)
    item.refresh_from_db()
    assert item.slot == slot("tech")


@pytest.mark.handbook(58)
def test_many_are_sorted_in_one_go_or_none(people):
    good, lost = register(people), register(people, addressee="查无此人")
    sort = services.mail_sort_many
    wanted = {good.pk: slot().pk, lost.pk: None}
    assert told(sort, slots=wanted, by=people.office, at=AT) == ("slot_id", [58, 61])
    assert set(MailItem.objects.values_list("status", flat=True)) == {S.RECEIVED}
    wanted[lost.pk] = slot("tech").pk
    assert sort(slots=wanted, by=people.office, at=AT) == 2
    assert set(MailItem.objects.values_list("status", flat=True)) == {S.SORTED}
    assert told(sort, slots={}, by=people.office, at=AT) == ("", [60])


@pytest.mark.handbook(61)
def test_an_unknown_addressee_goes_on_the_list_and_is_claimed(people):
    item = sorted_in(people)
    services.mail_unknown(item_id=item.pk, reason="已离职", by=people.office, at=AT)
    item.refresh_from_db()
    assert (item.status, item.slot, item.due_date) == (S.UNCLAIMED, None, None)
    claim = services.mail_claim
    assert told(claim, item_id=item.pk, slot_id=None, by=people.office, at=AT)[0] == "slot_id"
    claim(item_id=item.pk, slot_id=slot("tech").pk, reason="来电", by=people.office, at=AT + DAY)
    item.refresh_from_db()
    assert (item.status, item.slot, item.department.code) == (S.SORTED, slot("tech"), "tech")
    assert item.due_date.isoformat() == "2026-03-09"
    with pytest.raises(Violation):
        claim(item_id=item.pk, slot_id=slot().pk, by=people.office, at=AT + DAY)
    item.refresh_from_db()
    assert item.slot == slot("tech")


@pytest.mark.handbook(61)
def test_a_wrong_delivery_is_put_right_and_its_history_stays(people):
    item = bring(people, S.COLLECTED)
    services.mail_reroute(
        item_id=item.pk,
        slot_id=slot("tech").pk,
        reason="放错格口",
        by=people.office,
        at=AT + DAY,
    )
    item.refresh_from_db()
    assert (item.status, item.slot, item.ended_at, item.proof) == (
        S.SORTED,
        slot("tech"),
        None,
        "",
    )
    kept = Missort.objects.get()
    assert (kept.from_slot, kept.to_slot, kept.signed_by) == (slot(), slot("tech"), "卜知秋")
    assert (kept.reason, kept.on_date) == ("放错格口", TODAY + DAY)
    entry = audit.timeline(item).last()
    assert entry.action == "mail.reroute"
    assert "卜知秋" in str(entry.changes)
    marked = set(FigureChange.objects.values_list("code", "on_date"))
    assert {("M-WRONG", TODAY + DAY), ("M-LATE", TODAY + 4 * DAY)} <= marked


@pytest.mark.handbook(61)
def test_a_wrong_delivery_names_another_pigeonhole_and_what_went_wrong(people):
    item = sorted_in(people)
    reroute = services.mail_reroute
    more = {"item_id": item.pk, "by": people.office, "at": AT}
    assert told(reroute, slot_id=slot().pk, reason="错", **more) == ("slot_id", [61])
    assert told(reroute, slot_id=slot("tech").pk, reason=" ", **more) == ("reason", [61])
    received = register(people)
    more["item_id"] = received.pk
    assert told(reroute, slot_id=slot("tech").pk, reason="错", **more)[0] == ""
    assert not Missort.objects.exists()


@pytest.mark.handbook(58)
def test_mail_goes_back_with_a_reason_and_a_slip_of_the_pen_is_void(people):
    for action, state in ((services.mail_return, S.RETURNED), (services.mail_void, S.VOID)):
        item = sorted_in(people)
        assert told(action, item_id=item.pk, reason="", by=people.office, at=AT)[0] == "reason"
        action(item_id=item.pk, reason="拒收", by=people.office, at=AT + DAY)
        item.refresh_from_db()
        assert (item.status, item.ended_at) == (state, AT + DAY)


@pytest.mark.handbook(58)
def test_others_neither_sort_nor_correct(people):
    item, by = sorted_in(people), people.drafter
    more = {"item_id": item.pk, "by": by, "at": AT}
    for call in (
        lambda: services.mail_sort(**more),
        lambda: services.mail_sort_many(slots={item.pk: None}, by=by, at=AT),
        lambda: services.mail_unknown(**more),
        lambda: services.mail_claim(slot_id=slot().pk, **more),
        lambda: services.mail_reroute(slot_id=slot().pk, reason="错", **more),
        lambda: services.mail_return(reason="错", **more),
        lambda: services.mail_void(reason="错", **more),
    ):
        with pytest.raises(Denied):
            call()
    item.refresh_from_db()
    assert item.version == 1
