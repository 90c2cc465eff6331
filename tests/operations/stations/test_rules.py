"""The rules of stations on values."""

from datetime import date
from decimal import Decimal

import pytest

from core.errors import Violation
from operations.stations import rules

YES = dict.fromkeys(rules.CHECKLIST, True)
FULL = {
    "fitout": 20,
    "ledgers": 40,
    "publicity": 10,
    "merchants": 10,
    "responsible": 10,
    "satisfaction": 10,
}


def accept(**changes):
    rules.checklist_is_complete(
        **{
            "answers": YES,
            "area": Decimal(30),
            "least_area": Decimal(30),
            "photos": {"inside", "outside"},
            "position": True,
            **changes,
        }
    )


@pytest.mark.handbook(142)
def test_a_complete_checklist_passes_and_thirty_square_metres_are_enough():
    accept()


@pytest.mark.handbook(142)
@pytest.mark.parametrize(
    "changes",
    [
        {"answers": YES | {"extinguisher": False}},
        {"photos": {"inside"}},
        {"position": False},
        {"area": Decimal("29.9")},
        {"answers": {}},
    ],
)
def test_each_missing_point_stops_acceptance(changes):
    with pytest.raises(Violation) as refusal:
        accept(**changes)
    assert refusal.value.clauses[0].number == 142


@pytest.mark.handbook(143)
def test_a_second_subsidy_in_a_village_is_refused_and_one_without_is_not():
    with pytest.raises(Violation):
        rules.subsidy_is_free(subsidised=True, taken_by="石桥村电商服务站")
    rules.subsidy_is_free(subsidised=False, taken_by="石桥村电商服务站")
    rules.subsidy_is_free(subsidised=True, taken_by="")


@pytest.mark.handbook(144)
def test_a_tier_must_be_in_force():
    rules.tier_is_known(tier="一档", tiers=["一档", "二档"])
    with pytest.raises(Violation):
        rules.tier_is_known(tier="三档", tiers=["一档", "二档"])


@pytest.mark.handbook(145)
def test_points_less_five_for_each_fault_never_below_zero():
    assert rules.score_of(scores=FULL, uncorrected_faults=0) == 100
    assert rules.score_of(scores=FULL, uncorrected_faults=3) == 85
    assert rules.score_of(scores=dict.fromkeys(FULL, 0), uncorrected_faults=2) == 0
    with pytest.raises(Violation):
        rules.score_of(scores=FULL | {"fitout": 21}, uncorrected_faults=0)
    with pytest.raises(Violation):
        rules.score_of(scores={}, uncorrected_faults=0)


@pytest.mark.handbook(145)
def test_a_rectification_has_time_and_comes_before_closing():
    with pytest.raises(Violation):
        rules.deadline_is_ahead(due=date(2026, 3, 2), today=date(2026, 3, 2))
    with pytest.raises(Violation):
        rules.rectification_failed(failed=0)
    rules.rectification_failed(failed=1)


@pytest.mark.handbook(146)
@pytest.mark.parametrize(("ledgers", "equipment"), [(False, True), (True, False), (False, False)])
def test_a_handover_is_whole(ledgers, equipment):
    with pytest.raises(Violation):
        rules.handover_is_complete(ledgers=ledgers, equipment=equipment)


@pytest.mark.handbook(147)
@pytest.mark.parametrize(
    "hours", [{"1": ["17:30", "08:30"]}, {"1": ["8点", "17:30"]}, {}, {"1": ["08:30"]}]
)
def test_opening_hours_in_order(hours):
    with pytest.raises(Violation):
        rules.hours_are_in_order(hours=hours)


@pytest.mark.handbook(147)
def test_a_day_without_hours_is_closed():
    assert rules.hours_are_in_order(hours={"1": ["08:30", "17:30"]})["7"] == []


@pytest.mark.handbook(142)
def test_a_position_outside_china_is_a_slip():
    with pytest.raises(Violation):
        rules.position_is_in_china(latitude=Decimal("116.5"), longitude=Decimal("30.6"))


@pytest.mark.handbook(141)
def test_dates_and_village_are_in_order():
    with pytest.raises(Violation):
        rules.agreement_dates_are_in_order(first=date(2026, 1, 1), last=date(2026, 1, 1))
    with pytest.raises(Violation):
        rules.village_is_given(level="village", village=None)
    rules.village_is_given(level="township", village=None)
    with pytest.raises(Violation):
        rules.notice_is_over(ends=date(2026, 3, 10), today=date(2026, 3, 10), open_objections=0)
    with pytest.raises(Violation):
        rules.notice_is_over(ends=date(2026, 3, 10), today=date(2026, 3, 11), open_objections=1)


@pytest.mark.handbook(161)
def test_a_state_does_not_begin_before_the_last_one():
    rules.moves_follow_in_time(last=date(2026, 3, 2), today=date(2026, 3, 2))
    with pytest.raises(Violation):
        rules.moves_follow_in_time(last=date(2026, 3, 2), today=date(2026, 3, 1))
