"""What all tests share: the databases, two counties, the province, and clients for their hosts."""

import shutil
from collections.abc import Callable, Iterator
from hashlib import sha256
from importlib import import_module
from pkgutil import walk_packages
from typing import Any
from unittest.mock import patch

import hypothesis
import pytest
from _pytest import runner
from celery import current_app
from django.conf import settings
from django.core.files.base import ContentFile, File
from django.db import connection, connections, transaction
from django.test import Client
from wagtail.images.models import AbstractImage, WagtailImageFieldFile

import core
from core import collector
from core.actor import Scope
from core.stack import with_room
from tenants import embedded, hosts
from tenants.context import CountyRef, county_context, province_context
from tests import cast, databases, sharing, staging, told
from tests.desk import Desk
from tests.query_counts import QueryCounts

A, B = "980121", "980122"


def pytest_configure(config: pytest.Config) -> None:
    """Figures that tests tell are printed at the end, whoever ran them; no test is timed."""
    config.pluginmanager.register(told, "told")
    config.pluginmanager.register(sharing, "sharing")
    sharing.unmeasured(config)
    hypothesis.settings.register_profile("countylink", deadline=None)
    hypothesis.settings.load_profile("countylink")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files with long tests go first to the workers, the longest before all: nobody waits at the
    end for one that has just begun."""
    long = [item for item in items if {"slow", "browser"} & {m.name for m in item.iter_markers()}]
    files = {item.path for item in long}
    items.sort(key=lambda item: (sharing.rank(item.nodeid), item.path not in files))


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item, nextitem: pytest.Item | None) -> bool:
    """A test as pytest runs it, with room on the stack as requests and tasks have it."""
    with_room(runner.pytest_runtest_protocol, item, nextitem)
    return True


@pytest.fixture(scope="session")
def django_db_modify_db_settings() -> None:
    """We name the databases ourselves."""


@pytest.fixture(scope="session", autouse=True)
def _everything_imported() -> None:
    """What is imported when first asked for: here, so that no test depends on those before it."""
    for urlconf in (settings.ROOT_URLCONF, settings.PUBLIC_SCHEMA_URLCONF):
        import_module(urlconf)
    current_app.loader.import_default_modules()
    for module in walk_packages(core.__path__, "core."):
        import_module(module.name)
    # As the web server does (config.wsgi).
    collector.settle()


@pytest.fixture(scope="session", autouse=True)
def _pictures_sized_once() -> Iterator[None]:
    """A test takes back the sizes of pictures it had made, and the next has the same ones made: of
    the same file in the same size they are the same bytes, and those are as wide and high."""
    made: dict[tuple[str, ...], tuple[str, bytes]] = {}
    measured: dict[str, tuple[int, int]] = {}
    size = AbstractImage.generate_rendition_file
    measure = WagtailImageFieldFile.get_image_dimensions

    def sized(image: AbstractImage, wanted: Any, *, source: Any = None) -> File:
        with image.open_file() as file:
            content = sha256(file.read()).hexdigest()
        key = content, wanted.spec, wanted.get_cache_key(image)
        if key not in made:
            found = size(image, wanted, source=source)
            made[key] = found.name, b"".join(found.chunks())
        return ContentFile(made[key][1], made[key][0])

    def dimensions(file: WagtailImageFieldFile) -> tuple[int, int]:
        close = file.closed
        file.open()
        try:
            content = sha256(file.read()).hexdigest()
            if content not in measured:
                file.seek(0)
                measured[content] = measure(file)
            file.seek(0)
        finally:
            if close:
                file.close()
        return measured[content]

    with (
        patch.object(AbstractImage, "generate_rendition_file", sized),
        patch.object(WagtailImageFieldFile, "get_image_dimensions", dimensions),
    ):
        yield


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: Any) -> Iterator[None]:
    """This worker's database, copied from the pattern."""
    if settings.EMBEDDED_POSTGRES:
        embedded.ensure(postgres=True, broker=False)
    with django_db_blocker.unblock():
        # Tests wrap all in one transaction that is never committed; see tenants.context.
        transaction.county_tests = True
        databases.ensure_pattern()
        name = databases.name_of("main")
        databases.copy_pattern(name)
        databases.use(name)
    yield
    with django_db_blocker.unblock():
        connections.close_all()
        databases.drop(name)
    shutil.rmtree(settings.MEDIA_ROOT, ignore_errors=True)


@pytest.fixture(autouse=True)
def _clean_process() -> Iterator[None]:
    """No test sees another's caches, nor the county another worked in."""
    yield
    staging.forget()


@pytest.fixture
def own_database(django_db_setup: None, django_db_blocker: Any) -> Iterator[str]:
    """A database of the test's own, with real commits: threads, workers, kills."""
    # Closing its connection would end it.
    assert not connection.in_atomic_block, "a stage stands in this file: test it in another"
    name = databases.name_of("own")
    with django_db_blocker.unblock():
        try:
            with databases.own(name):
                yield name
        finally:
            databases.drop(name)


@pytest.fixture(scope="session")
def stage(django_db_setup: None, django_db_blocker: Any) -> Callable[..., Iterator[Any]]:
    """stage(build): what build makes in 禾川县, for all tests of a file; see `staging`."""

    def play(build: Callable[[], Any], *, county: str = A) -> Iterator[Any]:
        return staging.stage(django_db_blocker, build, county=county)

    return play


@pytest.fixture
def province(db: None) -> Iterator[None]:
    """The test runs in the province's schema."""
    with province_context():
        yield


@pytest.fixture
def county_a(db: None) -> CountyRef:
    """禾川县."""
    return hosts.by_code(A)


@pytest.fixture
def county_b(db: None) -> CountyRef:
    """云枞县, whose content types and permissions have other ids than 禾川县's."""
    return hosts.by_code(B)


@pytest.fixture
def in_county_a(county_a: CountyRef) -> Iterator[CountyRef]:
    """The test runs in 禾川县's schema."""
    with county_context(county_a):
        yield county_a


@pytest.fixture
def in_county_b(county_b: CountyRef) -> Iterator[CountyRef]:
    """The test runs in 云枞县's schema."""
    with county_context(county_b):
        yield county_b


@pytest.fixture
def client_for(db: None) -> Callable[..., Client]:
    """client_for(county, user): a client on the county's host (the province's for None)."""

    def make(county: CountyRef | None, user: Any = None, **headers: str) -> Client:
        host = county.host if county else "localhost"
        client = Client(HTTP_HOST=host, SERVER_NAME=host, raise_request_exception=True, **headers)
        if user is not None:
            with county_context(county) if county else province_context():
                client.force_login(user)
        return client

    return make


@pytest.fixture
def desk_of(client_for: Callable[..., Client], in_county_a: CountyRef) -> Callable[..., Desk]:
    """desk_of(post): the person of a post at their desk in 禾川县; None for a stranger."""

    def make(post: str | None, *, scope: Scope | None = None, username: str = "") -> Desk:
        user = cast.appoint(post, scope=scope, username=username) if post else None
        return Desk(client_for(in_county_a, user), in_county_a)

    return make


@pytest.fixture
def query_counts(request: pytest.FixtureRequest) -> QueryCounts:
    """The baselines of query_counts.json beside the test."""
    return QueryCounts(request.path.parent)


@pytest.fixture
def fresh_ids(db: None) -> None:
    """Both counties and the province give ids as if no test had run before."""
    databases.reset_sequences(f"c{A}", f"c{B}", "public")
