"""Two keepers of accounts against each other at the same moment: one stays (real commits)."""

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest
from django.db import connections, transaction
from django.utils import timezone

from accounts import services
from accounts.actors import actor_of
from accounts.models import Grant, User
from accounts.services import grants as granting
from core.errors import Violation
from tenants.context import county_context
from tests import cast
from tests.conftest import A

NOW = timezone.now()
KEEPERS = ("county_admin", "second_admin")
WAIT_SECONDS = 1


def close(victim, by):
    services.user_deactivate(user_id=victim.pk, by=by, reason="争执", at=NOW)


def revoke(victim, by):
    grant = Grant.objects.get(user=victim, post="county_admin")
    services.grant_revoke(grant_id=grant.pk, by=by, reason="争执", at=NOW)


def keepers_left():
    return Grant.objects.valid_on(timezone.localdate(NOW)).filter(
        post="county_admin", user__is_active=True
    )


@pytest.mark.handbook(0)
@pytest.mark.parametrize(
    "ways", [(close, close), (revoke, revoke), (close, revoke)], ids=["close", "revoke", "both"]
)
def test_two_keepers_do_not_put_each_other_out(own_database, monkeypatch, ways):
    with county_context(A), transaction.atomic():
        people = [cast.appoint("county_admin", username=name) for name in KEEPERS]
        actors = [actor_of(person) for person in people]
    both_are_there = threading.Barrier(2)
    count = granting.other_keepers

    def meet_then_count(user_id, *, on):
        # Where one holds the other up, as it should, they do not meet.
        with suppress(threading.BrokenBarrierError):
            both_are_there.wait(WAIT_SECONDS)
        return count(user_id, on=on)

    monkeypatch.setattr(granting, "other_keepers", meet_then_count)
    monkeypatch.setattr("accounts.services.users.other_keepers", meet_then_count)

    def put_out(way, victim, by):
        try:
            with county_context(A):
                way(victim, by)
        except Violation as refusal:
            return refusal.sentence
        finally:
            connections.close_all()
        return ""

    with ThreadPoolExecutor(2) as pool:
        said = list(pool.map(put_out, ways, people, reversed(actors)))
    with county_context(A):
        assert keepers_left().count() == 1
        assert sorted(said) == ["", "这是最后一名管理员，请先将岗位授予他人。"]
        assert User.objects.filter(username__in=KEEPERS, is_active=True).exists()
