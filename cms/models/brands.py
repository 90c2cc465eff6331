"""Regional brands and their list."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page

from cms import pagecache
from cms.blocks_goods import HonoursBlock
from cms.models.base import FEATURES, PicturedPage, SitePage


class BrandIndexPage(SitePage):
    """All brands."""

    content_panels = [*Page.content_panels, FieldPanel("summary")]
    parent_page_types: ClassVar[list[str]] = ["cms.HomePage"]
    subpage_types: ClassVar[list[str]] = ["cms.BrandPage"]
    max_count = 1

    hangs_on = (pagecache.list_tag("brandpage"),)

    class Meta:
        verbose_name = _("brands")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The brands."""
        from cms import selectors

        return {
            **super().get_context(request, *args, **kwargs),
            "brands": selectors.public(BrandPage).child_of(self),
        }


class BrandPage(PicturedPage):
    """A regional brand."""

    search_kind = "brand"
    needs_summary = True

    tagline = models.CharField(_("tagline"), max_length=60, blank=True)
    story = RichTextField(_("story"), blank=True, features=FEATURES)
    honours = StreamField(HonoursBlock(), blank=True, verbose_name=_("honours"))

    content_panels = [
        *Page.content_panels,
        FieldPanel("tagline"),
        FieldPanel("summary"),
        FieldPanel("picture"),
        FieldPanel("picture_alt"),
        FieldPanel("story"),
        FieldPanel("honours"),
    ]
    parent_page_types: ClassVar[list[str]] = ["cms.BrandIndexPage"]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("brand")

    def keyword_parts(self) -> list[str]:
        """The tagline."""
        return [self.tagline]

    def text_parts(self) -> list[str]:
        """Tagline and story."""
        return [self.tagline, self.story]

    def cache_tags(self, context: Mapping[str, Any]) -> set[str]:
        """The brand's products and members."""
        members = context.get("members", ())
        named = {pagecache.producer_tag(one.pk) for one in members}
        return {pagecache.brand_tag(self.pk), pagecache.list_tag("producerpage"), *named}

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The brand's products, and who makes them."""
        from cms import selectors

        products = selectors.products_of(self)
        return {
            **super().get_context(request, *args, **kwargs),
            "products": products,
            "members": selectors.members([one.trade_code for one in products]),
        }
