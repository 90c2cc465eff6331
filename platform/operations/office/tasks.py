"""Scheduled work of the office: load, one service call."""

from celery import shared_task
from django.utils import timezone
from django.utils.translation import gettext as _

from core import figures
from core.actor import Actor
from operations.office import services


@shared_task(name="office.daily")
def daily() -> int:
    """Open the plan that is due (R38); remind of items, tell those above (R47). How many told."""
    now, system = timezone.now(), Actor.system(_("System"))
    services.plan_open_due(by=system, at=now)
    # What is not checked by tonight counts as missed, whether anything else happens or not.
    figures.changed(("O-UNCHECKED",), on=timezone.localdate(now))
    return services.supervision_warn_all(by=system, at=now)
