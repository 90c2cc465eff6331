"""What a county gives to the portal: its live products, whenever one is published or withdrawn."""

from __future__ import annotations

from typing import Any

from celery import current_app, shared_task
from django.db import transaction
from kombu.exceptions import OperationalError
from wagtail.images.exceptions import InvalidFilterSpecError

from cms.models import ProductPage
from cms.selectors import published_products
from oversight import portal

SPEC = "fill-480x360|format-webp|webpquality-70"


def push() -> int:
    """Send all live products of the current county; returns how many."""
    return portal.publish_products([_product(page) for page in published_products()])


def _product(page: ProductPage) -> portal.Product:
    return portal.Product(
        slug=page.slug,
        title=page.title,
        brand=page.brand.title if page.brand else "",
        summary=page.summary,
        price=page.price_text,
        path=page.get_url() or "/",
        picture=_picture(page),
        picture_name="picture.webp",
        picture_alt=page.picture_alt,
    )


def _picture(page: ProductPage) -> bytes:
    if page.picture is None:
        return b""
    try:
        rendition = page.picture.get_rendition(SPEC)
        with rendition.file.open("rb") as source:
            return bytes(source.read())
    except (OSError, InvalidFilterSpecError):
        # A picture whose file is gone must not keep the product from the portal.
        return b""


@shared_task(name="cms.push_products")
def push_products() -> int:
    """The job behind publishing."""
    return push()


def ask(**_given: Any) -> None:
    """Ask the worker after the commit; the nightly push catches up what was lost."""
    transaction.on_commit(_send)


def _send() -> None:
    try:
        current_app.tasks["cms.push_products"].delay()
    except OperationalError:
        return
