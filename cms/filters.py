"""What the list of products is narrowed by: all of it stands in the address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from core.codes.typed import is_digits

MOST_DIGITS = 9
DECEMBER = 12


@dataclass(frozen=True, slots=True)
class ProductFilter:
    """A brand, a month of the season, a kind of certificate, what can be bought now."""

    brand: int = 0
    month: int = 0
    certificate: str = ""
    on_sale: bool = False

    @classmethod
    def read(cls, sent: Mapping[str, str]) -> ProductFilter:
        """From an address; what makes no sense narrows nothing."""
        month = _number(sent.get("month", ""))
        return cls(
            brand=_number(sent.get("brand", "")),
            month=month if month <= DECEMBER else 0,
            certificate=sent.get("certificate", "")[:12],
            on_sale=sent.get("on_sale", "") == "1",
        )

    @property
    def query(self) -> str:
        """As it stands in an address."""
        said = {
            "brand": self.brand,
            "month": self.month,
            "certificate": self.certificate,
            "on_sale": int(self.on_sale),
        }
        return urlencode({name: value for name, value in said.items() if value})


def _number(typed: str) -> int:
    return int(typed) if is_digits(typed) and len(typed) <= MOST_DIGITS else 0
