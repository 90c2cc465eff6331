"""The rules of supervision on values (R43-R47)."""

from datetime import date

import pytest

from core.errors import Violation
from core.workcalendar import DayMark, WorkCalendar
from operations.office.rules import supervision as rules
from operations.office.rules.supervision import Light

# 2026: the holiday of 1-7 October, 10 October made up.
CALENDAR = WorkCalendar(
    marks={
        **{date(2026, 10, day): DayMark("holiday", "国庆节") for day in range(1, 8)},
        date(2026, 10, 10): DayMark("make_up", "国庆节"),
    }
)
ISSUED = date(2026, 9, 28)


def told(call, *args, **kwargs):
    """The field and the numbers of the clauses of a refusal."""
    with pytest.raises(Violation) as found:
        call(*args, **kwargs)
    return found.value.field, [clause.number for clause in found.value.clauses]


@pytest.mark.handbook(44)
@pytest.mark.parametrize(
    ("title", "requirement", "field"),
    [
        ("  ", "做", "title"),
        ("两\n行", "做", "title"),
        ("长" * 101, "做", "title"),
        ("事项", " ", "requirement"),
    ],
)
def test_an_item_names_its_matter_and_what_is_required(title, requirement, field):
    assert told(rules.matter_is_named, title=title, requirement=requirement) == (field, [44])
    rules.matter_is_named(title="长" * 100, requirement="做")


@pytest.mark.handbook(44)
def test_an_item_comes_from_one_of_four_sources():
    assert told(rules.source_is_known, source="rumour", known=("plan",)) == ("source", [44])
    rules.source_is_known(source="plan", known=("plan",))


@pytest.mark.handbook(44)
def test_the_owner_department_does_not_assist_itself():
    found = told(rules.owner_is_not_assisting, owner=1, assisting=(2, 1))
    assert found == ("assisting", [44])
    rules.owner_is_not_assisting(owner=1, assisting=(2,))


@pytest.mark.handbook(44, 47)
def test_a_due_day_is_a_working_day_or_so_many_working_days():
    def due(day=None, days=None):
        return rules.due_day(CALENDAR, issued=ISSUED, due=day, days=days)

    assert due(days=3) == date(2026, 10, 8)
    assert due(days=5) == date(2026, 10, 10)
    assert due(day=date(2026, 10, 10)) == date(2026, 10, 10)
    assert due(day=ISSUED) == ISSUED

    def refused(**given):
        return told(due, **given)

    assert refused() == ("due_date", [44])
    assert refused(day=date(2026, 10, 9), days=3) == ("due_date", [44])
    assert refused(days=0) == ("days", [44])
    assert refused(days=251) == ("days", [44])
    assert refused(day=date(2026, 9, 27)) == ("due_date", [44])
    assert refused(day=date(2026, 10, 3)) == ("due_date", [47])
    with pytest.raises(Violation, match="2026-10-08"):
        due(day=date(2026, 10, 3))


@pytest.mark.handbook(44)
@pytest.mark.parametrize(
    "milestones",
    [
        [(date(2026, 9, 29), " ")],
        [(date(2026, 9, 29), "初稿"), (date(2026, 9, 30), "初稿")],
        [(date(2026, 9, 27), "初稿")],
        [(date(2026, 10, 9), "初稿")],
    ],
)
def test_milestones_lie_between_issue_and_due_day(milestones):
    last = date(2026, 10, 8)
    found = told(rules.milestones_in_order, milestones=milestones, issued=ISSUED, due=last)
    assert found == ("milestones", [44])
    good = [(ISSUED, "初稿"), (last, "定稿")]
    rules.milestones_in_order(milestones=good, issued=ISSUED, due=last)


@pytest.mark.handbook(43)
def test_an_entry_says_something():
    assert told(rules.words_are_there, text=" ", field="text") == ("text", [43])
    rules.words_are_there(text="已到现场", field="text")


@pytest.mark.handbook(44, 46)
def test_what_is_reported_done_has_result_and_evidence():
    assert told(rules.done_is_shown, result=" ", files=1, note="")[0] == "result"
    assert told(rules.done_is_shown, result="好", files=0, note=" ")[0] == "evidence_note"
    rules.done_is_shown(result="好", files=1, note="")
    rules.done_is_shown(result="好", files=0, note="存档")


@pytest.mark.handbook(46)
def test_nothing_is_reported_done_while_a_milestone_is_open():
    with pytest.raises(Violation, match="初稿、定稿"):
        rules.milestones_are_reached(missing=["初稿", "定稿"])
    rules.milestones_are_reached(missing=[])


@pytest.mark.handbook(0, 46)
def test_nobody_confirms_or_extends_their_own():
    assert told(rules.checked_by_another, doers=(1, None), checkers=(1, 9))[1] == [0, 46]
    rules.checked_by_another(doers=(1, None), checkers=(2,))
    found = told(rules.extension_is_decided_by_another, asker=1, deciders=(1,))
    assert found[1] == [0, 46]
    rules.extension_is_decided_by_another(asker=None, deciders=(1,))


@pytest.mark.handbook(46)
def test_an_item_is_closed_with_a_rating():
    assert told(rules.rating_is_known, rating="", known=("good",)) == ("rating", [46])
    rules.rating_is_known(rating="good", known=("good",))


@pytest.mark.handbook(46)
def test_an_extension_is_later_on_a_working_day_with_a_reason_one_at_a_time():
    def ask(wanted=date(2026, 10, 9), reason="等数据", open_already=False):
        rules.extension_is_asked_in_order(
            CALENDAR,
            present=date(2026, 10, 8),
            wanted=wanted,
            reason=reason,
            open_already=open_already,
        )

    ask()
    assert told(ask, open_already=True) == ("", [46])
    assert told(ask, wanted=date(2026, 10, 8)) == ("to_date", [46])
    assert told(ask, wanted=date(2026, 10, 11)) == ("to_date", [47])
    assert told(ask, reason=" ") == ("reason", [46])
    assert told(rules.refusal_has_a_reason, agree=False, opinion=" ") == ("opinion", [46])
    rules.refusal_has_a_reason(agree=True, opinion="")
    rules.refusal_has_a_reason(agree=False, opinion="抓紧")


@pytest.mark.handbook(45)
def test_checks_are_made_once_on_working_days_and_problems_are_fed_back():
    assert told(rules.check_is_of_a_working_day, CALENDAR, day=date(2026, 10, 1)) == ("", [45])
    rules.check_is_of_a_working_day(CALENDAR, day=date(2026, 10, 10))
    assert told(rules.checked_once, already=True) == ("", [45])
    rules.checked_once(already=False)
    rules.problem_is_fed_back(normal=True, problem="", told="")
    found = told(rules.problem_is_fed_back, normal=False, problem=" ", told="owner")
    assert found == ("problem", [45])
    found = told(rules.problem_is_fed_back, normal=False, problem="慢", told="")
    assert found == ("told", [45, 43])
    rules.problem_is_fed_back(normal=False, problem="慢", told="owner")


@pytest.mark.handbook(45)
def test_every_working_day_after_the_issue_is_checked_until_it_ends():
    def days(ended=None, until=date(2026, 10, 12)):
        found = rules.days_to_check(CALENDAR, issued=ISSUED, ended=ended, until=until)
        return [(day.month, day.day) for day in found]

    assert days() == [(9, 29), (9, 30), (10, 8), (10, 9), (10, 10), (10, 12)]
    assert days(ended=date(2026, 10, 9)) == [(9, 29), (9, 30), (10, 8)]
    assert days(ended=date(2026, 10, 20), until=date(2026, 9, 29)) == [(9, 29)]
    assert days(ended=ISSUED) == []


@pytest.mark.handbook(47)
@pytest.mark.parametrize(
    ("today", "light"),
    [
        # Due on Saturday 10 October, a make-up working day.
        (date(2026, 9, 29), Light.GREEN),
        (date(2026, 9, 30), Light.YELLOW),
        (date(2026, 10, 8), Light.YELLOW),
        (date(2026, 10, 10), Light.YELLOW),
        (date(2026, 10, 11), Light.RED),
        (date(2026, 10, 12), Light.RED),
    ],
)
def test_yellow_three_working_days_before_red_after(today, light):
    due = date(2026, 10, 10)
    shown = rules.light(CALENDAR, due=due, today=today, yellow_days=3, ended=False)
    assert shown is light
    ended = rules.light(CALENDAR, due=due, today=today, yellow_days=3, ended=True)
    assert ended is Light.NONE


@pytest.mark.handbook(47)
def test_on_time_is_by_the_first_due_day_and_steps_upwards_are_counted():
    first = date(2026, 10, 8)
    assert rules.closed_on_time(ended=first, closed=True, first_due=first)
    assert not rules.closed_on_time(ended=date(2026, 10, 9), closed=True, first_due=first)
    assert not rules.closed_on_time(ended=first, closed=False, first_due=first)
    assert not rules.closed_on_time(ended=None, closed=True, first_due=first)
    assert [rules.escalation(days_late=n, steps=(1, 3, 5)) for n in (0, 1, 2, 3, 5, 9)] == [
        *(0, 1, 1, 2, 3, 3)
    ]
