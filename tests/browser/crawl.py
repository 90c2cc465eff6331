"""Looking at pages as people do, and complaining of what they would complain of.

    found = pages(county, "admin").look("/console/", "/console/inbox/")
    assert not found

Every page is read at two widths in two themes. Complaints: it is wider than the screen, it shows
an English sentence, a list has to be pushed aside on a phone, it asks a foreign host for
something, the browser's console has an error, or the answer is an error. Screenshots are kept
where COUNTYLINK_SHOTS says.
"""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

WIDTHS = (1280, 390)
THEMES = ("light", "dark")
HEIGHT = 900
# Three Latin words in a row are a sentence somebody forgot to translate.
SENTENCE = re.compile(r"[A-Za-z]{2,}(?:[ ,.'’–-]+[A-Za-z]{2,}){2,}")
# Most pages are looked at twice, once each way.
BOTH = tuple((width, theme) for theme in THEMES for width in WIDTHS)
CROSSWISE = ((1280, "light"), (390, "dark"))
PHONE = 390
# Lists that a phone's reader would have to push aside; a spreadsheet's preview may.
PUSHED = """() => [...document.querySelectorAll('.content-wrapper *')].filter((e) =>
  e.clientWidth > 1 && e.scrollWidth > e.clientWidth + 1 && !e.matches('.imp-scroll')
  && ['auto', 'scroll'].includes(getComputedStyle(e).overflowX)).map((e) => e.className)"""
ALLOWED = re.compile(
    r"CountyLink|Mozilla/|Chrome/|HeadlessChrome|Content-Type|UTF-8|HTTP/|JPG, JPEG"
)

VISIBLE_TEXTS = """() => {
  const found = [document.title];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode, parent = node.parentElement;
    if (!parent || parent.closest('script,style,template,noscript,svg,[hidden]')) continue;
    if (parent.checkVisibility && !parent.checkVisibility()) continue;
    const text = node.textContent.trim();
    if (text) found.push(text);
  }
  for (const element of document.querySelectorAll('[aria-label],[placeholder],[title],[alt]')) {
    for (const name of ['aria-label', 'placeholder', 'title', 'alt']) {
      const text = element.getAttribute(name);
      if (text) found.push(text);
    }
  }
  return found;
}"""


# A batch's code, as labels write it: drawn letters now and then look like words.
CODE = re.compile(r"\b[0-9A-Z]{3} [0-9A-Z]{3} [0-9A-Z]{3}\b")


def english(texts: list[str]) -> list[str]:
    """The texts that hold an English sentence."""
    said = {CODE.sub("", text) for text in texts}
    return sorted({t for t in said if SENTENCE.search(t) and not ALLOWED.search(t)})


@dataclass
class Pages:
    """One person's browser at one host; username '' for a stranger."""

    chromium: Any
    base: str
    username: str
    password: str

    def look(
        self, *paths: str, at: tuple[tuple[int, str], ...] = BOTH, lists: bool = False
    ) -> list[str]:
        """Open every page as a phone does, then turn and widen it: the widths and themes wanted.

        Returns the complaints, one line each. lists: complain of lists that have to be pushed aside
        on a phone, too.
        """
        found = []
        with self.open() as page:
            for path in paths:
                page.set_viewport_size({"width": PHONE, "height": HEIGHT})
                found += [f"{path}: {word}" for word in self._opened(page, path)]
                for width, theme in at:
                    page.set_viewport_size({"width": width, "height": HEIGHT})
                    page.emulate_media(color_scheme=theme)
                    where = f"{path} ({width} px, {theme})"
                    found += [f"{where}: {word}" for word in self._read(page)]
                    if lists and width == PHONE:
                        pushed = page.evaluate(PUSHED)
                        found += [f"{where}: to be pushed aside: {name}" for name in pushed]
                    self.keep(page, path, width, theme)
                found += [f"{path}: {word}" for word in page.complaints]
        return found

    @contextmanager
    def open(self, *, width: int = 1280, theme: str = "light") -> Iterator[Any]:
        """A signed-in page to act on."""
        context = self.chromium.new_context(
            viewport={"width": width, "height": HEIGHT}, color_scheme=theme, locale="zh-CN"
        )
        page = context.new_page()
        page.complaints = []
        page.on("console", lambda message: _console(page, message))
        page.on("pageerror", lambda error: page.complaints.append(f"script error: {error}"))
        page.on("request", lambda request: self._asked(page, request.url))
        try:
            if self.username:
                self.sign_in(page)
            yield page
        finally:
            context.close()

    def sign_in(self, page: Any) -> None:
        """Through the door, as everybody."""
        page.goto(f"{self.base}/console/login/")
        page.fill("[name=username]", self.username)
        page.fill("[name=password]", self.password)
        page.press("[name=password]", "Enter")
        page.wait_for_url(lambda url: "/login/" not in url)
        page.wait_for_load_state("networkidle")

    def _opened(self, page: Any, path: str) -> list[str]:
        page.complaints.clear()
        answer = page.goto(f"{self.base}{path}")
        page.wait_for_load_state("networkidle")
        return [f"answered {answer.status}"] if answer and answer.status >= 400 else []

    def _read(self, page: Any) -> list[str]:
        found = []
        wider = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        if wider > 0:
            found.append(f"{wider} px wider than the screen")
        found += [f"English: {text}" for text in english(page.evaluate(VISIBLE_TEXTS))]
        return found

    def _asked(self, page: Any, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme in ("http", "https", "ws", "wss") and not parts.netloc.endswith(
            urlsplit(self.base).netloc
        ):
            page.complaints.append(f"asked a foreign host: {url}")

    def keep(self, page: Any, path: str, width: int, theme: str, *, whole: bool = False) -> None:
        """A screenshot, where they are wanted; whole: of the page and not of the screen."""
        folder = shots()
        if folder:
            host = urlsplit(self.base).hostname
            name = re.sub(r"[^\w-]+", "_", path).strip("_")[:40] or "home"
            file = folder / f"{host}_{self.username}_{name}_{width}_{theme}.png"
            page.screenshot(path=file, full_page=whole)


def shots() -> Path | None:
    """The folder of screenshots, if they are wanted."""
    folder = os.environ.get("COUNTYLINK_SHOTS")
    if not folder:
        return None
    Path(folder).mkdir(parents=True, exist_ok=True)
    return Path(folder)


def _console(page: Any, message: Any) -> None:
    if message.type == "error":
        page.complaints.append(f"console: {message.text}")
