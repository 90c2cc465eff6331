"""Sizes of pictures that are made when first asked for, and what stands in where none can be."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.templatetags.static import static
from wagtail.images.exceptions import InvalidFilterSpecError
from wagtail.images.models import AbstractImage, AbstractRendition, Filter

from tenants import context

# The drawing that stands in, and its size where a spec says none.
STAND_IN, WIDTH, HEIGHT = "cms/no-picture.svg", 960, 540
_BOX, _WIDE = re.compile(r"-(\d+)x(\d+)"), re.compile(r"width-(\d+)")


@dataclass(frozen=True, slots=True)
class Shown:
    """What a template needs of a size: where it is, and how much room it takes."""

    url: str
    width: int
    height: int


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


def shown(picture: AbstractImage, spec: str) -> Shown:
    """The same for a template, which always shows something: the size, else the nearest one that
    there is of the picture, else a drawing of the same room."""
    width, height = _room(spec)
    found = sized(picture, spec)
    if found is None:
        # Those of the page were read with it; asked for only where a size is missing.
        found = min(picture.renditions.all(), key=lambda one: abs(one.width - width), default=None)
    if found is None:
        return Shown(static(STAND_IN), width, height)
    return Shown(found.url, found.width, found.height)


def _room(spec: str) -> tuple[int, int]:
    if box := _BOX.search(spec):
        return int(box[1]), int(box[2])
    wide = int(found[1]) if (found := _WIDE.search(spec)) else WIDTH
    return wide, wide * HEIGHT // WIDTH
