"""Stories of people and places, with the product they lead to."""

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
from cms.models.products import ProductPage

STORIES_A_PAGE = 12


class StoryIndexPage(SitePage):
    """All stories."""

    content_panels = [*Page.content_panels, FieldPanel("summary")]
    parent_page_types: ClassVar[list[str]] = ["cms.HomePage"]
    subpage_types: ClassVar[list[str]] = ["cms.StoryPage"]
    max_count = 1

    hangs_on = (pagecache.list_tag("storypage"),)

    class Meta:
        verbose_name = _("stories")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The newest first."""
        from cms import selectors

        found = selectors.public(StoryPage).child_of(self).order_by("-date", "-pk")
        return {
            **super().get_context(request, *args, **kwargs),
            "stories": selectors.one_page(found, request.GET.get("page"), STORIES_A_PAGE),
        }


class StoryPage(PicturedPage):
    """One story."""

    search_kind = "story"
    needs_summary = True

    date = models.DateField(_("date"), default=timezone.localdate)
    place = models.CharField(_("where it happens"), max_length=40, blank=True)
    product = models.ForeignKey(
        ProductPage,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("product of the story"),
    )
    body = StreamField(BodyBlock(), verbose_name=_("body"))

    content_panels = [
        *Page.content_panels,
        FieldPanel("date"),
        FieldPanel("place"),
        FieldPanel("summary"),
        FieldPanel("picture"),
        FieldPanel("picture_alt"),
        FieldPanel("body"),
        FieldPanel("product"),
    ]
    parent_page_types: ClassVar[list[str]] = ["cms.StoryIndexPage"]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("story page")

    def keyword_parts(self) -> list[str]:
        """The place."""
        return [self.place]

    def text_parts(self) -> list[str]:
        """The body's text."""
        return [str(self.body)]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The product it leads to, while it is live."""
        from cms import selectors

        found = selectors.public(ProductPage).filter(pk=self.product_id)
        return {
            **super().get_context(request, *args, **kwargs),
            "products": selectors.marked(found) if self.product_id else [],
        }
