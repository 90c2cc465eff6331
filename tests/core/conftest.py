"""What the tests of the vocabulary share."""

from collections.abc import Iterator
from datetime import datetime

import pytest

from core.actor import Actor
from operations.staff.models import Person
from tests.core.people import NOW, People, filed, registered


@pytest.fixture
def now() -> datetime:
    """Tuesday 2026-11-24, nine o'clock in Shanghai."""
    return NOW


@pytest.fixture
def people() -> Iterator[People]:
    """The cast of tests/core/people.py answers for accounts."""
    with registered() as cast:
        yield cast


@pytest.fixture
def drafter(people: People) -> Actor:
    return people.actor_of(1)


@pytest.fixture
def office(people: People) -> Actor:
    return people.actor_of(2)


@pytest.fixture
def leader(people: People) -> Actor:
    return people.actor_of(3)


@pytest.fixture
def director(people: People) -> Actor:
    return people.actor_of(4)


@pytest.fixture
def admin(people: People) -> Actor:
    return people.actor_of(5)


@pytest.fixture
def office_too(people: People) -> Actor:
    return people.actor_of(6)


@pytest.fixture
def staff(people: People) -> Actor:
    return people.actor_of(7)


@pytest.fixture
def township(people: People) -> Actor:
    return people.actor_of(8)


@pytest.fixture
def record(in_county_a, people) -> Person:
    """A record made by the drafter."""
    return filed()
