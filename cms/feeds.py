"""The news as feeds, RSS and Atom: the same entries, the newest first."""

from __future__ import annotations

import re
from datetime import datetime, time
from typing import TYPE_CHECKING

from django.contrib.syndication.views import Feed
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed, SyndicationFeed
from django.utils.translation import gettext as _

from cms import selectors
from cms.models import NewsPage
from console.models import Centre

# XML has no way to write them; a headline pasted from a word processor may hold one.
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

ENTRIES = 30
if TYPE_CHECKING:
    _Feed = Feed[NewsPage, None]
else:  # the framework's class is generic for the type checker only
    _Feed = Feed


class NewsFeed(_Feed):
    """The newest news of the site as RSS 2.0."""

    feed_type: type[SyndicationFeed] = Rss201rev2Feed
    link = "/news/"
    language = "zh-CN"

    def __init__(self) -> None:
        self._items: list[NewsPage] | None = None

    def title(self) -> str:
        """Whose news."""
        return _printable(_("News of %(centre)s") % {"centre": Centre.current()})

    def description(self) -> str:
        """For readers that show it beside the title."""
        return _("News and notices of the county's e-commerce service centre.")

    def author_name(self) -> str:
        """Atom wants an author of the whole."""
        return _printable(str(Centre.current()))

    def items(self) -> list[NewsPage]:
        """What is published."""
        if self._items is None:
            self._items = selectors.news(limit=ENTRIES)
        return self._items

    def item_title(self, item: NewsPage) -> str:
        """The headline; the framework escapes it."""
        return _printable(str(item.title))

    def item_description(self, item: NewsPage) -> str:
        """The summary."""
        return _printable(item.summary)

    def item_link(self, item: NewsPage) -> str:
        """Its path; the framework adds the host."""
        return item.get_url_parts()[2] if item.get_url_parts() else "/news/"

    def item_pubdate(self, item: NewsPage) -> datetime:
        """The day it is dated, from its first minute."""
        return timezone.make_aware(datetime.combine(item.date, time.min))

    def item_updateddate(self, item: NewsPage) -> datetime:
        """When it was last published, never before its day."""
        return max(item.last_published_at or self.item_pubdate(item), self.item_pubdate(item))


class NewsAtom(NewsFeed):
    """The same as Atom 1.0."""

    feed_type = Atom1Feed
    subtitle = NewsFeed.description


def _printable(text: str) -> str:
    return _UNPRINTABLE.sub("", text)
