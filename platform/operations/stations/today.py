"""What stations put on the workbench of a day."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from console.home import registry
from core.actor import Actor
from operations.stations import selectors
from operations.stations.lifecycle import BEFORE_OPERATING, States
from operations.stations.models import Station

SHOWN = 5


def lines(actor: Actor, day: date) -> list[registry.Line]:
    """Notices and rectifications whose day has come, agreements near their end, the pipeline."""
    return [
        *_each(selectors.notices_over(actor, on=day), lambda one: _notice(one, day)),
        *_each(selectors.rectifications_due(actor, on=day), lambda one: _rectification(one, day)),
        *_each(selectors.agreements_ending(actor, on=day), _agreement),
        *_on_the_way(actor),
    ]


def _each(found: QuerySet[Station], line: Callable[[Station], Any]) -> list[registry.Line]:
    return [line(one) for one in found[:SHOWN]]


def _at(station: Station) -> str:
    return reverse("stations:record", args=[station.pk])


def _notice(one: Station, day: date) -> registry.Line:
    if one.notice_to_date == day:
        return registry.Line(_("Public notice ends: %(name)s") % {"name": one.name}, _at(one))
    said = _("Public notice is over, end it: %(name)s") % {"name": one.name}
    return registry.Line(said, _at(one), tone=registry.WARN)


def _rectification(one: Station, day: date) -> registry.Line:
    if one.rectify_by_date == day:
        said = _("Rectification due: %(name)s") % {"name": one.name}
        return registry.Line(said, _at(one), tone=registry.WARN)
    said = _("Rectification late, judge it: %(name)s") % {"name": one.name}
    return registry.Line(said, _at(one), tone=registry.BAD)


def _agreement(one: Station) -> registry.Line:
    last = one.agreement_to_date
    said = _("Agreement ends on %(day)s: %(name)s") % {"day": last, "name": one.name}
    return registry.Line(said, _at(one))


def _on_the_way(actor: Actor) -> list[registry.Line]:
    counts = selectors.state_counts(actor)
    found = [(str(States(state).label), counts.get(state, 0)) for state in BEFORE_OPERATING]
    total = sum(n for _label, n in found)
    if not total:
        return []
    parts = "、".join(f"{label} {n}" for label, n in found if n)
    said = _("Stations in preparation: %(n)s (%(parts)s)") % {"n": total, "parts": parts}
    return [registry.Line(said, reverse("stations:board"))]
