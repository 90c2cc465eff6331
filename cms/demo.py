"""The demo's sites: brands, products, news and words of the fictional counties (handbook §6)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Protocol

from django.core.files.images import ImageFile
from django.utils import timezone
from django.utils.text import slugify
from wagtail.images.models import Image
from wagtail.models import Collection

from cms import demo_people as people
from cms import demo_words as words
from cms import portal_push
from cms.demo_goods import PRODUCTS, Product
from cms.demo_shelf import SHELVES, SHOP, Shelf
from cms.models import (
    BrandIndexPage,
    BrandPage,
    HomePage,
    NewsIndexPage,
    NewsPage,
    ProducerIndexPage,
    ProducerPage,
    ProductIndexPage,
    ProductPage,
    StoryIndexPage,
    StoryPage,
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
    _people(facts)
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
        honours=[
            ("honour", {"year": year, "title": title, "by": by})
            for year, title, by in people.HONOURS
        ],
    )
    BrandIndexPage.objects.get().add_child(instance=page)
    _publish(page)
    return page


def _product(slug: str, product: Product, facts: Facts, brand: BrandPage) -> None:
    shot = picture(slug, product.name)
    shelf = SHELVES.get(slug, Shelf(()))
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
        price_to=Decimal(shelf.to) if shelf.to else None,
        season=list(shelf.months),
        packs=[("pack", {"name": pack, "price": Decimal(price)}) for pack, price in shelf.packs],
        shops=[("shop", {"name": SHOP[0], "url": SHOP[1].format(slug)})] if shelf.packs else [],
        gallery=_second(shelf),
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


def _people(facts: Facts) -> None:
    """Who makes it, and a story, for the counties that have recorded products."""
    for pk, _name in trade.producer_choices():
        known = trade.producer(pk, on=timezone.localdate())
        told = people.PRODUCERS.get(known.kind_code) if known else None
        if known is None or told is None:
            continue
        shot, alt = _made_by(known, facts)
        page = ProducerPage(
            title=told.title.format(known.name),
            slug=told.slug,
            producer=pk,
            summary=told.summary,
            picture=shot,
            picture_alt=alt,
            story=_paragraphs(told.story),
        )
        ProducerIndexPage.objects.get().add_child(instance=page)
        _publish(page)
    product = ProductPage.objects.order_by("path").first()
    for story in people.STORIES.get(facts.code, ()):
        page = StoryPage(
            title=story.title,
            slug=story.slug,
            date=date.fromisoformat(story.date),
            place=story.place,
            summary=story.summary,
            picture=product.picture if product else None,
            picture_alt=product.picture_alt if product else "",
            product=product,
            body=[("paragraph", f"<p>{text}</p>") for text in story.paragraphs],
        )
        StoryIndexPage.objects.get().add_child(instance=page)
        _publish(page)


def _made_by(known: trade.PublicProducer, facts: Facts) -> tuple[Image | None, str]:
    """A co-operative amid its fields; everybody else with what they make."""
    made = ProductPage.objects.filter(trade_code__in=known.codes).exclude(picture=None)
    first = made.order_by("path").first()
    if first is not None and known.kind_code != "coop":
        return first.picture, first.picture_alt
    name, shows = people.PICTURES.get(facts.code, ("", ""))
    return (picture(name, shows) if name else None), shows


def _second(shelf: Shelf) -> list[tuple[str, dict[str, Any]]]:
    """A second picture, where there is one."""
    name, shows = shelf.second
    found = picture(name, shows) if name else None
    if found is None:
        return []
    return [("picture", {"picture": found, "alt": shows, "decorative": False, "caption": ""})]


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
