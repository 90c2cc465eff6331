"""What a reader of a page can see or hear, and whether it is English.

What scripts write afterwards is looked at in a browser (tests/browser).
"""

import hashlib
import re
from html.parser import HTMLParser

from accounts.posts import PROVINCIAL, Post
from tests.browser.crawl import english
from tests.permissions.walk import ANONYMOUS, Answer

READERS = {
    *(ANONYMOUS, Post.COUNTY_ADMIN, Post.AREA_CLERK, Post.LEADER, Post.OPS, Post.EDITOR),
    *(Post.STATION_MGR, *PROVINCIAL),
}
UNSEEN = ("script", "style", "template", "noscript", "svg", "code", "pre")
SPOKEN = ("aria-label", "placeholder", "title", "alt")
# Wagtail's showcase for developers of the console; nobody is led there.
SHOWCASE = ("console/failwhale/", "console/styleguide/")
# Tokens are no words, and are all in which two answers of the same page may differ.
TOKEN = re.compile(rb"[0-9A-Za-z_-]{24,}")


class Reading:
    """Reads pages, and keeps the English sentences in them with the addresses where they stand.

    What is, but for its tokens, a page that was read before is not read again.
    """

    def __init__(self) -> None:
        self.pages = 0
        self.found: dict[str, set[str]] = {}
        self._read: set[bytes] = set()

    def look(self, answer: Answer) -> None:
        """Read an answer if it is a page for one of the readers."""
        if answer.who not in READERS or not answer.html or not answer.body:
            return
        if any(word in answer.path for word in SHOWCASE):
            return
        self.pages += 1
        page = hashlib.sha256(TOKEN.sub(b"", answer.body)).digest()
        if page in self._read:
            return
        self._read.add(page)
        for text in english(texts_of(answer.body.decode())):
            self.found.setdefault(text, set()).add(str(answer))

    def told(self) -> str:
        """The findings, one a line."""
        return "\n".join(f"{text!r}: {min(where)}" for text, where in sorted(self.found.items()))


class Texts(HTMLParser):
    """Collects what a reader can see or hear, text by text."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._text = ""
        # The unseen element that is open, and how often it is so within itself.
        self._unseen, self._depth = "", 0

    def _end_of_text(self) -> None:
        text = " ".join(self._text.split())
        if text:
            self.found.append(text)
        self._text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A tag ends a text, and may say something itself."""
        self._end_of_text()
        if not self._unseen and tag in UNSEEN:
            self._unseen = tag
        if self._unseen:
            self._depth += tag == self._unseen
            return
        self.found += [value for name, value in attrs if value and name in SPOKEN]

    def handle_endtag(self, tag: str) -> None:
        """A tag ends a text."""
        self._end_of_text()
        self._depth -= tag == self._unseen
        if not self._depth:
            self._unseen = ""

    def handle_data(self, data: str) -> None:
        """Some of a text."""
        if not self._unseen:
            self._text += data

    def close(self) -> None:
        """The page ends; nothing may be left unseen because its end is missing."""
        super().close()
        self._end_of_text()
        if self._unseen:
            raise ValueError(f"<{self._unseen}> has no end")


def texts_of(page: str) -> list[str]:
    """What a reader of the page can see or hear."""
    texts = Texts()
    texts.feed(page)
    texts.close()
    return texts.found
