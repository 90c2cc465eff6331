"""Objections during the public notice: raised, dismissed, upheld (R141)."""

import pytest

from core import audit, inbox
from core.errors import Denied, Violation
from operations.stations import services
from operations.stations.models import Objection
from tests import cast
from tests.operations.stations.conftest import AT, DAY
from tests.operations.stations.people import CLERK, COMMERCE, DUTY, LEADER, OFFICE

pytestmark = pytest.mark.handbook(141)
LATER = AT + 2 * DAY


@pytest.fixture
def objection(on_notice) -> Objection:
    """A neighbour objects."""
    cast.appoint("commerce")
    return services.objection_raise(
        station_id=on_notice.pk, text=" 场地有争议 ", by=CLERK, at=LATER
    )


def waiting(station):
    """Objections in the commerce office's inbox."""
    return inbox.pending(station).filter(step="objection").count()


def test_it_is_noted_and_waits_for_the_commerce_office(objection, on_notice):
    assert objection.text == "场地有争议"
    item = inbox.pending(on_notice).get(step="objection")
    assert (item.post, item.clause) == ("commerce", 141)
    entry = audit.last(on_notice)
    assert (entry.action, entry.note, entry.clauses) == ("station.objection", "场地有争议", [141])


def test_it_is_taken_only_during_the_notice(selected):
    with pytest.raises(Violation, match="只有公示期间可以登记异议") as refusal:
        services.objection_raise(station_id=selected.pk, text="占用耕地", by=CLERK, at=AT)
    assert [clause.number for clause in refusal.value.clauses] == [141]
    assert not selected.objections.exists()


def test_it_is_noted_by_those_who_meet_the_public(on_notice):
    with pytest.raises(Denied, match="异议由前台、办公室或县商务局登记"):
        services.objection_raise(station_id=on_notice.pk, text="占用耕地", by=LEADER, at=LATER)
    assert not on_notice.objections.exists()


def test_it_says_something(on_notice):
    with pytest.raises(Violation, match="请写明异议内容") as refusal:
        services.objection_raise(station_id=on_notice.pk, text="  ", by=CLERK, at=LATER)
    assert refusal.value.field == "text"
    assert not on_notice.objections.exists()


def test_it_is_decided_by_the_commerce_office_with_the_reason_and_once(objection, on_notice):
    decide = {"objection_id": objection.pk, "at": LATER + DAY}
    with pytest.raises(Denied, match="异议由县商务局处理"):
        services.objection_decide(**decide, decision="不成立", by=DUTY)
    with pytest.raises(Violation, match="请写明处理意见及理由") as refusal:
        services.objection_decide(**decide, decision=" ", by=COMMERCE)
    assert refusal.value.field == "decision"
    assert waiting(on_notice) == 1
    services.objection_decide(**decide, decision="经核实不成立", by=COMMERCE)
    entry = audit.last(on_notice)
    assert (entry.action, entry.note) == ("station.objection_decided", "经核实不成立")
    assert waiting(on_notice) == 0
    with pytest.raises(Violation, match="这条异议已经处理过了"):
        services.objection_decide(**decide, decision="改判", by=COMMERCE)
    objection.refresh_from_db()
    assert objection.decision == "经核实不成立"


def test_two_objections_wait_until_the_second_is_decided_too(objection, on_notice):
    second = services.objection_raise(
        station_id=on_notice.pk, text="噪声", by=OFFICE, at=LATER + DAY
    )
    services.objection_decide(
        objection_id=objection.pk, decision="不成立", by=COMMERCE, at=LATER + DAY
    )
    assert waiting(on_notice) == 1
    services.objection_decide(
        objection_id=second.pk, decision="已整改", by=COMMERCE, at=LATER + DAY
    )
    assert waiting(on_notice) == 0


def test_nothing_is_upheld_that_nobody_raised(on_notice):
    with pytest.raises(Violation, match="没有待处理的异议") as refusal:
        services.station_uphold(station_id=on_notice.pk, by=COMMERCE, at=LATER, reason="属实")
    assert refusal.value.clauses[0].number == 141
    on_notice.refresh_from_db()
    assert on_notice.status == "notice"


def test_who_may_not_uphold_decides_nothing(objection, on_notice):
    with pytest.raises(Denied):
        services.station_uphold(station_id=on_notice.pk, by=CLERK, at=LATER, reason="属实")
    objection.refresh_from_db()
    assert (objection.decision, objection.decided_at) == ("", None)


def test_upholding_is_for_a_notice_that_runs(selected):
    with pytest.raises(Violation, match="异议") as refusal:
        services.station_uphold(station_id=selected.pk, by=COMMERCE, at=LATER, reason="属实")
    assert refusal.value.clauses[0].number == 141


def test_a_notice_that_never_began_does_not_end(selected):
    with pytest.raises(Violation) as refusal:
        services.notice_end(station_id=selected.pk, by=CLERK, at=LATER)
    assert refusal.value.clauses[0].number == 141
    selected.refresh_from_db()
    assert selected.status == "selected"
