"""News and their list."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page

from cms import pagecache
from cms.blocks import BodyBlock
from cms.models.base import PicturedPage, SitePage

NEWS_A_PAGE = 16
BESIDE = 4


class NewsIndexPage(SitePage):
    """All news."""

    content_panels = [*Page.content_panels, FieldPanel("summary")]
    parent_page_types: ClassVar[list[str]] = ["cms.HomePage"]
    subpage_types: ClassVar[list[str]] = ["cms.NewsPage"]
    max_count = 1

    hangs_on = (pagecache.list_tag("newspage"),)

    class Meta:
        verbose_name = _("news")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The newest first."""
        from cms import selectors

        found = selectors.one_page(selectors.news(), request.GET.get("page"), NEWS_A_PAGE)
        return {**super().get_context(request, *args, **kwargs), "news": found}


class NewsPage(PicturedPage):
    """One piece of news or a notice."""

    search_kind = "news"
    needs_summary = True

    date = models.DateField(_("date"), default=timezone.localdate)
    body = StreamField(BodyBlock(), verbose_name=_("body"))

    content_panels = [
        *Page.content_panels,
        FieldPanel("date"),
        FieldPanel("summary"),
        FieldPanel("picture"),
        FieldPanel("picture_alt"),
        FieldPanel("body"),
    ]
    parent_page_types: ClassVar[list[str]] = ["cms.NewsIndexPage"]
    subpage_types: ClassVar[list[str]] = []

    hangs_on = (pagecache.list_tag("newspage"),)

    class Meta:
        verbose_name = _("news item")

    def text_parts(self) -> list[str]:
        """The body's text."""
        return [str(self.body)]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Other news, the newest first."""
        from cms import selectors

        others = [one for one in selectors.news(limit=BESIDE + 1) if one.pk != self.pk]
        return {**super().get_context(request, *args, **kwargs), "news": others[:BESIDE]}
