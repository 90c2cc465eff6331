"""Leave deputies: somebody acts for an absent person between two days, every act marked (代)."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from core import audit
from core.actor import Actor, directory
from core.errors import Denied, Violation
from core.inbox.addressing import PROCESS_ADMINS
from core.models.inbox import LeaveDeputy

# Who names a deputy for somebody who fell ill and cannot do it.
NAMERS = (*PROCESS_ADMINS, "office")


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

    By the absent person; for somebody who fell ill, by the administrator or the office. Raises
    Violation (dates, people, a second deputy for the same days) or Denied.
    """
    may_name(absent_id, by)
    _days_fit(from_date, to_date, today=timezone.localdate(at))
    _may_stand_in(deputy_id, absent_id=absent_id, by=by)
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
    may_name(deputy.absent_id, by)
    if deputy.ended_at is not None:
        raise Violation(_("This has ended already."))
    deputy.ended_at = at
    deputy.save(update_fields=["ended_at"])
    _log(deputy, by=by, action="deputy.end", at=at)
    return deputy


def of_person(user_id: int) -> QuerySet[LeaveDeputy]:
    """Where a person is absent or stands in, the latest days first."""
    return _newest().filter(Q(absent_id=user_id) | Q(deputy_id=user_id))


def visible(actor: Actor) -> QuerySet[LeaveDeputy]:
    """Everybody's for those who may name deputies for others, one's own otherwise."""
    if may_name_for_others(actor):
        return _newest()
    return of_person((actor.acting_for or actor).user_id or 0)


def may_name_for_others(actor: Actor) -> bool:
    """The administrator and the office; not through a deputy."""
    return actor.acting_for is None and any(map(actor.holds, NAMERS))


def may_name(absent_id: int, by: Actor) -> None:
    """Raise Denied unless this person names and ends deputies of the absent one.

    A deputy acting for the absent person does not; nor does the office decide who acts with the
    administrator's powers.
    """
    own = by.user_id == absent_id and by.acting_for is None
    if own or by.is_system or any(map(by.holds, PROCESS_ADMINS)):
        return
    if not may_name_for_others(by):
        raise Denied(_("The person on leave or the administrator names the deputy."), needs=NAMERS)
    if directory().actor_of(absent_id).posts & set(PROCESS_ADMINS):
        raise Denied(
            _("The administrator names their own deputy, or another administrator does."),
            needs=PROCESS_ADMINS,
        )


def may_end(deputy: LeaveDeputy, actor: Actor) -> bool:
    """May this person end a deputyship?"""
    try:
        may_name(deputy.absent_id, actor)
    except Denied:
        return False
    return True


def standing_in(absent_id: int, *, on: date) -> LeaveDeputy | None:
    """Who stands in for this person on a day."""
    return _newest().filter(_running(on), absent_id=absent_id).first()


def principals(user_id: int, *, on: date) -> QuerySet[LeaveDeputy]:
    """For whom this person stands in on a day."""
    return LeaveDeputy.objects.filter(_running(on), deputy_id=user_id).order_by("id")


def stand_in(*, by: Actor, absent_id: int, on: date) -> Actor:
    """The deputy as the absent person: their posts, every act signed 'deputy (for absent)'.

    Raises Denied unless a deputyship is in force that day.
    """
    if by.user_id is None or not principals(by.user_id, on=on).filter(absent_id=absent_id):
        raise Denied(
            _("You do not stand in for %(name)s today.") % {"name": directory().name_of(absent_id)}
        )
    return by.in_place_of(directory().actor_of(absent_id))


def _newest() -> QuerySet[LeaveDeputy]:
    return LeaveDeputy.objects.order_by("-from_date", "-id")


def _running(on: date) -> Q:
    return Q(ended_at=None, from_date__lte=on, to_date__gte=on)


def _days_fit(from_date: date, to_date: date, *, today: date) -> None:
    if to_date < from_date:
        raise Violation(_("The last day cannot lie before the first."), field="to_date")
    if to_date < today:
        raise Violation(_("These days are over already."), field="to_date")


def _may_stand_in(deputy_id: int, *, absent_id: int, by: Actor) -> None:
    if deputy_id == absent_id:
        raise Violation(_("Somebody else must stand in."), field="deputy")
    if deputy_id == by.user_id:
        raise Violation(
            _("Nobody makes themselves a deputy. Let a colleague name you."), field="deputy"
        )
    if not directory().is_active(deputy_id):
        raise Violation(_("This person cannot sign in. Choose somebody else."), field="deputy")
    if not directory().actor_of(deputy_id).posts:
        raise Violation(
            _("This person holds no post and could not act. Choose somebody else."), field="deputy"
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
