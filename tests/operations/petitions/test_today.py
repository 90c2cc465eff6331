"""The workbench, the lamps, the search."""

from datetime import timedelta

import pytest

from console.home import registry
from operations.petitions import today, wagtail_hooks
from operations.petitions.lifecycle import S
from tests.operations.petitions.conftest import TODAY, bring, register


def texts(actor, days):
    """Lines of a day."""
    return [str(line.text) for line in today.lines(actor, TODAY + timedelta(days=days))]


@pytest.mark.handbook(26)
def test_lamps_are_off_without_petitions_and_red_when_a_term_is_over(people):
    assert today.decided(TODAY) is None
    assert today.answered(TODAY) is None
    register(people)
    bring(people, S.HANDLING)
    assert today.decided(TODAY + timedelta(days=15)).tone == registry.GOOD
    assert today.decided(TODAY + timedelta(days=16)).tone == registry.BAD
    assert today.answered(TODAY + timedelta(days=61)).tone == registry.GOOD
    assert today.answered(TODAY + timedelta(days=62)).tone == registry.BAD


@pytest.mark.handbook(26)
def test_the_workbench_says_what_is_late_soon_and_to_be_delivered(people):
    register(people)
    bring(people, S.ANSWERED)
    bring(people, S.HANDLING)
    assert texts(people.office, 1) == ["信访已答复，待送达或结案 1 件"]
    assert texts(people.leader, 12) == ["信访即将到期 1 件"]
    assert texts(people.office, 16)[0] == "信访超期 1 件"
    assert texts(people.staff, 62) == ["信访超期 1 件"]
    assert texts(people.dept_head, 62) == []


def test_the_search_finds_subjects_and_numbers_for_those_who_may(people):
    petition = register(people)
    for words in ("运营补助", "信访〔2026〕1号"):
        assert [hit.title for hit in wagtail_hooks.find(people.office, words, 5)] == [
            petition.subject
        ]
    assert wagtail_hooks.find(people.staff, "运营补助", 5) == []
    assert wagtail_hooks.find(people.office, "柏向阳", 5) == []
