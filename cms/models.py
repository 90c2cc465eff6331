"""Page types of the county sites and of the province's portal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page
from wagtail.search import index

from cms import pagecache
from cms.blocks import BodyBlock
from cms.search.tables import SearchEntry, SearchMiss, SearchSetting
from cms.shown import asked_rightly, tags_in
from cms.words import searchable

__all__ = [
    "AboutPage",
    "BrandIndexPage",
    "BrandPage",
    "HomePage",
    "NewsIndexPage",
    "NewsPage",
    "PicturedPage",
    "PortalPage",
    "ProductIndexPage",
    "ProductPage",
    "SearchEntry",
    "SearchMiss",
    "SearchSetting",
    "SitePage",
]
PRODUCTS_A_PAGE, NEWS_A_PAGE, BESIDE = 24, 16, 4
FEATURES = ["bold", "ol", "ul", "link"]


class SitePage(Page):  # type: ignore[misc]
    """Base of all our pages: searchable Chinese text, a summary, what the page cache must know.

    Every page of ours that stands in the context of a page, alone or in a list, is known to be
    shown on it; what else its content hangs on is said by `cache_tags`.
    """

    summary = models.CharField(
        _("summary"),
        max_length=160,
        blank=True,
        help_text=_("One sentence for lists and search engines."),
    )

    search_fields = [*Page.search_fields, index.SearchField("search_text")]
    # Tags of what the page lists or counts (see cache_tags).
    hangs_on: ClassVar[tuple[str, ...]] = ()
    promote_panels = Page.promote_panels
    # Under which heading the site's search shows it (cms.search.pages).
    search_kind: ClassVar[str] = "page"

    class Meta:
        abstract = True

    def text_parts(self) -> list[str]:
        """What the search knows of the page besides title and summary."""
        return []

    def keyword_parts(self) -> list[str]:
        """Short words beside the title that name the page, for the site's search."""
        return []

    def cache_tags(self, context: Mapping[str, Any]) -> set[str]:
        """Lists and figures on the page, by the tags under which `cms.purging` purges them."""
        del context
        return set(self.hangs_on)

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page; kept for strangers unless it is a preview or a number of no sheet."""
        response: HttpResponse = super().serve(request, *args, **kwargs)
        context = getattr(response, "context_data", None) or {}
        if not getattr(request, "is_preview", False) and asked_rightly(request, context):
            pagecache.keep(request, *tags_in(context), *self.cache_tags(context))
        return response

    def search_text(self) -> str:
        """Words and pairs of characters, as PostgreSQL has no Chinese parser (D17)."""
        return searchable(" ".join([self.title, self.summary, *self.text_parts()]))


class PicturedPage(SitePage):
    """A page with a main picture that has its words."""

    picture = models.ForeignKey(
        "wagtailimages.Image",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("picture"),
    )
    picture_alt = models.CharField(
        _("what the picture shows"),
        max_length=120,
        blank=True,
        help_text=_("Read aloud to those who do not see it; empty only for decoration."),
    )

    class Meta:
        abstract = True

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The main picture with all its sizes: one statement, however many are shown."""
        if self.picture_id:
            models.prefetch_related_objects([self], "picture__renditions")
        found: dict[str, Any] = super().get_context(request, *args, **kwargs)
        return found


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

    tagline = models.CharField(_("tagline"), max_length=60, blank=True)
    story = RichTextField(_("story"), blank=True, features=FEATURES)

    content_panels = [
        *Page.content_panels,
        FieldPanel("tagline"),
        FieldPanel("summary"),
        FieldPanel("picture"),
        FieldPanel("picture_alt"),
        FieldPanel("story"),
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
        """The brand's products."""
        del context
        return {pagecache.brand_tag(self.pk)}

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The brand's products."""
        from cms import selectors

        return {
            **super().get_context(request, *args, **kwargs),
            "products": selectors.marked(selectors.public(ProductPage).filter(brand=self)),
        }


class ProductIndexPage(SitePage):
    """All products."""

    content_panels = [*Page.content_panels, FieldPanel("summary")]
    parent_page_types: ClassVar[list[str]] = ["cms.HomePage"]
    subpage_types: ClassVar[list[str]] = ["cms.ProductPage"]
    max_count = 1

    hangs_on = (pagecache.list_tag("productpage"),)

    class Meta:
        verbose_name = _("products")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The products."""
        from cms import selectors

        return {
            **super().get_context(request, *args, **kwargs),
            "products": selectors.one_page(
                selectors.published_products(), request.GET.get("page"), PRODUCTS_A_PAGE
            ),
        }


class ProductPageForm(WagtailAdminPageForm):  # type: ignore[misc]
    """The form of a product's page, with the products whose origin is recorded to choose from."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "trade_code" in self.fields:
            from cms import selectors

            self.fields["trade_code"] = forms.ChoiceField(
                label=_("Product with its origin"),
                required=False,
                choices=[
                    ("", _("None: origin and certificate as typed below")),
                    *selectors.goods(),
                ],
                help_text=_(
                    "Origin, producer, certificates, batches and recalls then come from there."
                ),
            )


class ProductPage(PicturedPage):
    """A product: where it comes from, what it is, where it is sold."""

    search_kind = "product"

    brand = models.ForeignKey(
        BrandPage,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="products",
        verbose_name=_("brand"),
    )
    origin = models.CharField(_("origin"), max_length=60, blank=True)
    spec = models.CharField(_("specification"), max_length=60, blank=True)
    price = models.DecimalField(
        _("price (yuan)"), max_digits=9, decimal_places=2, null=True, blank=True
    )
    certificate = models.CharField(_("certificate"), max_length=80, blank=True)
    shop_link = models.URLField(_("shop"), blank=True)
    # By its code, as the province's schema has no products to point to.
    trade_code = models.CharField(_("product with its origin"), max_length=20, blank=True)
    story = RichTextField(_("story"), blank=True, features=FEATURES)
    body = StreamField(BodyBlock(), blank=True, verbose_name=_("body"))
    # Said where pages are listed: a recall of the product is in force.
    recalled = False

    content_panels = [
        *Page.content_panels,
        FieldPanel("summary"),
        FieldPanel("brand"),
        MultiFieldPanel([FieldPanel("picture"), FieldPanel("picture_alt")], heading=_("Picture")),
        FieldPanel("trade_code"),
        MultiFieldPanel(
            [
                FieldPanel("origin"),
                FieldPanel("spec"),
                FieldPanel("price"),
                FieldPanel("certificate"),
                FieldPanel("shop_link"),
            ],
            heading=_("Facts"),
        ),
        FieldPanel("story"),
        FieldPanel("body"),
    ]
    base_form_class = ProductPageForm
    parent_page_types: ClassVar[list[str]] = ["cms.ProductIndexPage"]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("product")

    def keyword_parts(self) -> list[str]:
        """Brand, origin, packing, certificate."""
        brand = self.brand.title if self.brand else ""
        return [brand, self.origin, self.spec, self.certificate]

    def text_parts(self) -> list[str]:
        """Origin, certificate and story."""
        return [self.origin, self.certificate, self.story]

    def cache_tags(self, context: Mapping[str, Any]) -> set[str]:
        """Its brand's name, and which products stand beside it: its brand's if those are enough."""
        others = context.get("products", [])
        of_brand = self.brand_id and all(one.brand_id == self.brand_id for one in others)
        enough = of_brand and len(others) == BESIDE
        beside = pagecache.brand_tag(self.brand_id) if enough else pagecache.list_tag("productpage")
        return {beside, pagecache.page_tag(self.brand_id)} if self.brand_id else {beside}

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Where it comes from, and other products of the county, of the same brand first."""
        from cms import selectors

        trade = selectors.product_with_origin(self.trade_code)
        return {
            **super().get_context(request, *args, **kwargs),
            "products": selectors.products_beside(self, BESIDE),
            "trade": trade,
            "recalls": trade.recalls if trade else (),
        }

    @property
    def price_text(self) -> str:
        """The price as people write it."""
        return f"¥{self.price.normalize():f}" if self.price is not None else ""


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


class AboutPage(SitePage):
    """About the centre."""

    body = StreamField(BodyBlock(), verbose_name=_("body"))

    content_panels = [*Page.content_panels, FieldPanel("summary"), FieldPanel("body")]
    parent_page_types: ClassVar[list[str]] = ["cms.HomePage"]
    subpage_types: ClassVar[list[str]] = []
    max_count = 1

    hangs_on = (pagecache.STATIONS,)

    class Meta:
        verbose_name = _("about the centre")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The network's numbers beside the words."""
        from cms import selectors

        return {**super().get_context(request, *args, **kwargs), "numbers": selectors.numbers()}

    def text_parts(self) -> list[str]:
        """The body's text."""
        return [str(self.body)]


class PortalPage(SitePage):
    """The province's notices beside the portal; the portal itself is a view."""

    body = StreamField(BodyBlock(), blank=True, verbose_name=_("body"))

    content_panels = [*Page.content_panels, FieldPanel("summary"), FieldPanel("body")]
    parent_page_types: ClassVar[list[str]] = ["wagtailcore.Page", "cms.PortalPage"]

    class Meta:
        verbose_name = _("page of the province")
