"""Tokens: given for a password, of one host, dead when they should be."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from accounts import services as accounts
from accounts.models import User
from accounts.services import signing, throttle
from api import scopes, services
from api.models import ApiToken
from core.actor import Actor
from core.errors import Violation
from core.models import AuditEntry
from tenants import hosts, states
from tenants.context import county_context, province_context
from tests import cast
from tests.accounts import phone
from tests.api.conftest import Caller

SIGN_IN = {"username": "office", "password": cast.PASSWORD, "device": "红米 13"}
NOW = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)


@pytest.fixture
def office(in_county_a) -> User:
    return cast.appoint("office")


@contextmanager
def at(county) -> Iterator[None]:
    """A request leaves the connection at the province; look at records in the county again."""
    with county_context(county):
        yield


def sign_in(caller, county, **more):
    return caller(county).post("auth/token/", {**SIGN_IN, **more})


def test_a_password_gives_a_token_that_opens_the_api(office, caller, county_a):
    reply = sign_in(caller, county_a)
    given = reply.json()
    assert reply.status_code == 201, given
    assert reply.headers["Cache-Control"] == "no-store"
    assert given["scopes"] == sorted(scopes.all_of("county"))
    mine = Caller(county_a.host, given["token"]).get("auth/tokens/").json()["results"]
    assert [(row["device"], row["current"]) for row in mine] == [("红米 13", True)]
    assert "token" not in mine[0]


def test_a_phone_is_as_good_as_a_user_name(office, caller, county_a):
    assert sign_in(caller, county_a, username=office.phone).status_code == 201


def test_only_the_hash_is_stored(office, caller, county_a):
    secret = sign_in(caller, county_a).json()["token"]
    with at(county_a):
        row = ApiToken.objects.get()
        assert row.token_hash == services.digest(secret)
        assert secret not in str(ApiToken.objects.values())
        entry = AuditEntry.objects.filter(action="token.issue").get()
        assert (entry.actor_id, entry.note) == (office.pk, "红米 13")
        assert secret not in entry.canonical()


def test_a_wrong_password_says_no_more_than_the_sign_in_page(office, caller, county_a):
    wrong = sign_in(caller, county_a, password="不对的密码")
    nobody = sign_in(caller, county_a, username="nobody")
    assert (wrong.status_code, nobody.status_code) == (401, 401)
    assert wrong.json()["detail"] == nobody.json()["detail"]
    assert wrong.json()["code"] == "sign_in_failed"
    with at(county_a):
        assert AuditEntry.objects.filter(action="sign_in.failed").count() == 2


def test_too_many_attempts_wait_and_count_with_the_sign_in_page(office, caller, county_a):
    for _attempt in range(3):
        sign_in(caller, county_a, password="不对")
    with at(county_a):
        for _attempt in range(throttle.PER_ACCOUNT - 3):
            signing.sign_in_try(
                identifier="office", password="x", address="10.0.0.9", device="", at=timezone.now()
            )
    locked = sign_in(caller, county_a)
    assert locked.status_code == 429
    assert 800 < int(locked.headers["Retry-After"]) <= 901
    assert "分钟" in locked.json()["detail"]


def test_whoever_must_choose_a_password_does_so_first(office, caller, county_a):
    User.objects.filter(pk=office.pk).update(must_change_password=True)
    reply = sign_in(caller, county_a)
    assert (reply.status_code, reply.json()["code"]) == (403, "password_due")
    with at(county_a):
        assert not ApiToken.objects.exists()


def test_an_account_without_a_post_gets_none(office, caller, county_a):
    grant = office.grants.get()
    accounts.grant_revoke(grant_id=grant.pk, by=cast.SYSTEM, reason="调离", at=timezone.now())
    assert sign_in(caller, county_a).status_code == 403


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"scopes": ["everything:write"]}, "scopes"),
        ({"scopes": ["indicators:read"]}, "scopes"),
        ({"scopes": []}, "scopes"),
        ({"days": 0}, "days"),
        ({"days": 366}, "days"),
        ({"days": "30"}, "days"),
        ({"device": ""}, "device"),
        ({"pin": "1"}, "pin"),
    ],
)
def test_a_wrong_field_is_named(office, caller, county_a, body, field):
    reply = sign_in(caller, county_a, **body)
    assert reply.status_code == 400
    assert list(reply.json()["fields"]) == [field]


def test_a_token_of_one_county_is_none_in_another(office, caller, county_a, county_b):
    secret = sign_in(caller, county_a).json()["token"]
    with county_context(county_b):
        cast.appoint("office")
    for host in (county_b.host, "localhost"):
        reply = Caller(host, secret).get("auth/tokens/")
        assert reply.status_code == 401
        assert reply.headers["WWW-Authenticate"].startswith("Bearer")
    assert Caller(county_a.host, secret).get("auth/tokens/").status_code == 200


@pytest.mark.parametrize(
    "header", ["Bearer", "Bearer a b", "Basic abc", "Bearer \xe9", "Token clk_x", "Bearer clk_x"]
)
def test_anything_else_in_the_header_is_401(in_county_a, county_a, header):
    reply = Caller(county_a.host, HTTP_AUTHORIZATION=header).get("auth/tokens/")
    assert (reply.status_code, reply.json()["code"]) == (401, "unauthenticated")


def test_a_session_is_no_token(office, client_for, county_a):
    assert client_for(county_a, office).get("/api/v1/stations/").status_code == 401


def test_a_closed_account_s_token_is_dead_at_once(office, county_a):
    caller = Caller(county_a.host, cast.token(office))
    assert caller.get("stations/").status_code == 200
    with at(county_a):
        accounts.user_deactivate(
            user_id=office.pk, by=cast.actor("county_admin"), reason="离职", at=timezone.now()
        )
    assert caller.get("stations/").status_code == 401
    with at(county_a):
        accounts.user_reactivate(
            user_id=office.pk, by=cast.actor("county_admin"), reason="回来", at=timezone.now()
        )
    assert caller.get("stations/").status_code == 401


def test_a_token_runs_out(office, county_a):
    caller = Caller(county_a.host, cast.token(office))
    past = timezone.now() - timedelta(days=100)
    ApiToken.objects.update(created_at=past, expires_at=past + timedelta(days=90))
    assert caller.get("stations/").status_code == 401


def test_a_new_password_ends_all_tokens(office, county_a):
    caller = Caller(county_a.host, cast.token(office))
    accounts.password_change(
        user_id=office.pk,
        by=Actor(office.pk, "蔺小满"),
        old_password=cast.PASSWORD,
        new_password="另一个-Staple-52",
    )
    assert caller.get("stations/").status_code == 401


def test_a_post_taken_away_counts_at_the_next_request(office, county_a, selected):
    caller = Caller(county_a.host, cast.token(office))
    assert len(caller.get("stations/").json()["results"]) == 1
    with at(county_a):
        accounts.grant_revoke(
            grant_id=office.grants.get().pk, by=cast.SYSTEM, reason="调离", at=timezone.now()
        )
    assert caller.get("stations/").json()["results"] == []


def test_one_signs_one_s_own_devices_out_only(office, caller, county_a):
    here, there = (
        Caller(county_a.host, cast.token(office)),
        Caller(county_a.host, cast.token(office)),
    )
    director = caller(county_a, "director")
    ids = {row["current"]: row["id"] for row in here.get("auth/tokens/").json()["results"]}
    assert director.delete(f"auth/tokens/{ids[False]}/").status_code == 404
    assert there.get("stations/").status_code == 200
    assert here.delete(f"auth/tokens/{ids[False]}/").status_code == 204
    assert there.get("stations/").status_code == 401
    assert here.delete(f"auth/tokens/{ids[False]}/").status_code == 404
    assert here.get("stations/").status_code == 200
    with at(county_a):
        assert AuditEntry.objects.filter(action="token.revoke", actor_id=office.pk).count() == 1


def test_the_console_shows_and_ends_api_devices(office, client_for, county_a):
    caller = Caller(county_a.host, cast.token(office))
    token, director = ApiToken.objects.get(), cast.appoint("director")
    browser = client_for(county_a, office)
    stranger = client_for(county_a, director)
    assert "试验机" in browser.get("/console/devices/").content.decode()
    stranger.post(f"/console/devices/api/{token.pk}/revoke/")
    assert caller.get("stations/").status_code == 200
    browser.post(f"/console/devices/api/{token.pk}/revoke/")
    assert caller.get("stations/").status_code == 401
    assert "试验机" not in browser.get("/console/devices/").content.decode()


def test_signing_all_other_devices_out_ends_tokens_too(office, client_for, county_a):
    caller = Caller(county_a.host, cast.token(office))
    client_for(county_a, office).post("/console/devices/others/")
    assert caller.get("stations/").status_code == 401


def test_there_are_twenty_devices_at_most(office, county_a):
    for _device in range(services.MOST_TOKENS):
        cast.token(office)
    with pytest.raises(Violation):
        cast.token(office)


def test_use_is_noted_once_a_minute(office, county_a):
    caller = Caller(county_a.host, cast.token(office))
    caller.get("stations/")
    with at(county_a):
        first = ApiToken.objects.get().last_used_at
    caller.get("stations/")
    with at(county_a):
        assert first is not None
        assert ApiToken.objects.get().last_used_at == first


def test_dead_tokens_and_old_answers_are_forgotten(office):
    cast.token(office)
    cast.token(office)
    dead = ApiToken.objects.order_by("pk").first()
    ApiToken.objects.filter(pk=dead.pk).update(revoked_at=timezone.now() - timedelta(days=91))
    assert services.forget(at=timezone.now()) == 1
    assert not ApiToken.objects.filter(pk=dead.pk).exists()


def change(state: str) -> None:
    with province_context():
        states.county_state_set(
            code="980121", state=state, reason="欠费", contact="0980-0000000",
            by=Actor.system("root"), at=NOW,
        )  # fmt: skip


def test_a_suspended_county_says_so_in_a_problem(county_a, caller):
    client = caller(county_a, "office")
    change("suspended")
    reply = client.get("stations/")
    assert (reply.status_code, reply.json()["code"]) == (503, "suspended")
    assert reply.headers["Content-Type"] == "application/problem+json"
    assert "0980-0000000" in reply.json()["detail"]


def test_a_read_only_county_can_be_read_and_signed_in_to_but_not_written(own_database):
    county = hosts.by_code("980121")
    with county_context(county):
        client = Caller(county.host, cast.token(cast.appoint("office")))
    change("read_only")
    hosts.changed()
    assert client.get("stations/").status_code == 200
    refused = client.post("stations/1/apply/")
    assert (refused.status_code, refused.json()["code"]) == (403, "read_only")
    secret = client.post("auth/token/", SIGN_IN).json()["token"]
    assert Caller(county.host, secret).get("auth/tokens/").status_code == 200


def test_a_host_of_nobody_is_a_problem(db):
    reply = Caller("nobody.localhost").get("stations/")
    assert (reply.status_code, reply.json()["code"]) == (404, "unknown_host")


def test_who_has_a_second_step_shows_its_code_as_well(office, caller, county_a):
    app = phone.switch_on(office)
    without = sign_in(caller, county_a)
    assert (without.status_code, without.json()["code"]) == (401, "second_step_due")
    assert list(without.json()["fields"]) == ["code"]
    unknown = sign_in(caller, county_a, password="不对", code=app.shows())
    assert (unknown.status_code, unknown.json()["code"]) == (401, "sign_in_failed")
    wrong = sign_in(caller, county_a, code=app.never())
    assert (wrong.status_code, wrong.json()["code"]) == (401, "second_step_failed")
    with at(county_a):
        assert not ApiToken.objects.exists()
    assert sign_in(caller, county_a, code=app.shows()).status_code == 201
    assert sign_in(caller, county_a, code=app.shows()).status_code == 401
