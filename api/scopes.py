"""What a token may be used for, at most: reading or writing one area.

A scope never gives more than the person's posts do. A module names its area here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

# Area: its name, and where it exists.
AREAS: dict[str, tuple[StrOrPromise, str]] = {
    "stations": (gettext_lazy("Stations"), "county"),
    "divisions": (gettext_lazy("Townships and villages"), "county"),
    "catalogue": (gettext_lazy("Service items"), "county"),
    "cases": (gettext_lazy("Service cases"), "county"),
    "staff": (gettext_lazy("People and posts"), "county"),
    "mail": (gettext_lazy("Newspapers, letters and parcels"), "county"),
    "documents": (gettext_lazy("Outgoing documents"), "county"),
    "incoming": (gettext_lazy("Incoming documents"), "county"),
    "handed": (gettext_lazy("Papers handed in"), "county"),
    "supervision": (gettext_lazy("Supervision items"), "county"),
    "petitions": (gettext_lazy("Petitions"), "county"),
    "duty": (gettext_lazy("Duty"), "county"),
    "seals": (gettext_lazy("Use of seals"), "county"),
    "archives": (gettext_lazy("Archive"), "county"),
    "plans": (gettext_lazy("Two-weekly plans"), "county"),
    "assets": (gettext_lazy("Fixed assets"), "county"),
    "counting": (gettext_lazy("Counting"), "county"),
    "meetings": (gettext_lazy("Meetings and visits"), "county"),
    "supplies": (gettext_lazy("Supplies"), "county"),
    "trade": (gettext_lazy("Products and traceability"), "county"),
    "training": (gettext_lazy("E-commerce training"), "county"),
    "indicators": (gettext_lazy("Counties and indicators"), "province"),
}
# Areas of which something can be written.
WRITTEN = (
    *("stations", "cases", "documents", "incoming", "supervision", "petitions", "duty", "seals"),
    *("archives", "plans", "meetings", "handed", "supplies", "assets", "counting"),
    *("trade", "training"),
)


def all_of(place: str) -> list[str]:
    """Every scope of a place ("county" or "province")."""
    return [
        f"{area}:{access}"
        for area, (_name, where) in AREAS.items()
        if where == place
        for access in (("read", "write") if area in WRITTEN else ("read",))
    ]


def label(scope: str) -> str:
    """A scope in words."""
    from django.utils.translation import gettext as _

    area, _colon, access = scope.partition(":")
    name = str(AREAS[area][0]) if area in AREAS else area
    words = _("%(area)s: read") if access == "read" else _("%(area)s: write")
    return words % {"area": name}
