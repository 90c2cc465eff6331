"""The county's front page."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page

from cms import pagecache
from cms.blocks import BodyBlock
from cms.models.base import PicturedPage
from cms.models.brands import BrandPage


class HomePage(PicturedPage):
    """The county's front page."""

    hero_title = models.CharField(_("headline"), max_length=40)
    hero_text = models.CharField(_("text below the headline"), max_length=160, blank=True)
    mission = models.TextField(_("mission"), blank=True)
    body = StreamField(BodyBlock(), blank=True, verbose_name=_("body"))

    content_panels = [
        *Page.content_panels,
        MultiFieldPanel(
            [
                FieldPanel("hero_title"),
                FieldPanel("hero_text"),
                FieldPanel("picture"),
                FieldPanel("picture_alt"),
            ],
            heading=_("Top of the page"),
        ),
        FieldPanel("mission"),
        FieldPanel("body"),
    ]
    parent_page_types: ClassVar[list[str]] = ["wagtailcore.Page"]
    subpage_types: ClassVar[list[str]] = [
        "cms.ProductIndexPage",
        "cms.BrandIndexPage",
        "cms.NewsIndexPage",
        "cms.AboutPage",
        "cms.ProducerIndexPage",
        "cms.StoryIndexPage",
        "cms.ContactPage",
        "cms.PrivacyPage",
    ]
    max_count = 1

    hangs_on = (
        pagecache.STATIONS,
        *map(pagecache.list_tag, ("productpage", "newspage", "brandpage")),
    )

    class Meta:
        verbose_name = _("front page")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Products, news and the network's numbers."""
        from cms import selectors

        return {
            **super().get_context(request, *args, **kwargs),
            "products": selectors.published_products(limit=5),
            "news": selectors.news(limit=5),
            "numbers": selectors.numbers(),
            "towns": selectors.town_index(),
            "brand": selectors.public(BrandPage, pictured=False).order_by("path").first(),
        }
