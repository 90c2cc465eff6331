"""The rules of visitors and their reception, on values only; R(26) as in `meetings`."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from core.clauses import R
from core.errors import Violation
from operations.meetings.kinds import VisitKind

MOST_VISITORS = 500


def visitors_are_said(*, unit: str, matter: str, kind: str, headcount: int) -> None:
    """Who comes from where, how many, and for what (R26)."""
    if not unit.strip():
        raise Violation(_("Say where the visitors are from."), R(26), field="unit")
    if kind not in VisitKind.values:
        raise Violation(_("Choose the kind of visit."), R(26), field="kind")
    if not matter.strip():
        raise Violation(_("Say what the visit is for."), R(26), field="matter")
    if not 1 <= headcount <= MOST_VISITORS:
        raise Violation(
            _("Between 1 and %(n)s visitors can be entered.") % {"n": MOST_VISITORS},
            R(26),
            field="headcount",
        )


def stay_in_order(*, arrives: datetime, leaves: datetime) -> None:
    """They leave after they arrive (R26)."""
    if leaves <= arrives:
        raise Violation(_("Visitors leave after they arrive."), R(26), field="leaves_at")


def host_can_receive(*, active: bool, held: Collection[str], posts: Collection[str]) -> None:
    """The host works at the centre and can sign in (R26)."""
    if not active or not set(held) & set(posts):
        raise Violation(
            _("The host must work at the centre and be able to sign in."),
            R(26),
            field="host_id",
        )


def host_or_office_acts(*, mine: bool, host: str) -> None:
    """The host, whoever entered it, or the office goes on with a visit (R26)."""
    if not mine:
        raise Violation(_("%(name)s receives these visitors.") % {"name": host}, R(26))


def still_announced(*, planned: bool) -> None:
    """What is announced can be changed; what has happened cannot (R26)."""
    if not planned:
        raise Violation(_("The visitors have come, or the visit is called off."), R(26))


def received_on_its_day(*, arrives: datetime, now: datetime) -> None:
    """Visitors are not received before the day on which they come (R26)."""
    if timezone.localdate(now) < timezone.localdate(arrives):
        raise Violation(_("The visitors have not come yet."), R(26))


def result_is_noted(*, result: str) -> None:
    """A visit that is over says what came of it (R26)."""
    if not result.strip():
        raise Violation(_("Write what came of the visit."), R(26), field="result")
