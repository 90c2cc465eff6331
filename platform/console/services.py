"""Verbs of the centre's own card."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.posts import KEEPERS_OF_ACCOUNTS
from console import colours
from console.models import Centre
from core import audit
from core.actor import Actor
from core.errors import Denied, Violation
from core.lifecycle_words import titles

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
    "accent",
    "look",
)

# Here, because the addresses load this module always, and the generic list only where one is used.
audit.name_actions(
    {
        "centre.change": gettext_lazy("changed the centre's card"),
        "list.export": gettext_lazy("exported a list"),
    },
    {"rows": gettext_lazy("Rows"), "filters": gettext_lazy("Filter")},
)


@transaction.atomic
def centre_change(*, by: Actor, **values: Any) -> Centre:
    """Change the centre's card: name, bodies, contract, contact, colour, look (R116).

    Raises Denied unless it is the administrator, Violation for dates out of order or a colour
    that is none, TypeError for a field that is not the centre's to change.
    """
    if not any(by.holds(post) for post in KEEPERS_OF_ACCOUNTS):
        sentence = _("This is done by: %(posts)s.") % {"posts": titles(KEEPERS_OF_ACCOUNTS)}
        raise Denied(sentence, needs=KEEPERS_OF_ACCOUNTS)
    if unknown := set(values) - set(FIELDS):
        raise TypeError(f"not the centre's to change: {sorted(unknown)}")
    centre = Centre.objects.select_for_update().order_by("pk").first() or Centre()
    changes = {}
    for name, value in values.items():
        before = getattr(centre, name)
        if name == "accent":
            value = colours.check(value)  # noqa: PLW2901 - the checked form of what was typed
        if before != value:
            changes[name] = (before, value)
            setattr(centre, name, value)
    start, end = centre.contract_from_date, centre.contract_to_date
    if start and end and end < start:
        raise Violation(_("The last day cannot lie before the first."), field="contract_to_date")
    if changes:
        centre.save()
        audit.record(centre, by=by, action="centre.change", changes=changes)
        transaction.on_commit(Centre.forget)
    return centre
