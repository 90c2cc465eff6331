"""A caller of the API: a person of the cast with a token on a host."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client

from tenants.context import CountyRef, county_context, province_context
from tests import cast
from tests.operations.casework.conftest import (  # noqa: F401 - fixtures
    accepted,
    assigned,
    chief,
    desk,
    finish,
    finished,
    handler,
    handling,
    manager,
    station,
    submitted,
    village,
)
from tests.operations.documents.conftest import People
from tests.operations.stations.conftest import (  # noqa: F401 - fixtures
    awaiting,
    divisions,
    fitting_out,
    on_notice,
    operating,
    photograph,
    selected,
)


class Caller:
    """Sends JSON with a token to one host."""

    def __init__(self, host: str, token: str = "", **headers: str) -> None:
        self.token = token
        self.client = Client(HTTP_HOST=host, SERVER_NAME=host, raise_request_exception=False)
        if token:
            self.client.defaults["HTTP_AUTHORIZATION"] = f"Bearer {token}"
        self.client.defaults.update(headers)

    def get(self, path: str, query: dict[str, Any] | None = None, **headers: str) -> Any:
        """GET below /api/v1/."""
        return self.client.get(f"/api/v1/{path}", query or {}, headers=headers)

    def rows(self, path: str, query: dict[str, Any] | None = None) -> list[dict[str, Any]]:
        """The rows of a list."""
        found: list[dict[str, Any]] = self.get(path, query).json()["results"]
        return found

    def post(self, path: str, body: Any = None, **headers: str) -> Any:
        """POST of JSON."""
        return self.client.post(
            f"/api/v1/{path}",
            json.dumps({} if body is None else body),
            content_type="application/json",
            headers=headers,
        )

    def delete(self, path: str) -> Any:
        """DELETE."""
        return self.client.delete(f"/api/v1/{path}")


@pytest.fixture(scope="module")
def appointed(stage: Callable[..., Iterator[People]]) -> Iterator[People]:
    """Everybody whom the office's work needs, each with a post, for all tests of a file."""
    posts = ("office", "leader", "director", "ops", "drafter", "staff", "duty", "frontdesk")
    yield from stage(lambda: People(*posts, "dept_head", "finance", "admin"))


@pytest.fixture
def people(appointed: People, in_county_a: CountyRef) -> People:
    """Everybody whom the office's work needs."""
    return appointed.again()


@pytest.fixture
def caller(db: None) -> Callable[..., Caller]:
    """caller(county, "office"): that post's person with a token; "" for a stranger."""

    def make(
        county: CountyRef | None, post: str = "", wanted: list[str] | None = None, **more: Any
    ) -> Caller:
        host = county.host if county else "localhost"
        if not post:
            return Caller(host)
        with county_context(county) if county else province_context():
            user = cast.appoint(post, **more)
            return Caller(host, cast.token(user, wanted=wanted))

    return make
