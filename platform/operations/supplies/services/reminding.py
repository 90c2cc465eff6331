"""One digest a day of what is below its minimum (R111)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.posts import Post
from core import inbox
from core.actor import Actor
from core.clauses import R
from operations.supplies import selectors
from operations.supplies.models import Place

STEP = "minimum"


@transaction.atomic
def minimum_digest(*, by: Actor, at: datetime) -> int:
    """One line in the inbox of the office area for all of it, however many; how many.

    It hangs on the first cabinet; while it is open no other one is added, and it goes by itself
    when everything is there again.
    """
    place = Place.objects.select_for_update().order_by("order", "pk").first()
    if place is None:
        return 0
    low = list(selectors.below_minimum())
    inbox.close(place, by=by, outcome=STEP, step=STEP, returning=True, at=at)
    if not low:
        return 0
    first = "、".join(f"{item.name} {item.there}/{item.minimum}" for item in low[:5])
    inbox.assign(
        place,
        step=STEP,
        title=_("%(n)s supplies are below their minimum: %(first)s")
        % {"n": len(low), "first": first},
        by=by,
        at=at,
        post=Post.AREA_CLERK,
        clause=R(111),
    )
    return len(low)
