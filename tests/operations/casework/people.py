"""Browsers of the cast for the pages of casework."""

from __future__ import annotations

from typing import Any

from bs4 import BeautifulSoup
from django.http import HttpResponse
from django.test import Client


def text(reply: HttpResponse, status: int = 200) -> str:
    """The page's source, after a look at the status."""
    assert reply.status_code == status, (reply.status_code, reply.content.decode()[:2000])
    return reply.content.decode()


def main(reply: HttpResponse, status: int = 200) -> str:
    """What stands on the page itself, without menus and scripts."""
    soup = BeautifulSoup(text(reply, status), "html.parser")
    return " ".join((soup.select_one("main") or soup).get_text(" ").split())


def buttons(reply: HttpResponse) -> set[str]:
    """The actions that a record page offers, by the last part of their addresses."""
    soup = BeautifulSoup(text(reply), "html.parser")
    links = [str(link["href"]) for link in soup.select(".cl-bar a[href*='/do/']")]
    return {link.rstrip("/").rpartition("/")[2] for link in links}


def errors(reply: HttpResponse, status: int = 422) -> dict[str, str]:
    """Sentences of the error summary by the id of the field that they lead to; '' for the form."""
    soup = BeautifulSoup(text(reply, status), "html.parser")
    summary = soup.select_one(".cl-errors")
    assert summary is not None, "no error summary"
    found: dict[str, str] = {}
    for line in summary.select("p"):
        link = line.find("a")
        key = str(link["href"]).lstrip("#") if link else ""
        found[key] = found.get(key, "") + line.get_text()
    return found


def follow(browser: Client, reply: HttpResponse) -> HttpResponse:
    """The page that a redirect leads to."""
    assert reply.status_code == 302, reply.content.decode()[:2000]
    found: Any = browser.get(reply.headers["Location"])
    return found  # type: ignore[no-any-return]
