"""禾川县's site with its demonstration content, and a station that the public may see."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from cms import demo
from tenants import hosts
from tenants.context import CountyRef, county_context, province_context


@dataclass(frozen=True)
class Facts:
    """What the demo needs to know of a county."""

    code: str = "980121"
    name: str = "禾川县"
    accent: str = "#8a5a1c"


class TakenBack(Exception):
    """Ends what a file's tests stand on."""


@pytest.fixture(scope="module")
def built(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """禾川县 with brand, products and news, once for a file: each test takes back its own only."""
    with django_db_blocker.unblock(), suppress(TakenBack), transaction.atomic():
        with county_context(hosts.by_code(Facts.code)):
            demo.build(Facts())
        with django_db_blocker.block():
            yield
        raise TakenBack


@pytest.fixture
def site(built: None, county_a: CountyRef) -> CountyRef:
    """禾川县 with brand, products and news."""
    return county_a


@pytest.fixture
def visitor(site: CountyRef, client_for: Callable[..., Client]) -> Client:
    """Somebody from outside on 禾川县's site."""
    return client_for(site)


@pytest.fixture
def portal_visitor(site: CountyRef, client_for: Callable[..., Client]) -> Client:
    """Somebody from outside on the province's portal."""
    with province_context():
        return client_for(None)
