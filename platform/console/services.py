"""Verbs of the centre's own card."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.posts import KEEPERS_OF_ACCOUNTS, Post
from console import colours
from console.models import Centre
from core import audit
from core.actor import Actor
from core.errors import Denied, Violation
from core.lifecycle_words import titles

# How the site looks: the editor chooses that, too.
COLOURS = ("accent", "highlight")
SITE_FIELDS = (*COLOURS, "look")
KEEPERS_OF_SITE = (*KEEPERS_OF_ACCOUNTS, Post.EDITOR)
# What a centre may change itself; code and name are given by the province.
FIELDS = (
    "centre_name",
    "lead_authority",
    "operating_firm",
    "contract_from_date",
    "contract_to_date",
    "phone",
    "address",
    "icp_number",
    "police_number",
    "wechat",
    "video_account",
    *SITE_FIELDS,
)
# Raises Violation for colours that cannot be read on the site. The site stands above the console
# and says so when the apps are ready.
ColourCheck = Callable[[Centre], None]
_colour_checks: list[ColourCheck] = []

# Here, because the addresses load this module always, and the generic list only where one is used.
audit.name_actions(
    {
        "centre.change": gettext_lazy("changed the centre's card"),
        "list.export": gettext_lazy("exported a list"),
    },
    {"rows": gettext_lazy("Rows"), "filters": gettext_lazy("Filter")},
)


def check_colours_by(check: ColourCheck) -> None:
    """Have every change of a centre's colours or look asked about."""
    if check not in _colour_checks:
        _colour_checks.append(check)


@transaction.atomic
def centre_change(*, by: Actor, **values: Any) -> Centre:
    """Change the centre's card: name, bodies, contract, contact, colour, look (R116).

    Raises Denied unless it is the administrator or, for colours and look alone, the site's
    editor; Violation for dates out of order, a colour that is none or one that cannot be read;
    TypeError for a field that is not the centre's to change.
    """
    keepers = KEEPERS_OF_SITE if set(values) <= set(SITE_FIELDS) else KEEPERS_OF_ACCOUNTS
    if not any(by.holds(post) for post in keepers):
        sentence = _("This is done by: %(posts)s.") % {"posts": titles(keepers)}
        raise Denied(sentence, needs=keepers)
    if unknown := set(values) - set(FIELDS):
        raise TypeError(f"not the centre's to change: {sorted(unknown)}")
    centre = Centre.objects.select_for_update().order_by("pk").first() or Centre()
    changes = {}
    for name, value in values.items():
        before = getattr(centre, name)
        if name in COLOURS and (value or name == "accent"):
            value = colours.check(value, field=name)  # noqa: PLW2901 - the checked form
        if before != value:
            changes[name] = (before, value)
            setattr(centre, name, value)
    start, end = centre.contract_from_date, centre.contract_to_date
    if start and end and end < start:
        raise Violation(_("The last day cannot lie before the first."), field="contract_to_date")
    # A colour from before this rule keeps nobody from changing a phone number.
    if set(changes) & set(SITE_FIELDS):
        for check in _colour_checks:
            check(centre)
    if changes:
        centre.save()
        audit.record(centre, by=by, action="centre.change", changes=changes)
        transaction.on_commit(Centre.forget)
    return centre
