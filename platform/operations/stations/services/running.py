"""A station at work: inspections, rectification, suspension, closing (R145, R147)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.posts import Post
from core import audit, inbox
from core.actor import Actor
from core.clauses import R
from core.errors import Denied, Violation
from operations.stations import clearance, rules
from operations.stations.lifecycle import INSPECTORS, STATION, States
from operations.stations.models import Inspection, Rectification, Station
from operations.stations.services.managers import dismiss
from operations.stations.services.moving import end_of, locked, move, same_version

# The step of the office area that takes back what a suspended station holds.
RETURNS = "returns"
AT_WORK = (States.OPERATING, States.RECTIFYING, States.SUSPENDED)


@transaction.atomic
def inspection_record(
    *,
    station_id: int,
    scores: Mapping[str, int],
    by: Actor,
    at: datetime,
    remarks: str = "",
    found_closed: bool = False,
    uncorrected_faults: int = 0,
) -> Inspection:
    """Record a visit with its score sheet; an unannounced closure counts (R145, R147)."""
    station = locked(station_id)
    _inspectors_only(station, by)
    if station.status not in AT_WORK:
        raise Violation(_("Only stations at work are inspected."), R(145))
    points = rules.score_of(scores=scores, uncorrected_faults=uncorrected_faults)
    inspection = Inspection.objects.create(
        station=station,
        visited_date=timezone.localdate(at),
        visited_by_name=by.name,
        found_closed=found_closed,
        scores=dict(scores),
        points=points,
        remarks=remarks,
        uncorrected_faults=uncorrected_faults,
    )
    audit.record(
        station,
        by=by,
        action="station.inspect",
        note=remarks[:200],
        changes={"points": points, "found_closed": found_closed},
        clauses=(R(145), *((R(147),) if found_closed else ())),
        at=at,
    )
    return inspection


@transaction.atomic
def rectification_order(
    *,
    station_id: int,
    due_date: date,
    by: Actor,
    at: datetime,
    reason: str,
    expected_version: int | None = None,
) -> Station:
    """Order what must be mended, and by when R145."""
    station = locked(station_id)
    today = timezone.localdate(at)
    rules.deadline_is_ahead(due=due_date, today=today)
    station.rectify_by_date = due_date
    move(
        station,
        "rectify",
        by=by,
        at=at,
        reason=reason,
        expected_version=expected_version,
        fields=("rectify_by_date",),
    )
    Rectification.objects.create(
        station=station, faults=reason, due_date=due_date, ordered_date=today
    )
    if station.manager_user_id:
        inbox.assign(
            station,
            step="mend",
            by=by,
            at=at,
            user_id=station.manager_user_id,
            title=_("Rectify: %(station)s") % {"station": station.name},
            message=reason,
            due_at=end_of(due_date),
            clause=R(145),
        )
    return station


@transaction.atomic
def rectification_end(
    *,
    station_id: int,
    passed: bool,
    by: Actor,
    at: datetime,
    remarks: str = "",
    expected_version: int | None = None,
) -> Station:
    """Judge a rectification: passed, and the station goes on; failed, and it may be closed R145."""
    station = locked(station_id)
    _inspectors_only(station, by)
    same_version(station, expected_version)
    open_order = station.rectifications.filter(ended_date__isnull=True).order_by("-pk").first()
    if open_order is None:
        raise Violation(_("No rectification is open for this station."), R(145))
    open_order.ended_date = timezone.localdate(at)
    open_order.passed = passed
    open_order.save(update_fields=["ended_date", "passed"])
    if passed:
        station.rectify_by_date = None
        return move(
            station,
            "rectified",
            by=by,
            at=at,
            opinion=remarks,
            expected_version=expected_version,
            fields=("rectify_by_date",),
        )
    audit.record(
        station,
        by=by,
        action="station.rectification_failed",
        note=remarks,
        clauses=(R(145),),
        at=at,
    )
    return station


@transaction.atomic
def station_suspend(
    *, station_id: int, by: Actor, at: datetime, reason: str, expected_version: int | None = None
) -> Station:
    """Suspend, with the reason shown to those who ask; what it holds is called back (R113)."""
    station = move(
        locked(station_id),
        "suspend",
        by=by,
        at=at,
        reason=reason,
        expected_version=expected_version,
    )
    found = clearance.open_items(station)
    if found:
        inbox.assign(
            station,
            step=RETURNS,
            title=_("Take back from %(station)s: %(n)s items open")
            % {"station": station.name, "n": len(found)},
            message="".join(one.text for one in found),
            by=by,
            at=at,
            post=Post.AREA_CLERK,
            clause=R(113),
        )
    return station


@transaction.atomic
def returns_settled(*, station_id: int, by: Actor, at: datetime) -> bool:
    """Nothing is open at a suspended station: the office area need take back no more (R113)."""
    station = Station.objects.get(pk=station_id)
    settled = station.status == States.SUSPENDED and not clearance.open_items(station)
    if settled:
        inbox.close(station, by=by, outcome=RETURNS, step=RETURNS, returning=True, at=at)
    return settled


@transaction.atomic
def station_resume(
    *, station_id: int, by: Actor, at: datetime, expected_version: int | None = None
) -> Station:
    """Resume after a suspension."""
    return move(locked(station_id), "resume", by=by, at=at, expected_version=expected_version)


@transaction.atomic
def station_close(
    *,
    station_id: int,
    by: Actor,
    at: datetime,
    reason: str,
    for_assessment: bool = False,
    expected_version: int | None = None,
) -> Station:
    """Close a station; for bad assessment only after a failed rectification (R145).

    What it holds is back first (R113). The manager's account is closed the same day.
    """
    station = locked(station_id)
    STATION.check(station, "close", by=by, expected_version=expected_version)
    rules.everything_is_back(items=[one.text for one in clearance.open_items(station)])
    if for_assessment:
        rules.rectification_failed(failed=station.rectifications.filter(passed=False).count())
    station = move(station, "close", by=by, at=at, reason=reason, expected_version=expected_version)
    dismiss(station, station.manager_user, by=by, at=at, reason=_("The station was closed."))
    return station


@transaction.atomic
def station_plaque_remove(
    *, station_id: int, by: Actor, at: datetime, expected_version: int | None = None
) -> Station:
    """The plaque has been taken down; the record ends here."""
    return move(locked(station_id), "remove", by=by, at=at, expected_version=expected_version)


def _inspectors_only(station: Station, by: Actor) -> None:
    if not any(by.holds(post, station.process_scope()) for post in INSPECTORS):
        raise Denied(
            _("Stations are inspected by the operations centre, the office or the township."),
            needs=INSPECTORS,
        )
