"""The people of duty, shifts anywhere on their way, and a clock that stands where it is set."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from operations.duty import services
from operations.duty.lifecycle import S
from operations.duty.models import DutyRecord, Shift
from operations.duty.services import RecordData, ShiftData
from operations.staff.models import Department
from tests.operations.documents.conftest import People

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
SHANGHAI = ZoneInfo("Asia/Shanghai")
POSTS = ("office", "duty", "frontdesk", "ops", "staff", "drafter", "leader", "director")


def moment(day: int, hour: int = 9, minute: int = 0, *, month: int = 3) -> datetime:
    """A moment of 2026 as Shanghai's clocks show it; 3 March is a Tuesday."""
    return datetime(2026, month, day, hour, minute, tzinfo=SHANGHAI)


# Monday, the day before the first shift.
AT = moment(2)


class Clock:
    """What `timezone.now` says; set `now` to go on."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock(monkeypatch, settings) -> Clock:
    """The pages' clock: whatever the weekday the tests run on, it is Monday 2 March 2026."""
    found = Clock(AT)
    # Days go by within a test; people stay signed in.
    settings.SESSION_COOKIE_AGE = 100 * 24 * 60 * 60
    monkeypatch.setattr(timezone, "now", found)
    return found


@pytest.fixture(scope="module")
def appointed(stage) -> Iterator[People]:
    """Everybody whom duty needs, for all tests of a file."""
    yield from stage(lambda: People(*POSTS, "dept_head"))


def department(code: str = "brand") -> int:
    """A department's key."""
    return Department.objects.get(code=code).pk


def plan(people: People, day: int = 3, officer: Any = None, **more: Any) -> Shift:
    """A shift from half past eight to half past five."""
    values = {
        "officer_id": (officer or people.duty).user_id,
        "starts_at": moment(day, 8, 30),
        "ends_at": moment(day, 17, 30),
        **more,
    }
    return services.shift_plan(data=ShiftData(**values), by=people.office, at=AT)


def begin(people: People, day: int = 3, officer: Any = None, **more: Any) -> Shift:
    """A shift that somebody has signed in for, in time."""
    shift = plan(people, day, officer, **more)
    by = officer or people.duty
    return services.shift_begin(shift_id=shift.pk, by=by, at=shift.starts_at - 5 * MINUTE)


def hand_over(people: People, shift: Shift, by: Any = None, **more: Any) -> Shift:
    """Handed over at its end, with everything that belongs to it."""
    given = {
        "summary": "服务站日报已收齐",
        "things": "钥匙两把",
        "nothing_happened": not shift.records.exists(),
        "by": by or people.duty,
        "at": shift.ends_at,
        **more,
    }
    return services.shift_hand_over(shift_id=shift.pk, **given)


def enter(people: People, at: datetime | None = None, by: Any = None, **more: Any) -> DutyRecord:
    """An entry, by whoever is on duty."""
    values = {"kind": "phone", "text": "村民来电查询快件", **more}
    return services.record_add(
        data=RecordData(**values), by=by or people.duty, at=at or moment(3, 10)
    )


@pytest.fixture
def on_duty(people) -> Shift:
    """The duty officer has signed in on Tuesday."""
    return begin(people)


@pytest.fixture
def at_state(people) -> Callable[[str], Shift]:
    """at_state(S.HANDING_OVER): a shift of Tuesday there, the next one on Wednesday."""

    def make(state: str) -> Shift:
        plan(people, 4, people.frontdesk)
        if state == S.PLANNED:
            return plan(people)
        shift = begin(people)
        if state != S.ON_DUTY:
            hand_over(people, shift)
        if state == S.HANDED_OVER:
            services.shift_take_over(shift_id=shift.pk, by=people.frontdesk, at=moment(4, 8))
        shift.refresh_from_db()
        assert shift.status == state
        return shift

    return make
