"""What a file's tests stand on, built once: a stage.

    @pytest.fixture(scope="module", params=[1, 5], ids=["few", "many"])
    def filed(request, stage):
        yield from stage(lambda: [bring(People(), S.ARCHIVED).pk for _ in range(request.param)])

    @pytest.fixture
    def document(filed, in_county_a):
        return OutgoingDocument.objects.get(pk=filed[-1])

The stage stands in a transaction around those of the tests: each test takes back its own doing
only, and the last of them leaves the database as the file found it. What a stage hands on is the
same for all tests: ids rather than records, which a test would change for the next one. All tests
of a file stand on its stage from the first that asks for it, so a file has one (or one after the
other, as parameters); whoever needs an empty county is tested in another file. Tests with
transactions of their own cannot stand on one.
"""

from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

from django.core.cache import caches
from django.db import connection, transaction

from tenants import hosts
from tenants.caches import content_types
from tenants.context import county_context


class TakenBack(Exception):
    """Ends a stage."""


def forget() -> None:
    """No test sees another's caches, nor the county another worked in."""
    for cache in caches.all(initialized_only=True):
        cache.clear()
    hosts._by_host.clear()
    content_types._entries.clear()
    connection.set_schema_to_public()


def stage(blocker: Any, build: Callable[[], Any], *, county: str) -> Iterator[Any]:
    """What `build` made in a county, until the last of the file's tests has gone."""
    outer = transaction.atomic()
    # As around a test: what must not run inside a transaction runs here.
    outer._from_testcase = True
    with blocker.unblock(), suppress(TakenBack), outer:
        with county_context(hosts.by_code(county)):
            built = build()
        forget()
        with blocker.block():
            yield built
        forget()
        raise TakenBack
