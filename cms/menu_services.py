"""The one verb of the site's menu."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.posts import Post
from cms import selectors
from cms.menu import LONGEST_NAME, MOST_OWN, OURS, Entry
from console.models import Centre
from core import audit
from core.actor import Actor
from core.errors import Violation
from core.lifecycle_words import denied

KEEPERS = (Post.EDITOR, Post.COUNTY_ADMIN)
LONGEST_ADDRESS = 200
_secure = URLValidator(schemes=["https"])

audit.name_actions({"site.menu": gettext_lazy("changed the site's menu")})


@transaction.atomic
def menu_change(*, by: Actor, entries: Sequence[Entry]) -> list[Entry]:
    """Put the site's menu in this order; returns it as kept.

    Entries of ours that are not named are hidden. Raises Denied unless it is the site's editor or
    the administrator; Violation at its field for a name that is missing, too long or there twice,
    an address that is neither a public page of this site nor https, more than four own entries,
    or a menu of which nothing is shown.
    """
    if not any(by.holds(post) for post in KEEPERS):
        raise denied(KEEPERS)
    if sum(not one.code for one in entries) > MOST_OWN:
        raise Violation(_("At most %(most)d links of your own.") % {"most": MOST_OWN})
    taken = {str(OURS[one.code][0]) for one in entries if one.code and one.shown}
    checked = [one if one.code else _own(one, taken) for one in entries]
    if not any(one.shown for one in checked):
        raise Violation(_("At least one entry of the menu must be shown."))
    named = {one.code for one in checked}
    checked += [Entry(code, shown=False) for code in OURS if code not in named]
    centre = Centre.objects.select_for_update().order_by("pk").first() or Centre()
    before = centre.site_menu
    centre.site_menu = [] if checked == [Entry(code) for code in OURS] else _kept(checked)
    if centre.site_menu != before:
        centre.save()
        changes = {"menu": (_said(before), _said(centre.site_menu))}
        audit.record(centre, by=by, action="site.menu", changes=changes)
        transaction.on_commit(Centre.forget)
    return checked


def _kept(entries: Sequence[Entry]) -> list[dict[str, object]]:
    return [one.kept() for one in entries]


def _said(kept: Sequence[dict[str, object]]) -> str:
    """The shown entries in one line, for the trail."""
    names = [
        str(OURS[str(row["code"])][0]) if "code" in row else row["name"]
        for row in kept
        if row.get("shown", True) and row.get("code", "news") in OURS
    ]
    return "、".join(map(str, names))


def _own(entry: Entry, taken: set[str]) -> Entry:
    """An own entry as it is kept; its name is taken from now on."""
    name = " ".join(entry.name.split())
    if not name or not name.isprintable():
        raise Violation(_("Say what the link is called."), field=f"name_{entry.key}")
    if len(name) > LONGEST_NAME:
        sentence = _("A name in the menu has at most %(most)d characters; this one has %(here)d.")
        raise Violation(
            sentence % {"most": LONGEST_NAME, "here": len(name)}, field=f"name_{entry.key}"
        )
    if name in taken:
        sentence = _("The menu has an entry of this name already.")
        raise Violation(sentence, field=f"name_{entry.key}")
    taken.add(name)
    address = entry.address.strip()
    try:
        page = _page_at(address)
    except Violation as refusal:
        refusal.field = f"address_{entry.key}"
        raise
    return replace(entry, name=name, address=address, page=page, shown=True)


def _page_at(address: str) -> int | None:
    """The page that an address of this site names; None for a part of the site that is no page."""
    if address.startswith("https://"):
        _check_foreign(address)
        return None
    if not address.startswith("/") or address.startswith("//"):
        raise Violation(
            _("A page of this site is written as /products/, another site with https:// in front.")
        )
    page = selectors.pages_at([address]).get(address)
    if page is None and not selectors.is_part(address):
        raise Violation(_("There is no public page at %(path)s.") % {"path": address[:60]})
    return page


def _check_foreign(address: str) -> None:
    try:
        _secure(address)
        strange = len(address) > LONGEST_ADDRESS or "@" in urlsplit(address).netloc
    except ValidationError:
        strange = True
    if strange:
        raise Violation(
            _("This is no complete web address; copy it from the browser, https:// included.")
        )
