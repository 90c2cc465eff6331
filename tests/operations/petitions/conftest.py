"""The people of petitions, and petitions anywhere on their way. The day is set, never today's."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from operations.petitions import services
from operations.petitions.lifecycle import S
from operations.petitions.models import Petition
from operations.petitions.services import PetitionData
from tests.operations.documents.conftest import People
from tests.operations.documents.test_rules import refused as told

# A Tuesday: 2026-03-03 09:00 in Shanghai.
AT = datetime(2026, 3, 3, 1, 0, tzinfo=UTC)
TODAY = date(2026, 3, 3)
DAY = timedelta(days=1)
WAY = (S.REGISTERED, S.ACCEPTED, S.HANDLING, S.ANSWERED, S.CLOSED)


def refused(call: Callable[[], Any], *numbers: int, field: str = "", words: str = "") -> None:
    """It is refused by these clauses, at this field, in these words."""
    assert words in told(call, *numbers, field=field)


@pytest.fixture(scope="module")
def appointed(stage) -> Iterator[People]:
    """Everybody whom a petition needs, for all tests of a file."""
    yield from stage(lambda: People("office", "leader", "gm", "director", "staff", "dept_head"))


def data(**more: Any) -> PetitionData:
    """A letter as the office types it."""
    values: dict[str, Any] = {
        "subject": "请求补发服务站运营补助",
        "matter": "去年第四季度补助未到账，请核实并补发。",
        "channel": "letter",
        "kind": "request",
        "received_date": TODAY,
        "name": "柏向阳",
        "phone": "19900031000",
        **more,
    }
    if values.get("is_anonymous"):
        values |= {"name": "", "phone": ""}
    return PetitionData(**values)


def register(people: People, *, at: datetime = AT, files: Any = (), **more: Any) -> Petition:
    """A petition that has just come in."""
    more = {"received_date": timezone.localdate(at), **more}
    return services.petition_register(data=data(**more), by=people.office, at=at, files=files)


def bring(
    people: People, state: str, *, at: datetime = AT, handler: str = "staff", **more: Any
) -> Petition:
    """A petition that stands somewhere on the usual way; a step a day."""
    petition = register(people, at=at, **more)
    hand = getattr(people, handler)
    given = {"petition_id": petition.pk}
    steps: tuple[Callable[[datetime], Any], ...] = (
        lambda at: services.petition_accept(
            handler_id=hand.user_id, by=people.leader, at=at, **given
        ),
        lambda at: services.petition_begin(by=hand, at=at, **given),
        lambda at: services.petition_answer(
            outcome="supported", answer="属实，已补发。", by=hand, at=at, **given
        ),
        lambda at: services.petition_close(content=True, by=people.office, at=at, **given),
    )
    for index in range(WAY.index(S(state))):
        at += DAY
        if WAY[index] == S.ANSWERED:
            deliver(people, petition, at=at)
        steps[index](at)
    petition.refresh_from_db()
    return petition


def deliver(people: People, petition: Petition, *, at: datetime) -> None:
    """The answer arrives on the day."""
    if not petition.is_anonymous:
        services.answer_deliver(
            petition_id=petition.pk,
            delivered_date=timezone.localdate(at),
            delivery="hand",
            by=people.office,
            at=at,
        )


def review(people: People, petition: Petition, by: str, *, at: datetime, **more: Any) -> Petition:
    """Let a leader review it."""
    values = {
        "asked_date": timezone.localdate(at),
        "reason": "不服答复意见",
        "by": people.office,
        **more,
    }
    return services.petition_review(
        petition_id=petition.pk, handler_id=getattr(people, by).user_id, at=at, **values
    )
