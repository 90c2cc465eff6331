"""The codes of products: CP2026-0001, gapless per year, given when a product is listed."""

from django.utils.translation import gettext_lazy as _

from core.numbering import Series, declare

SERIES = "tradeproduct"
PRODUCT_SERIES = declare(Series(code=SERIES, title=_("Products"), pattern="CP{year}-{serial:04d}"))
