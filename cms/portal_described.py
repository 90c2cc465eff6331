"""What machines read of the portal's pages."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest
from django.utils.translation import gettext as _

from cms.machines import Crumb, Described, listed, organisation, website
from oversight.portal import PortalCounty


def of_portal(counties: Sequence[tuple[PortalCounty, str]], request: HttpRequest) -> Described:
    """The province's front page: who it is, and the counties it leads to."""
    rows = [Crumb(entry.county.name, f"{host}/") for entry, host in counties if host]
    data = [organisation(request), website(request)]
    return Described(
        text=_("From every county, from every village"),
        path="/",
        data=[*data, listed(rows, request)] if rows else data,
    )


def of_portal_list(
    title: str, text: str, path: str, rows: Sequence[Crumb], request: HttpRequest
) -> Described:
    """A list of the portal: counties, products, courses or news, with addresses at the counties."""
    data = [listed(rows, request)] if rows else []
    return Described(text=text, path=path, crumbs=(Crumb(title, path),), data=data)
