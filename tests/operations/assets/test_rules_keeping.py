"""The rules of cards and keepers on values (R72, R78, R81, R86)."""

import pytest

from operations.assets.rules import keeping as rules
from tests.operations.assets.conftest import refused


@pytest.mark.handbook(78)
@pytest.mark.parametrize("name", rules.TYPED)
def test_no_column_of_the_card_is_empty(name):
    full = dict.fromkeys(rules.TYPED, "无")
    rules.card_is_complete(full)
    refused(
        lambda: rules.card_is_complete(full | {name: " "}), 78, field=name, words="“无”或“不详”"
    )


@pytest.mark.handbook(78)
def test_serial_numbers_are_none_or_one_for_each():
    rules.serials_fit(given=0, different=0, pieces=2)
    rules.serials_fit(given=2, different=2, pieces=2)
    for given, different in ((1, 1), (2, 1), (3, 3)):
        refused(
            lambda given=given, different=different: rules.serials_fit(
                given=given, different=different, pieces=2
            ),
            78,
            field="serials",
        )


@pytest.mark.handbook(72, 78, 81, 86)
def test_nothing_goes_without_signature_person_and_place():
    rules.is_signed(signed=True, field="signature")
    refused(lambda: rules.is_signed(signed=False, field="signature"), 81, field="signature")
    rules.keeper_works_here(active=True)
    refused(lambda: rules.keeper_works_here(active=False), 86, field="person_id")
    rules.another_keeper(same=False)
    refused(lambda: rules.another_keeper(same=True), 86, field="person_id")
    rules.goes_where_it_was_set_aside(kept_for="", department=False)
    rules.goes_where_it_was_set_aside(kept_for="GZ1", department=True)
    refused(
        lambda: rules.goes_where_it_was_set_aside(kept_for="GZ1", department=False),
        72,
        field="department_id",
        words="GZ1",
    )
    rules.place_is_named(place="二楼")
    refused(lambda: rules.place_is_named(place=""), 78, field="place")


@pytest.mark.handbook(72)
def test_only_what_is_set_aside_is_let_go_and_with_a_reason():
    rules.is_set_aside(kept=True, reason="不再需要")
    refused(lambda: rules.is_set_aside(kept=False, reason="不再需要"), 72)
    refused(lambda: rules.is_set_aside(kept=True, reason=" "), 72, field="reason")
