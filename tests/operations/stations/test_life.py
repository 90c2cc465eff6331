"""From site to plaque: every move by its post, no other (R141)."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from core import audit, inbox
from core.errors import Denied, Violation
from operations.stations import services
from operations.stations.lifecycle import STATION, States
from operations.stations.models import StateSpan
from tests import cast
from tests.operations.stations.conftest import ALL_YES, AT, DAY, agree, values
from tests.operations.stations.people import (
    CLERK,
    COMMERCE,
    DIRECTOR,
    DUTY,
    LEADER,
    OFFICE,
    OPS,
    OTHER_TOWNSHIP,
    TOWNSHIP,
    VILLAGE,
)


@pytest.mark.handbook(141)
def test_the_table_reaches_every_state():
    assert STATION.unreachable() == frozenset()


@pytest.mark.handbook(141)
def test_the_number_comes_with_form_a_not_before(selected):
    assert selected.number == ""
    station = services.station_apply(station_id=selected.pk, by=CLERK, at=AT)
    assert station.number == "ZD2026-0001"
    assert station.status == States.VILLAGE


@pytest.mark.handbook(141)
def test_form_a_names_what_is_missing(divisions):
    bare = services.station_select(
        by=CLERK,
        at=AT,
        name="石桥村电商服务站",
        village=divisions["石桥村"],
        township=divisions["石桥村"].township,
    )
    with pytest.raises(Violation) as refusal:
        services.station_apply(station_id=bare.pk, by=CLERK, at=AT)
    assert "地址" in refusal.value.sentence or "address" in refusal.value.sentence


@pytest.mark.handbook(141, 0)
@pytest.mark.parametrize("actor", [CLERK, OFFICE, TOWNSHIP, OTHER_TOWNSHIP, COMMERCE, DUTY])
def test_only_the_village_gives_the_first_opinion(selected, actor):
    services.station_apply(station_id=selected.pk, by=CLERK, at=AT)
    with pytest.raises((Denied, Violation)):
        services.station_agree(station_id=selected.pk, by=actor, at=AT)


@pytest.mark.handbook(148)
def test_another_township_has_no_say(selected):
    services.station_apply(station_id=selected.pk, by=CLERK, at=AT)
    services.station_agree(station_id=selected.pk, by=VILLAGE, at=AT)
    with pytest.raises(Denied):
        services.station_agree(station_id=selected.pk, by=OTHER_TOWNSHIP, at=AT)
    assert services.station_agree(station_id=selected.pk, by=TOWNSHIP, at=AT).status == "centre"


@pytest.mark.handbook(141)
def test_a_step_cannot_be_skipped(selected):
    services.station_apply(station_id=selected.pk, by=CLERK, at=AT)
    with pytest.raises(Violation) as refusal:
        services.acceptance_pass(station_id=selected.pk, answers=ALL_YES, by=OPS, at=AT)
    assert refusal.value.clauses[0].number in (141, 142)


@pytest.mark.handbook(141)
def test_the_inbox_follows_the_turn(selected):
    for post in ("village", "township"):
        cast.appoint(post)
    services.station_apply(station_id=selected.pk, by=CLERK, at=AT)
    assert [item.post for item in inbox.pending(selected)] == ["village"]
    services.station_agree(station_id=selected.pk, by=VILLAGE, at=AT)
    waiting = inbox.pending(selected)
    assert [item.post for item in waiting] == ["township"]
    # 3 working days after Monday, 2 March 2026
    assert waiting[0].due_at.date() == date(2026, 3, 5)


@pytest.mark.handbook(141)
def test_returned_to_an_earlier_step_and_straight_back(selected):
    services.station_apply(station_id=selected.pk, by=CLERK, at=AT)
    services.station_agree(station_id=selected.pk, by=VILLAGE, at=AT)
    services.station_agree(station_id=selected.pk, by=TOWNSHIP, at=AT)
    with pytest.raises(Violation):
        services.station_return(station_id=selected.pk, by=LEADER, at=AT, reason="", to="selected")
    station = services.station_return(
        station_id=selected.pk, by=LEADER, at=AT, reason="面积与图纸不符", to="selected"
    )
    assert station.status == States.SELECTED
    assert services.station_resubmit(station_id=selected.pk, by=CLERK, at=AT).status == "centre"


@pytest.mark.handbook(141)
def test_withdrawn_while_with_the_village_and_rejected_for_good(selected):
    services.station_apply(station_id=selected.pk, by=CLERK, at=AT)
    station = services.station_withdraw(station_id=selected.pk, by=CLERK, at=AT, reason="补材料")
    assert station.status == States.SELECTED
    services.station_apply(station_id=selected.pk, by=CLERK, at=AT)
    rejected = services.station_reject(station_id=selected.pk, by=VILLAGE, at=AT, reason="重复建站")
    assert rejected.status == States.REJECTED
    assert rejected.number == "ZD2026-0001"


@pytest.mark.handbook(141)
def test_the_notice_lasts_its_working_days(on_notice):
    # Five working days after Tuesday, 3 March 2026.
    assert on_notice.notice_to_date == date(2026, 3, 10)
    with pytest.raises(Violation):
        services.notice_end(station_id=on_notice.pk, by=CLERK, at=AT + 8 * DAY)
    ended = services.notice_end(station_id=on_notice.pk, by=CLERK, at=AT + 9 * DAY)
    assert ended.status == States.FITOUT


@pytest.mark.handbook(141)
def test_an_objection_holds_the_notice_until_it_is_decided(on_notice):
    objection = services.objection_raise(
        station_id=on_notice.pk, text="离小学太近", by=CLERK, at=AT + 2 * DAY
    )
    with pytest.raises(Violation):
        services.notice_end(station_id=on_notice.pk, by=CLERK, at=AT + 14 * DAY)
    with pytest.raises(Denied):
        services.objection_decide(objection_id=objection.pk, decision="不成立", by=CLERK, at=AT)
    services.objection_decide(
        objection_id=objection.pk, decision="已核实,不影响", by=COMMERCE, at=AT + 3 * DAY
    )
    ended = services.notice_end(station_id=on_notice.pk, by=CLERK, at=AT + 14 * DAY)
    assert ended.status == States.FITOUT


@pytest.mark.handbook(141)
def test_an_upheld_objection_takes_it_back_to_the_centre(on_notice):
    services.objection_raise(station_id=on_notice.pk, text="场地有争议", by=CLERK, at=AT + 2 * DAY)
    station = services.station_uphold(
        station_id=on_notice.pk, by=COMMERCE, at=AT + 3 * DAY, reason="属实"
    )
    assert station.status == States.CENTRE
    assert not station.objections.filter(decided_at__isnull=True).exists()


@pytest.mark.handbook(141, 145)
def test_suspended_resumed_closed_and_the_plaque_removed(operating):
    pk, at = operating.pk, AT + 60 * DAY
    assert (
        services.station_suspend(station_id=pk, by=OFFICE, at=at, reason="修路").status
        == "suspended"
    )
    assert services.station_resume(station_id=pk, by=OFFICE, at=at + DAY).status == "operating"
    with pytest.raises(Denied):
        services.station_close(station_id=pk, by=OFFICE, at=at + DAY, reason="撤并")
    services.station_close(station_id=pk, by=DIRECTOR, at=at + 2 * DAY, reason="撤并")
    removed = services.station_plaque_remove(station_id=pk, by=OFFICE, at=at + 3 * DAY)
    assert removed.status == States.REMOVED


@pytest.mark.handbook(161)
def test_every_day_has_one_state(operating):
    spans = list(StateSpan.objects.filter(station=operating).order_by("from_date"))
    assert [span.state for span in spans] == ["notice", "fitout", "acceptance", "operating"] or [
        span.state for span in spans
    ] == ["village", "notice", "fitout", "acceptance", "operating"]
    for earlier, later in pairwise(spans):
        assert earlier.to_date == later.from_date
    assert spans[-1].to_date is None


def test_two_clerks_at_once_the_second_is_told(selected):
    version = selected.version
    services.station_apply(station_id=selected.pk, by=CLERK, at=AT, expected_version=version)
    with pytest.raises(Violation):
        services.station_apply(station_id=selected.pk, by=OFFICE, at=AT, expected_version=version)
    with pytest.raises(Violation):
        services.station_update(
            station_id=selected.pk, by=OFFICE, at=AT, address="村尾", expected_version=version
        )


def test_everything_is_in_the_trail(operating):
    actions = [entry.action for entry in audit.timeline(operating)]
    assert {
        "station.select",
        "station.apply",
        "station.agree",
        "station.end_notice",
        "station.ready",
        "station.accept",
    } <= set(actions)
    assert audit.verify().ok


@pytest.mark.handbook(0)
def test_nobody_approves_the_station_they_made(divisions):
    from core.actor import Actor, Holding

    both = Actor(77, "柏景行", frozenset({Holding("office"), Holding("leader")}))
    station = services.station_select(by=both, at=AT, **values(divisions["石桥村"]))
    services.station_apply(station_id=station.pk, by=both, at=AT)
    services.station_agree(station_id=station.pk, by=VILLAGE, at=AT)
    services.station_agree(station_id=station.pk, by=TOWNSHIP, at=AT)
    with pytest.raises(Violation) as refusal:
        services.station_agree(station_id=station.pk, by=both, at=AT)
    assert 0 in [clause.number for clause in refusal.value.clauses]
    assert services.station_agree(station_id=station.pk, by=DIRECTOR, at=AT).status == "commerce"


def test_a_second_life_after_closing(operating, divisions):
    at = AT + 60 * DAY
    services.station_close(station_id=operating.pk, by=DIRECTOR, at=at, reason="撤并")
    again = services.station_select(by=CLERK, at=at + timedelta(1), **values(divisions["石桥村"]))
    services.station_apply(station_id=again.pk, by=CLERK, at=at + timedelta(1))
    assert agree(again, at + timedelta(2)).status == States.NOTICE
    assert again.pk != operating.pk
