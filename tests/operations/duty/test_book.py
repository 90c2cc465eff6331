"""The duty book: seven kinds of entries, corrections, emergencies (R48, R52, R56, R57)."""

import pytest
from django.db import InternalError, ProgrammingError, transaction

from core import audit, inbox
from operations.duty import joints, selectors, services
from operations.duty.lifecycle import T
from operations.duty.models import DutyEntry, DutyRecord, Kind
from tests.operations.documents.test_rules import refused
from tests.operations.duty.conftest import (
    begin,
    department,
    enter,
    hand_over,
    moment,
    plan,
)

REFUSALS = (InternalError, ProgrammingError)


def lines(record):
    """The course of a matter."""
    return [(one.kind, one.text) for one in record.entries.order_by("pk")]


@pytest.mark.handbook(48, 52)
@pytest.mark.parametrize("kind", [one for one in Kind if one != Kind.EMERGENCY])
def test_own_matters_are_handled_at_once(people, on_duty, kind):
    record = enter(people, kind=kind, result="已答复", contact=" 河湾村 ")
    assert (record.status, record.result, record.contact) == (T.CLOSED, "已答复", "河湾村")
    assert lines(record) == [("result", "已答复")]
    assert not inbox.pending(record).exists()
    actions = [one.action for one in audit.timeline(record)]
    assert actions == ["duty_record.add", "duty_record.close"]


@pytest.mark.handbook(48, 54, 55)
@pytest.mark.parametrize(
    ("given", "numbers", "field"),
    [
        ({"kind": "gossip"}, (48,), "kind"),
        ({"text": " "}, (48,), "text"),
        ({"occurred_at": moment(3, 11)}, (48,), "occurred_at"),
        ({"important": True, "result": "已办"}, (54,), ""),
        ({"kind": "emergency", "result": "已办"}, (54,), ""),
    ],
)
def test_what_an_entry_needs(people, on_duty, given, numbers, field):
    refused(lambda: enter(people, **given), *numbers, field=field)
    assert not DutyRecord.objects.exists()


@pytest.mark.handbook(55)
def test_the_book_is_kept_by_who_has_signed_in(people):
    refused(lambda: enter(people), 55, 48)
    shift = plan(people)
    refused(lambda: enter(people), 55, 48)
    services.shift_begin(shift_id=shift.pk, by=people.duty, at=moment(3, 8))
    assert enter(people).shift == shift
    hand_over(people, shift, nothing_happened=False)
    refused(lambda: enter(people, moment(3, 18)), 55, 48)


@pytest.mark.handbook(52, 55)
def test_an_open_matter_is_closed_by_whoever_is_on_duty_later(people, on_duty):
    record = enter(people)
    hand_over(people, on_duty, nothing_happened=False)
    given = {"record_id": record.pk, "result": "已联系派送"}
    refused(lambda: services.record_close(**given, by=people.duty, at=moment(3, 18)), 55, 48)
    services.shift_take_over(shift_id=on_duty.pk, by=people.office, at=moment(4, 8))
    begin(people, 4, people.frontdesk)
    refused(
        lambda: services.record_close(
            record_id=record.pk, result=" ", by=people.frontdesk, at=moment(4, 9)
        ),
        52,
        field="result",
    )
    closed = services.record_close(**given, by=people.frontdesk, at=moment(4, 9))
    assert (closed.status, closed.closed_at) == (T.CLOSED, moment(4, 9))
    refused(lambda: services.record_close(**given, by=people.frontdesk, at=moment(4, 9)), 52)


@pytest.mark.handbook(57)
def test_what_was_written_stands_and_corrections_are_added(people, on_duty):
    record = enter(people, result="已答复")
    given = {"record_id": record.pk, "at": moment(3, 11)}
    refused(lambda: services.record_correct(**given, text=" ", by=people.duty), 48, field="text")
    services.record_correct(**given, text="来电人为李家村村民", by=people.duty)
    services.record_correct(**given, text="又更正", by=people.office)
    refused(lambda: services.record_correct(**given, text="改", by=people.staff), 55, 48)
    assert [kind for kind, _text in lines(record)] == ["result", "correction", "correction"]
    record.refresh_from_db()
    assert record.text == "村民来电查询快件"


@pytest.mark.handbook(57)
@pytest.mark.parametrize(
    "wrong",
    [
        lambda record: DutyEntry.objects.filter(record=record).update(text="改"),
        lambda record: DutyEntry.objects.filter(record=record).delete(),
        lambda record: DutyRecord.objects.filter(pk=record.pk).update(text="改"),
        lambda record: DutyRecord.objects.filter(pk=record.pk).update(kind="visit"),
    ],
)
def test_the_database_keeps_what_was_written(people, on_duty, wrong):
    record = enter(people, result="已答复")
    with pytest.raises(REFUSALS, match="append-only"), transaction.atomic():
        wrong(record)
    record.refresh_from_db()
    assert (record.text, record.kind) == ("村民来电查询快件", "phone")


@pytest.mark.handbook(54, 56)
def test_an_emergency_from_its_first_report_to_its_final_one(people):
    shift = begin(people, leader_id=people.director.user_id)
    record = enter(people, kind="emergency", text="仓库漏水", occurred_at=moment(3, 9, 45))
    assert (record.status, record.weight) == (T.WITH_LEADER, "important")
    (item,) = inbox.pending(record)
    assert (item.user_id, item.step) == (people.director.user_id, T.WITH_LEADER)
    for person in (people.director, people.office):
        told = inbox.for_actor(person, "to_read").filter(step="emergency")
        assert [one.title for one in told] == ["突发事件：仓库漏水"]
    given = {"record_id": record.pk, "by": people.duty, "at": moment(3, 10, 5)}
    refused(lambda: services.record_close(**given, result="已处置"), 54)
    refused(
        lambda: services.record_follow_up(
            record_id=record.pk, by=people.staff, at=moment(3, 10), text="听说"
        ),
        55,
        48,
    )
    refused(lambda: services.record_follow_up(**given, text=""), 48, field="text")
    services.record_instruct(
        record_id=record.pk, text="先关阀门", by=people.leader, at=moment(3, 10, 10)
    )
    refused(lambda: services.record_close(**given, result="已处置"), 56)
    services.record_follow_up(**given, text="阀门已关")
    services.record_close(**given, result="漏水已排除，无人受伤")
    assert lines(record) == [
        ("first_report", "仓库漏水"),
        ("instruction", "先关阀门"),
        ("follow_up", "阀门已关"),
        ("final_report", "漏水已排除，无人受伤"),
    ]
    refused(lambda: services.record_follow_up(**given, text="又"), 57)
    assert shift.records.get() == record


def test_who_reads_what(people, on_duty):
    record = enter(people)

    def seen(by, at=None):
        at = at or moment(3, 11)
        return list(selectors.records(by, at=at, on=at.date()))

    for by in (people.office, people.leader, people.duty):
        assert seen(by) == [record]
    for by in (people.staff, people.frontdesk, people.dept_head):
        assert seen(by) == []
    services.record_hand_to(
        record_id=record.pk, department_id=department(), by=people.duty, at=moment(3, 11)
    )
    assert seen(people.dept_head) == [record]
    hand_over(people, on_duty, nothing_happened=False)
    services.shift_take_over(shift_id=on_duty.pk, by=people.office, at=moment(4, 8))
    begin(people, 4, people.frontdesk)
    assert seen(people.frontdesk, moment(4, 9)) == [record]
    assert joints.may_see_record(people.office, record)


def test_the_list_is_narrowed(people, on_duty):
    done = enter(people, result="已答复", contact="河湾村")
    late = enter(people, kind="visit", text="来访")
    services.record_hand_to(
        record_id=late.pk, department_id=department(), by=people.duty, at=moment(3, 11)
    )
    found = selectors.records(people.office, at=moment(3, 12), on=moment(3).date())

    def keys(**asked):
        return set(selectors.filtered(found, on=moment(9).date(), **asked))

    assert keys() == {done, late}
    assert keys(query=" 河湾 ") == {done}
    assert keys(kind="visit") == {late}
    assert keys(state="unfinished") == keys(state="late") == {late}
    assert keys(state="closed") == {done}
    assert keys(day=moment(3).date()) == {done, late}
    assert keys(day=moment(4).date()) == set()
