"""The demo's papers of a station, made through the services."""

from collections import Counter
from datetime import date

import pytest

from accounts import demo as accounts_demo
from accounts.actors import actor_of
from accounts.demo import grant
from accounts.models import User
from accounts.posts import Post
from core import inbox
from operations.documents.handed import demo
from operations.documents.handed.lifecycle import S
from operations.documents.models import HandedPaper
from tenants.demo.counties import county
from tests.operations.documents.handed.conftest import two_stations


@pytest.mark.slow
def test_one_is_with_the_office_one_returned_one_taken_back(in_county_a):
    facts = county("qinglong", today=date(2026, 11, 25))
    accounts_demo.build(facts)
    demo.build(facts)
    assert not HandedPaper.objects.exists()
    manager = User.objects.get(username="station")
    grant(manager, Post.STATION_MGR, two_stations().ours.own_scope)
    demo.build(facts)
    states = Counter(HandedPaper.objects.values_list("status", flat=True))
    assert states == {S.HANDED_IN: 1, S.RETURNED: 1, S.WITHDRAWN: 1}
    waiting = inbox.for_actor(actor_of(manager), "todo").filter(record_type="documents.handedpaper")
    assert [one.message for one in waiting] == [demo.REASON]
