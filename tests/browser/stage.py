"""The stage of a journey in a real Chromium: desks at 1280 px, leaders and duty on a phone."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tenants.context import CountyRef
from tests import cast
from tests.browser.crawl import PHONE, VISIBLE_TEXTS, Pages, english
from tests.journeys.stage import Stage

DESK = 1280
# Who sits at a desk; everybody else has a phone in hand.
AT_A_DESK = ("office", "drafter", "ops")
# Styles and scripts are there; pictures need not be waited for.
READY = "domcontentloaded"
# Words of the bands on top that lie under the menu's button on a phone.
COVERED = """() => {
  const button = document.querySelector('.sidebar-nav-toggle--mobile');
  if (!button || !button.checkVisibility()) return [];
  const under = button.getBoundingClientRect();
  return [...document.querySelectorAll('.cl-acting span, .cl-acting button, .cl-top__name')]
    .filter((one) => [...one.getClientRects()].some((box) => box.left < under.right
      && box.right > under.left && box.top < under.bottom && box.bottom > under.top))
    .map((one) => one.textContent.trim());
}"""
# A file as base64.
READ = """async (address) => {
  const content = new Uint8Array(await (await fetch(address)).arrayBuffer());
  return btoa(content.reduce((text, byte) => text + String.fromCharCode(byte), ''));
}"""
DRAWN = """async () => {
  const found = [...document.querySelectorAll('img.as-signed')];
  await Promise.allSettled(found.map((one) => one.decode()));
  return found.filter((one) => one.naturalWidth > 0).length;
}"""
SEND = "form[method=post] .cl-bar__main button:not([formaction])"


class ChromiumStage(Stage):
    """Every page that is opened is looked at once: errors, width, words left in English."""

    def __init__(
        self, county: CountyRef, pages: Callable[..., Pages], *, desk: Iterable[str] = AT_A_DESK
    ) -> None:
        super().__init__(county)
        self.pages, self.desk = pages, tuple(desk)
        self.stack = ExitStack()
        self.tabs: dict[str, Any] = {}
        self.complaints: list[str] = []
        self.looks: dict[str, Pages] = {}
        self.base = ""
        self.looked: set[str] = set()

    def tab(self, post: str) -> Any:
        """Somebody's browser, signed in when first needed; the door is tested elsewhere."""
        if post not in self.tabs:
            pages = self.pages(self.county)
            tab = self.stack.enter_context(pages.open(width=self.width(post)))
            self.base = pages.base
            tab.context.add_cookies([self.session(post)])
            self.tabs[post], self.looks[post] = tab, pages
        return self.tabs[post]

    def width(self, post: str) -> int:
        """How wide somebody's screen is."""
        return DESK if post in self.desk else PHONE

    def session(self, post: str) -> Any:
        """A new session of somebody, as a cookie."""
        with self.records():
            client = Client(HTTP_HOST=self.county.host)
            client.force_login(cast.appoint(post))
        found = client.cookies[settings.SESSION_COOKIE_NAME]
        return {"name": found.key, "value": found.value, "url": f"{self.base}/"}

    def close(self) -> None:
        """Everybody goes home."""
        self.stack.close()

    def send(self, post: str, path: str, fields: dict[str, Any]) -> tuple[int, str, str]:
        """Open the form, fill it in, press its button."""
        status = self._come_to(post, path)
        page = self.tab(post)
        if status != 200 or urlsplit(page.url).path != path:
            return max(status, 409), path, self._words(page)
        for name, value in fields.items():
            fill(page, name, value)
        with page.expect_navigation(wait_until=READY) as gone:
            page.locator(SEND).last.click()
        self._look(post, page)
        return gone.value.status, urlsplit(page.url).path, self._words(page)

    def open(self, post: str, path: str) -> str:
        """Go there."""
        assert self._goto(post, path) == 200, (post, path)
        return self._words(self.tab(post))

    def press(self, post: str, page: str, path: str, **fields: Any) -> None:
        """A button of a page."""
        self._goto(post, page)
        tab = self.tab(post)
        # Several forms of a page may send there; the one meant holds these values.
        form = f'form[action="{path}"]'
        for name, value in fields.items():
            form += f":has([name='{name}'][value='{value}'])"
        with tab.expect_navigation(wait_until=READY) as gone:
            tab.locator(f"{form} button").last.click()
        assert gone.value.status == 200, (post, page, path)
        self._look(post, tab)

    def paper(self, post: str, page: str, label: str) -> bytes:
        """Click the link; what came is read beside, for a viewer keeps it to itself."""
        self._goto(post, page)
        tab = self.tab(post)
        link = tab.locator("main a", has_text=label)
        address = link.get_attribute("href")
        bytes_ = tab.evaluate(READ, address)
        with tab.context.expect_event("response", lambda one: one.url.endswith(address)) as came:
            link.click()
        assert came.value.status == 200, (post, page, label)
        assert came.value.headers["content-type"] == "application/pdf", (post, page, label)
        return base64.b64decode(bytes_)

    def signatures(self, post: str, path: str) -> int:
        """Pictures that are drawn on the page."""
        self._goto(post, path)
        return int(self.tab(post).evaluate(DRAWN))

    def _come_to(self, post: str, path: str) -> int:
        """To the form that is to be filled in."""
        return self._goto(post, path)

    def _goto(self, post: str, path: str) -> int:
        page = self.tab(post)
        answer = page.goto(f"{self.base}{path}", wait_until=READY)
        self._look(post, page)
        return int(answer.status)

    def _look(self, post: str, page: Any) -> None:
        """What people would complain of."""
        width = self.width(post)
        where = f"{urlsplit(page.url).path} ({post}, {width} px)"
        # A refusal is an answer that Chromium notes as a failed load.
        found = [one for one in page.complaints if "422" not in one]
        self.complaints += [f"{where}: {one}" for one in found]
        page.complaints.clear()
        if where in self.looked:
            return
        self.looked.add(where)
        found = []
        wider = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        if wider > 0:
            found.append(f"{wider} px wider than the screen")
        found += [f"English: {text}" for text in english(page.evaluate(VISIBLE_TEXTS))]
        found += [f"under the menu's button: {text}" for text in page.evaluate(COVERED)]
        self.complaints += [f"{where}: {one}" for one in found]
        self.looks[post].keep(page, urlsplit(page.url).path, width, post)

    @staticmethod
    def _words(page: Any) -> str:
        return " ".join(page.locator("main").first.inner_text().split())


def fill(page: Any, name: str, value: Any) -> None:
    """As a person does: tick, choose, pick a file, sign, type."""
    field = page.locator(f"form[method=post] [name='{name}']")
    kind = field.first.evaluate("e => e.type")
    listed = value if isinstance(value, list) else [value]
    if kind == "hidden":
        sign(page, name)
    elif kind in ("checkbox", "radio"):
        for one in listed:
            exact = page.locator(f"form[method=post] [name='{name}'][value='{one}']")
            (field.first if one == "on" else exact).check(force=True)
    elif kind.startswith("select"):
        field.first.select_option([str(one) for one in listed])
    elif kind == "file":
        field.first.set_input_files([_file(one) for one in listed])
    else:
        field.first.fill(str(value))


def sign(page: Any, name: str) -> None:
    """With a finger on the glass: one stroke that winds."""
    part = page.locator(f".cl-hand:has([name='{name}'])")
    pad = part.locator("canvas")
    pad.scroll_into_view_if_needed()
    box = pad.bounding_box()
    finger = page.context.new_cdp_session(page)
    for step in range(10):
        x = box["x"] + box["width"] * (0.2 + 0.06 * step)
        y = box["y"] + box["height"] * (0.35 + 0.3 * (step % 2))
        kind = "touchMove" if step else "touchStart"
        finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y}]})
    finger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    finger.detach()
    part.get_by_text("已签字").wait_for()


def _file(one: SimpleUploadedFile) -> Any:
    one.seek(0)
    return {"name": one.name, "mimeType": one.content_type, "buffer": one.read()}
