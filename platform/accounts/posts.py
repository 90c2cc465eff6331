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
