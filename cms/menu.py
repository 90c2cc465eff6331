"""The main menu of a county's site: what it names by itself, and what its editor made of it.

The centre's card holds it (`Centre.site_menu`), so that a page reads it with the county's name:
an empty list is the menu as it comes. A kept entry is one of ours by its code, or the county's own
with a name and a page (by its key, so that it follows the page when it moves) or an address.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from console.models import Centre

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

MOST_OWN, LONGEST_NAME = 4, 8
# Code: label, address; in the order in which they come.
OURS: dict[str, tuple[StrOrPromise, str]] = {
    "products": (_("Products"), "/products/"),
    "brands": (_("Brands"), "/brands/"),
    "services": (_("Get things done"), "/services/"),
    "case": (_("Look a case up"), "/case/"),
    "training": (_("Training"), "/training/"),
    "stations": (_("Stations"), "/stations/"),
    "news": (_("News"), "/news/"),
    "about": (_("About us"), "/about/"),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry. code: of ours; else it is the county's own, with name and page or address.

    key: how a form calls it, for refusals.
    """

    code: str = ""
    name: str = ""
    address: str = ""
    page: int | None = None
    shown: bool = True
    key: str = ""

    def kept(self) -> dict[str, Any]:
        """As the centre's card holds it."""
        if self.code:
            return {"code": self.code, "shown": self.shown}
        own: dict[str, Any] = {"name": self.name, "address": self.address}
        return {**own, "page": self.page} if self.page else own


def entries() -> list[Entry]:
    """All of this county's, hidden ones too; one of ours that is newer than its menu comes last."""
    found = list(_kept())
    known = {one.code for one in found}
    return found + [Entry(code) for code in OURS if code not in known]


def pages_named() -> set[int]:
    """Keys of the pages that the county's own entries name."""
    return {one.page for one in _kept() if one.page}


def _kept() -> Iterator[Entry]:
    for row in Centre.current().site_menu:
        if "code" not in row:
            yield Entry(name=row["name"], address=row["address"], page=row.get("page"))
        elif row["code"] in OURS:
            yield Entry(row["code"], shown=row["shown"])
