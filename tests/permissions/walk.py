"""Walking through every address as everybody: one request each, shown to all who want to look.

Rows of the permission matrix, marks of another county and English sentences are read from the same
answers, for asking is what takes long.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import transaction
from django.http import HttpResponse
from django.test import Client

from accounts.models import User
from accounts.posts import Post
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


def browser(host: str) -> Client:
    """A browser at a host, to which a crash is an answer."""
    return Client(HTTP_HOST=host, SERVER_NAME=host, raise_request_exception=False)


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
        for method in ("GET", "POST") if route.ours else ("GET",):
            yield f"{method} {key}", method, mine, True
            if theirs != mine:
                yield f"{method} {key}", method, theirs, False


def walk(
    urlconf: str,
    clients: dict[str, Client],
    fill: samples.Fill,
    foreign: samples.Fill | None = None,
    *,
    below: str = "/",
) -> Iterator[Answer]:
    """Call everything below a path as everybody."""
    for client in clients.values():
        # A sign-in's clock starts here, or every request would start it and take it back.
        client.get("/console/account/")
    for route in routes(urlconf):
        for key, method, path, own in calls(route, fill, foreign or fill):
            if not path.startswith(below):
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
