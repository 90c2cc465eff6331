"""A journey on foot: nobody types the address of a form.

Who decides comes by the inbox, everybody else by the record or the list; the button of the act has
to be there. People take turns at one browser, whose cache stays warm: whoever sits down brings the
session, and the width of what they hold.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

from tenants.context import CountyRef
from tests.browser.crawl import HEIGHT, PHONE, PUSHED, Pages
from tests.browser.stage import DESK, READY, ChromiumStage

INBOX = "/console/inbox/"
# The page that has the button of a form.
ABOVE = re.compile(r"(.+/)(?:do/[^/]+|add)/")


class WalkingStage(ChromiumStage):
    """desk: who sits at one. told: who learns of everything from the inbox."""

    def __init__(
        self,
        county: CountyRef,
        pages: Callable[..., Pages],
        *,
        desk: Iterable[str],
        told: Iterable[str],
    ) -> None:
        super().__init__(county, pages, desk=desk)
        self.told = tuple(told)
        self.phones: tuple[str, ...] = ()
        self.sessions: dict[str, Any] = {}
        self.browser: Any = None
        # Who sits there, and what lies before them since nobody else has acted.
        self.who, self.there = "", ""

    @contextmanager
    def on_a_phone(self, *posts: str) -> Iterator[None]:
        """These have put the desk's page aside."""
        self.phones = posts
        yield
        self.phones = ()

    def width(self, post: str) -> int:
        """Of what they hold now."""
        return PHONE if post in self.phones or post not in self.desk else DESK

    def tab(self, post: str) -> Any:
        """Their turn."""
        if self.browser is None:
            found = self.pages(self.county)
            self.browser, self.base = self.stack.enter_context(found.open()), found.base
            self.shots = found
        self.looks[post] = self.shots
        if post != self.who:
            if post not in self.sessions:
                self.sessions[post] = self.session(post)
            self.browser.context.clear_cookies()
            self.browser.context.add_cookies([self.sessions[post]])
            self.who, self.there = post, ""
        if self.browser.viewport_size["width"] != self.width(post):
            self.browser.set_viewport_size({"width": self.width(post), "height": HEIGHT})
        return self.browser

    def send(self, post: str, path: str, fields: dict[str, Any]) -> tuple[int, str, str]:
        """What was refused lies before them still, and is put right there."""
        found = super().send(post, path, fields)
        self.there = found[1]
        return found

    def press(self, post: str, page: str, path: str, **fields: Any) -> None:
        """Where the button leads is before them then."""
        super().press(post, page, path, **fields)
        self.there = urlsplit(self.browser.url).path

    def _come_to(self, post: str, path: str) -> int:
        self.tab(post)
        if self.there == path:
            return 200
        found = ABOVE.fullmatch(path)
        assert found, f"no way to {path}"
        if self.there != found[1]:
            if post in self.told:
                self._goto(post, INBOX)
                self._tap(post, found[1])
            else:
                self._goto(post, found[1])
        return self._tap(post, path)

    def _tap(self, post: str, path: str) -> int:
        """Where a link of the page leads."""
        page = self.tab(post)
        link = page.locator(f"main a[href='{path}']")
        assert link.count(), f"{post} has no way from {page.url} to {path}"
        if not link.first.is_visible():
            page.locator(".cl-more summary").click()
        with page.expect_navigation(wait_until=READY) as gone:
            link.first.click()
        self._look(post, page)
        return int(gone.value.status)

    def _goto(self, post: str, path: str) -> int:
        self.tab(post)
        if self.there != path:
            status = super()._goto(post, path)
            self.there = path
            return status
        return 200

    def _look(self, post: str, page: Any) -> None:
        new = len(self.looked)
        super()._look(post, page)
        if len(self.looked) > new and self.width(post) == PHONE:
            where = f"{urlsplit(page.url).path} ({post})"
            self.complaints += [f"{where}: to be pushed: {n}" for n in page.evaluate(PUSHED)]
