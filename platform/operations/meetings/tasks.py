"""Scheduled work of meetings: load, one service call."""

from celery import shared_task
from django.utils import timezone
from django.utils.translation import gettext as _

from core.actor import Actor
from operations.meetings import services


@shared_task(name="meetings.daily")
def daily() -> int:
    """Remind of meetings that are near, and of minutes that are owed; of how many (R26)."""
    return services.meetings_remind(by=Actor.system(_("System")), at=timezone.now())
