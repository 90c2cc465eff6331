"""The demo's sites: brands, products, news and words of the fictional counties (handbook §6)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Protocol

from django.core.files.images import ImageFile
from django.utils.text import slugify
from wagtail.images.models import Image
from wagtail.models import Collection

from cms import demo_words as words
from cms import portal_push
from cms.demo_goods import PRODUCTS, Product
from cms.models import (
    BrandIndexPage,
    BrandPage,
    HomePage,
    NewsIndexPage,
    NewsPage,
    ProductIndexPage,
    ProductPage,
)
from cms.search import index
from console.models import Centre
from operations.trade import public as trade

# Terraces and mills, mountain forest, the river's town: each set as it is.
LOOKS = {
    "980121": Centre.Look.PAPER,
    "980122": Centre.Look.RIDGE,
    "980123": Centre.Look.WATER,
    "980221": Centre.Look.RIDGE,
    "980281": Centre.Look.WATER,
}
PICTURES = Path(__file__).with_name("demo_pictures")


class Facts(Protocol):
    """What is used of a demo county."""

    code: str
    name: str
    accent: str


def build(facts: Facts) -> None:
    """Fill the county's site; a site that has products already is left as it is."""
    if ProductPage.objects.exists():
        return
    _centre(facts)
    _home(facts)
    brand = _brand(facts)
    for slug, product in PRODUCTS.items():
        if facts.code in product.counties:
            _product(slug, product, facts, brand)
    _news(facts)
    portal_push.push()
    index.rebuild()


def _centre(facts: Facts) -> None:
    number = facts.code[-3:]
    Centre.objects.update(
        accent=facts.accent,
        look=LOOKS.get(facts.code, Centre.Look.PAPER),
        fictional=True,
        phone=f"0980-0000{number}",
        address=f"{facts.name}城关镇迎宾路{int(number)}号",
        lead_authority=f"{facts.name}商务局",
        operating_firm=f"{facts.name}禾下电子商务有限公司",
        contract_from_date=date(2025, 1, 1),
        contract_to_date=date(2027, 12, 31),
    )
    Centre.forget()


def _home(facts: Facts) -> None:
    brand = words.BRANDS[facts.code]
    home = HomePage.objects.get()
    home.hero_title, home.hero_text = brand.headline, brand.text
    home.picture = picture(f"hero-{facts.code}", brand.headline)
    home.picture_alt = brand.picture if home.picture else ""
    _publish(home)


def _brand(facts: Facts) -> BrandPage:
    brand = words.BRANDS[facts.code]
    page = BrandPage(
        title=brand.name,
        slug="brand",
        tagline=brand.tagline,
        summary=brand.text,
        picture=picture(f"hero-{facts.code}", brand.headline),
        picture_alt=brand.picture,
        story=_paragraphs(brand.story),
    )
    BrandIndexPage.objects.get().add_child(instance=page)
    _publish(page)
    return page


def _product(slug: str, product: Product, facts: Facts, brand: BrandPage) -> None:
    shot = picture(slug, product.name)
    figures = [
        {"number": number, "unit": unit, "label": label} for number, unit, label in product.figures
    ]
    page = ProductPage(
        title=product.name,
        slug=slug,
        brand=brand if product.branded else None,
        origin=facts.name,
        spec=product.spec,
        price=Decimal(product.price),
        certificate=product.certificate,
        trade_code=trade.code_of(product.name),
        summary=product.summary,
        picture=shot,
        picture_alt=product.picture if shot else "",
        story=_paragraphs(product.story),
        body=[("figures", figures)] if figures else [],
    )
    ProductIndexPage.objects.get().add_child(instance=page)
    _publish(page)


def _news(facts: Facts) -> None:
    shelf = NewsIndexPage.objects.get()
    for item in words.NEWS:
        shot = picture(item.drawing, item.title)
        body = [("paragraph", f"<p>{text}</p>") for text in item.paragraphs]
        page = NewsPage(
            title=f"{facts.name}：{item.title}",
            slug=slugify(f"news-{item.date}"),
            date=date.fromisoformat(item.date),
            summary=item.summary,
            picture=shot,
            picture_alt=item.picture if shot else "",
            body=[*body, ("quote", item.quote)] if item.quote else body,
        )
        shelf.add_child(instance=page)
        _publish(page)


def _paragraphs(texts: tuple[str, ...]) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def _publish(page: Any) -> None:
    page.save_revision().publish()


def picture(name: str, title: str) -> Image | None:
    """A drawn picture, once per county; None where none was drawn."""
    path = PICTURES / f"{name}.webp"
    if not path.exists():
        return None
    found = Image.objects.filter(title=title).first()
    if found is not None:
        return found
    with path.open("rb") as source:
        return Image.objects.create(
            title=title,
            collection=Collection.get_first_root_node(),
            file=ImageFile(source, name=path.name),
        )
