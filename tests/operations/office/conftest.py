"""The people of supervision, and items anywhere on their way."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from operations.office import services
from operations.office.lifecycle import S
from operations.office.models import SupervisionItem
from operations.office.services import SupervisionData
from operations.staff.models import Department
from tests.operations.documents.conftest import People

# A Tuesday: 2026-03-03 09:00 in Shanghai.
AT = datetime(2026, 3, 3, 1, 0, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture(scope="module")
def appointed(stage) -> Iterator[People]:
    """Everybody whom an item needs, for all tests of a file."""
    yield from stage(
        lambda: People(
            "office", "leader", "director", "staff", "drafter", "dept_head", "county_admin"
        )
    )


def department(code: str = "brand") -> int:
    """The id of a department."""
    return Department.objects.get(code=code).pk


def data(**more: Any) -> SupervisionData:
    """An item as the office would issue it."""
    values = {
        "title": "制定年货节活动方案",
        "requirement": "明确时间、品类和预算。",
        "department_id": department(),
        "days": 10,
        **more,
    }
    return SupervisionData(**values)


def issue(people: People, *, at: datetime = AT, by: Any = None, **more: Any) -> SupervisionItem:
    """An item issued to the member of staff."""
    values = {"owner_id": people.staff.user_id, **more}
    return services.supervision_open(
        data=data(**values),
        source="meeting",
        reference="中心办公会",
        by=by or people.office,
        at=at,
    )


def bring(people: People, state: str, *, at: datetime = AT, **more: Any) -> SupervisionItem:
    """An item that stands somewhere."""
    item = issue(people, at=at, **more)
    staff = people.staff
    steps = (
        (S.ACCEPTED, lambda: services.supervision_sign_for(item_id=item.pk, by=staff, at=at)),
        (S.HANDLING, lambda: services.supervision_begin(item_id=item.pk, by=staff, at=at)),
        (
            S.REPORTED,
            lambda: services.supervision_report(
                item_id=item.pk, result="方案已定稿", evidence_note="原件存档", by=staff, at=at
            ),
        ),
        (
            S.CLOSED,
            lambda: services.supervision_confirm(
                item_id=item.pk, rating="good", by=people.office, at=at
            ),
        ),
    )
    for reached, act in steps:
        item.refresh_from_db()
        if item.status == state:
            break
        act()
        assert SupervisionItem.objects.get(pk=item.pk).status == reached
    item.refresh_from_db()
    assert item.status == state
    return item


@pytest.fixture
def at_state(people) -> Callable[..., SupervisionItem]:
    """at_state(S.HANDLING): an item there."""

    def make(state: str, **more: Any) -> SupervisionItem:
        return bring(people, state, **more)

    return make
