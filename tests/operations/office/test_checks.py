"""The check of every working day (R45)."""

from datetime import date

import pytest

from core.errors import Denied, Violation
from core.models.inbox import InboxItem
from operations.office import selectors, services
from operations.office.lifecycle import S
from operations.office.models import DailyCheck
from operations.staff.models import Department, Person
from tests.operations.office.conftest import AT, DAY, bring, issue

THURSDAY = date(2026, 3, 5)


def check(people, item, **more):
    """The office's check, on the day after the issue unless said otherwise."""
    given = {"finding": "normal", "by": people.office, "at": AT + DAY, **more}
    return services.check_record(item_id=item.pk, **given)


@pytest.mark.handbook(45)
def test_an_item_is_checked_once_a_day_by_the_office(people):
    item = issue(people)
    made = check(people, item, problem="不用写", told="owner")
    assert (made.on_date, made.problem, made.told) == (date(2026, 3, 4), "", "")
    with pytest.raises(Violation, match="今日已"):
        check(people, item)
    with pytest.raises(Denied):
        check(people, item, by=people.staff)
    check(people, item, at=AT + 2 * DAY)
    with pytest.raises(Violation, match="休息日"):
        check(people, item, at=AT + 4 * DAY)
    with pytest.raises(Violation) as found:
        check(people, item, finding="whatever", at=AT + 3 * DAY)
    assert found.value.field == "finding"


@pytest.mark.handbook(45)
def test_what_has_ended_is_not_checked(people):
    with pytest.raises(Violation, match="已结束"):
        check(people, bring(people, S.CLOSED))


@pytest.mark.handbook(43, 45)
@pytest.mark.parametrize(
    ("told", "post"), [("owner", ""), ("head", "dept_head"), ("leader", "leader")]
)
def test_a_problem_is_fed_back_at_once(people, told, post):
    item = issue(people)
    for given, field in (({"told": told}, "problem"), ({"problem": "慢"}, "told")):
        with pytest.raises(Violation) as found:
            check(people, item, finding="slow", **given)
        assert found.value.field == field
    check(people, item, finding="slow", problem="进度落后", told=told)
    copy = InboxItem.objects.get(kind=InboxItem.Kind.READ)
    if told == "owner":
        assert copy.user_id == people.staff.user_id
    else:
        assert copy.post == post
    assert copy.message == "进度落后"


@pytest.mark.handbook(45)
def test_a_problem_for_the_head_reaches_the_person(people):
    head = Person.objects.create(
        name="柏望舒", joined_date=date(2025, 1, 1), user_id=people.drafter.user_id
    )
    Department.objects.filter(code="brand").update(head=head)
    check(people, issue(people), finding="problem", problem="卡住", told="head")
    assert InboxItem.objects.get(kind=InboxItem.Kind.READ).user_id == people.drafter.user_id


@pytest.mark.handbook(45)
def test_many_that_go_as_planned_are_ticked_in_one_go(people):
    items = [issue(people) for _number in range(3)]
    check(people, items[0], finding="slow", problem="慢", told="owner")
    pks = [one.pk for one in items]
    assert services.checks_record(item_ids=pks, by=people.office, at=AT + DAY) == 2
    assert services.checks_record(item_ids=pks, by=people.office, at=AT + DAY) == 0
    assert DailyCheck.objects.filter(finding="normal").count() == 2


@pytest.mark.handbook(45)
def test_the_days_list_and_what_was_missed(people):
    item, closed = issue(people), bring(people, S.CLOSED)
    day = date(2026, 3, 4)
    rows = selectors.to_check(people.office, day=day, today=THURSDAY)
    assert [(row.item, row.check, row.light) for row in rows] == [(item, None, "green")]
    made = check(people, item)
    (row,) = selectors.to_check(people.office, day=day, today=THURSDAY)
    assert row.check == made
    # On the day of issue itself nothing is checked.
    assert selectors.to_check(people.office, day=date(2026, 3, 3), today=THURSDAY) == []
    found = selectors.missed(first=date(2026, 3, 1), last=date(2026, 3, 9))
    assert found == {day: [item.pk] for day in (THURSDAY, date(2026, 3, 6), date(2026, 3, 9))}
    assert all(closed.pk not in pks for pks in found.values())
    assert selectors.missed(first=date(2026, 3, 7), last=date(2026, 3, 8)) == {}
