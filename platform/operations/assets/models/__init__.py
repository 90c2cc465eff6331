"""Everything that assets keep."""

from operations.assets.models.cards import Asset, AssetClass, Custody, Movement
from operations.assets.models.care import Authorisation, Finding, Repair, Scrapping
from operations.assets.models.papers import PaperCopy, PurchasePaper, Reimbursement
from operations.assets.models.purchases import PurchaseRequest
from operations.assets.models.settings import AssetsSetting
from operations.assets.models.wearing import Depreciation, DepreciationMonth, FinanceBalance

__all__ = [
    "Asset",
    "AssetClass",
    "AssetsSetting",
    "Authorisation",
    "Custody",
    "Depreciation",
    "DepreciationMonth",
    "FinanceBalance",
    "Finding",
    "Movement",
    "PaperCopy",
    "PurchasePaper",
    "PurchaseRequest",
    "Reimbursement",
    "Repair",
    "Scrapping",
]
