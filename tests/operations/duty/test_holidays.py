"""Work schedules of holidays: drawn up in fair rotation, published in time (R39, R57)."""

from collections import Counter
from datetime import date

import pytest

from core import audit, inbox, papers
from core.actor import Actor
from core.errors import Denied
from core.models.inbox import InboxItem
from core.workcalendar import WorkCalendar
from operations.duty import joints, selectors, services
from operations.duty.lifecycle import H, S
from operations.duty.models import DutySetting, HolidaySchedule, Shift
from operations.duty.rules import roster
from operations.duty.services import ShiftData
from tests.operations.documents.test_rules import refused
from tests.operations.duty.conftest import AT, moment, plan

SYSTEM = Actor.system("tests")


@pytest.fixture
def block(people):
    """The Tomb-sweeping holiday of 2026, as the seeds have it."""
    calendar = WorkCalendar.load()
    (found,) = roster.blocks(calendar, first=date(2026, 3, 20), last=date(2026, 4, 20))
    return found


@pytest.fixture
def schedule(people, block):
    """Its schedule, drawn up."""
    return services.schedule_open(first_date=block.first, by=people.office, at=moment(20))


def publish(people, schedule, at=None):
    return services.schedule_publish(schedule_id=schedule.pk, by=people.office, at=at or moment(23))


@pytest.mark.handbook(39, 57)
def test_a_schedule_from_the_calendar_to_its_publication(people, block, schedule):
    assert (block.first, block.last, block.name) == (
        date(2026, 4, 4),
        date(2026, 4, 6),
        "清明节",
    )
    assert str(schedule) == "2026年清明节工作安排表"
    assert schedule.due_date == date(2026, 3, 30)
    shifts = list(schedule.shifts.order_by("starts_at"))
    assert [one.on_date for one in shifts] == block.days
    assert len({one.officer_id for one in shifts}) == 3
    assert all(one.leader_id is not None for one in shifts)
    (item,) = inbox.pending(schedule)
    assert (item.post, item.due_at.date()) == ("office", schedule.due_date)
    publish(people, schedule)
    schedule.refresh_from_db()
    assert (schedule.status, schedule.published_by_name) == (H.PUBLISHED, "蔺小满")
    assert not inbox.pending(schedule).exists()
    (sheet,) = papers.of(schedule)
    assert sheet.kind == "节假日工作安排表"
    told = InboxItem.objects.filter(record_id=str(schedule.pk), step="notice")
    named = {one.officer_id for one in shifts} | {one.leader_id for one in shifts}
    assert {one.user_id for one in told} == named
    assert audit.verify().ok


@pytest.mark.handbook(39)
def test_each_holiday_has_one_schedule_and_other_days_have_none(people, schedule):
    given = {"by": people.office, "at": AT}
    refused(lambda: services.schedule_open(first_date=schedule.first_date, **given), 39)
    refused(lambda: services.schedule_open(first_date=date(2026, 3, 3), **given), 39)
    with pytest.raises(Denied):
        services.schedule_open(first_date=date(2026, 5, 1), by=people.duty, at=AT)


@pytest.mark.handbook(39)
def test_the_morning_draws_up_what_comes_near_once(people):
    assert services.schedule_open_due(by=SYSTEM, at=moment(19)) == []
    (found,) = services.schedule_open_due(by=SYSTEM, at=moment(23))
    assert found.first_date == date(2026, 4, 4)
    assert services.schedule_open_due(by=SYSTEM, at=moment(24)) == []


@pytest.mark.handbook(39)
def test_a_county_in_which_nobody_is_free_is_left_to_its_office(people):
    DutySetting.objects.create(key="pool", value=["editor"], valid_from_date=date(2026, 1, 1))
    assert services.schedule_open_due(by=SYSTEM, at=moment(23)) == []
    assert not HolidaySchedule.objects.exists()


@pytest.mark.handbook(39, 57)
def test_holidays_go_round_over_the_year(people):
    """Whoever had the last holiday is not asked first for the next."""
    for first in (date(2026, 4, 4), date(2026, 5, 1), date(2026, 6, 19)):
        services.schedule_open(first_date=first, by=people.office, at=AT)
    counts = Counter(Shift.objects.values_list("officer_id", flat=True))
    assert sum(counts.values()) == 3 + 5 + 3
    assert max(counts.values()) - min(counts.values()) <= 1
    leaders = Counter(Shift.objects.values_list("leader_name", flat=True))
    assert max(leaders.values()) - min(leaders.values()) <= 1


@pytest.mark.handbook(57)
def test_every_day_has_a_shift_and_a_leader_before_it_is_published(people, schedule):
    first, second, third = schedule.shifts.order_by("starts_at")
    services.shift_cancel(shift_id=first.pk, reason="调整", by=people.office, at=AT)
    assert "4月4日" in refused(lambda: publish(people, schedule), 57, 39)
    services.schedule_refill(schedule_id=schedule.pk, by=people.office, at=AT)
    again = schedule.shifts.exclude(status=S.CANCELLED)
    assert again.count() == 3
    services.schedule_refill(schedule_id=schedule.pk, by=people.office, at=AT)
    assert again.count() == 3
    services.shift_change(
        shift_id=third.pk,
        data=ShiftData(third.officer_id, third.starts_at, third.ends_at),
        by=people.office,
        at=AT,
    )
    assert "4月6日" in refused(lambda: publish(people, schedule), 57, 39)
    services.shift_change(
        shift_id=third.pk,
        data=ShiftData(second.officer_id, third.starts_at, third.ends_at, people.director.user_id),
        by=people.office,
        at=AT,
    )
    assert publish(people, schedule).status == H.PUBLISHED


@pytest.mark.handbook(39, 57)
def test_a_published_schedule_stays_whole_and_its_sheet_follows(people, schedule):
    publish(people, schedule)
    first = schedule.shifts.order_by("starts_at").first()
    free = next(
        one
        for one in (people.duty, people.ops, people.staff, people.drafter)
        if not selectors.busy(one.user_id, starts=first.starts_at, ends=first.ends_at)
    )
    given = {"shift_id": first.pk, "by": people.office, "at": moment(25)}
    refused(lambda: services.shift_cancel(**given, reason="停电"), 57, 39)
    refused(
        lambda: services.shift_change(
            **given, data=ShiftData(free.user_id, first.starts_at, first.ends_at)
        ),
        57,
        39,
    )
    services.shift_change(
        **given,
        data=ShiftData(free.user_id, first.starts_at, first.ends_at, people.director.user_id),
    )
    assert [one.voided_at is None for one in papers.of(schedule)] == [True, False]


@pytest.mark.handbook(39)
def test_what_is_to_be_done_is_written_before_the_publication(people, schedule):
    given = {"schedule_id": schedule.pk, "by": people.office, "at": AT}
    services.schedule_write(**given, arrangements=" 加强巡查。 ")
    publish(people, schedule)
    schedule.refresh_from_db()
    assert schedule.arrangements == "加强巡查。"
    refused(lambda: services.schedule_write(**given, arrangements="改"), 39)
    services.schedule_reopen(**given, reason="人员变动")
    services.schedule_write(**given, arrangements="改")
    (item,) = inbox.pending(schedule)
    assert item.step == "publish"
    assert publish(people, schedule).status == H.PUBLISHED
    with pytest.raises(Denied):
        services.schedule_write(schedule_id=schedule.pk, by=people.duty, at=AT, arrangements="改")


@pytest.mark.handbook(39)
def test_shifts_planned_before_belong_to_the_schedule(people, block):
    shift = plan(people, starts_at=moment(4, 8, month=4), ends_at=moment(4, 18, month=4))
    assert shift.schedule is None
    schedule = services.schedule_open(first_date=block.first, by=people.office, at=AT)
    shift.refresh_from_db()
    assert shift.schedule == schedule
    assert schedule.shifts.count() == 3
    added = plan(
        people,
        officer=people.office,
        starts_at=moment(4, 18, month=4),
        ends_at=moment(4, 22, month=4),
    )
    assert added.schedule == schedule


def test_schedules_are_for_the_centre(people, schedule):
    assert joints.may_see_schedule(people.staff, schedule)
    assert not joints.may_see_schedule(people.commerce, schedule)
    assert joints.may_see_shift(people.staff, schedule.shifts.first())
