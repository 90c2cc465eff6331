"""Everything that assets keep."""

from operations.assets.models.cards import Asset, AssetClass, Custody, Movement
from operations.assets.models.papers import PaperCopy, PurchasePaper, Reimbursement
from operations.assets.models.purchases import PurchaseRequest
from operations.assets.models.settings import AssetsSetting

__all__ = [
    "Asset",
    "AssetClass",
    "AssetsSetting",
    "Custody",
    "Movement",
    "PaperCopy",
    "PurchasePaper",
    "PurchaseRequest",
    "Reimbursement",
]
