"""{% described %}, {% canonical %}, {% crumbs %}: a page as machines read it, the way to it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import template
from django.http import HttpRequest
from django.template import Context
from wagtail.models import Page

from cms import addresses, machines
from cms.models import SitePage
from console.models import Centre

register = template.Library()


@register.simple_tag(takes_context=True)
def canonical(context: Context) -> str:
    """The one address of this page."""
    request: HttpRequest | None = context.get("request")
    if request is None:
        return ""
    page = context.get("page")
    path = machines.path_of(page, request) if isinstance(page, Page) else request.path
    return addresses.canonical(request, path)


@register.inclusion_tag("cms/includes/described.html", takes_context=True)
def described(context: Context) -> dict[str, Any]:
    """OpenGraph and JSON-LD of the page, or of what a view says as `about`."""
    request: HttpRequest | None = context.get("request")
    found: machines.Described | None = context.get("about")
    page = context.get("page")
    # A preview may show a page that is not in the tree yet; no machine looks at it.
    if request is None or getattr(request, "is_preview", False):
        return {"site": Centre.current()}
    if found is None and isinstance(page, SitePage):
        found = machines.of_page(page, request, context)
    # The way to the page is shown to people further below.
    context["way"] = found.crumbs if found else ()
    return {
        "site": Centre.current(),
        "found": found,
        "address": addresses.canonical(request, found.path) if found else "",
        "blocks": machines.linked(found, request) if found else [],
        "width": machines.SHARED_WIDTH,
        "height": machines.SHARED_HEIGHT,
    }


@register.inclusion_tag("cms/parts/crumbs.html", takes_context=True)
def crumbs(context: Context) -> dict[str, Any]:
    """The way to a page that lies deeper than the menu leads."""
    way: Sequence[machines.Crumb] = context.get("way") or ()
    return {"rows": way if len(way) > 1 else ()}
