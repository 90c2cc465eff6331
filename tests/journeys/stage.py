"""Where a journey is played: over HTTP here, in a browser in tests/browser/stage.py.

A story says who does what on which page, and what they read; the stage plays it. Both stages work
on a database of the test's own, with real commits.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tenants.context import CountyRef, county_context
from tests import cast
from tests.journeys.desk_people import browser, hidden

URLS = "config.urls.county"


class Told(AssertionError):
    """What a page said against an act."""


class Stage:
    """Everybody's desk in a county; what is done there and what is read."""

    def __init__(self, county: CountyRef) -> None:
        self.county = county

    @contextmanager
    def records(self) -> Iterator[None]:
        """Look at what the records say."""
        with county_context(self.county):
            yield

    @staticmethod
    def at(name: str, *args: Any) -> str:
        """An address of the county."""
        return reverse(name, args=args, urlconf=URLS)

    def do(self, post: str, path: str, **fields: Any) -> str:
        """Fill a form in and send it; where it led. Raises Told with the page."""
        status, where, words = self.send(post, path, fields)
        if status >= 400:
            raise Told(f"{post} {path}: {status} {words[:1500]}")
        return where

    def refused(self, post: str, path: str, words: str, **fields: Any) -> str:
        """It is sent, and refused in these words; all that the page says."""
        status, _where, said = self.send(post, path, fields)
        assert (status, words in said) == (422, True), (post, path, status, said[:1500])
        return said

    def reads(self, post: str, path: str, *words: str) -> str:
        """The page says these."""
        said = self.open(post, path)
        for one in words:
            assert one in said, (post, path, one, said[:3000])
        return said

    def send(self, post: str, path: str, fields: dict[str, Any]) -> tuple[int, str, str]:
        """Status, address and words of the answer."""
        raise NotImplementedError

    def open(self, post: str, path: str) -> str:
        """The words of a page."""
        raise NotImplementedError

    def press(self, post: str, page: str, path: str, **fields: Any) -> None:
        """A button of a page, that sends to an address."""
        raise NotImplementedError

    def paper(self, post: str, page: str, label: str) -> bytes:
        """The PDF that a link of a page opens."""
        raise NotImplementedError

    def signatures(self, post: str, path: str) -> int:
        """How many drawn signatures a page shows."""
        raise NotImplementedError

    @contextmanager
    def on_a_phone(self, *posts: str) -> Iterator[None]:
        """These act with a phone in hand; over HTTP that is all the same."""
        yield


class HttpStage(Stage):
    """Over HTTP: every form is opened before it is sent, with what it holds."""

    def __init__(self, county: CountyRef) -> None:
        super().__init__(county)
        self.clients: dict[str, Client] = {}

    def client(self, post: str) -> Client:
        """Somebody's browser, signed in through the door when first needed."""
        if post not in self.clients:
            with self.records():
                cast.appoint(post)
            self.clients[post] = browser(self.county, post)
        return self.clients[post]

    def send(self, post: str, path: str, fields: dict[str, Any]) -> tuple[int, str, str]:
        """Open the form, send it."""
        client = self.client(post)
        form = client.get(path)
        if form.status_code != 200:
            return form.status_code if form.status_code >= 400 else 409, path, words_of(form)
        sent = {**held_by(form.content.decode()), **{name: typed(v) for name, v in fields.items()}}
        answer = client.post(path, sent)
        return answer.status_code, answer.headers.get("Location", path), words_of(answer)

    def open(self, post: str, path: str) -> str:
        """GET."""
        answer = self.client(post).get(path, follow=True)
        assert answer.status_code == 200, (post, path, answer.status_code)
        return words_of(answer)

    def press(self, post: str, page: str, path: str, **fields: Any) -> None:
        """The page has it; POST."""
        client = self.client(post)
        shown = BeautifulSoup(client.get(page).content, "html.parser")
        assert shown.select_one(f'form[action="{path}"]'), (post, page, path)
        answer = client.post(path, fields)
        assert answer.status_code == 302, (post, path, answer.status_code)

    def paper(self, post: str, page: str, label: str) -> bytes:
        """Follow the link."""
        client = self.client(post)
        shown = BeautifulSoup(client.get(page).content, "html.parser")
        (link,) = [one for one in shown.select("main a") if one.get_text(strip=True) == label]
        answer = client.get(str(link["href"]))
        assert answer.headers["Content-Type"] == "application/pdf", (post, page, label)
        return bytes(answer.content)

    def signatures(self, post: str, path: str) -> int:
        """Pictures that are there."""
        client = self.client(post)
        found = BeautifulSoup(client.get(path).content, "html.parser").select("img.as-signed")
        return sum(client.get(str(one["src"])).status_code == 200 for one in found)


def typed(value: Any) -> Any:
    """What a client sends: files as uploads, the rest as it is."""
    if isinstance(value, list) and value and isinstance(value[0], SimpleUploadedFile):
        for one in value:
            one.seek(0)
    return value


def words_of(answer: Any) -> str:
    """What stands on the page itself."""
    soup = BeautifulSoup(answer.content.decode(), "html.parser")
    return " ".join((soup.select_one("main") or soup).get_text(" ").split())


def held_by(page: str) -> dict[str, Any]:
    """What the form of a page holds already: hidden fields, what is filled in and chosen."""
    soup = BeautifulSoup(page, "html.parser")
    form = (soup.select_one("main") or soup).select_one("form[method=post]")
    found: dict[str, Any] = dict(hidden(page))
    for one in form.select("input, textarea, select") if form else ():
        name, kind = str(one.get("name") or ""), one.get("type", "text")
        if not name or kind in ("file", "submit", "button"):
            continue
        if one.name == "select":
            chosen = [str(o.get("value", "")) for o in one.select("option[selected]")]
            if chosen:
                found[name] = chosen if one.has_attr("multiple") else chosen[0]
        elif one.name == "textarea":
            found[name] = one.get_text().removeprefix("\n")
        elif kind in ("checkbox", "radio"):
            if one.has_attr("checked"):
                value = str(one.get("value", "on"))
                listed = found.setdefault(name, [])
                listed.append(value) if isinstance(listed, list) else None
        else:
            found[name] = str(one.get("value", ""))
    found.pop("csrfmiddlewaretoken", None)
    return found


def pk_in(path: str) -> int:
    """The number of the record that an address leads to."""
    (found,) = re.findall(r"/(\d+)/", path)[:1]
    return int(found)


def day(at: datetime, days: int = 0) -> str:
    """A day as a form takes it."""
    return (at + timedelta(days=days)).date().isoformat()
