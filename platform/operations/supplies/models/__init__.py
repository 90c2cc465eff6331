"""Data of supplies: catalogue, stock, what is asked for and issued, who holds what."""

from operations.supplies.models.asking import Line, Plan, Purchase, PurchaseLine, Urgent
from operations.supplies.models.catalogue import Item, Place, Standard, SuppliesSetting
from operations.supplies.models.ledger import Holding, Issue, LedgerEntry, Scrap
from operations.supplies.models.parties import Party, of, whose
from operations.supplies.models.stock import Balance, Movement

__all__ = [
    "Balance",
    "Holding",
    "Issue",
    "Item",
    "LedgerEntry",
    "Line",
    "Movement",
    "Party",
    "Place",
    "Plan",
    "Purchase",
    "PurchaseLine",
    "Scrap",
    "Standard",
    "SuppliesSetting",
    "Urgent",
    "of",
    "whose",
]
