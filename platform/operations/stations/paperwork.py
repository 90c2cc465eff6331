"""The station's papers: forms A, B and C, and the plate with its QR code."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from console.models import Centre
from core import audit, papers
from core.actor import Actor
from core.models import Paper
from core.privacy import mask_id, mask_phone
from operations.stations.abilities import ABILITIES
from operations.stations.models import Station
from operations.stations.rules import CHECKLIST

FOLDER = "operations/stations/papers"


def issue(station: Station, *, kind: str, by: Actor, site: str) -> Paper:
    """Set and store a paper; one issued for this version already is given again.

    site: the county's address, for the plate's QR code.
    """
    title = {
        "application": _("Application form of a station (A)"),
        "approval": _("Approval form of a station (B)"),
        "acceptance": _("Acceptance sheet of a station (C)"),
        "plate": _("Station plate"),
    }[kind]
    earlier = (
        papers.of(station)
        .filter(kind=f"station.{kind}", voided_at__isnull=True)
        .order_by("-issued_at")
        .first()
    )
    if earlier is not None and earlier.issued_at >= station.updated_at:
        return earlier
    return papers.issue(
        station,
        kind=f"station.{kind}",
        template=f"{FOLDER}/{kind}.typ",
        title=title,
        by=by,
        office=str(Centre.current()),
        replaces=True,
        data=data_of(station, title, site),
    )


def data_of(station: Station, title: str, site: str) -> dict[str, Any]:
    """What the templates print; personal data masked (§3.8)."""
    acceptance = station.acceptances.filter(passed=True).order_by("-pk").first()
    centre = Centre.current()
    return {
        "title": title,
        "number": station.number,
        "centre": str(centre),
        "county": centre.name,
        "name": station.name,
        "level": station.get_level_display(),
        "kind": station.get_kind_display(),
        "tier": station.tier,
        "subsidised": _("yes") if station.subsidised else _("no"),
        "township": station.township.name,
        "village": station.village.name if station.village else "",
        "address": station.address,
        "area": f"{station.area_m2} m²",
        "operator": station.operator_name,
        "credit_code": station.credit_code,
        "manager": station.manager_name,
        "phone": mask_phone(station.manager_phone),
        "id_number": mask_id(station.manager_id_number) if station.manager_id_number else "",
        "certificate": station.training_certificate,
        "abilities": "、".join(str(ABILITIES.get(code, code)) for code in station.abilities),
        "applied": _day(station.applied_date),
        "accepted": _day(station.accepted_date),
        "opinions": _opinions(station),
        "checklist": [
            [str(words), bool(acceptance and acceptance.answers.get(key))]
            for key, words in CHECKLIST.items()
        ],
        "visitor": acceptance.visited_by_name if acceptance else "",
        "remarks": acceptance.remarks if acceptance else "",
        "position": f"{station.latitude}, {station.longitude}" if station.latitude else "",
        "qr": papers.qr_svg(f"{site}/stations/{station.slug}/"),
        "phone_public": station.public_phone,
        "hours": _hours(station),
    }


def _day(day: Any) -> str:
    return f"{day.year}年{day.month}月{day.day}日" if day else ""


def _hours(station: Station) -> str:
    spans = {tuple(hours) for hours in station.opening_hours.values() if hours}
    return "、".join(f"{first}–{last}" for first, last in sorted(spans))


def _opinions(station: Station) -> dict[str, dict[str, str]]:
    """The last agreement of each body, by the state it was given in."""
    found: dict[str, dict[str, str]] = {}
    turn = iter(("village", "township", "centre", "commerce"))
    for entry in audit.timeline(station):
        if entry.action == "station.apply":
            turn = iter(("village", "township", "centre", "commerce"))
            found = {}
        elif entry.action == "station.agree":
            body = next(turn, "")
            if body:
                found[body] = {
                    "words": entry.note or "同意",
                    "name": entry.actor_name,
                    "date": _day(entry.at.date()),
                }
    return found
