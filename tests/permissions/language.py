"""What a reader of a page can see or hear, and whether it is English.

What scripts write afterwards is looked at in a browser (tests/browser).
"""

from bs4 import BeautifulSoup

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


class Reading:
    """Reads pages, and keeps the English sentences in them with the addresses where they stand."""

    def __init__(self) -> None:
        self.pages = 0
        self.found: dict[str, set[str]] = {}

    def look(self, answer: Answer) -> None:
        """Read an answer if it is a page for one of the readers."""
        if answer.who not in READERS or not answer.html or not answer.body:
            return
        if any(word in answer.path for word in SHOWCASE):
            return
        self.pages += 1
        for text in english(texts_of(answer.body.decode())):
            self.found.setdefault(text, set()).add(str(answer))

    def told(self) -> str:
        """The findings, one a line."""
        return "\n".join(f"{text!r}: {min(where)}" for text, where in sorted(self.found.items()))


def texts_of(page: str) -> list[str]:
    """What a reader of the page can see or hear."""
    soup = BeautifulSoup(page, "html.parser")
    for element in soup(UNSEEN):
        element.decompose()
    found = [" ".join(text.split()) for text in soup.stripped_strings]
    for name in SPOKEN:
        found += [str(element[name]) for element in soup.select(f"[{name}]")]
    return found
