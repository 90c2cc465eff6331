"""The rules of mail on values (R25, R58-R61)."""

from datetime import date, timedelta

import pytest

from core.workcalendar import DayMark, WorkCalendar
from operations.mail import rules
from tests.operations.mail.conftest import told

# 2026: the holiday of 1-7 October, 10 October made up.
CALENDAR = WorkCalendar(
    marks={
        **{date(2026, 10, day): DayMark("holiday", "国庆节") for day in range(1, 8)},
        date(2026, 10, 10): DayMark("make_up", "国庆节"),
    }
)
TODAY = date(2026, 3, 3)


@pytest.mark.handbook(25)
@pytest.mark.parametrize(
    ("kind", "texts"),
    [("confidential", ()), ("letter", ("机要件一封",)), ("letter", ("", "秘密★5年"))],
)
def test_confidential_mail_is_for_the_paper_register(kind, texts):
    assert told(rules.not_confidential, kind=kind, texts=texts) == ("kind", [25])


def test_what_only_sounds_secret_is_entered():
    rules.not_confidential(kind="letter", texts=("保密协议", "秘密花园书店"))


@pytest.mark.handbook(58)
def test_a_line_of_the_register_is_complete():
    assert told(rules.kind_of_list, kind="pigeon") == ("kind", [58])
    rules.kind_of_list(kind="letter")
    assert told(rules.addressee_is_written, addressee="  ") == ("addressee", [58])
    rules.addressee_is_written(addressee="综合部")
    assert told(rules.copies_are_counted, copies=0) == ("copies", [58])
    rules.copies_are_counted(copies=1)


@pytest.mark.handbook(58)
@pytest.mark.parametrize(("days", "good"), [(1, False), (0, True), (-60, True), (-61, False)])
def test_it_was_received_today_or_lately(days, good):
    received = TODAY + timedelta(days=days)
    if good:
        rules.received_day_is_sensible(received=received, today=TODAY)
    else:
        call = rules.received_day_is_sensible
        assert told(call, received=received, today=TODAY) == ("received_date", [58])


@pytest.mark.handbook(58)
def test_registered_mail_and_parcels_have_a_tracking_number():
    for kind in ("express", "registered"):
        assert told(rules.tracking_of, kind=kind, tracking=" ") == ("tracking", [58])
    assert rules.tracking_of(kind="letter", tracking="") == ""
    assert rules.tracking_of(kind="express", tracking=" yt 26-01 0001 ") == "YT26-010001"
    for wrong in ("12345", "单号123456", "A" * 41):
        assert told(rules.tracking_of, kind="letter", tracking=wrong) == ("tracking", [58])


@pytest.mark.handbook(58)
def test_a_number_is_not_entered_twice():
    assert told(rules.tracking_once, earlier="2026-03-03") == ("tracking", [58])
    rules.tracking_once(earlier="")


@pytest.mark.handbook(59)
def test_a_pigeonhole_is_labelled_and_has_one_owner_and_one_place():
    assert told(rules.slot_is_labelled, code=" ", label="财务部") == ("code", [59])
    assert told(rules.slot_is_labelled, code="A01", label=" ") == ("label", [59])
    rules.slot_is_labelled(code="A01", label="财务部")
    for department, person in ((None, None), (1, 2)):
        assert told(rules.slot_has_one_owner, department=department, person=person) == (
            "owner",
            [59],
        )
    rules.slot_has_one_owner(department=None, person=2)
    assert told(rules.slot_stands_somewhere, row=0, column=1) == ("row", [59])
    assert told(rules.slot_stands_somewhere, row=1, column=0) == ("column", [59])
    rules.slot_stands_somewhere(row=1, column=1)


@pytest.mark.handbook(59)
@pytest.mark.parametrize("field", ["code", "column", "owner"])
def test_code_place_and_owner_belong_to_one_pigeonhole(field):
    assert told(rules.slot_is_free, field=field, taken_by="A01 财务部") == (field, [59])
    rules.slot_is_free(field=field, taken_by="")


@pytest.mark.handbook(58, 59)
def test_a_pigeonhole_is_given_up_empty_and_then_takes_nothing():
    assert told(rules.slot_is_empty, waiting=1, subscriptions=0) == ("", [58])
    assert told(rules.slot_is_empty, waiting=0, subscriptions=2) == ("", [58])
    rules.slot_is_empty(waiting=0, subscriptions=0)
    assert told(rules.slot_in_use, in_use=False) == ("slot_id", [59])
    rules.slot_in_use(in_use=True)
    assert told(rules.slot_is_chosen, slot=None) == ("slot_id", [58, 61])
    rules.slot_is_chosen(slot=1)


@pytest.mark.handbook(60)
@pytest.mark.parametrize(
    ("kind", "proof", "good"),
    [
        ("express", "plain", False),
        ("registered", "plain", False),
        ("express", "drawn", True),
        ("registered", "scanned", True),
        ("letter", "plain", True),
    ],
)
def test_registered_mail_and_parcels_need_a_signature(kind, proof, good):
    if good:
        rules.receipt_is_proved(kind=kind, proof=proof)
    else:
        assert told(rules.receipt_is_proved, kind=kind, proof=proof) == ("signature", [60])


@pytest.mark.handbook(58, 60)
def test_somebody_collects_something_that_is_theirs():
    assert told(rules.receiver_is_named, signed_by=" ") == ("signed_by", [58])
    rules.receiver_is_named(signed_by="卜知秋")
    assert told(rules.own_pigeonhole, own=False) == ("", [60])
    rules.own_pigeonhole(own=True)
    assert told(rules.something_is_chosen, chosen=[]) == ("", [60])
    rules.something_is_chosen(chosen=[1])


@pytest.mark.handbook(61)
def test_a_wrong_delivery_goes_to_another_pigeonhole():
    assert told(rules.other_pigeonhole, was=1, now=1) == ("slot_id", [61])
    rules.other_pigeonhole(was=1, now=2)


@pytest.mark.handbook(58, 60)
def test_papers_are_named_expected_and_ticked_once():
    assert told(rules.paper_is_named, title=" ", copies=1) == ("title", [58])
    assert told(rules.paper_is_named, title="日报", copies=0) == ("copies", [58])
    rules.paper_is_named(title="日报", copies=1)
    assert told(rules.papers_come_on, expected=[]) == ("", [60])
    rules.papers_come_on(expected=["日报"])
    assert told(rules.ticked_once, already=True) == ("", [60])
    rules.ticked_once(already=False)


@pytest.mark.handbook(60)
@pytest.mark.parametrize(
    ("put", "due"),
    [
        (date(2026, 3, 3), date(2026, 3, 6)),  # Tuesday → Friday
        (date(2026, 3, 6), date(2026, 3, 11)),  # Friday → Wednesday
        (date(2026, 3, 7), date(2026, 3, 12)),  # Saturday counts as Monday
        (date(2026, 9, 29), date(2026, 10, 9)),  # over the holiday
        (date(2026, 10, 8), date(2026, 10, 12)),  # over the Saturday made up
    ],
)
def test_three_working_days_are_left_to_collect(put, due):
    assert rules.last_day(CALENDAR, put=put, days=3) == due


@pytest.mark.handbook(60)
@pytest.mark.parametrize(
    ("today", "reminded", "good"),
    [
        (date(2026, 3, 6), None, False),  # the last day itself
        (date(2026, 3, 7), None, False),  # Saturday
        (date(2026, 3, 9), None, True),
        (date(2026, 3, 10), date(2026, 3, 9), False),
        (date(2026, 3, 11), date(2026, 3, 9), False),
        (date(2026, 3, 12), date(2026, 3, 9), True),
    ],
)
def test_owners_are_reminded_after_the_last_day_and_again_later(today, reminded, good):
    due = date(2026, 3, 6)
    found = rules.is_reminded(CALENDAR, due=due, reminded=reminded, today=today, days=3)
    assert found is good
    assert not rules.is_late(due=None, today=today)
