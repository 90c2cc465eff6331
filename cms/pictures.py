"""Sizes of pictures that are made when first asked for."""

from __future__ import annotations

from wagtail.images.exceptions import InvalidFilterSpecError
from wagtail.images.models import AbstractImage, AbstractRendition, Filter

from tenants import context


def read_only() -> bool:
    """Is nothing to be written for a visitor, whatever his page would note?"""
    county = context.current()
    return county is not None and county.read_only


def sized(picture: AbstractImage, spec: str) -> AbstractRendition | None:
    """A picture in a size; None where its file is gone, which must keep no page from being read,
    and where a county that is not written in has no such size yet."""
    try:
        if read_only():
            return picture.find_existing_rendition(Filter(spec=spec))
        return picture.get_rendition(spec)
    except (OSError, InvalidFilterSpecError, picture.get_rendition_model().DoesNotExist):
        return None
