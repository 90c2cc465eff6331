"""What every move of a station has in common: lock, move, span, inbox, audit, figures."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.posts import Post
from core import audit, figures, inbox
from core.actor import Actor, Scope
from core.clauses import R
from core.errors import Violation
from core.lifecycle_words import changed_meanwhile
from core.workcalendar import WorkCalendar
from operations.stations import rules
from operations.stations.lifecycle import APPROVERS, CLERKS, STATION, States
from operations.stations.models import StateSpan, Station
from operations.stations.settings import setting

# fmt: off
# What waits for whom in each state; states that wait for nobody are not here.
NEXT: dict[str, tuple[tuple[Post, ...], str]] = {
    States.VILLAGE:    (APPROVERS[States.VILLAGE],  "opinion"),
    States.TOWNSHIP:   (APPROVERS[States.TOWNSHIP], "review"),
    States.CENTRE:     ((Post.LEADER,),             "review"),
    States.COMMERCE:   (APPROVERS[States.COMMERCE], "approval"),
    States.FITOUT:     ((Post.AREA_CLERK,),         "fitout"),
    States.ACCEPTANCE: ((Post.AREA_CLERK,),         "acceptance"),
    States.RECTIFYING: ((Post.OPS,),                "rectification"),
    States.CLOSED:     ((CLERKS[0],),               "plaque"),
}
# fmt: on


def locked(station_id: int) -> Station:
    """The station, locked until the transaction ends. Raises Station.DoesNotExist."""
    return (
        Station.objects.select_for_update(of=("self",))
        .select_related("township", "village", "manager_user")
        .get(pk=station_id)
    )


def same_version(station: Station, expected: int | None) -> None:
    """For verbs that are no moves: what the person saw is what there is. Raises Violation."""
    if expected is not None and expected != station.version:
        raise Violation(changed_meanwhile(station))


def move(
    station: Station,
    action: str,
    *,
    by: Actor,
    at: datetime,
    reason: str = "",
    to: str = "",
    expected_version: int | None = None,
    fields: tuple[str, ...] = (),
    opinion: str = "",
    changes: dict[str, Any] | None = None,
) -> Station:
    """Make a move and everything that follows from it, in the caller's transaction.

    The station is locked by the caller. Raises Violation or Denied, before anything is written.
    """
    STATION.apply(
        station, action, by=by, reason=reason, to=to, at=at, expected_version=expected_version
    )
    station.save(
        update_fields=["status", "status_since", "version", "returned_from", "updated_at", *fields]
    )
    span(station, at=at)
    inbox.close(
        station,
        by=by,
        outcome=action,
        opinion=opinion or reason,
        at=at,
        returning=action in ("return", "withdraw", "reject"),
    )
    announce(station, by=by, at=at)
    audit.record(
        station,
        by=by,
        action=f"station.{action}",
        note=reason or opinion,
        changes=changes or {},
        at=at,
    )
    figures.changed(_figures(), on=timezone.localdate(at))
    return station


def span(station: Station, *, at: datetime) -> None:
    """Close the running span and open one of the new state; a state left the same day is gone."""
    today = timezone.localdate(at)
    # Every station has one: site selection and the import open it with the record.
    running = StateSpan.objects.get(station=station, to_date__isnull=True)
    rules.moves_follow_in_time(last=running.from_date, today=today)
    if running.from_date == today:
        running.delete()
    else:
        running.to_date = today
        running.save(update_fields=["to_date"])
    StateSpan.objects.create(station=station, state=station.status, from_date=today)


def announce(station: Station, *, by: Actor, at: datetime) -> None:
    """Put the next step before those whose turn it is, with its deadline."""
    if station.status not in NEXT:
        return
    posts, step = NEXT[station.status]
    today = timezone.localdate(at)
    days = setting("approval_days", on=today)
    due = WorkCalendar.load().deadline(today, days, because=_("working days per step"))
    inbox.assign(
        station,
        step=step,
        title=_("%(station)s: %(state)s")
        % {"station": station.name, "state": States(station.status).label},
        by=by,
        post=posts[0],
        scope=_scope(station, posts[0]),
        due_at=end_of(due.date),
        clause=R(141),
        at=at,
    )


def _scope(station: Station, post: Post) -> Scope:
    local = post in (Post.VILLAGE, Post.TOWNSHIP)
    return station.process_scope() if local else Scope.CENTRE


def end_of(day: Any) -> datetime:
    """The last moment of a day, where the centre is."""
    return timezone.make_aware(datetime.combine(day, time(23, 59, 59)))


def _figures() -> tuple[str, ...]:
    from operations.stations.figures import CODES

    return CODES
