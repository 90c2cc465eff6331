"""A county with people, on the pages of `people_page`."""

from datetime import date

import pytest
from django.utils import timezone

from console.inbox import drafts
from operations.staff import services
from operations.staff.models import Person
from tests import cast


@pytest.fixture(autouse=True)
def _pages(settings):
    """The tests' record page beside the county's own addresses."""
    settings.ROOT_URLCONF = "tests.console.people_page"


@pytest.fixture
def admin(in_county_a):
    """行政部: keeps the people."""
    return cast.appoint("admin")


def joining() -> Person:
    """卜知夏 is joining."""
    by = cast.actor("admin")
    return services.person_register(
        name="卜知夏", by=by, joined_date=date(2026, 11, 20), at=timezone.now()
    )


@pytest.fixture
def person(admin) -> Person:
    """卜知夏 is joining."""
    return joining()


@pytest.fixture
def browser(desk_of, admin):
    """行政部 at their desk."""
    return desk_of("admin")


@pytest.fixture
def _people_have_drafts(settings):
    """The tests' record page says that who is joining is a draft; as it was afterwards."""
    before = dict(drafts._kinds)
    drafts.register(Person, ("joining",), title="name")
    yield
    drafts._kinds.clear()
    drafts._kinds.update(before)
