"""The rules of seals on values."""

from datetime import timedelta

import pytest

from operations.seals import rules
from tests.operations.seals.conftest import TODAY, refused

DAY = timedelta(days=1)


@pytest.mark.handbook(25, 26)
def test_the_register_names_each_seal_once_with_a_fit_keeper():
    for name, taken in ((" ", False), ("长" * 41, False), ("公章", True)):
        refused(
            lambda name=name, taken=taken: rules.seal_is_named(name=name, taken=taken),
            26,
            field="name",
        )
    rules.seal_is_named(name="长" * 40, taken=False)
    rules.keeper_can_keep(active=True, held={"office"}, posts=("office",))
    for active, held in ((False, {"office"}), (True, {"village"})):
        refused(
            lambda active=active, held=held: rules.keeper_can_keep(
                active=active, held=held, posts=("office",)
            ),
            26,
            field="keeper_id",
        )
    refused(lambda: rules.seal_is_in_use(ended=True), 26, field="seal_id")
    rules.seal_is_in_use(ended=False)
    refused(lambda: rules.nothing_is_open(numbers=["用印〔2026〕1号"]), 26, words="1号")
    rules.nothing_is_open(numbers=[])
    refused(lambda: rules.reason_is_given(reason=" "), 26, field="reason")
    rules.reason_is_given(reason="磨损")
    refused(lambda: rules.not_secret(secret=True), 25, field="secret", words="机要纸质登记簿")
    rules.not_secret(secret=False)


@pytest.mark.handbook(26)
def test_an_application_says_what_for_and_how_many():
    good = {"document": "申报表", "purpose": "报送", "copies": 3, "most": 5}
    rules.application_is_complete(**good)
    for field, value in (("document", ""), ("purpose", " "), ("copies", 0), ("copies", 6)):
        refused(
            lambda field=field, value=value: rules.application_is_complete(**good | {field: value}),
            26,
            field=field,
        )


@pytest.mark.handbook(26)
def test_a_loan_has_a_place_and_comes_back_soon():
    good = {"is_loan": True, "place": "交易中心", "due_back": TODAY, "today": TODAY, "most": 3}
    rules.loan_in_order(**good)
    rules.loan_in_order(**good | {"is_loan": False, "place": "", "due_back": None})
    refused(lambda: rules.loan_in_order(**good | {"place": ""}), 26, field="loan_place")
    for day in (None, TODAY - DAY, TODAY + 4 * DAY):
        refused(
            lambda day=day: rules.loan_in_order(**good | {"due_back": day}),
            26,
            field="due_back_date",
        )


@pytest.mark.handbook(26)
def test_the_keeper_stamps_what_was_approved_and_counts():
    refused(lambda: rules.keeper_acts(mine=False, keeper="蔺小满"), 26, words="蔺小满")
    rules.keeper_acts(mine=True, keeper="")
    refused(lambda: rules.applicant_acts(mine=False, applicant="卜小满"), 26, words="卜小满")
    rules.applicant_acts(mine=True, applicant="")
    for loan in (True, False):
        rules.stamped_or_lent(is_loan=loan, lending=loan)
        refused(lambda loan=loan: rules.stamped_or_lent(is_loan=loan, lending=not loan), 26)
    refused(lambda: rules.seal_lies_here(out_with="卜小满"), 26, words="卜小满")
    rules.seal_lies_here(out_with="")
    count = rules.impressions_are_counted
    count(impressions=0, copies=3, reason="")
    count(impressions=4, copies=3, reason="骑缝章")
    refused(lambda: count(impressions=-1, copies=3, reason=""), 26, field="impressions")
    refused(lambda: count(impressions=4, copies=3, reason=""), 26, field="remark")
