"""The numbers of assets: requests, reimbursements, and cards by class and year without gaps."""

from django.utils.translation import gettext_lazy as _

from core.numbering import Series, declare

PURCHASE = "asset_purchase"
REIMBURSEMENT = "asset_reimbursement"
REPAIR, SCRAPPING = "asset_repair", "asset_scrapping"
ASSET = "asset"
declare(Series(code=PURCHASE, title=_("Purchase requests"), pattern="GZ{year}-{serial:04d}"))
declare(Series(code=REIMBURSEMENT, title=_("Reimbursements"), pattern="BX{year}-{serial:04d}"))
declare(Series(code=REPAIR, title=_("Repairs of assets"), pattern="WX{year}-{serial:04d}"))
declare(Series(code=SCRAPPING, title=_("Scrapping of assets"), pattern="BF{year}-{serial:04d}"))
# A family: "asset:980121-101" counts its class alone (R78): 980121-101-2026-0001.
declare(
    Series(
        code=ASSET, title=_("Fixed assets"), pattern="{prefix}-{year}-{serial:04d}", prefix="000"
    )
)


def of_class(county: str, short: str) -> str:
    """The series of one class in one county."""
    return f"{ASSET}:{county}-{short}"
