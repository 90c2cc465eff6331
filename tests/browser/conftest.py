"""A real Chromium against a real server: counties by their hosts, real commits."""

import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.db import connection, connections
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.test.testcases import LiveServerThread

from tenants.context import CountyRef, county_context, province_context
from tests import cast
from tests.browser.crawl import Pages

# The one without windows first: it does the same on a page with half the work for the machine.
NAMES = (
    *("chromium-headless-shell", "chromium", "chromium-browser"),
    *("google-chrome", "google-chrome-stable"),
)
# What Chromium would send home by itself.
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def find_chromium() -> str | None:
    """The browser's program: COUNTYLINK_CHROMIUM, else the first of the usual names."""
    named = os.environ.get("COUNTYLINK_CHROMIUM")
    if named:
        return named
    return next((found for name in NAMES if (found := shutil.which(name))), None)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """One Chromium for the run; the test is skipped, with the reason, where there is none."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    program = find_chromium()
    if program is None:
        pytest.skip("no Chromium: install one, or name it in COUNTYLINK_CHROMIUM")
    # Playwright's loop runs in this thread; Django would take every query for an async one.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=program, args=list(QUIET))
        yield browser
        browser.close()


class KeptFiles(StaticFilesHandler):
    """Static files that a browser keeps, as it does those of the real server."""

    def serve(self, request: HttpRequest) -> HttpResponseBase:
        """One file."""
        answer = super().serve(request)
        answer.headers["Cache-Control"] = "max-age=3600"
        return answer


@pytest.fixture
def server(own_database: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """The product on a free port, on this test's own database; gives the port."""
    # As when served: a browser's connection keeps its own to the database.
    monkeypatch.setitem(connection.settings_dict, "CONN_MAX_AGE", 60)
    thread = LiveServerThread("127.0.0.1", KeptFiles)
    thread.daemon = True
    thread.start()
    thread.is_ready.wait()
    if thread.error:
        raise thread.error
    yield thread.port
    thread.terminate()
    connections.close_all()


@pytest.fixture
def pages(chromium: Any, server: int) -> Callable[..., Pages]:
    """pages(county, post): a signed-in person's pages; county None is the province."""

    def make(county: CountyRef | None, post: str | None = None) -> Pages:
        username = ""
        if post:
            with county_context(county) if county else province_context():
                username = cast.appoint(post).username
        host = county.host if county else "localhost"
        return Pages(chromium, f"http://{host}:{server}", username, cast.PASSWORD)

    return make
