"""What a county gives to the portal: its look and its live products, whenever they change."""

from __future__ import annotations

from typing import Any

from celery import current_app, shared_task
from django.db import transaction
from kombu.exceptions import OperationalError
from wagtail.images.exceptions import InvalidFilterSpecError

from cms.models import BrandPage, HomePage, PicturedPage, ProductPage
from cms.selectors import public, published_products
from console.models import Centre
from oversight import portal
from tenants import context

SPEC = "fill-480x360|format-webp|webpquality-70"
FRONT_SPEC = "fill-800x450|format-webp|webpquality-72"


def push() -> int:
    """Send the county's look and all its live products; returns how many products."""
    home = HomePage.objects.live().select_related("picture").first()
    if home is not None:
        portal.publish_front(_front(home))
    return portal.publish_products([_product(page) for page in published_products()])


def _front(home: HomePage) -> portal.Front:
    brand = public(BrandPage).order_by("path").first()
    return portal.Front(
        accent=Centre.current().accent,
        headline=home.hero_title,
        text=home.hero_text,
        brand=brand.title if brand else "",
        picture=_picture(home, FRONT_SPEC),
        picture_alt=home.picture_alt,
    )


def _product(page: ProductPage) -> portal.Product:
    return portal.Product(
        slug=page.slug,
        title=page.title,
        brand=page.brand.title if page.brand else "",
        summary=page.summary,
        price=page.price_text,
        path=page.get_url() or "/",
        picture=_picture(page, SPEC),
        picture_name="picture.webp",
        picture_alt=page.picture_alt,
    )


def _picture(page: PicturedPage, spec: str) -> bytes:
    if page.picture is None:
        return b""
    try:
        rendition = page.picture.get_rendition(spec)
        with rendition.file.open("rb") as source:
            return bytes(source.read())
    except (OSError, InvalidFilterSpecError):
        # A picture whose file is gone must not keep the page from the portal.
        return b""


@shared_task(name="cms.push_products")
def push_products() -> int:
    """The job behind publishing."""
    return push()


def ask(**_given: Any) -> None:
    """Ask the worker after the commit; the nightly push catches up what was lost.

    Nothing is asked for in the province or in a county that is just being born.
    """
    if context.current() is not None:
        transaction.on_commit(_send)


def _send() -> None:
    try:
        current_app.tasks["cms.push_products"].delay()
    except OperationalError:
        return
