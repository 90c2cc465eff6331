"""Looking a case up by its number and the last four digits of the applicant's phone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.casework.throttle import LOOK_UP_ADDRESS, LOOK_UP_NUMBER
from core import audit
from core.actor import Actor
from core.codes import plain
from operations.casework import public
from operations.casework.models import Case
from operations.casework.public import PublicCase

audit.name_actions(
    {
        "case.look_up": gettext_lazy("Case looked up on the site"),
        "case.look_up_failed": gettext_lazy("Case not found on the site"),
        "case.look_up_locked": gettext_lazy("Looking up on the site stopped for 15 minutes"),
    }
)


@dataclass(frozen=True, slots=True)
class LookUp:
    """What came of a try. locked: too many wrong ones, nothing was looked at."""

    case: PublicCase | None = None
    locked: bool = False


def look_up(*, number: str, last_four: str, address: str, on: date, at: datetime) -> LookUp:
    """Try once. A wrong pair and an unknown number are the same to whoever asks.

    The trail says that somebody tried, not who and not what was typed.
    """
    by = Actor.system(_("Visitor of the site"))
    counted = ((LOOK_UP_NUMBER, plain(number)), (LOOK_UP_ADDRESS, address))
    counts = [(limit, limit.count(who)) for limit, who in counted]
    if any(count > limit.most for limit, count in counts):
        # Once for each lock; a flood of tries shall not become a flood of entries.
        if any(count == limit.most + 1 for limit, count in counts):
            _note("case.look_up_locked", None, by=by, at=at)
        return LookUp(locked=True)
    found = public.find(number=number, last_four=plain(last_four))
    if found is None:
        _note("case.look_up_failed", None, by=by, at=at)
        return LookUp()
    for limit, who in counted:
        limit.take_back(who)
    _note("case.look_up", found, by=by, at=at)
    return LookUp(public.shown(found, on=on))


@transaction.atomic
def _note(action: str, case: Case | None, *, by: Actor, at: datetime) -> None:
    audit.record(case, by=by, action=action, at=at)
