"""The rules of the archive, on values."""

from datetime import date

import pytest

from core.clauses import R
from operations.archives import rules
from tests.operations.documents.test_rules import refused

DAY = date(2026, 3, 3)


@pytest.mark.handbook(20, 32)
@pytest.mark.parametrize("retention", ["", "D20", "永久"])
def test_a_term_is_one_of_three(retention):
    for number in (20, 32):
        refused(
            lambda n=number: rules.retention_is_known(retention=retention, clause=R(n)),
            number,
            field="retention",
        )
    for known in ("Y", "D30", "D10"):
        rules.retention_is_known(retention=known, clause=R(20))


@pytest.mark.handbook(26)
@pytest.mark.parametrize("fonds", ["", "z109", "Z10", "Z1090", "1109", "Z1·9"])
def test_a_fonds_number_has_four_signs(fonds):
    refused(lambda: rules.fonds_is_written(fonds=fonds), 26, field="fonds")
    rules.fonds_is_written(fonds="C001")


@pytest.mark.handbook(26)
@pytest.mark.parametrize("unit", ["", "bgs", "BG", "BGSS", "B1S"])
def test_a_unit_has_three_capital_letters(unit):
    refused(lambda: rules.unit_is_written(unit=unit, field="unit_office"), 26, field="unit_office")
    rules.unit_is_written(unit="BGS")


@pytest.mark.handbook(20)
def test_what_is_missing_or_changed_is_named():
    assert "正式件、处理单" in refused(
        lambda: rules.package_is_whole(missing=["正式件", "处理单"]), 20
    )
    assert "通知.pdf" in refused(lambda: rules.bytes_are_those_issued(faulty=["通知.pdf"]), 20)
    assert "Z001" in refused(lambda: rules.filed_once(number="Z001-WS·2026-D10-BGS-0001"), 20)
    rules.package_is_whole(missing=[])
    rules.bytes_are_those_issued(faulty=[])
    rules.filed_once(number="")


@pytest.mark.handbook(32)
def test_a_batch_has_a_line():
    refused(lambda: rules.something_is_chosen(chosen=0), 32)
    rules.something_is_chosen(chosen=1)


@pytest.mark.handbook(26)
def test_a_loan_has_days_a_purpose_and_one_original():
    for days in (0, 61):
        refused(lambda d=days: rules.days_are_sensible(days=d), 26, field="days")
    for days in (1, 60):
        rules.days_are_sensible(days=days)
    refused(lambda: rules.purpose_is_said(purpose=" \n"), 26, field="purpose")
    rules.purpose_is_said(purpose="写总结")
    assert "柏小满" in refused(lambda: rules.original_is_in(out_to="柏小满"), 26)
    rules.original_is_in(out_to="")
    assert rules.last_day(handed_out=DAY, days=7) == date(2026, 3, 10)


@pytest.mark.handbook(26)
def test_what_cannot_be_lent_is_refused():
    refused(lambda: rules.still_kept(destroyed=True), 26, field="number")
    refused(lambda: rules.asked_once(running=True), 26, field="number")
    refused(lambda: rules.has_copies(electronic=True, parts=0), 26, field="form")
    refused(lambda: rules.not_on_a_list(listed=True), 26)
    refused(lambda: rules.own_application(borrower=1, persons={2}), 26)
    rules.still_kept(destroyed=False)
    rules.asked_once(running=False)
    rules.has_copies(electronic=False, parts=0)
    rules.has_copies(electronic=True, parts=1)
    rules.not_on_a_list(listed=False)
    rules.own_application(borrower=1, persons={1, 2})


@pytest.mark.parametrize(
    ("electronic", "lent", "due", "is_open"),
    [
        (True, True, DAY, True),
        (True, True, date(2026, 3, 2), False),
        (True, True, None, False),
        (True, False, DAY, False),
        (False, True, DAY, False),
    ],
)
def test_a_copy_is_open_while_it_is_lent(electronic, lent, due, is_open):
    found = rules.copy_is_open(electronic=electronic, lent=lent, due=due, today=DAY)
    assert found is is_open


@pytest.mark.handbook(26)
def test_terms_run_from_the_year_after_the_file():
    assert rules.ends_in(year=2015, retention="D10") == 2025
    assert rules.ends_in(year=2015, retention="Y") is None
    assert rules.term_is_over(year=2015, retention="D10", today=DAY)
    assert not rules.term_is_over(year=2016, retention="D10", today=DAY)
    assert not rules.term_is_over(year=2015, retention="D30", today=DAY)
    assert not rules.term_is_over(year=1900, retention="Y", today=DAY)


@pytest.mark.handbook(0, 26)
def test_a_list_names_what_is_over_and_free_and_two_sign():
    refused(lambda: rules.files_are_listed(number=0), 26, field="listed")
    assert "0001" in refused(lambda: rules.only_what_is_over(still=["0001"]), 26, field="listed")
    assert "0002" in refused(lambda: rules.all_are_free(taken=["0002"]), 26, field="listed")
    refused(lambda: rules.two_sign(appraiser=7, persons={7}), 0, 26)
    rules.files_are_listed(number=1)
    rules.only_what_is_over(still=[])
    rules.all_are_free(taken=[])
    rules.two_sign(appraiser=7, persons={8})
