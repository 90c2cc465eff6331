"""A ledger of things in rooms, a count of the month, and two counters. The day is set."""

import uuid
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from core.actor import Actor
from operations.assets.models import Asset, AssetClass
from operations.assets.services import cards_open
from operations.assets.services.opening import Opening
from operations.counting import services
from operations.counting.models import Count, Line
from operations.counting.services import Record
from operations.staff.models import Department
from tests.operations.assets.conftest import drawn, person
from tests.operations.documents.conftest import People
from tests.operations.petitions.conftest import refused

# Monday 2026-06-01, 00:20 in Shanghai; five working days end on Friday the fifth.
BEGUN = datetime(2026, 5, 31, 16, 20, tzinfo=UTC)
AT = datetime(2026, 6, 2, 1, 0, tzinfo=UTC)
DUE = date(2026, 6, 5)
DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
HOST = "hechuan.test"
ROOMS = ("一楼大厅", "二楼直播间", "三楼库房")

__all__ = ["AT", "BEGUN", "DAY", "DUE", "HOST", "MINUTE", "ROOMS", "drawn", "person", "refused"]


class Clock:
    """What timezone.now() says, once somebody sets it."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        """The moment."""
        return self.now


@pytest.fixture
def clock(monkeypatch, settings) -> Clock:
    """The pages' clock: Tuesday 2 June 2026, whatever day the tests run on."""
    settings.SESSION_COOKIE_AGE = 100 * 24 * 60 * 60
    found = Clock(AT)
    monkeypatch.setattr(timezone, "now", found)
    return found


@pytest.fixture(scope="module")
def appointed(stage) -> Iterator[People]:
    """Everybody whom a count needs, for all tests of a file."""
    yield from stage(
        lambda: People("office", "dept_keeper", "admin", "gm", "area_clerk", "finance")
    )


def things(people: People, number: int = 6, *, keeper: int | None = None) -> list[Asset]:
    """So many, in the rooms by turns; keeper: who has them, else they lie in store."""
    klass = AssetClass.objects.get(short="102").pk
    office = Department.objects.get(code="office").pk
    cards = [
        Opening(
            old_number=f"旧-{Asset.objects.count() + index:04d}", name=f"笔记本电脑{index}",
            asset_class=klass, model="启明14", spec="16G", manufacturer="启明", dealer="商行",
            price=Decimal("4999.00"), buyer_name="邰", accepter_name="鄢", department=office,
            place=ROOMS[index % len(ROOMS)], warranty="三年", funds="county",
            booked_date=date(2026, 1, 5), keeper=keeper,
        )
        for index in range(number)
    ]  # fmt: skip
    return list(cards_open(cards=cards, by=people.area_clerk, at=BEGUN - 30 * DAY))


@pytest.fixture
def count(people) -> Count:
    """The count of June over six things that lie in three rooms."""
    things(people)
    found = services.count_open_month(month=BEGUN.date() + DAY, by=people.office, at=BEGUN)
    assert found is not None
    return found


def line(count: Count, index: int = 0) -> Line:
    """One of its lines, as the ledger began."""
    return Line.objects.filter(count=count, is_expected=True).order_by("number")[index]


def label(asset: Asset) -> str:
    """What its label says."""
    return f"https://{HOST}/a/{asset.token}/"


def record(serial: int, **more: Any) -> Record:
    """One record of a phone."""
    values: dict[str, Any] = {
        "key": uuid.uuid4(), "kind": "found", "serial": serial, "said_at": AT, "device": "甲机",
        **more,
    }  # fmt: skip
    return Record(**values)


def send(count: Count, by: Actor, *records: Record, at: datetime = AT, **more: Any) -> list[Any]:
    """What the phone sends now."""
    given = {"host": HOST, "sent_at": at, **more}
    return services.scans_receive(count_id=count.pk, records=records, by=by, at=at, **given)


def find(count: Count, by: Actor, *lines: Line, at: datetime = AT, **more: Any) -> list[Any]:
    """Somebody scans things where they belong."""
    records = [
        record(index, code=label(one.asset), place=more.get("place", one.place), said_at=at)
        for index, one in enumerate(lines, start=1)
    ]
    return send(count, by, *records, at=at)


def answer_all(count: Count, people: People, *, but: int = 0) -> list[Line]:
    """Everything is found but the last few, which are given back."""
    lines = list(Line.objects.filter(count=count, result="").order_by("number"))
    done, left = lines[: len(lines) - but], lines[len(lines) - but :]
    find(count, people.office, *done)
    return left


def sign(count: Count, people: People, *, at: datetime = AT) -> Count:
    """The office signs."""
    return services.count_sign(count_id=count.pk, signature=drawn(), by=people.office, at=at)


def confirm(count: Count, people: People, *, at: datetime = AT) -> Count:
    """Administration signs."""
    return services.count_confirm(count_id=count.pk, signature=drawn(), by=people.admin, at=at)


def explain(count: Count, people: People, one: Line, remedy: str, **more: Any) -> Line:
    """The office explains a difference."""
    given = {"explanation": "借出未登记", "by": people.office, "at": AT, **more}
    return services.line_explain(count_id=count.pk, line_id=one.pk, remedy=remedy, **given)


def settle(count: Count, people: People, one: Line, result: str, **more: Any) -> Line:
    """The office decides."""
    given = {"place": one.place, "by": people.office, "at": AT, **more}
    return services.line_settle(count_id=count.pk, line_id=one.pk, result=result, **given)
