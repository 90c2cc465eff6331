"""Products and their list."""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import Any, ClassVar

from django import forms
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page

from cms import pagecache, pageparts, season
from cms.blocks import BodyBlock
from cms.blocks_goods import GalleryBlock, PacksBlock, ShopsBlock
from cms.checklist import SitePageForm
from cms.filters import ProductFilter
from cms.models.base import FEATURES, PicturedPage, SitePage
from cms.models.brands import BrandPage
from cms.pageparts import Part
from cms.shown import tags_in

PRODUCTS_A_PAGE = 24
BESIDE = 4


class ProductIndexPage(SitePage):
    """All products."""

    content_panels = [*Page.content_panels, FieldPanel("summary")]
    parent_page_types: ClassVar[list[str]] = ["cms.HomePage"]
    subpage_types: ClassVar[list[str]] = ["cms.ProductPage"]
    max_count = 1

    hangs_on = (pagecache.list_tag("productpage"),)

    class Meta:
        verbose_name = _("products")

    def cache_tags(self, context: Mapping[str, Any]) -> set[str]:
        """Which products and brands there are, and what the brands are called."""
        brands = {pagecache.page_tag(pk) for pk, _name in context["brands"]}
        return {*self.hangs_on, pagecache.list_tag("brandpage"), *brands}

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The products that were asked for."""
        from cms import selectors

        asked = ProductFilter.read(request.GET)
        found = selectors.products_found(asked, on=timezone.localdate())
        products = selectors.one_page(found, request.GET.get("page"), PRODUCTS_A_PAGE)
        products.object_list = selectors.marked(products.object_list)
        return {
            **super().get_context(request, *args, **kwargs),
            "products": products,
            "asked": asked,
            "brands": selectors.brand_names(),
            "months": season.MONTHS,
            "kinds": selectors.certificate_kinds(),
            # The pager keeps what was asked for.
            "kept": asked.query,
        }


class ProductPageForm(SitePageForm):
    """The form of a product's page, with the products whose origin is recorded to choose from."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "season" in self.fields:
            self.fields["season"] = forms.TypedMultipleChoiceField(
                label=_("Months in which it is fresh"),
                required=False,
                coerce=int,
                choices=[(month, f"{month}月") for month in season.MONTHS],
                widget=forms.CheckboxSelectMultiple,
            )
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
    needs_summary = True

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
    price_to = models.DecimalField(
        _("highest price (yuan)"),
        max_digits=9,
        decimal_places=2,
        null=True,
        blank=True,
        help_text=_("Where packs differ in price: the page then shows from – to."),
    )
    season: ArrayField[Any, Any] = ArrayField(
        models.PositiveSmallIntegerField(), default=list, blank=True, verbose_name=_("season")
    )
    gallery = StreamField(GalleryBlock(), blank=True, verbose_name=_("more pictures"))
    packs = StreamField(PacksBlock(), blank=True, verbose_name=_("packs"))
    shops = StreamField(ShopsBlock(), blank=True, verbose_name=_("more shops"))
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
        MultiFieldPanel(
            [FieldPanel("picture"), FieldPanel("picture_alt"), FieldPanel("gallery")],
            heading=_("Picture"),
        ),
        FieldPanel("trade_code"),
        MultiFieldPanel(
            [
                FieldPanel("origin"),
                FieldPanel("spec"),
                FieldPanel("price"),
                FieldPanel("price_to"),
                FieldPanel("packs"),
                FieldPanel("season"),
                FieldPanel("certificate"),
                FieldPanel("shop_link"),
                FieldPanel("shops"),
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

    def clean(self) -> None:
        """A span of prices goes up. Raises ValidationError."""
        super().clean()
        if self.price_to is not None and (self.price is None or self.price_to <= self.price):
            raise ValidationError({"price_to": _("The highest price is above the lowest one.")})

    def keyword_parts(self) -> list[str]:
        """Brand, origin, packing, certificate."""
        brand = self.brand.title if self.brand else ""
        return [brand, self.origin, self.spec, self.certificate]

    def text_parts(self) -> list[str]:
        """Origin, certificate and story."""
        return [self.origin, self.certificate, self.story]

    def cache_tags(self, context: Mapping[str, Any]) -> set[str]:
        """Its brand's name, and what stands beside it."""
        brand = {pagecache.page_tag(self.brand_id)} if self.brand_id else set()
        return {*context["beside"].tags, *brand}

    def beside(self, request: HttpRequest) -> Part:
        """Other products of the county, of the same brand first, as they stand on this page."""
        from cms import selectors

        def make() -> tuple[str, set[str]]:
            others = selectors.products_beside(self, BESIDE)
            html = render_to_string("cms/parts/beside.html", {"products": others}, request)
            return html, {*tags_in({"products": others}), self._which_beside(others)}

        return pageparts.part(f"beside:{self.pk}:{self.brand_id}", make)

    def _which_beside(self, others: list[ProductPage]) -> str:
        """The tag of which they are: those of its brand, if those are enough."""
        of_brand = self.brand_id and all(one.brand_id == self.brand_id for one in others)
        enough = of_brand and len(others) == BESIDE
        return pagecache.brand_tag(self.brand_id) if enough else pagecache.list_tag("productpage")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Where it comes from, when it is fresh, and what else there is."""
        from cms import selectors

        trade = selectors.product_with_origin(self.trade_code)
        today = timezone.localdate()
        return {
            # Its pictures are read where they are shown, not with every page (`pictured`).
            **super(PicturedPage, self).get_context(request, *args, **kwargs),
            "beside": self.beside(request),
            "pictured": self.pictured(),
            "brand": selectors.brand_link(self.brand_id),
            "trade": trade,
            "recalls": trade.recalls if trade else (),
            "year": season.year(self.season, now=today.month),
            "season": season.words(self.season),
        }

    def pictured(self) -> Part:
        """Its pictures as they stand on this page.

        Kept under all that is said of them here, so a draft has its own; what becomes of a picture
        itself takes every part of the site.
        """
        others = self.gallery.get_prep_value()
        said = json.dumps([self.title, self.picture_id, self.picture_alt, others], default=str)

        def make() -> tuple[str, set[str]]:
            if self.picture_id:
                models.prefetch_related_objects([self], "picture__renditions")
            shown = {"page": self, "shots": self.shots()}
            return render_to_string("cms/includes/gallery.html", shown), set()

        return pageparts.part(f"gallery:{sha256(said.encode()).hexdigest()}", make)

    def shots(self) -> list[Any]:
        """The pictures beside the main one, with all their sizes: two statements for all."""
        found = [block.value for block in self.gallery if block.value["picture"] is not None]
        models.prefetch_related_objects([one["picture"] for one in found], "renditions")
        return found

    def outward(self) -> list[dict[str, str]]:
        """Every shop outside, the first one first."""
        first = [{"name": "", "url": self.shop_link}] if self.shop_link else []
        return first + [dict(block.value) for block in self.shops]

    @property
    def price_text(self) -> str:
        """The price as people write it, or from – to."""
        if self.price is None:
            return ""
        low = f"¥{self.price.normalize():f}"
        return low if self.price_to is None else f"{low}–{self.price_to.normalize():f}"
