"""Files, due days that follow the calendar, the workbench, the matrix, the search."""

from datetime import UTC, date, datetime

import pytest
from django.utils import timezone

from accounts import place
from console import search
from core import attachments
from core.workcalendar import WorkCalendar, calendar_override
from operations.office import joints, selectors, services, today, wagtail_hooks
from operations.office.lifecycle import S
from tests.operations.office.conftest import AT, DAY, bring, department, issue


def test_files_are_for_those_who_may_read_the_item(people):
    item = issue(people)
    assert attachments.may_see(people.staff, item)
    assert attachments.may_see(people.office, item)
    assert not attachments.may_see(people.drafter, item)


@pytest.mark.handbook(47)
def test_days_that_were_counted_follow_the_calendar(people):
    now = timezone.now()
    counted, named = issue(people, at=now), issue(people, at=now)
    later = WorkCalendar.load().add(timezone.localdate(now), 30)
    services.extension_ask(
        item_id=named.pk, to_date=later, reason="等数据", by=people.staff, at=now
    )
    services.extension_decide(item_id=named.pk, agree=True, by=people.leader, at=now)
    due = counted.due_date
    assert joints.recompute(due.year) == 0
    calendar_override(
        on=due, kind="off", name="停电", reason="全县停电", by=people.county_admin, at=now
    )
    counted.refresh_from_db()
    named.refresh_from_db()
    assert counted.due_date == counted.first_due_date == WorkCalendar.load().add(due, 1)
    assert named.due_date == later
    assert joints.recompute(due.year + 9) == 0


def test_the_province_has_no_items(province):
    assert place.here() != "county"
    assert joints.recompute(2026) == 0


@pytest.mark.handbook(44)
def test_the_matrix_shows_who_owns_and_who_assists(people):
    late = issue(people, days=1)
    helped = issue(people, department_id=department("tech"), assisting=(department("goods"),))
    bring(people, S.CLOSED)
    on = date(2026, 3, 12)
    found = selectors.matrix(people.office, on=on)
    assert [one.code for one in found.departments] == ["brand", "goods", "tech"]
    assert [(row.item, [part for _one, part in row.cells], row.light) for row in found.rows] == [
        (late, ["owns", "", ""], "red"),
        (helped, ["", "assists", "owns"], "yellow"),
    ]
    assert [(one.open, one.yellow, one.red, one.assists) for one in found.tallies] == [
        (1, 0, 1, 0),
        (0, 0, 0, 1),
        (1, 1, 0, 0),
    ]
    assert selectors.matrix(people.drafter, on=on).rows == []


@pytest.mark.parametrize(
    ("asked", "number"),
    [
        ({"light": "red"}, 1),
        ({"light": "yellow"}, 1),
        ({"light": "green"}, 1),
        ({"light": "blue"}, 4),
        ({"state": "open"}, 3),
        ({"state": "closed"}, 1),
        ({"query": "年货节"}, 4),
        ({"query": "不存在"}, 0),
        ({"source": "leader"}, 0),
        ({"department": "x"}, 4),
        ({"department": "0"}, 0),
    ],
)
def test_the_list_is_narrowed(people, asked, number):
    on = date(2026, 3, 12)
    for days in (1, 10, 11):
        issue(people, days=days)
    bring(people, S.CLOSED)
    found = selectors.filtered(selectors.items(people.office, on=on), on=on, **asked)
    assert found.count() == number
    # The database draws the line where the rule does.
    shown = set(selectors.lights(found, on=on).values())
    if asked.get("light") in ("red", "yellow", "green"):
        assert shown == {asked["light"]}


@pytest.mark.handbook(45, 46, 47)
def test_the_workbench_and_the_signs(people):
    day = date(2026, 3, 17)
    signs = (today.overdue, today.not_checked, today.unsigned)
    assert [judge(day) for judge in signs] == [None] * 3
    bring(people, S.CLOSED)
    tones = [one(day).tone for one in (today.overdue, today.not_checked, today.unsigned)]
    assert tones == ["good"] * 3
    issue(people)
    (line,) = today.lines(people.staff, day)
    assert line.text.startswith("今日到期")
    assert today.lines(people.drafter, day) == []
    later = date(2026, 3, 18)
    (line,) = today.lines(people.office, later)
    assert line.tone == "bad"
    found = [one(later) for one in (today.overdue, today.not_checked, today.unsigned)]
    assert [one.tone for one in found] == ["bad", "warn", "warn"]
    assert "day=2026-03-17" in found[1].url


def test_items_are_found_by_matter_and_number(people):
    item = issue(people)
    for words in ("年货节", "督〔2026〕1"):
        (hit,) = wagtail_hooks.find(people.office, words, 5)
        assert hit.title == item.title
    assert wagtail_hooks.find(people.drafter, "年货节", 5) == []
    assert isinstance(hit, search.Hit)


def test_a_due_day_in_a_year_not_announced_is_told(people):
    """The calendar of a far year is provisional, and the record says so."""
    at = datetime(2029, 12, 20, 1, tzinfo=UTC)
    item = issue(people, at=at)
    assert WorkCalendar.load().unsure_years(item.issued_date, item.due_date)
    assert at > AT + DAY
