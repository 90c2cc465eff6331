"""What one module can make of another's record: unseen while nobody offers it."""

import pytest

from core import followups
from core.actor import Actor, Holding
from core.followups import Followup

OFFICE = Actor(1, "蔺小满", frozenset({Holding("office")}))
OTHER = Actor(2, "柏小满", frozenset({Holding("drafter")}))


def make(source, **_known):
    """Nothing new."""
    return source


@pytest.fixture
def offer():
    """An offer to the office, taken back afterwards."""
    found = Followup("trial", "试", ("office",), make)
    followups.offer(found)
    yield found
    followups.withdraw("trial")


def test_an_offer_is_known_until_it_is_withdrawn(offer):
    assert followups.offered("trial") is offer
    other = Followup("trial", "再试", ("office",), make)
    followups.offer(other)
    assert followups.offered("trial") is other
    followups.withdraw("trial")
    followups.withdraw("trial")
    assert followups.offered("trial") is None


def test_it_is_for_those_who_hold_the_post_and_for_fitting_records(offer):
    assert offer.is_for(object(), OFFICE)
    assert not offer.is_for(object(), OTHER)
    never = Followup("trial", "试", ("office",), make, may=lambda record, actor: False)
    assert not never.is_for(object(), OFFICE)
