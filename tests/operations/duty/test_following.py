"""Departments answer, leaders instruct; nothing closes before (R53, R54)."""

from datetime import date

import pytest

from core import inbox
from core.actor import Actor
from core.errors import Denied, Violation
from operations.duty import selectors, services
from operations.duty.lifecycle import T
from operations.duty.models import DutySetting
from operations.staff.models import Department, Person
from tests.operations.documents.incoming.conftest import works_in
from tests.operations.documents.test_rules import refused
from tests.operations.duty.conftest import department, enter, hand_over, moment

ELEVEN = moment(3, 11)
SYSTEM = Actor.system("tests")


def hand_to(people, record, **more):
    """Handed over to the brand department."""
    values = {"department_id": department(), "by": people.duty, "at": ELEVEN, **more}
    return services.record_hand_to(record_id=record.pk, **values)


def waiting(record):
    """Who has it."""
    return [(one.step, one.post, one.user_id) for one in inbox.pending(record)]


@pytest.mark.handbook(53)
def test_another_departments_matter_comes_back_before_it_is_closed(people, on_duty):
    works_in(people.drafter, "brand")
    record = enter(people)
    early = {"record_id": record.pk, "text": "已办", "by": people.drafter, "at": ELEVEN}
    refused(lambda: services.record_answer(**early), 53)
    handed = hand_to(people, record, note="请尽快")
    assert (handed.status, handed.due_date) == (T.WITH_DEPARTMENT, date(2026, 3, 6))
    assert waiting(record) == [(T.WITH_DEPARTMENT, "dept_head", None)]
    close = {"record_id": record.pk, "result": "已办", "by": people.duty, "at": ELEVEN}
    assert "尚未反馈" in refused(lambda: services.record_close(**close), 53)
    answer = {"record_id": record.pk, "at": moment(4, 9)}
    refused(lambda: services.record_answer(**answer, text="好", by=people.ops), 53)
    refused(lambda: services.record_answer(**answer, text=" ", by=people.drafter), 48, field="text")
    services.record_answer(**answer, text="已派送", by=people.drafter)
    assert waiting(record) == [(T.ANSWERED, "duty", None)]
    again = {"record_id": record.pk, "by": people.duty, "at": moment(4, 10)}
    with pytest.raises(Violation) as found:
        services.record_ask_again(**again, reason="")
    assert found.value.field == "reason"
    services.record_ask_again(**again, reason="未说明时间")
    assert waiting(record) == [(T.WITH_DEPARTMENT, "dept_head", None)]
    refused(lambda: services.record_close(**close), 53)
    services.record_answer(**answer, text="昨日十时派送", by=people.drafter)
    services.record_close(**close)
    assert waiting(record) == []
    assert [one.kind for one in record.entries.order_by("pk")] == [
        "handed_over",
        "answer",
        "asked_again",
        "answer",
        "result",
    ]


@pytest.mark.handbook(53)
def test_a_department_with_a_head_is_asked_by_name(people, on_duty):
    head = Person.objects.create(
        name="卜小满", joined_date=date(2025, 1, 1), user_id=people.staff.user_id
    )
    Department.objects.filter(pk=department()).update(head=head)
    record = enter(people)
    hand_to(people, record)
    assert waiting(record) == [(T.WITH_DEPARTMENT, "dept_head", people.staff.user_id)]
    # Whoever heads departments answers only where there is no head.
    given = {"record_id": record.pk, "text": "已办", "at": moment(4)}
    refused(lambda: services.record_answer(**given, by=people.dept_head), 53)
    services.record_answer(**given, by=people.staff)
    other = enter(people)
    hand_to(people, other, department_id=department("tech"))
    given["record_id"] = other.pk
    assert services.record_answer(**given, by=people.dept_head).status == T.ANSWERED


@pytest.mark.handbook(53)
def test_the_days_to_answer_are_a_dated_setting(people, on_duty):
    DutySetting.objects.create(key="answer_days", value=1, valid_from_date=date(2026, 3, 3))
    assert hand_to(people, enter(people)).due_date == date(2026, 3, 4)


@pytest.mark.handbook(53)
def test_what_handing_over_needs(people, on_duty):
    record = enter(people)
    refused(lambda: hand_to(people, record, department_id=0), 53, field="department_id")
    refused(lambda: hand_to(people, record, by=people.staff), 55, 48)
    hand_to(people, record)
    refused(lambda: hand_to(people, record), 53)


@pytest.mark.handbook(54)
def test_an_important_matter_waits_for_the_instruction(people, on_duty):
    record = enter(people, important=True)
    refused(lambda: hand_to(people, record), 54)
    close = {"record_id": record.pk, "result": "已办", "by": people.duty, "at": ELEVEN}
    refused(lambda: services.record_close(**close), 54)
    services.record_report(record_id=record.pk, by=people.duty, at=ELEVEN, note="上级来人")
    assert waiting(record) == [(T.WITH_LEADER, "leader", None)]
    instruct = {"record_id": record.pk, "at": moment(3, 12)}
    refused(
        lambda: services.record_instruct(**instruct, text="", by=people.leader),
        54,
        field="text",
    )
    with pytest.raises(Denied):
        services.record_instruct(**instruct, text="办", by=people.office)
    told = services.record_instruct(**instruct, text="请综合部办理", by=people.leader)
    assert (told.instructed_by_name, told.instructed_at) == ("邰知秋", moment(3, 12))
    assert waiting(record) == [(T.INSTRUCTED, "duty", None)]
    hand_to(people, record)
    services.record_answer(
        record_id=record.pk, text="已落实", by=people.dept_head, at=moment(3, 15)
    )
    assert services.record_close(**close).status == T.CLOSED


@pytest.mark.handbook(54)
def test_an_answer_may_still_go_before_a_leader(people, on_duty):
    record = enter(people)
    hand_to(people, record)
    services.record_answer(
        record_id=record.pk, text="办不了", by=people.dept_head, at=moment(3, 15)
    )
    services.record_report(record_id=record.pk, by=people.duty, at=moment(3, 15))
    assert waiting(record) == [(T.WITH_LEADER, "leader", None)]
    record.refresh_from_db()
    assert record.weight == "important"
    refused(
        lambda: services.record_close(
            record_id=record.pk, result="已办", by=people.duty, at=moment(3, 16)
        ),
        54,
    )


@pytest.mark.handbook(53)
def test_answers_that_are_overdue_are_reminded_of_once_a_day(people, on_duty):
    record = enter(people)
    hand_to(people, record)
    hand_over(people, on_duty, nothing_happened=False)
    assert services.records_remind(by=SYSTEM, at=moment(6, 23)) == 0
    assert services.records_remind(by=SYSTEM, at=moment(7)) == 1
    assert services.records_remind(by=SYSTEM, at=moment(7, 12)) == 0
    assert services.records_remind(by=SYSTEM, at=moment(8)) == 1
    for person in (people.office, people.dept_head):
        told = inbox.for_actor(person, "to_read").filter(title__startswith="逾期未反馈")
        assert told.count() == 2
    assert selectors.unfinished().get() == record
