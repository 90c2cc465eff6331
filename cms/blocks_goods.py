"""What editors list of a product: more pictures, packs with their prices, shops; and honours."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.blocks import PictureBlock

MOST_PICTURES, MOST_PACKS, MOST_SHOPS, MOST_HONOURS = 8, 8, 6, 20


class PackBlock(blocks.StructBlock):  # type: ignore[misc]
    """A size in which it is sold."""

    name = blocks.CharBlock(label=_("Size and pack"), max_length=40)
    price = blocks.DecimalBlock(
        label=_("Price (yuan)"), max_digits=9, decimal_places=2, min_value=0, required=False
    )

    class Meta:
        icon = "tag"
        label = _("Size and pack")


class ShopBlock(blocks.StructBlock):  # type: ignore[misc]
    """Where it is sold outside of this site."""

    name = blocks.CharBlock(label=_("Name of the shop"), max_length=30)
    url = blocks.URLBlock(label=_("Address of the shop"))

    class Meta:
        icon = "link-external"
        label = _("Shop")

    def clean(self, value: Any) -> Any:
        """Only pages of the web: nothing else can be opened safely from a link."""
        cleaned = super().clean(value)
        if not cleaned["url"].startswith(("https://", "http://")):
            raise blocks.StructBlockValidationError(
                {"url": ValidationError(_("Begin with https:// or http://."))}
            )
        return cleaned


class HonourBlock(blocks.StructBlock):  # type: ignore[misc]
    """A prize or a title that was given."""

    year = blocks.IntegerBlock(label=_("Year"), min_value=1949, max_value=2100)
    title = blocks.CharBlock(label=_("Honour"), max_length=60)
    by = blocks.CharBlock(label=_("Given by"), required=False, max_length=60)

    class Meta:
        icon = "pick"
        label = _("Honour")


class GalleryBlock(blocks.StreamBlock):  # type: ignore[misc]
    """More pictures of a product."""

    picture = PictureBlock()

    class Meta:
        max_num = MOST_PICTURES


class PacksBlock(blocks.StreamBlock):  # type: ignore[misc]
    """Packs, in the order in which they are shown."""

    pack = PackBlock()

    class Meta:
        max_num = MOST_PACKS


class ShopsBlock(blocks.StreamBlock):  # type: ignore[misc]
    """Shops, the first one first."""

    shop = ShopBlock()

    class Meta:
        max_num = MOST_SHOPS


class HonoursBlock(blocks.StreamBlock):  # type: ignore[misc]
    """Honours, as the editor orders them."""

    honour = HonourBlock()

    class Meta:
        max_num = MOST_HONOURS
