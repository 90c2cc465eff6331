"""Leave deputies: somebody acts for an absent person between two days, every act marked (代)."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from core import audit
from core.actor import Actor, directory
from core.errors import Denied, Violation
from core.inbox.addressing import PROCESS_ADMINS
from core.models.inbox import LeaveDeputy


@transaction.atomic
def deputy_appoint(
    *,
    absent_id: int,
    deputy_id: int,
    from_date: date,
    to_date: date,
    by: Actor,
    at: datetime,
    reason: str = "",
) -> LeaveDeputy:
    """Name who stands in for somebody, both days included.

    By the absent person or the process administrator. Raises Violation (dates, the same person,
    a second deputy for the same days) or Denied.
    """
    _may_name(absent_id, by)
    if to_date < from_date:
        raise Violation(_("The last day cannot lie before the first."), field="to_date")
    if deputy_id == absent_id:
        raise Violation(_("Somebody else must stand in."), field="deputy")
    if not directory().is_active(deputy_id):
        raise Violation(_("This person cannot sign in. Choose somebody else."), field="deputy")
    overlapping = LeaveDeputy.objects.select_for_update().filter(
        absent_id=absent_id, ended_at=None, from_date__lte=to_date, to_date__gte=from_date
    )
    other = overlapping.order_by("from_date").first()
    if other is not None:
        raise Violation(
            _("%(name)s stands in on these days already.")
            % {"name": directory().name_of(other.deputy_id)},
            field="from_date",
        )
    deputy = LeaveDeputy.objects.create(
        absent_id=absent_id,
        deputy_id=deputy_id,
        from_date=from_date,
        to_date=to_date,
        reason=reason.strip()[:200],
        created_at=at,
        created_by_name=by.signature[:80],
    )
    _log(deputy, by=by, action="deputy.appoint", at=at)
    return deputy


@transaction.atomic
def deputy_end(*, deputy_id: int, by: Actor, at: datetime) -> LeaveDeputy:
    """The absent person is back early. deputy_id: the LeaveDeputy's. Raises Violation or Denied."""
    deputy = LeaveDeputy.objects.select_for_update().get(pk=deputy_id)
    _may_name(deputy.absent_id, by)
    if deputy.ended_at is not None:
        raise Violation(_("This has ended already."))
    deputy.ended_at = at
    deputy.save(update_fields=["ended_at"])
    _log(deputy, by=by, action="deputy.end", at=at)
    return deputy


def principals(user_id: int, *, on: date) -> QuerySet[LeaveDeputy]:
    """For whom this person stands in on a day."""
    return LeaveDeputy.objects.filter(
        deputy_id=user_id, ended_at=None, from_date__lte=on, to_date__gte=on
    ).order_by("id")


def stand_in(*, by: Actor, absent_id: int, on: date) -> Actor:
    """The deputy as the absent person: their posts, every act signed 'deputy (for absent)'.

    Raises Denied unless a deputyship is in force that day.
    """
    if by.user_id is None or not principals(by.user_id, on=on).filter(absent_id=absent_id):
        raise Denied(
            _("You do not stand in for %(name)s today.") % {"name": directory().name_of(absent_id)}
        )
    return by.in_place_of(directory().actor_of(absent_id))


def _may_name(absent_id: int, by: Actor) -> None:
    """A deputy acting for the absent person cannot name further deputies."""
    own = by.user_id == absent_id and by.acting_for is None
    if not (own or by.is_system or any(map(by.holds, PROCESS_ADMINS))):
        raise Denied(
            _("The person on leave or the administrator names the deputy."), needs=PROCESS_ADMINS
        )


def _log(deputy: LeaveDeputy, *, by: Actor, action: str, at: datetime) -> None:
    names = directory().name_of
    audit.record(
        deputy,
        by=by,
        action=action,
        changes={
            "absent": names(deputy.absent_id),
            "deputy": names(deputy.deputy_id),
            "from_date": deputy.from_date,
            "to_date": deputy.to_date,
        },
        at=at,
    )
