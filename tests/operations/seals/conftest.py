"""The people of seals, and uses anywhere on their way. The day is set, never today's."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from operations.seals import services
from operations.seals.lifecycle import S
from operations.seals.models import Seal, SealUse
from operations.seals.services import SealUseData
from tests.operations.documents.conftest import People
from tests.operations.petitions.conftest import refused

# A Tuesday: 2026-03-03 09:00 in Shanghai.
AT = datetime(2026, 3, 3, 1, 0, tzinfo=UTC)
TODAY = date(2026, 3, 3)
DAY = timedelta(days=1)

__all__ = ["AT", "DAY", "TODAY", "apply", "bring", "data", "refused", "seal"]


@pytest.fixture(scope="module")
def appointed(stage) -> Iterator[People]:
    """Everybody whom a seal needs, for all tests of a file."""
    yield from stage(lambda: People("office", "leader", "director", "staff", "admin"))


def seal(name: str = "公章") -> Seal:
    """One of the two that a county begins with."""
    return Seal.objects.get(name=name)


def data(**more: Any) -> SealUseData:
    """A paper to be stamped."""
    values: dict[str, Any] = {
        "seal_id": seal().pk,
        "document": "服务站运营补助申报表",
        "purpose": "报送县商务主管部门",
        "copies": 3,
        **more,
    }
    if values.get("is_loan"):
        values = {"loan_place": "县公共资源交易中心", "due_back_date": TODAY + 2 * DAY, **values}
    return SealUseData(**values)


def apply(people: People, *, at: datetime = AT, by: Any = None, **more: Any) -> SealUse:
    """Somebody applies."""
    return services.seal_apply(data=data(**more), by=by or people.staff, at=at)


def bring(people: People, state: str, *, at: datetime = AT, **more: Any) -> SealUse:
    """A use that stands somewhere."""
    use = apply(people, at=at, **more)
    given = {"use_id": use.pk, "at": at}
    if state != S.APPLIED:
        services.seal_use_approve(by=people.leader, **given)
    if state == S.USED:
        services.seal_stamp(impressions=3, by=people.office, **given)
    if state in (S.LENT, S.RETURNED):
        services.seal_lend(by=people.office, **given)
    if state == S.RETURNED:
        services.seal_give_back(impressions=3, by=people.office, **given)
    use.refresh_from_db()
    assert use.status == state
    return use
