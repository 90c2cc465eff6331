"""Addresses that have moved, from a spreadsheet: old address, and the page or part of the site now.

A redirect counts only where nothing is found, so the old address of a public page is refused; one
leads to a public page or part of this site at once, so that none leads in a circle, to another
redirect or to somebody else's site.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from wagtail.contrib.redirects.models import Redirect

from accounts.posts import Post
from cms import selectors
from cms.views_errors import STAFF
from core.actor import Actor
from core.errors import Violation
from core.imports import Column, ImportSpec, Row, parsers, register
from tenants.addresses import site_address

KEEPERS = (Post.EDITOR, Post.COUNTY_ADMIN)
LONGEST, MOST_ROWS, MOST_SHOWN = 255, 5_000, 4
# Never a page of the site, whoever asks for it.
CLOSED = (*STAFF, "/static/", "/media/", "/documents/")


def path_of(cell: str) -> str:
    """The address as Wagtail looks it up; a whole one only of this site.

    Raises Violation for what is no address, too long, of another site, or the workbench's.
    """
    own = urlsplit(site_address()).hostname or ""
    try:
        parts = urlsplit(cell)
        host = parts.hostname
    except ValueError:
        parts, host = urlsplit(""), None
    if host is not None and (host != own or parts.scheme not in ("", "http", "https")):
        raise Violation(
            _("This address is of %(host)s; only addresses of this site are redirected.")
            % {"host": host[:60]}
        )
    # A port or a name is of the address, not of the path.
    path = cell if host is None else parts._replace(scheme="", netloc="").geturl()
    if not path.startswith("/") or not path.isprintable() or " " in path or "\\" in path:
        raise Violation(_("Write the address from the first slash on, like /news/2025/."))
    found: str = Redirect.normalise_path(path)
    if len(found) > LONGEST or "\0" in found:
        raise Violation(_("The address is longer than %(most)d characters.") % {"most": LONGEST})
    if f"{found}/".startswith(CLOSED):
        raise Violation(_("This address is of the workbench or of a file and stays where it is."))
    return found


def existing(keys: Collection[tuple[Any, ...]]) -> Mapping[tuple[Any, ...], Mapping[str, Any]]:
    """Redirects that are known, by their old address."""
    return {
        (one.old_path,): {"new": _leads_to(one), "permanent": one.is_permanent}
        for one in _stored([key[0] for key in keys]).values()
    }


def _stored(paths: Collection[str]) -> dict[str, Redirect]:
    """Those of one site come last: they are the ones that count."""
    rows = Redirect.objects.filter(old_path__in=paths).select_related("redirect_page")
    return {one.old_path: one for one in sorted(rows, key=lambda one: one.site_id is not None)}


def _leads_to(one: Redirect) -> str:
    if one.redirect_page is not None:
        return str(Redirect.normalise_path(selectors.address_of(one.redirect_page.url_path)))
    link = str(one.redirect_link)
    return str(Redirect.normalise_path(link)) if link.startswith("/") else link


def check(rows: Sequence[Row], by: Actor) -> None:
    """What only the site as it stands, and the rows together, can tell."""
    del by
    named = {row.values["old"]: row.values["new"] for row in rows}
    pages = selectors.pages_at(_paths([*named, *named.values()]))
    onward = _onward(named)
    for row in rows:
        old, new = row.values["old"], row.values["new"]
        way = _way(old, onward)
        if way[-1] in way[:-1]:
            shown = " → ".join(way[:MOST_SHOWN] + (["…"] if len(way) > MOST_SHOWN else []))
            row.fail("new", _("This leads in a circle: %(way)s.") % {"way": shown})
        elif _there(old, pages):
            sentence = _("There is a public page at this address; visitors see it, no redirect.")
            row.fail("old", sentence)
        elif not _there(new, pages):
            row.fail("new", _not_there(new, onward))


def _onward(named: dict[str, str]) -> dict[str, str]:
    """Where each address leads, by the file or else as it is stored, as far as the file goes."""
    found, ahead = dict(named), set(named.values()) - set(named)
    while ahead:
        stored = {path: _leads_to(one) for path, one in _stored(ahead).items()}
        found |= stored
        ahead = set(stored.values()) - set(found)
    return found


def _way(start: str, onward: Mapping[str, str]) -> list[str]:
    """From address to address, until there is no redirect or one was met before."""
    way = [start]
    while way[-1] in onward and way[-1] not in way[:-1]:
        way.append(onward[way[-1]])
    return way


def _not_there(new: str, onward: Mapping[str, str]) -> str:
    if new in onward:
        return _("This address is redirected itself; write where it ends: %(end)s.") % {
            "end": _way(new, onward)[-1]
        }
    return _("There is no public page at %(path)s.") % {"path": new[:60]}


def _paths(addresses: Collection[str]) -> set[str]:
    return {one.partition("?")[0] for one in addresses}


def _there(address: str, pages: Mapping[str, int]) -> bool:
    """Does the public find something there? The front page is always there."""
    path = address.partition("?")[0]
    return path == "/" or path in pages or selectors.is_part(path)


def apply(rows: Sequence[Row], by: Actor) -> None:
    """Write them; to a page by its key, so that they follow it when it moves."""
    del by
    pages = selectors.pages_at(_paths([row.values["new"] for row in rows]))
    stored = _stored([row.values["old"] for row in rows])
    for row in rows:
        old, new = row.values["old"], row.values["new"]
        one = stored.get(old) or Redirect(old_path=old)
        # What is asked behind the address would be lost with a page's key.
        one.redirect_page_id = pages.get(new)
        one.redirect_page_route_path = ""
        one.redirect_link = "" if one.redirect_page_id else _slashed(new)
        one.is_permanent = row.values.get("permanent", one.is_permanent)
        one.automatically_created = False
        one.save()


def _slashed(address: str) -> str:
    """The address as the site writes it, so that nobody is redirected twice."""
    path, mark, asked = address.partition("?")
    return f"{path.rstrip('/')}/{mark}{asked}"


REDIRECTS = register(
    ImportSpec(
        key_name="redirects",
        title=lazy("Redirects of the site"),
        intro=lazy(
            "One row per address that is not there any more. Visitors and search engines are led "
            "to the new one. Nothing is written before the file was checked and confirmed."
        ),
        columns=(
            Column(
                "old",
                lazy("Old address"),
                parse=path_of,
                required=True,
                aliases=("原地址", "旧网址"),
                help=lazy("From the first slash on, or whole with this site's name."),
                samples=("/2024/xinwen/12.html", "/cpzs/mi/"),
                width=36,
            ),
            Column(
                "new",
                lazy("New address or page"),
                parse=path_of,
                required=True,
                aliases=("新地址", "新网址", "页面"),
                help=lazy("A public page of this site, as the browser shows it."),
                samples=("/news/", "/products/rice/"),
                width=36,
            ),
            Column(
                "permanent",
                lazy("For good"),
                parse=parsers.yes_no,
                aliases=("是否永久",),
                help=lazy("Yes if left blank: search engines forget the old address."),
                samples=("是", "是"),
            ),
        ),
        key=("old",),
        load_existing=existing,
        check=check,
        apply=apply,
        may=lambda actor: any(actor.holds(post) for post in KEEPERS),
        after_url="/console/redirects/",
        after_label=lazy("Redirects of the site"),
        most_rows=MOST_ROWS,
    )
)
