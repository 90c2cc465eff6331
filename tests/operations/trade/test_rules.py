"""The rules of products, on values only (S11–S13; R117)."""

from datetime import date, timedelta

import pytest

from core.errors import Violation
from operations.trade import rules
from operations.trade.codes import MOST_PACKS

HARVEST = date(2025, 10, 1)
ONE = timedelta(days=1)


def broken(rule, **given) -> Violation:
    """What the rule says."""
    with pytest.raises(Violation) as found:
        rule(**given)
    assert found.value.clauses[0].number == 117
    return found.value


@pytest.mark.handbook(117)
@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"sown": HARVEST + ONE}, "harvested_date"),
        ({"packed": HARVEST - ONE}, "packed_date"),
        ({"today": HARVEST}, "packed_date"),
        ({"promised": HARVEST - ONE}, "promised_date"),
        ({"promised": HARVEST + 99 * ONE}, "promised_date"),
    ],
)
def test_days_follow_each_other_and_none_is_in_the_future(change, field):
    right = {
        "sown": date(2025, 5, 1),
        "harvested": HARVEST,
        "packed": HARVEST + ONE,
        "promised": HARVEST + ONE,
        "today": HARVEST + 9 * ONE,
    }
    rules.dates_in_order(**right)
    rules.dates_in_order(**right | {"sown": None})
    assert broken(rules.dates_in_order, **right | change).field == field


@pytest.mark.handbook(117)
@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"by": " "}, "tested_by"),
        ({"number": ""}, "test_number"),
        ({"tested": None}, "tested_date"),
        ({"tested": HARVEST - ONE}, "tested_date"),
        ({"today": HARVEST}, "tested_date"),
    ],
)
def test_a_test_is_told_whole(change, field):
    right = {
        "outcome": "passed",
        "by": "检验中心",
        "number": "1",
        "tested": HARVEST + ONE,
        "harvested": HARVEST,
        "today": HARVEST + 2 * ONE,
    }
    rules.testing_is_complete(**right)
    rules.testing_is_complete(**right | change | {"outcome": ""})
    assert broken(rules.testing_is_complete, **right | change).field == field


@pytest.mark.handbook(117)
def test_the_safety_interval_has_passed_by_the_harvest():
    right = {"kind": "pesticide", "name": "苦参碱", "harvested": HARVEST, "interval": 14}
    rules.input_in_time(used=HARVEST - 14 * ONE, **right)
    said = broken(rules.input_in_time, used=HARVEST - 13 * ONE, **right)
    assert ("2025-10-02" in said.sentence, said.field) == (True, "interval_days")
    assert broken(rules.input_in_time, used=HARVEST + ONE, **right).field == "used_date"
    broken(rules.input_in_time, used=HARVEST - 50 * ONE, **right | {"interval": 0})
    rules.input_in_time(
        used=HARVEST - ONE, interval=0, kind="fertiliser", name="有机肥", harvested=HARVEST
    )


@pytest.mark.handbook(117)
@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"without": False}, "投入品"),
        ({"inputs": 1}, "矛盾|有误"),
        ({"outcome": "failed"}, "不合格"),
        ({"outcome": ""}, "委托检测"),
        ({"has_report": False}, "检测报告"),
    ],
)
def test_what_is_handed_in_proves_what_it_promises(change, word):
    right = {
        "inputs": 0,
        "without": True,
        "basis": "entrusted",
        "outcome": "passed",
        "has_report": True,
    }
    rules.ready_to_hand_in(**right)
    rules.ready_to_hand_in(**right | {"basis": "promise", "outcome": "", "has_report": False})
    with pytest.raises(Violation, match=word):
        rules.ready_to_hand_in(**right | change)


@pytest.mark.handbook(117)
def test_no_more_labels_than_packs_and_a_few():
    rules.labels_for_packs(wanted=105, made=0, packs=100, spare=5)
    assert "5" in broken(rules.labels_for_packs, wanted=6, made=100, packs=100, spare=5).sentence
    broken(rules.labels_for_packs, wanted=0, made=0, packs=100, spare=5)
    broken(rules.labels_for_packs, wanted=2, made=MOST_PACKS - 1, packs=MOST_PACKS, spare=50)
    broken(rules.packs_are_counted, packs=0)
    broken(rules.packs_are_counted, packs=MOST_PACKS + 1)


@pytest.mark.handbook(117)
def test_a_certificate_ends_after_it_begins_within_ten_years():
    rules.certificate_in_order(first=HARVEST, last=HARVEST + 1000 * ONE)
    broken(rules.certificate_in_order, first=HARVEST, last=HARVEST - ONE)
    broken(rules.certificate_in_order, first=HARVEST, last=HARVEST + 4000 * ONE)
    for first in (HARVEST, date.max - ONE):
        assert rules.certificate_in_order(first=first, last=first + ONE) is None
    broken(rules.firm_has_code, kind="coop", code="")
    rules.firm_has_code(kind="household", code="")


@pytest.mark.handbook(117)
def test_a_label_may_be_a_copy_from_the_nth_scan_or_a_second_region_on():
    given = {"from_scan": 5, "from_region": 2}
    assert not rules.may_be_copy(scans=4, regions=1, **given)
    assert rules.may_be_copy(scans=5, regions=0, **given)
    assert rules.may_be_copy(scans=2, regions=2, **given)
    cleared = given | {"cleared_scans": 7, "cleared_regions": 2}
    assert not rules.may_be_copy(scans=11, regions=2, **cleared)
    assert rules.may_be_copy(scans=12, regions=2, **cleared)
    assert rules.may_be_copy(scans=8, regions=3, **cleared)


@pytest.mark.handbook(117)
def test_a_recall_says_why_and_what_to_do_and_only_of_what_was_sold():
    assert broken(rules.recall_says_why, reason="", advice="退回").field == "reason"
    assert broken(rules.recall_says_why, reason="超标", advice=" ").field == "advice"
    given = {"sentence": "请填写", "field": "name"}
    assert broken(rules.is_filled, value=" ", **given).field == "name"
    broken(rules.is_entered_once, taken=True, **given)
    broken(rules.not_recalled, recalled=["红香米"])
    broken(rules.batch_is_public, public=False)
    broken(rules.product_is_public, public=False)
    broken(rules.product_is_listed, listed=False)
    broken(rules.draft_is_changed, draft=False)
    broken(rules.village_exists, found=False)
