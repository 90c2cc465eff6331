"""Site selection and application (form A)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _

from core import audit, figures, numbering
from core.actor import Actor
from core.clauses import R
from core.codes import check_mobile, check_phone, check_resident_id, check_uscc
from core.errors import Denied, Violation
from operations.stations import rules, settings
from operations.stations.lifecycle import APPLICANTS, ENDED
from operations.stations.models import StateSpan, Station, Village
from operations.stations.numbers import STATION_SERIES
from operations.stations.services.moving import locked, move, same_version

SLUG_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
# What may be changed at any time by those who keep the record; the rest needs its own verb.
EDITABLE = (
    "name",
    "level",
    "kind",
    "tier",
    "subsidised",
    "township",
    "village",
    "address",
    "area_m2",
    "latitude",
    "longitude",
    "operator_name",
    "credit_code",
    "training_certificate",
    "bank_name",
    "bank_account",
    "public_phone",
    "opening_hours",
    "abilities",
    "agreement_from_date",
    "agreement_to_date",
    "note",
)
MANAGER = ("manager_name", "manager_phone", "manager_id_number")
# Encrypted fields: the trail says that they changed, never what they were.
SECRET = ("bank_account", "manager_phone", "manager_id_number")


@transaction.atomic
def station_select(*, by: Actor, at: datetime, **values: Any) -> Station:
    """Note a site: the beginning of a station's record (R141).

    values: any of EDITABLE and MANAGER. Raises Violation with the field, or Denied.
    """
    applicants_only(by)
    station = Station(created_by_id=by.user_id, slug=new_slug(), status_since=at)
    _take(station, values, at=at)
    station.save()
    StateSpan.objects.create(
        station=station, state=station.status, from_date=timezone.localdate(at)
    )
    audit.record(station, by=by, action="station.select", clauses=(R(141),), at=at)
    _figures(at)
    return station


@transaction.atomic
def station_update(
    *, station_id: int, by: Actor, at: datetime, expected_version: int | None = None, **values: Any
) -> Station:
    """Correct a station's data; the manager changes by manager_change once accepted (R146)."""
    station = locked(station_id)
    keepers_only(station, by)
    record_is_open(station)
    same_version(station, expected_version)
    if station.accepted_date and any(
        name in values and values[name] != getattr(station, name) for name in MANAGER
    ):
        raise Violation(
            _("The manager of an accepted station changes by a handover, not by correction."),
            R(146),
            field="manager_name",
        )
    # All of it, not only what was given: the township follows the village.
    before = {name: getattr(station, name) for name in (*EDITABLE, *MANAGER)}
    _take(station, values, at=at)
    station.version += 1
    station.save()
    changes = {
        name: ("***", "***") if name in SECRET else (old, getattr(station, name))
        for name, old in before.items()
        if old != getattr(station, name)
    }
    audit.record(station, by=by, action="station.update", changes=changes, clauses=(R(141),), at=at)
    _figures(at)
    return station


@transaction.atomic
def station_apply(
    *, station_id: int, by: Actor, at: datetime, expected_version: int | None = None
) -> Station:
    """Hand form A in: the number is given now, and the village has its turn (R141)."""
    station = locked(station_id)
    missing = [
        str(getattr(Station._meta.get_field(name), "verbose_name", name))
        for name in ("address", "manager_name", "manager_phone", "operator_name")
        if not getattr(station, name)
    ]
    if missing:
        raise Violation(
            _("Form A is not complete. Still missing: %(missing)s.")
            % {"missing": "、".join(missing)},
            R(141),
        )
    if not station.number:
        on = timezone.localdate(at)
        station.number = numbering.draw(STATION_SERIES.code, on=on, record=station).text
        station.applied_date = on
    return move(
        station,
        "apply",
        by=by,
        at=at,
        expected_version=expected_version,
        fields=("number", "applied_date"),
    )


@transaction.atomic
def station_resubmit(
    *, station_id: int, by: Actor, at: datetime, expected_version: int | None = None
) -> Station:
    """Send a returned application straight back to who returned it."""
    return move(locked(station_id), "resubmit", by=by, at=at, expected_version=expected_version)


@transaction.atomic
def station_withdraw(
    *, station_id: int, by: Actor, at: datetime, reason: str, expected_version: int | None = None
) -> Station:
    """Take an application back while it is with the village."""
    return move(
        locked(station_id),
        "withdraw",
        by=by,
        at=at,
        reason=reason,
        expected_version=expected_version,
    )


def applicants_only(by: Actor) -> None:
    """Sites are noted by the office, the office area, or the applicant of a station."""
    if not by.is_system and not any(by.holds(post) for post in APPLICANTS):
        raise Denied(_("Stations are set up by the office or the office area."), needs=APPLICANTS)


def keepers_only(station: Station, by: Actor) -> None:
    """A station's data are kept by the office, the office area and its own manager (R148)."""
    if by.is_system:
        return
    if not any(by.holds_at(post, station.process_scopes()) for post in APPLICANTS):
        raise Denied(
            _("Stations are kept by the office, the office area and their manager."),
            needs=APPLICANTS,
        )


def record_is_open(station: Station) -> None:
    """What has ended is not changed any more (R141)."""
    if station.status in ENDED:
        raise Violation(_("This station has ended; its record stays as it is."), R(141))


def new_slug() -> str:
    """A short address nobody can guess from a neighbour's."""
    return get_random_string(8, SLUG_LETTERS)


def _take(station: Station, values: dict[str, Any], *, at: datetime) -> None:
    unknown = set(values) - set(EDITABLE) - set(MANAGER)
    if unknown:
        raise TypeError(", ".join(sorted(unknown)))
    for name, value in values.items():
        setattr(station, name, value)
    _check(station, on_date=timezone.localdate(at))
    try:
        station.full_clean(exclude=["slug", "manager_user"])
    except ValidationError as error:
        field, messages = next(iter(error.message_dict.items()))
        raise Violation(
            "；".join(messages), R(141), field="" if field == "__all__" else field
        ) from error


def _check(station: Station, *, on_date: Any) -> None:
    rules.village_is_given(level=station.level, village=station.village)
    if station.village is not None and station.village.township_id != station.township_id:
        station.township = station.village.township
    rules.tier_is_known(tier=station.tier, tiers=settings.tiers(on=on_date))
    rules.subsidy_is_free(subsidised=station.subsidised, taken_by=_subsidised_here(station))
    rules.agreement_dates_are_in_order(
        first=station.agreement_from_date, last=station.agreement_to_date
    )
    rules.area_is_measured(area=station.area_m2)
    rules.position_is_in_china(latitude=station.latitude, longitude=station.longitude)
    if station.opening_hours:
        station.opening_hours = rules.hours_are_in_order(hours=station.opening_hours)
    if station.manager_phone:
        station.manager_phone = check_mobile(station.manager_phone, field="manager_phone")
    if station.public_phone:
        station.public_phone = check_phone(station.public_phone, field="public_phone")
    if station.manager_id_number:
        station.manager_id_number = check_resident_id(
            station.manager_id_number, on=on_date, field="manager_id_number"
        )
    if station.credit_code:
        station.credit_code = check_uscc(station.credit_code, field="credit_code")


def _subsidised_here(station: Station) -> str:
    if station.village is None:
        return ""
    # Two clerks at once: the second waits here, then sees the first one's station.
    Village.objects.select_for_update().get(pk=station.village.pk)
    others = (
        Station.objects.filter(village=station.village, subsidised=True)
        .exclude(pk=station.pk)
        .exclude(status__in=ENDED)
    )
    return str(others.values_list("name", flat=True).first() or "")


def _figures(at: datetime) -> None:
    from operations.stations.figures import CODES

    figures.changed(CODES, on=timezone.localdate(at))
