"""A county with people, on the pages of `people_page`."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from operations.staff import services
from operations.staff.models import Person
from tenants.context import CountyRef
from tests import cast


@pytest.fixture(autouse=True)
def _pages(settings):
    """The tests' record page beside the county's own addresses."""
    settings.ROOT_URLCONF = "tests.console.people_page"


@pytest.fixture
def admin(in_county_a):
    """行政部: keeps the people."""
    return cast.appoint("admin")


@pytest.fixture
def person(admin) -> Person:
    """卜知夏 is joining."""
    by = cast.actor("admin")
    return services.person_register(
        name="卜知夏", by=by, joined_date=date(2026, 11, 20), at=timezone.now()
    )


class Desk:
    """A client after whose requests the test stands in the county again."""

    def __init__(self, client: Client, county: CountyRef | None) -> None:
        self.client = client
        self.county = county

    def get(self, *args: Any, **kwargs: Any) -> HttpResponse:
        """GET."""
        return self._do(self.client.get, *args, **kwargs)

    def post(self, *args: Any, **kwargs: Any) -> HttpResponse:
        """POST."""
        return self._do(self.client.post, *args, **kwargs)

    def _do(self, verb: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return verb(*args, **kwargs)
        finally:
            if self.county is not None:
                connection.set_tenant(self.county)


@pytest.fixture
def desk_of(client_for, in_county_a):
    """desk_of(post): the person of a post at their desk; None for a stranger."""

    def make(post: str | None) -> Desk:
        user = cast.appoint(post) if post else None
        return Desk(client_for(in_county_a, user), in_county_a)

    return make


@pytest.fixture
def browser(desk_of, admin):
    """行政部 at their desk."""
    return desk_of("admin")
