"""Scheduled work of enquiries."""

from celery import shared_task
from django.utils import timezone
from django.utils.translation import gettext as _

from core.actor import Actor
from operations.enquiries.services import enquiries_forget


@shared_task(name="enquiries.daily")
def daily() -> int:
    """Forget whose term is over (R155); how many."""
    now = timezone.now()
    return enquiries_forget(on=timezone.localdate(now), by=Actor.system(_("System")), at=now)
