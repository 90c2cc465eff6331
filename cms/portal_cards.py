"""What the portal's pages show of entries: each with its county and its address there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.http import HttpRequest

from oversight.models import PortalEntry
from oversight.portal import Place, PortalCounty


@dataclass(frozen=True, slots=True)
class Card:
    """An entry on a page."""

    entry: PortalEntry
    county: str
    code: str
    href: str

    @property
    def origin(self) -> str:
        """Where it comes from, more closely than its county, and what certifies it."""
        place = "" if self.entry.origin == self.county else self.entry.origin
        return " · ".join(filter(None, [place, self.entry.certificate]))


def cards(
    entries: Iterable[PortalEntry], places: Mapping[int, PortalCounty | Place], request: HttpRequest
) -> list[Card]:
    """Entries of listed counties with their counties, by the counties' numbers."""
    found = []
    for entry in entries:
        place = places.get(entry.county_id)
        if place is None:
            # Suspended between two statements of this very request.
            continue
        county = place.county if isinstance(place, PortalCounty) else place
        href = f"{address(request, place.host)}{entry.path}"
        found.append(Card(entry, county.name, county.code, href))
    return found


def address(request: HttpRequest, host: str) -> str:
    """A county's address behind the same door as this one."""
    port = request.get_port()
    shown = "" if port in ("80", "443") else f":{port}"
    return f"{request.scheme}://{host}{shown}" if host else ""
