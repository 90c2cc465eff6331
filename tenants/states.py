"""A county's state: preparing, active, read-only, suspended, archived. Decided by the province."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from celery import current_app
from django.db import transaction
from django.utils.translation import gettext as _
from kombu.exceptions import OperationalError

from core import audit
from core.actor import Actor
from core.errors import Violation
from tenants import hosts
from tenants.models import County
from tenants.tasks import HEADER

State = County.State
# fmt: off
MOVES: dict[str, tuple[State, ...]] = {
    State.ACTIVE:    (State.PREPARING, State.READ_ONLY, State.SUSPENDED, State.ARCHIVED),
    State.READ_ONLY: (State.ACTIVE, State.SUSPENDED),
    State.SUSPENDED: (State.ACTIVE, State.READ_ONLY),
    State.ARCHIVED:  (State.SUSPENDED, State.READ_ONLY),
}
# fmt: on


@transaction.atomic
def county_state_set(
    *, code: str, state: str, reason: str, by: Actor, at: datetime, contact: str = ""
) -> County:
    """Change a county's state, with the reason. Every process knows within a second.

    An archived county goes through suspension first, so that nobody loses it by one click.
    contact: shown on the plain page of a suspended county. Raises Violation.
    """
    county = County.objects.select_for_update().filter(code=code).first()
    if county is None:
        raise Violation(
            _("There is no county with the code %(code)s.") % {"code": code}, field="code"
        )
    if county.state == state:
        raise Violation(_("%(county)s is in this state already.") % {"county": county.name})
    if county.state not in MOVES[state]:
        raise Violation(
            _("%(county)s is “%(state)s”; this step does not follow from there.")
            % {"county": county.name, "state": county.get_state_display()}
        )
    if not reason.strip():
        raise Violation(_("Please give the reason."), field="reason")
    before = county.state
    county.state = state
    county.state_reason = reason.strip()
    county.state_since = at
    if contact:
        county.contact = contact.strip()
    county.save(update_fields=["state", "state_reason", "state_since", "contact"])
    audit.record(
        None,
        by=by,
        action="county.state",
        note=f"{code} {reason.strip()}",
        changes={"state": {"old": str(before), "new": str(state)}},
    )
    transaction.on_commit(hosts.changed)
    if state == State.ACTIVE:
        transaction.on_commit(partial(_catch_up, code))
    return county


def _catch_up(code: str) -> None:
    """What was published while the county was away; without a broker, the nightly job does it."""
    try:
        current_app.tasks["tenants.calendar_catch_up"].apply_async(headers={HEADER: code})
    except OperationalError:
        return
