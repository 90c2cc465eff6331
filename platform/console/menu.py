"""The menu in the handbook's order; a group without items is not shown.

    menu.register("stations", menu.Item(_("Stations"), "stations:index", icon="site", order=10))

Modules call it from `wagtail_hooks.py`. An address that does not exist here (a county's in the
province) is left out by itself.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem

from accounts.actors import actor_of

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

# Code, name, icon: the order is the handbook's.
GROUPS: tuple[tuple[str, Any, str], ...] = (
    ("desk", _("Workbench"), "home"),
    ("documents", _("Official documents"), "doc-full"),
    ("office", _("Meetings and affairs"), "calendar"),
    ("assets", _("Assets"), "desktop"),
    ("supplies", _("Supplies"), "clipboard-list"),
    ("services", _("Services"), "help"),
    ("stations", _("Stations"), "site"),
    ("training", _("Training"), "openquote"),
    ("areas", _("Six zones"), "table"),
    ("settlement", _("Fees and settlement"), "calendar-check"),
    ("staff", _("Staff matters"), "group"),
    ("oversight", _("Supervision"), "view"),
    ("counties", _("Counties"), "globe"),
    ("site", _("Site"), "folder-open-inverse"),
    ("reports", _("Reports"), "list-ul"),
    ("settings", _("Settings"), "cogs"),
)
CODES = tuple(code for code, _label, _icon in GROUPS)

# Where Wagtail's own items go, by their names.
WAGTAILS = {
    "explorer": "site",
    "images": "site",
    "documents": "site",
    "snippets": "site",
    "forms": "site",
    "site-history": "site",
    "aging-pages": "site",
    "redirects": "settings",
    "collections": "settings",
    "workflows": "settings",
    "workflow-tasks": "settings",
    "promoted-search-results": "settings",
}
REPORTS = frozenset({"site-history", "aging-pages"})
# Not for an office: accounts have their own pages, hosts are the province's, help is ours.
HIDDEN = frozenset({"users", "groups", "sites", "locales", "help", "styleguide", "desk"})


@dataclass(frozen=True, slots=True)
class Item:
    """One entry. name: of the address. posts: of which one must be held (none: everybody).

    shown: one more condition on the request. count: a number behind the label, None for none.
    """

    label: StrOrPromise
    name: str
    icon: str = ""
    order: int = 100
    args: tuple[Any, ...] = ()
    posts: tuple[str, ...] = ()
    shown: Callable[[HttpRequest], bool] | None = None
    count: Callable[[HttpRequest], int] | None = None

    def url(self) -> str:
        """The address; '' where it does not exist."""
        try:
            return reverse(self.name, args=self.args)
        except NoReverseMatch:
            return ""

    def is_for(self, request: HttpRequest) -> bool:
        """May this person see the entry?"""
        if self.posts and not actor_of(request.user, request).posts & set(self.posts):
            return False
        return self.shown is None or self.shown(request)


_items: dict[str, dict[str, Item]] = {code: {} for code in CODES}


def register(group: str, *items: Item) -> None:
    """Put entries into a group; the same address replaces. Raises KeyError for another group."""
    for item in items:
        _items[group][f"{item.name}{item.args}"] = item


def build(request: HttpRequest, wagtails: list[MenuItem]) -> list[MenuItem]:
    """The whole menu for one person."""
    borrowed = _borrowed(request, wagtails)
    menu = []
    for number, (code, label, icon) in enumerate(GROUPS):
        entries = _ours(request, code) + borrowed.get(code, [])
        if code == "desk":
            # What is used every minute stands open.
            for place, entry in enumerate(entries):
                entry.order = number * 100 + place
            menu += entries
        elif entries:
            menu.append(_group(code, label, icon, number * 100, entries))
    return menu


def _group(code: str, label: Any, icon: str, order: int, entries: list[MenuItem]) -> MenuItem:
    if len(entries) == 1 and entries[0].name not in WAGTAILS:
        only = entries[0]
        return MenuItem(label, only.url, name=f"group-{code}", icon_name=icon, order=order)
    return SubmenuMenuItem(
        label, Menu(items=entries), name=f"group-{code}", icon_name=icon, order=order
    )


def _ours(request: HttpRequest, code: str) -> list[MenuItem]:
    found = []
    for key, item in sorted(_items[code].items(), key=lambda pair: pair[1].order):
        url = item.url()
        if not url or not item.is_for(request):
            continue
        number = item.count(request) if item.count else 0
        label = f"{item.label} {number}" if number else str(item.label)
        name = key.replace(":", "-").strip("()")
        found.append(MenuItem(label, url, name=name, icon_name=item.icon, order=item.order))
    return found


def _borrowed(request: HttpRequest, wagtails: list[MenuItem]) -> dict[str, list[MenuItem]]:
    found: dict[str, list[MenuItem]] = {}
    for item in wagtails:
        if item.name in HIDDEN:
            continue
        inner = item.menu.menu_items_for_request(request) if hasattr(item, "menu") else [item]
        for entry in inner:
            # Wagtail's reports bear the names of its settings; only two of them are for an office.
            if item.name == "reports" and entry.name not in REPORTS:
                continue
            if entry.name not in HIDDEN:
                found.setdefault(_group_of(entry.name, item.name), []).append(entry)
    return found


def _group_of(name: str, parent: str) -> str:
    """Where an item registered by Wagtail's own hooks goes."""
    if name in WAGTAILS:
        return WAGTAILS[name]
    if name in CODES:
        return name
    return "settings" if parent == "settings" else "site"


def only_in(place: str, item: Item) -> Item:
    """The entry, shown on a county's ("county") or the province's ("province") host only."""
    inner = item.shown

    def shown(request: HttpRequest) -> bool:
        here = "county" if getattr(request, "county", None) else "province"
        return here == place and (inner is None or inner(request))

    return replace(item, shown=shown)
