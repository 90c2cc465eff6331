"""禾川县's site with its demonstration content, and a station that the public may see."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from django.test import Client

from cms import demo
from tenants.context import CountyRef, province_context


@dataclass(frozen=True)
class Facts:
    """What the demo needs to know of a county."""

    code: str = "980121"
    name: str = "禾川县"
    accent: str = "#8a5a1c"


@pytest.fixture(scope="module")
def built(stage: Callable[..., Iterator[None]]) -> Iterator[None]:
    """禾川县 with brand, products and news, once for a file."""
    yield from stage(lambda: demo.build(Facts()))


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
