"""Every page of every address, as people of several posts see it: no English sentence in it.

What scripts write afterwards is looked at in a browser (tests/browser).
"""

from __future__ import annotations

import logging
from collections.abc import Iterable

import pytest
from bs4 import BeautifulSoup
from django.db import transaction
from django.test import Client

from accounts.posts import Post
from tenants.context import CountyRef, county_context, province_context
from tests import cast
from tests.browser.crawl import english
from tests.permissions import samples
from tests.permissions.routes import COUNTY, PROVINCE, routes
from tests.permissions.test_matrix import Rollback

POSTS = (Post.COUNTY_ADMIN, Post.AREA_CLERK, Post.LEADER, Post.OPS, Post.EDITOR, Post.STATION_MGR)
UNSEEN = ("script", "style", "template", "noscript", "svg", "code", "pre")
SPOKEN = ("aria-label", "placeholder", "title", "alt")
# Wagtail's showcase for developers of the console; nobody is led there.
SHOWCASE = ("console/failwhale/", "console/styleguide/")


def texts_of(page: str) -> list[str]:
    """What a reader of the page can see or hear."""
    soup = BeautifulSoup(page, "html.parser")
    for element in soup(UNSEEN):
        element.decompose()
    found = [" ".join(text.split()) for text in soup.stripped_strings]
    for name in SPOKEN:
        found += [str(element[name]) for element in soup.select(f"[{name}]")]
    return found


def ask(browser: Client, method: str, path: str) -> str:
    """The page of one request, "" if the answer is none; whatever it wrote is taken back."""
    cookies = browser.cookies.copy()
    try:
        with transaction.atomic():
            reply = browser.generic(method, path, content_type="application/x-www-form-urlencoded")
            raise Rollback
    except Rollback:
        browser.cookies = cookies
    html = reply.headers.get("Content-Type", "").startswith("text/html")
    return reply.content.decode() if html and not reply.streaming else ""


def read(
    urlconf: str, fill: samples.Fill, people: dict[str, Client]
) -> tuple[int, dict[str, set[str]]]:
    """How many pages were read, and the English in them with the addresses where it stands."""
    pages, found = 0, {}
    for route in routes(urlconf):
        for values in samples.expand(route.name):
            path = route.path(**{**fill["*"], **fill.get(route.name, {}), **values})
            if "logout" in path or any(word in path for word in SHOWCASE):
                continue
            for who, browser in people.items():
                for method in ("GET", "POST") if route.ours else ("GET",):
                    page = ask(browser, method, path)
                    pages += bool(page)
                    for text in english(texts_of(page)):
                        found.setdefault(text, set()).add(f"{who} {method} {path}")
    return pages, found


def signed_in(host: str, posts: Iterable[Post]) -> dict[str, Client]:
    """A browser for each post of the present place, and one for a stranger."""
    people = {"anonymous": Client(HTTP_HOST=host, SERVER_NAME=host, raise_request_exception=False)}
    for post in posts:
        people[post.value] = Client(HTTP_HOST=host, SERVER_NAME=host, raise_request_exception=False)
        people[post.value].force_login(cast.appoint(post))
    return people


def told(found: dict[str, set[str]]) -> str:
    """The findings, one a line."""
    return "\n".join(f"{text!r}: {min(where)}" for text, where in sorted(found.items()))


@pytest.fixture(autouse=True)
def _quiet(caplog) -> None:
    caplog.set_level(logging.CRITICAL, "django.request")


@pytest.mark.slow
def test_no_page_of_a_county_holds_an_english_sentence(county_a: CountyRef, capsys):
    with county_context(county_a):
        fill = samples.county_records()
        people = signed_in(county_a.host, POSTS)
    pages, found = read(COUNTY, fill, people)
    with capsys.disabled():
        print(f"\n{pages} pages of a county were read for English")
    assert pages > 500
    assert not found, told(found)


@pytest.mark.slow
def test_no_page_of_the_province_holds_an_english_sentence(province, county_a, capsys):
    with province_context():
        fill = samples.province_records()
        people = signed_in("localhost", (Post.PROVINCE, Post.ROOT))
    pages, found = read(PROVINCE, fill, people)
    with capsys.disabled():
        print(f"\n{pages} pages of the province were read for English")
    assert pages > 100
    assert not found, told(found)


def test_an_english_sentence_would_be_found():
    assert english(texts_of('<main><p>站点</p><a title="Go to the list">表</a></main>'))
    assert english(texts_of("<p>Nothing has been <b>found</b> here yet</p>"))
    assert not english(texts_of("<p>CountyLink 县村通</p><script>let me be your guest</script>"))
