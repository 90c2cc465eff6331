"""Scheduled work of supplies: load, one service call."""

from celery import shared_task
from django.utils import timezone
from django.utils.translation import gettext as _

from core.actor import Actor
from operations.supplies import services


@shared_task(name="supplies.daily")
def daily() -> int:
    """One digest of what is below its minimum (R111). How many supplies."""
    return services.minimum_digest(by=Actor.system(_("System")), at=timezone.now())
