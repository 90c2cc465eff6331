"""The posts of handbook §0: one vocabulary for a text that mixes two kinds of titles."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Post(models.TextChoices):
    """What a person may be at the centre, at a station, or opposite them."""

    COUNTY_ADMIN = "county_admin", _("County administrator")
    DIRECTOR = "director", _("Director")
    GM = "gm", _("General manager")
    LEADER = "leader", _("Supervising leader")
    OFFICE = "office", _("E-commerce office")
    AREA_CLERK = "area_clerk", _("Office-area clerk")
    ADMIN_MGR = "admin_mgr", _("Administration manager")
    ADMIN = "admin", _("Administration")
    FINANCE = "finance", _("Finance")
    CASHIER = "cashier", _("Cashier")
    DEPT_HEAD = "dept_head", _("Head of department")
    DEPT_SUP = "dept_sup", _("Department supervisor")
    DEPT_KEEPER = "dept_keeper", _("Department keeper")
    DRAFTER = "drafter", _("Drafter")
    OPS = "ops", _("Operations centre")
    DUTY = "duty", _("Duty officer")
    FRONTDESK = "frontdesk", _("Front desk")
    STAFF = "staff", _("Staff")
    STATION_MGR = "station_mgr", _("Station manager")
    VILLAGE = "village", _("Village committee")
    TOWNSHIP = "township", _("Township government")
    COMMERCE = "commerce", _("County commerce office")
    EDITOR = "editor", _("Site editor")
    PROVINCE = "province", _("Provincial officer")
    ROOT = "root", _("Provincial administrator")


PROVINCIAL = frozenset({Post.PROVINCE, Post.ROOT})
# Bodies outside the centre that give their opinion on its forms (form B).
OUTSIDE = frozenset({Post.VILLAGE, Post.TOWNSHIP, Post.COMMERCE})
# Held for a station or township, never for the whole centre.
LOCAL = frozenset({Post.STATION_MGR, Post.VILLAGE, Post.TOWNSHIP})
COUNTY = tuple(post for post in Post if post not in PROVINCIAL)
# Who works at the centre itself: its documents, plans and supervision are theirs.
AT_CENTRE = tuple(post for post in COUNTY if post not in OUTSIDE | LOCAL)
# Who opens accounts and grants posts, in a county and in the province.
KEEPERS_OF_ACCOUNTS = (Post.COUNTY_ADMIN, Post.ROOT)


def posts_of(place: str) -> tuple[Post, ...]:
    """The posts that exist in a place: "county" or "province"."""
    return tuple(Post(p) for p in Post if (p in PROVINCIAL) == (place == "province"))


def titles(codes: object) -> str:
    """Posts by their names, joined as a Chinese sentence joins them."""
    return "、".join(str(Post(code).label) for code in codes)  # type: ignore[attr-defined]
