"""The numbers of supplies, gapless per year."""

from django.utils.translation import gettext_lazy as _

from core.numbering import Series, declare

URGENT, PURCHASE, SCRAP = "supplyurgent", "supplypurchase", "supplyscrap"
URGENT_SERIES = declare(
    Series(
        code=URGENT, title=_("Urgent requests of supplies"), pattern="用品急购〔{year}〕{serial}号"
    )
)
PURCHASE_SERIES = declare(
    Series(code=PURCHASE, title=_("Purchases of supplies"), pattern="用品采购〔{year}〕{serial}号")
)
SCRAP_SERIES = declare(
    Series(code=SCRAP, title=_("Scrapping of supplies"), pattern="用品报废〔{year}〕{serial}号")
)
