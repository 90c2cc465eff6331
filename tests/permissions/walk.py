"""Walking through every address as everybody: one request each, shown to all who want to look.

Rows of the permission matrix, marks of another county and English sentences are read from the same
answers, for asking is what takes long.
"""

import copy
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from unittest.mock import patch

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import Resolver404, ResolverMatch, URLResolver
from wagtail.admin.menu import admin_menu
from wagtail.admin.templatetags import wagtailadmin_tags

from accounts import actors, middleware
from accounts.backends import PhoneOrNameBackend
from accounts.models import User
from accounts.posts import Post
from core.actor import Actor
from tests import cast
from tests.permissions import samples
from tests.permissions.routes import Route, routes

ANONYMOUS = "anonymous"
COUNTY_ROLES = (
    *(Post.COUNTY_ADMIN, Post.DIRECTOR, Post.GM, Post.LEADER, Post.OFFICE, Post.AREA_CLERK),
    *(Post.ADMIN_MGR, Post.ADMIN, Post.FINANCE, Post.DEPT_HEAD, Post.DEPT_SUP, Post.DEPT_KEEPER),
    *(Post.DRAFTER, Post.OPS, Post.DUTY, Post.FRONTDESK, Post.STATION_MGR),
    *(Post.VILLAGE, Post.TOWNSHIP, Post.COMMERCE, Post.EDITOR),
)
PROVINCE_ROLES = (Post.PROVINCE, Post.ROOT)
FORM = "application/x-www-form-urlencoded"
# So many tests share a county's rows: each is long, and they are walked side by side.
PARTS = 3
# Is a row of the matrix ("GET console/stations/") asked for?
Wanted = Callable[[str], bool]


def everything(key: str) -> bool:
    """All rows."""
    return True


def one_part(number: int) -> Wanted:
    """The rows of one part (from 0); every row is in exactly one."""
    return lambda key: zlib.crc32(key.encode()) % PARTS == number


class Rollback(Exception):
    """Ends the transaction of one request."""


@dataclass(frozen=True)
class Answer:
    """What one role got from one address; key is the address as it is declared."""

    key: str
    who: str
    method: str
    path: str
    status: str
    body: bytes
    headers: str
    html: bool
    own: bool

    def holds(self, mark: str) -> bool:
        """Is the mark anywhere in it?"""
        return mark.encode() in self.body or mark in self.headers

    def __str__(self) -> str:
        return f"{self.who} {self.method} {self.path} → {self.status}"


class Browser(Client):
    """A client that keeps cookies and notes nothing else of an answer."""

    def request(self, **request: Any) -> HttpResponse:
        """One request to the handler."""
        reply = self.handler(self._base_environ(**request))
        if reply.cookies:
            self.cookies.update(reply.cookies)
        return reply


def browser(host: str) -> Client:
    """A browser at a host, to which a crash is an answer."""
    return Browser(HTTP_HOST=host, SERVER_NAME=host, raise_request_exception=False)


def sign_in(client: Client, user: User) -> None:
    """A session for the pages, a token for the API."""
    client.force_login(user)
    client.defaults["HTTP_AUTHORIZATION"] = f"Bearer {cast.token(user)}"


def clients_of(host: str, posts: tuple[Post, ...]) -> dict[str, Client]:
    """A signed-in client for each role, and one for nobody; call it inside the schema."""
    made = {ANONYMOUS: browser(host)}
    for post in posts:
        made[post.value] = browser(host)
        sign_in(made[post.value], cast.appoint(post))
    return made


def ask(client: Client, method: str, path: str) -> tuple[HttpResponse, bytes]:
    """One request and its body; whatever it wrote is taken back, and so are its cookies."""
    cookies = client.cookies.copy()
    try:
        with transaction.atomic():
            reply = client.generic(method, path, content_type=FORM)
            body = b"".join(reply.streaming_content) if reply.streaming else reply.content
            raise Rollback
    except Rollback:
        client.cookies = cookies
    return reply, body


@contextmanager
def remembered_identities() -> Iterator[None]:
    """Everybody's session, account, posts and groups are read once from each schema, not at every
    request.

    They are the same each time, for what a request wrote is taken back; what they allow is judged
    anew at every request. So is a person's menu, which stands beside every page. Nor does a sign-in
    note its last use, as it would at every request from the second minute on. Where an address
    leads is the same for all who ask.
    """
    known: dict[tuple[str, object], Any] = {}
    session_of, user_of = SessionStore._get_session_from_db, PhoneOrNameBackend.get_user
    actor_of, entries_of = actors._actor, admin_menu.render_component

    def session(store: SessionStore) -> Any:
        key = connection.schema_name, store.session_key
        if known.get(key) is None:
            known[key] = session_of(store)
        return known[key]

    def user(backend: PhoneOrNameBackend, user_id: int) -> User | None:
        key = connection.schema_name, user_id
        if known.get(key) is None:
            known[key] = user_of(backend, user_id)
            # Remembered on the account, and so on its copies.
            backend.get_group_permissions(known[key])
        return copy.copy(known[key])

    def actor(person: User | AnonymousUser, request: HttpRequest | None) -> Actor:
        session = getattr(request, "session", {})
        key = connection.schema_name, ("actor", person.pk, session.get(actors.IN_PLACE_OF))
        if known.get(key) is None:
            known[key] = actor_of(person, request)
        return known[key]

    def menu_of(request: HttpRequest) -> list[Any]:
        key = connection.schema_name, ("menu", request.user.pk)
        if known.get(key) is None:
            known[key] = entries_of(request)
        return known[key]

    class Written(wagtailadmin_tags.JSContext):
        """A menu, written as the page's script reads it."""

        def pack(self, modules: list[Any]) -> Any:
            key = connection.schema_name, ("written", modules[-1].user.pk)
            if known.get(key) is None:
                known[key] = super().pack(modules)
            return known[key]

    leads_to: dict[tuple[int, str], ResolverMatch | Resolver404] = {}
    resolve = URLResolver.resolve

    def resolved(resolver: URLResolver, path: str) -> ResolverMatch:
        key = id(resolver), str(path)
        if key not in leads_to:
            try:
                leads_to[key] = resolve(resolver, path)
            except Resolver404 as nowhere:
                leads_to[key] = nowhere
        found = leads_to[key]
        if isinstance(found, Resolver404):
            raise Resolver404(*found.args)
        return found

    with (
        patch.object(URLResolver, "resolve", resolved),
        patch.object(SessionStore, "_get_session_from_db", session),
        patch.object(PhoneOrNameBackend, "get_user", user),
        patch.object(actors, "_actor", actor),
        patch.object(admin_menu, "render_component", menu_of),
        patch.object(wagtailadmin_tags, "JSContext", Written),
        patch.object(middleware, "NOTE_SECONDS", settings.SESSION_ABSOLUTE_SECONDS),
    ):
        yield


def calls(
    route: Route, fill: samples.Fill, foreign: samples.Fill
) -> Iterator[tuple[str, str, str, bool]]:
    """Key of the row, method and path of each call of an address, and whether it is one's own.

    Another county's identifiers make calls of their own where they are not the same.
    """
    for values in samples.expand(route.name):
        key = route.pattern
        for gap, value in values.items():
            key = key.replace(f"<slug:{gap}>", str(value)).replace(f"<str:{gap}>", str(value))
        mine, theirs = (
            route.path(**{**gaps["*"], **gaps.get(route.name, {}), **values})
            for gaps in (fill, foreign)
        )
        for method in route.methods:
            yield f"{method} {key}", method, mine, True
            if theirs != mine:
                yield f"{method} {key}", method, theirs, False


def rows(
    urlconf: str, fill: samples.Fill, foreign: samples.Fill
) -> Iterator[tuple[str, str, str, bool]]:
    """The calls of all addresses."""
    for route in routes(urlconf):
        yield from calls(route, fill, foreign)


def walk(
    urlconf: str,
    clients: dict[str, Client],
    fill: samples.Fill,
    foreign: samples.Fill | None = None,
    *,
    below: str = "/",
    wanted: Wanted = everything,
) -> Iterator[Answer]:
    """Call everything below a path, or those of its rows that are wanted, as everybody."""
    for client in clients.values():
        # A sign-in's clock starts here, or every request would start it and take it back.
        client.get("/console/account/")
    with remembered_identities():
        for key, method, path, own in rows(urlconf, fill, foreign or fill):
            if not path.startswith(below) or not wanted(key):
                continue
            for who, client in clients.items():
                reply, body = ask(client, method, path)
                status = str(reply.status_code)
                if status == "302" and "/console/login/" in reply.headers["Location"]:
                    status = "login"
                yield Answer(
                    key=key,
                    who=who,
                    method=method,
                    path=path,
                    status=status,
                    body=body,
                    headers=" ".join(f"{name}: {value}" for name, value in reply.headers.items()),
                    html=reply.headers.get("Content-Type", "").startswith("text/html"),
                    own=own,
                )
