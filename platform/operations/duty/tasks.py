"""Scheduled work of duty: load, one service call."""

from datetime import timedelta

from celery import shared_task
from django.utils import timezone
from django.utils.translation import gettext as _

from core import figures
from core.actor import Actor
from operations.duty import services


@shared_task(name="duty.daily")
def daily() -> int:
    """Draw up the schedules that come near (R39); remind of answers that are overdue (R53)."""
    now, system = timezone.now(), Actor.system(_("System"))
    services.schedule_open_due(by=system, at=now)
    # What is not signed, or not published, by tonight counts as missing.
    today = timezone.localdate(now)
    for day in (today - timedelta(days=1), today):
        figures.changed(("O-HANDOVER", "O-NOROSTER"), on=day)
    return services.records_remind(by=system, at=now)


@shared_task(name="duty.watch")
def watch() -> int:
    """Shifts that nobody has signed in for (R50), swaps that lapse (R57). How many were told of."""
    now, system = timezone.now(), Actor.system(_("System"))
    return services.swaps_lapse(by=system, at=now) + services.shifts_watch(by=system, at=now)
