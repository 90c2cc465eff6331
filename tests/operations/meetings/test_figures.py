"""What the province reads of meetings, and the workbench of a day."""

from datetime import date

import pytest

from console.home import registry
from core import figures as declared
from operations.meetings import figures, services, today
from operations.meetings.lifecycle import S
from operations.meetings.models import Meeting
from operations.office import figures as office
from tests.operations.duty.test_figures import county
from tests.operations.meetings.conftest import BEGIN, DAY, END, HOUR, bring, visit

HELD, SIGNED, DUE = date(2026, 3, 4), date(2026, 3, 4), date(2026, 3, 11)
ONE = DAY


@pytest.mark.handbook(26, 44)
def test_meetings_count_on_their_day_and_minutes_when_signed_or_run_over(people):
    bring(people, S.SIGNED)
    late = bring(people, S.HELD, begin=BEGIN + 3 * HOUR)
    skipped = bring(people, S.HELD, begin=BEGIN + 6 * HOUR)
    services.meeting_skip(meeting_id=skipped.pk, reason="不需要", by=people.office, at=END + DAY)
    assert county(figures.held(HELD)) == (3, None)
    assert list(figures.held_days()) == [HELD]
    assert county(figures.minutes_in_time(SIGNED)) == (1, 1)
    assert county(figures.minutes_in_time(DUE)) == (0, 0)
    assert county(figures.minutes_in_time(DUE + ONE)) == (0, 1)
    assert set(figures.minutes_days()) == {SIGNED, DUE + ONE}
    assert declared.figure("MT-MINUTES").clause == 26
    # What was decided is due on the 23rd, and nobody has done it.
    assert list(office.decision_days()) == [date(2026, 3, 23)]
    assert county(office.decisions_done(date(2026, 3, 23))) == (0, 1)
    assert today.minutes(DUE).tone == registry.GOOD
    assert today.minutes(DUE + ONE).tone == registry.BAD
    assert "会议纪要超期未签发 1 份" in texts(people.office, DUE + ONE)
    assert Meeting.objects.get(pk=late.pk).status == S.HELD


@pytest.mark.handbook(26)
def test_visits_count_when_they_came(people):
    assert today.minutes(HELD) is None
    found = visit(people)
    services.visit_receive(visit_id=found.pk, headcount=6, by=people.dept_head, at=BEGIN)
    assert county(figures.received(HELD)) == (1, None)
    assert list(figures.received_days()) == [HELD]
    assert texts(people.office, HELD) == ["今日接待来访 1 批"]
    assert texts(people.staff, HELD) == []


def texts(actor, day):
    """Lines of a day."""
    return [str(line.text) for line in today.lines(actor, day)]


@pytest.mark.handbook(26)
def test_the_workbench_tells_of_todays_meetings_and_answers_owed(people):
    bring(people, S.NOTIFIED)
    said = texts(people.dept_head, HELD)
    assert said == ["09:00 双周工作例会，第一会议室", "请回复是否参加：双周工作例会"]
    assert texts(people.leader, HELD) == ["09:00 双周工作例会，第一会议室"]
