"""Every address × every role → what comes back, kept in matrix.json and read in reviews.

    UPDATE_MATRIX=1 pytest tests/permissions     writes the matrix anew

GET for all addresses; POST without data for our own. "login" is the way to the sign-in page. A
role that is refused gets 403, 404 or (Wagtail's own pages) 302; nobody ever gets 500.
"""

import json
import logging
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from accounts.models import User
from accounts.posts import Post
from core.lifecycle import REGISTERED
from tenants.context import CountyRef, county_context, province_context
from tests import cast
from tests.permissions import samples
from tests.permissions.routes import COUNTY, PROVINCE, Route, routes

MATRIX = Path(__file__).with_name("matrix.json")
ANONYMOUS = "anonymous"
COUNTY_ROLES = (
    *(Post.COUNTY_ADMIN, Post.DIRECTOR, Post.GM, Post.LEADER, Post.OFFICE, Post.AREA_CLERK),
    *(Post.ADMIN_MGR, Post.ADMIN, Post.FINANCE, Post.DEPT_HEAD, Post.DEPT_SUP, Post.DEPT_KEEPER),
    *(Post.DRAFTER, Post.OPS, Post.DUTY, Post.FRONTDESK, Post.STATION_MGR),
    *(Post.VILLAGE, Post.TOWNSHIP, Post.COMMERCE, Post.EDITOR),
)
PROVINCE_ROLES = (Post.PROVINCE, Post.ROOT)
REFUSED = {"login", "302", "403", "404", "405", "410"}
# Wagtail's page that fails on purpose, to show what failing looks like.
ON_PURPOSE = {"GET console/failwhale/"}

Rows = dict[str, dict[str, str]]


class Rollback(Exception):
    """Ends the transaction of one request."""


def outcome(client: Client, method: str, path: str) -> str:
    """The status of one request; whatever it wrote is taken back, and so are its cookies."""
    cookies = client.cookies.copy()
    try:
        with transaction.atomic():
            reply = client.generic(method, path, content_type="application/x-www-form-urlencoded")
            status = str(reply.status_code)
            if status == "302" and "/console/login/" in reply.headers["Location"]:
                status = "login"
            raise Rollback
    except Rollback:
        client.cookies = cookies
    return status


def calls(route: Route, fill: samples.Fill) -> Iterator[tuple[str, str, str]]:
    """Key of the row, method and path of each call of an address."""
    for values in samples.expand(route.name):
        key = route.pattern
        for gap, value in values.items():
            key = key.replace(f"<slug:{gap}>", str(value)).replace(f"<str:{gap}>", str(value))
        path = route.path(**{**fill["*"], **fill.get(route.name, {}), **values})
        for method in ("GET", "POST") if route.ours else ("GET",):
            yield f"{method} {key}", method, path


def walk(urlconf: str, clients: dict[str, Client], fill: samples.Fill) -> Rows:
    """Call everything as everybody."""
    rows: Rows = {}
    for route in routes(urlconf):
        for key, method, path in calls(route, fill):
            found: dict[str, list[str]] = {}
            for role, client in clients.items():
                found.setdefault(outcome(client, method, path), []).append(role)
            rows[key] = {status: " ".join(found[status]) for status in sorted(found)}
    return rows


def clients_of(host: str, posts: tuple[Post, ...]) -> dict[str, Client]:
    """A signed-in client for each role, and one for nobody; call it inside the schema."""
    made = {ANONYMOUS: Client(HTTP_HOST=host, SERVER_NAME=host, raise_request_exception=False)}
    for post in posts:
        made[post.value] = Client(HTTP_HOST=host, SERVER_NAME=host, raise_request_exception=False)
        sign_in(made[post.value], cast.appoint(post))
    return made


def sign_in(client: Client, user: User) -> None:
    """A session for the pages, a token for the API."""
    client.force_login(user)
    client.defaults["HTTP_AUTHORIZATION"] = f"Bearer {cast.token(user)}"


@pytest.fixture(autouse=True)
def _quiet(caplog) -> None:
    """Refusals are what we ask for; they need no warnings."""
    caplog.set_level(logging.CRITICAL, "django.request")


@pytest.fixture
def stored() -> dict[str, Rows]:
    """The matrix as it was reviewed last."""
    return json.loads(MATRIX.read_text("utf-8")) if MATRIX.exists() else {}


def keep(place: str, rows: Rows) -> None:
    """Write one place's rows."""
    whole: dict[str, Any] = json.loads(MATRIX.read_text("utf-8")) if MATRIX.exists() else {}
    whole[place] = dict(sorted(rows.items()))
    MATRIX.write_text(json.dumps(whole, ensure_ascii=False, indent=1) + "\n", "utf-8")


def compare(place: str, rows: Rows, stored: dict[str, Rows], capsys: Any) -> None:
    """Print the count; fail on rows that are new, gone or different."""
    requests = sum(len(roles.split()) for row in rows.values() for roles in row.values())
    with capsys.disabled():
        print(f"\n{place}: {len(rows)} rows, {requests} requests")
    if os.environ.get("UPDATE_MATRIX"):
        keep(place, rows)
        return
    known = stored.get(place, {})
    hint = "Look at the difference, then UPDATE_MATRIX=1 pytest tests/permissions"
    assert not sorted(set(rows) - set(known)), f"addresses without a row. {hint}"
    assert not sorted(set(known) - set(rows)), f"rows without an address. {hint}"
    different = {key: (known[key], rows[key]) for key in rows if rows[key] != known[key]}
    assert not different, hint


def never_a_crash(rows: Rows) -> None:
    """500 is nobody's answer."""
    crashes = {key: row["500"] for key, row in rows.items() if "500" in row}
    assert set(crashes) <= ON_PURPOSE, crashes


@pytest.mark.slow
def test_every_address_of_a_county(fresh_ids: None, county_a: CountyRef, stored, capsys) -> None:
    with county_context(county_a):
        clients = clients_of(county_a.host or "hechuan.localhost", COUNTY_ROLES)
        fill = samples.county_records()
    rows = walk(COUNTY, clients, fill)
    compare("county", rows, stored, capsys)
    never_a_crash(rows)


@pytest.mark.slow
def test_every_address_of_the_province(fresh_ids: None, stored, capsys) -> None:
    with province_context():
        clients = clients_of("localhost", PROVINCE_ROLES)
        fill = samples.province_records()
    rows = walk(PROVINCE, clients, fill)
    compare("province", rows, stored, capsys)
    never_a_crash(rows)


def may(row: dict[str, str]) -> set[str]:
    """Roles that the row lets in."""
    return {
        role for status, roles in row.items() if status not in REFUSED for role in roles.split()
    }


@pytest.mark.parametrize("name", sorted(samples.ACTIONS))
def test_the_matrix_agrees_with_the_lifecycle(name, stored) -> None:
    """Whoever the table does not name is refused by the address of the action."""
    roles = {ANONYMOUS, *COUNTY_ROLES}
    # An action that leads from several states may be another post's in each.
    who: dict[str, set[str]] = {}
    for move in REGISTERED[name].moves:
        who.setdefault(move.action, set()).update(move.who)
    for move in REGISTERED[name].moves:
        row = stored["county"]["GET " + samples.ACTIONS[name].format(action=move.action)]
        assert may(row) <= who[move.action], (move.action, may(row) - who[move.action])
        unseen = set(row.get("404", "").split())
        wanted = set(move.who) & roles & {Post.COUNTY_ADMIN, Post.ADMIN} - unseen
        assert may(row) >= wanted, move.action


def test_a_stranger_sees_public_pages_only(stored) -> None:
    for key, row in stored["county"].items():
        if "console/" in key.split(" ", 1)[1] and ANONYMOUS in may(row):
            assert any(door in key for door in DOORS), key


# What must answer before anybody is signed in.
DOORS = (
    "console/login/",
    "console/logout/",
    "console/jsi18n/",
    "console/sprite/",
    "console/theme.css",
)


def test_every_console_page_of_ours_refuses_somebody_or_is_for_all(stored) -> None:
    """Pages open to every signed-in role are named here; everything else has a post that may."""
    open_to_all = {
        key
        for key, row in stored["county"].items()
        if key.startswith("GET console/") and may(row) >= set(COUNTY_ROLES)
    }
    assert not {key for key in open_to_all if "console/accounts/<int:pk>" in key}


def test_the_province_changes_nothing_as_supervisor(stored) -> None:
    """省级监管员 is read-only: forms of ours take a POST for one's own account and inbox only."""
    own = (
        "account/",
        "password/",
        "confirm/",
        "devices/",
        "login/",
        "logout/",
        "no-post/",
        "inbox/",
        "second-factor/",
    )
    for key, row in stored["province"].items():
        if not key.startswith("POST console/") or key.removeprefix("POST console/").startswith(own):
            continue
        taken = f"{row.get('200', '')} {row.get('302', '')}".split()
        assert Post.PROVINCE not in taken, key
