"""Who acts."""

import pytest

from core import actor as actor_module
from core.actor import Actor, Holding, NoDirectory, Scope, directory
from tests.core.people import TOWN


def test_the_centre_reaches_every_scope():
    office = Actor(2, "蔺小满", frozenset({Holding("office")}))
    assert office.holds("office")
    assert office.holds("office", TOWN)
    assert not office.holds("leader")


def test_a_post_at_a_township_counts_there_only(township):
    assert township.holds("township", TOWN)
    assert not township.holds("township", Scope("township", "980121101"))
    assert not township.holds("township")
    assert township.posts == {"township"}


def test_the_system_is_nobody():
    clock = Actor.system("clock")
    assert clock.is_system
    assert clock.persons == frozenset()
    assert not clock.posts


def test_a_deputy_signs_for_the_absent_with_their_posts(drafter, director):
    deputy = drafter.in_place_of(director)
    assert deputy.holds("director")
    assert not deputy.holds("drafter")
    assert deputy.user_id == drafter.user_id
    assert deputy.persons == {1, 4}
    assert deputy.signature == "柏小满(代祝望舒)"
    assert drafter.signature == "柏小满"


def test_without_accounts_nobody_knows_who_holds_what(monkeypatch):
    monkeypatch.setattr(actor_module, "_directories", [])
    with pytest.raises(NoDirectory):
        directory()
