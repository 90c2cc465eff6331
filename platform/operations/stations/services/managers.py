"""Station managers: invitation to the account, change with handover (R146)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.posts import Post
from accounts.services import invitations_end, invite, user_deactivate
from core import audit
from core.actor import Actor, Holding
from core.clauses import R
from core.codes import check_mobile, check_resident_id
from core.errors import Denied, Violation
from operations.stations import rules
from operations.stations.lifecycle import CLERKS, ENDED
from operations.stations.models import ManagerChange, Station
from operations.stations.services.moving import locked, same_version

INVITERS = (*CLERKS, Post.COUNTY_ADMIN)


@transaction.atomic
def manager_invite(*, station_id: int, by: Actor, at: datetime) -> str:
    """Invite the station's manager; returns the token of the link, valid for seven days.

    A new link replaces an open one. Raises Violation when there is an account already.
    """
    station = locked(station_id)
    _inviters_only(by)
    if station.status in ENDED:
        raise Violation(_("This station has ended; nobody is invited to it."), R(146))
    if station.manager_user_id:
        raise Violation(_("The manager has an account already."), R(146))
    if not station.manager_name or not station.manager_phone:
        raise Violation(_("Fill in the manager's name and mobile phone first."), R(146))
    _invitation, token = invite(
        name=station.manager_name,
        phone=station.manager_phone,
        grants=[Holding(Post.STATION_MGR, station.own_scope)],
        by=Actor.system(by.name),
        on=timezone.localdate(at),
    )
    audit.record(station, by=by, action="station.invite", clauses=(R(146),), at=at)
    return token


@transaction.atomic
def manager_change(
    *,
    station_id: int,
    name: str,
    phone: str,
    ledgers: bool,
    equipment: bool,
    by: Actor,
    at: datetime,
    id_number: str = "",
    training_certificate: str = "",
    remarks: str = "",
    expected_version: int | None = None,
) -> Station:
    """Change the manager; ledgers and equipment handed over, the old account closed (R146)."""
    station = locked(station_id)
    _inviters_only(by)
    same_version(station, expected_version)
    if station.status in ENDED:
        raise Violation(_("This station has ended; it gets no new manager."), R(146))
    rules.manager_is_named(name=name)
    rules.handover_is_complete(ledgers=ledgers, equipment=equipment)
    today = timezone.localdate(at)
    ManagerChange.objects.create(
        station=station,
        old_name=station.manager_name,
        new_name=name.strip(),
        handover_date=today,
        ledgers=ledgers,
        equipment=equipment,
        remarks=remarks,
    )
    old_user = station.manager_user
    station.manager_name = name.strip()
    station.manager_phone = check_mobile(phone, field="phone")
    station.manager_id_number = (
        check_resident_id(id_number, on=today, field="id_number") if id_number else ""
    )
    station.training_certificate = training_certificate.strip()
    station.manager_user = None
    station.version += 1
    station.save()
    audit.record(
        station, by=by, action="station.manager_change", note=remarks, clauses=(R(146),), at=at
    )
    dismiss(station, old_user, by=by, at=at, reason=_("The station has a new manager."))
    return station


def dismiss(station: Station, user: User | None, *, by: Actor, at: datetime, reason: str) -> None:
    """A manager's account is closed the same day, and so is an invitation not yet used (R146)."""
    system = Actor.system(by.name)
    invitations_end(holding=Holding(Post.STATION_MGR, station.own_scope), by=system)
    if user is not None and user.is_active:
        user_deactivate(user_id=user.pk, by=system, at=at, reason=reason)


def manager_arrived(*, user_id: int, station_id: int) -> None:
    """The invitation was accepted: the account belongs to the station from now on."""
    Station.objects.filter(pk=station_id, manager_user__isnull=True).update(manager_user_id=user_id)


def _inviters_only(by: Actor) -> None:
    if not by.is_system and not any(by.holds(post) for post in INVITERS):
        raise Denied(
            _("Managers are invited by the office, the office area or the administrator."),
            needs=INVITERS,
        )
