"""The workbench, the signs of compliance, the search, scheduled work."""

from datetime import date

import pytest

from accounts import place
from console import search
from core import attachments
from core.models.figures import FigureChange
from operations.duty import services, tasks, today, wagtail_hooks
from operations.duty.models import HolidaySchedule, Shift
from tests.operations.duty.conftest import (
    AT,
    begin,
    department,
    enter,
    hand_over,
    moment,
    plan,
)

TUESDAY = date(2026, 3, 3)


def tone(finding):
    """good, warn, bad, or nothing to say."""
    return None if finding is None else finding.tone


def test_ones_own_shift_and_whom_one_is_on_call_for(people):
    plan(people, leader_id=people.leader.user_id)
    (line,) = today.lines(people.duty, TUESDAY)
    assert (line.when, line.url) == ("08:30", "/console/duty/mine/")
    (line,) = today.lines(people.leader, TUESDAY)
    assert "蔺望舒" in str(line.text)
    assert today.lines(people.ops, TUESDAY) == []
    assert today.lines(people.duty, date(2026, 3, 4)) == []
    shift = begin(people, 5)
    hand_over(people, shift)
    (line,) = today.lines(people.duty, date(2026, 3, 6))
    assert (line.when, "待交接" in str(line.text)) == ("", True)


@pytest.mark.handbook(39)
def test_the_sign_of_the_next_holiday(people):
    assert today.rosters(date(2026, 3, 10)) is None
    assert tone(today.rosters(date(2026, 3, 23))) == "warn"
    assert tone(today.rosters(date(2026, 3, 31))) == "bad"
    schedule = services.schedule_open(first_date=date(2026, 4, 4), by=people.office, at=AT)
    assert tone(today.rosters(date(2026, 3, 23))) == "warn"
    services.schedule_publish(schedule_id=schedule.pk, by=people.office, at=AT)
    assert tone(today.rosters(date(2026, 3, 31))) == "good"


@pytest.mark.handbook(50)
def test_the_sign_of_the_post(people, clock):
    assert today.gaps(TUESDAY) is None
    shift = begin(people)
    assert tone(today.gaps(TUESDAY)) == "good"
    hand_over(people, shift, at=moment(3, 16))
    assert tone(today.gaps(TUESDAY)) == "bad"
    services.gap_inquire(
        shift_id=shift.pk,
        gap_id=shift.gaps.get().pk,
        finding="批评教育",
        by=people.leader,
        at=moment(4),
    )
    assert tone(today.gaps(TUESDAY)) == "warn"


@pytest.mark.handbook(55)
def test_the_sign_of_handovers(people, on_duty):
    assert today.handovers(TUESDAY) is None
    assert tone(today.handovers(date(2026, 3, 5))) == "bad"
    hand_over(people, on_duty)
    assert tone(today.handovers(date(2026, 3, 5))) == "bad"
    services.shift_take_over(shift_id=on_duty.pk, by=people.office, at=moment(5))
    assert tone(today.handovers(date(2026, 3, 5))) == "good"


@pytest.mark.handbook(53)
def test_the_sign_of_answers(people, on_duty):
    record = enter(people)
    assert today.answers(TUESDAY) is None
    services.record_hand_to(
        record_id=record.pk, department_id=department(), by=people.duty, at=moment(3, 11)
    )
    assert tone(today.answers(TUESDAY)) == "good"
    assert tone(today.answers(date(2026, 3, 9))) == "bad"


def test_matters_are_found_by_their_words(people, on_duty, clock):
    clock.now = moment(3, 12)
    enter(people, text="河湾村快件滞留")
    (hit,) = wagtail_hooks.find(people.office, "河湾", 5)
    assert isinstance(hit, search.Hit)
    assert "河湾村" in hit.title
    assert wagtail_hooks.find(people.staff, "河湾", 5) == []


@pytest.mark.handbook(39, 50)
def test_scheduled_work(people, clock):
    clock.now = moment(23, 8, 20)
    assert tasks.daily.run() == 0
    assert HolidaySchedule.objects.get().first_date == date(2026, 4, 4)
    marked = set(FigureChange.objects.values_list("code", "on_date"))
    assert {("O-HANDOVER", date(2026, 3, 23)), ("O-NOROSTER", date(2026, 3, 23))} <= marked
    clock.now = moment(2)
    plan(people)
    clock.now = moment(3, 18)
    assert tasks.watch.run() == 1
    assert Shift.objects.get(on_date=TUESDAY).status == "missed"


def test_files_of_a_matter_are_for_those_who_may_read_it(people, on_duty, clock):
    clock.now = moment(3, 12)
    record = enter(people)
    assert attachments.may_see(people.office, record)
    assert not attachments.may_see(people.staff, record)
    assert place.here() == "county"
