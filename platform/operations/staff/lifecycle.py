"""A person's life at the centre: joining → active → leaving → left."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.posts import Post
from core.clauses import R
from core.lifecycle import Lifecycle, Move


class States(models.TextChoices):
    """Where a person stands with the centre."""

    JOINING = "joining", _("Joining")
    ACTIVE = "active", _("At work")
    LEAVING = "leaving", _("Leaving")
    LEFT = "left", _("Has left")


S = States
# 行政人事部 keeps the people; the county's administrator helps where there is none.
PERSONNEL = (Post.ADMIN, Post.ADMIN_MGR, Post.COUNTY_ADMIN)

# fmt: off
PERSON = Lifecycle("person", States, (
    Move("confirm", (S.JOINING,), S.ACTIVE,  PERSONNEL, R(122), _("Confirm joining")),
    Move("leave",   (S.ACTIVE,),  S.LEAVING, PERSONNEL, R(122), _("Begin leaving"),    reason=True),
    Move("stay",    (S.LEAVING,), S.ACTIVE,  PERSONNEL, R(122), _("Call leaving off"), reason=True),
    Move("finish",  (S.LEAVING,), S.LEFT,    PERSONNEL, R(122), _("Finish leaving")),
    Move("return",  (S.LEFT,),    S.JOINING, PERSONNEL, R(122), _("Take back"),        reason=True),
), title=_("Staff: joining and leaving"))
# fmt: on
