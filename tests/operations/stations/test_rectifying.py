"""Inspected, told to mend, judged: who, when, and what is kept (R145, R147)."""

from datetime import date

import pytest

from core import audit, inbox
from core.errors import Denied, Violation
from operations.stations import services
from tests import cast
from tests.operations.stations.conftest import AT, DAY
from tests.operations.stations.people import (
    CLERK,
    DUTY,
    OFFICE,
    OPS,
    OTHER_TOWNSHIP,
    TOWNSHIP,
)
from tests.operations.stations.test_rules import FULL

pytestmark = pytest.mark.handbook(145)
LATER = AT + 60 * DAY
DUE = date(2026, 6, 1)


def order(station, **more):
    """Told to mend by 1 June."""
    given = {"due_date": DUE, "by": OPS, "at": LATER, "reason": "台账未登记"}
    return services.rectification_order(station_id=station.pk, **(given | more))


def judge(station, **more):
    """Looked at ten days later."""
    given = {"passed": True, "by": OPS, "at": LATER + 10 * DAY}
    return services.rectification_end(station_id=station.pk, **(given | more))


def test_a_station_that_is_not_at_work_is_not_inspected(selected):
    with pytest.raises(Violation, match="只有运营、整改或暂停中的站点可以检查"):
        services.inspection_record(station_id=selected.pk, scores=FULL, by=OPS, at=LATER)
    assert not selected.inspections.exists()


@pytest.mark.handbook(148)
def test_a_township_inspects_its_own_stations(operating):
    with pytest.raises(Denied, match="站点由运营中心、办公室或乡镇检查"):
        services.inspection_record(
            station_id=operating.pk, scores=FULL, by=OTHER_TOWNSHIP, at=LATER
        )
    visit = services.inspection_record(station_id=operating.pk, scores=FULL, by=TOWNSHIP, at=LATER)
    assert visit.visited_by_name == TOWNSHIP.name


@pytest.mark.handbook(147)
def test_found_closed_is_logged_with_its_rule_and_found_open_without(operating):
    visit = {"station_id": operating.pk, "scores": FULL, "by": OPS, "at": LATER}
    services.inspection_record(**visit, found_closed=True)
    assert audit.last(operating).clauses == [145, 147]
    services.inspection_record(**visit)
    assert audit.last(operating).clauses == [145]


def test_points_out_of_range_are_refused_at_their_part(operating):
    with pytest.raises(Violation) as refusal:
        services.inspection_record(
            station_id=operating.pk, scores=FULL | {"fitout": 21}, by=OPS, at=LATER
        )
    assert refusal.value.field == "score_fitout"
    assert not operating.inspections.exists()


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"due_date": date(2026, 5, 1), "at": LATER}, "整改期限必须晚于今天"),
        ({"reason": " "}, "请说明理由"),
        ({"expected_version": 0}, "请重新打开页面"),
    ],
)
def test_an_order_that_is_not_right_orders_nothing(operating, wrong, words):
    with pytest.raises(Violation, match=words):
        order(operating, **wrong)
    operating.refresh_from_db()
    assert (operating.status, operating.rectify_by_date) == ("operating", None)
    assert not operating.rectifications.exists()


def test_the_manager_with_an_account_is_told_what_to_mend(operating):
    manager = cast.appoint("station_mgr", scope=operating.own_scope)
    type(operating).objects.filter(pk=operating.pk).update(manager_user=manager)
    station = order(operating)
    item = inbox.pending(station).get(step="mend")
    assert (item.user_id, item.message, item.clause) == (manager.pk, "台账未登记", 145)
    assert item.due_at.astimezone().date() >= DUE
    judge(operating)
    assert not inbox.pending(operating).filter(step="mend").exists()


def test_only_inspectors_judge_and_only_an_open_order(operating):
    with pytest.raises(Violation, match="这个站点没有进行中的整改") as refusal:
        judge(operating)
    assert refusal.value.clauses[0].number == 145
    order(operating)
    for passed in (True, False):
        with pytest.raises(Denied, match="站点由运营中心、办公室或乡镇检查"):
            judge(operating, passed=passed, by=DUTY)
    assert operating.rectifications.get().ended_date is None


def test_a_failed_one_is_logged_and_the_station_still_rectifies(operating):
    order(operating)
    station = judge(operating, passed=False, remarks="仍未登记")
    assert station.status == "rectifying"
    assert operating.rectifications.get().passed is False
    entry = audit.last(operating)
    assert (entry.action, entry.note, entry.clauses) == (
        "station.rectification_failed",
        "仍未登记",
        [145],
    )


def test_an_old_page_judges_nothing(operating):
    version = order(operating).version
    services.station_update(station_id=operating.pk, by=CLERK, at=LATER, note="已电话告知")
    for passed in (True, False):
        with pytest.raises(Violation, match="请重新打开页面"):
            judge(operating, passed=passed, expected_version=version)
    assert operating.rectifications.get().ended_date is None


def test_a_step_back_in_time_is_refused_and_leaves_nothing(operating):
    with pytest.raises(Violation) as refusal:
        services.station_suspend(
            station_id=operating.pk, by=OFFICE, at=AT + 20 * DAY, reason="修路"
        )
    assert refusal.value.clauses[0].number == 161
    operating.refresh_from_db()
    assert operating.status == "operating"
    assert audit.last(operating).action == "station.accept"
