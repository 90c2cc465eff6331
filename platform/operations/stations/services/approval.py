"""Form B: village, township, centre, county commerce office; then the public notice (R141)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.posts import Post
from core import audit, inbox
from core.actor import Actor
from core.clauses import R
from core.errors import Denied, Violation
from core.workcalendar import WorkCalendar
from operations.stations import rules
from operations.stations.lifecycle import CLERKS, States
from operations.stations.models import Objection, Station
from operations.stations.services.moving import locked, move
from operations.stations.settings import setting

DECIDERS = (*CLERKS, Post.COMMERCE)


@transaction.atomic
def station_agree(
    *,
    station_id: int,
    by: Actor,
    at: datetime,
    opinion: str = "",
    expected_version: int | None = None,
) -> Station:
    """The one whose turn it is agrees; after the commerce office the public notice begins."""
    station = locked(station_id)
    fields: tuple[str, ...] = ()
    if station.status == States.COMMERCE:
        today = timezone.localdate(at)
        station.notice_from_date = today
        station.notice_to_date = WorkCalendar.load().add(today, setting("notice_days", on=today))
        fields = ("notice_from_date", "notice_to_date")
    return move(
        station,
        "agree",
        by=by,
        at=at,
        opinion=opinion,
        expected_version=expected_version,
        fields=fields,
    )


@transaction.atomic
def station_return(
    *,
    station_id: int,
    by: Actor,
    at: datetime,
    reason: str,
    to: str,
    expected_version: int | None = None,
) -> Station:
    """Return to any earlier step, with the reason; the applicant may go straight back."""
    station = move(
        locked(station_id),
        "return",
        by=by,
        at=at,
        reason=reason,
        to=to,
        expected_version=expected_version,
    )
    if station.status == States.SELECTED and station.created_by_id:
        inbox.assign(
            station,
            step="correct",
            by=by,
            at=at,
            user_id=station.created_by_id,
            title=_("%(station)s was returned: please correct") % {"station": station},
            message=reason,
            clause=R(141),
        )
    return station


@transaction.atomic
def station_reject(
    *, station_id: int, by: Actor, at: datetime, reason: str, expected_version: int | None = None
) -> Station:
    """Turn the application down for good, with the reason."""
    return move(
        locked(station_id), "reject", by=by, at=at, reason=reason, expected_version=expected_version
    )


@transaction.atomic
def objection_raise(*, station_id: int, text: str, by: Actor, at: datetime) -> Objection:
    """Note an objection that came in during the public notice."""
    station = locked(station_id)
    if station.status != States.NOTICE:
        raise Violation(_("Objections are taken while the station is on public notice."), R(141))
    if not any(by.holds(post) for post in (*DECIDERS, Post.FRONTDESK)):
        raise Denied(_("Objections are noted at the window or by the office."), needs=DECIDERS)
    if not text.strip():
        raise Violation(_("Write down what the objection says."), R(141), field="text")
    objection = Objection.objects.create(station=station, text=text.strip(), raised_at=at)
    audit.record(
        station,
        by=by,
        action="station.objection",
        note=text.strip()[:200],
        clauses=(R(141),),
        at=at,
    )
    inbox.assign(
        station,
        step="objection",
        by=by,
        at=at,
        post=Post.COMMERCE,
        clause=R(141),
        title=_("Objection to %(station)s") % {"station": station.name},
    )
    return objection


@transaction.atomic
def objection_decide(*, objection_id: int, decision: str, by: Actor, at: datetime) -> Objection:
    """Dismiss an objection with the reason; upholding it is station_uphold."""
    objection = Objection.objects.select_for_update().get(pk=objection_id)
    if not by.holds(Post.COMMERCE):
        raise Denied(
            _("Objections are decided by the county commerce office."), needs=(Post.COMMERCE,)
        )
    if objection.decided_at is not None:
        raise Violation(_("This objection has been decided already."), R(141))
    if not decision.strip():
        raise Violation(_("Write down the decision and its reason."), R(141), field="decision")
    objection.decision = decision.strip()
    objection.decided_at = at
    objection.save(update_fields=["decision", "decided_at"])
    station = objection.station
    # One item stands for all of a station's objections; it is done with the last of them.
    if not station.objections.filter(decided_at__isnull=True).exists():
        inbox.close(station, by=by, step="objection", outcome="dismissed", at=at, opinion=decision)
    audit.record(
        station,
        by=by,
        action="station.objection_decided",
        note=decision.strip()[:200],
        clauses=(R(141),),
        at=at,
    )
    return objection


@transaction.atomic
def station_uphold(
    *, station_id: int, by: Actor, at: datetime, reason: str, expected_version: int | None = None
) -> Station:
    """An objection is right: the station goes back to the centre's review."""
    station = locked(station_id)
    waiting = station.objections.filter(decided_at__isnull=True)
    if station.status == States.NOTICE:
        rules.objections_are_open(count=waiting.count())
    waiting.update(decision=reason, decided_at=at)
    return move(station, "uphold", by=by, at=at, reason=reason, expected_version=expected_version)


@transaction.atomic
def notice_end(
    *, station_id: int, by: Actor, at: datetime, expected_version: int | None = None
) -> Station:
    """End the public notice once its days are over and no objection is open."""
    station = locked(station_id)
    if station.status == States.NOTICE and station.notice_to_date:
        rules.notice_is_over(
            ends=station.notice_to_date,
            today=timezone.localdate(at),
            open_objections=station.objections.filter(decided_at__isnull=True).count(),
        )
    return move(station, "end_notice", by=by, at=at, expected_version=expected_version)
