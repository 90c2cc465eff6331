"""Scheduled work of a county's petitions."""

from celery import shared_task
from django.utils import timezone
from django.utils.translation import gettext as _

from core.actor import Actor
from operations.petitions.services import petitions_warn


@shared_task(name="petitions.daily")
def daily() -> int:
    """Remind of terms that are nearly over or over; of how many."""
    return petitions_warn(by=Actor.system(_("System")), at=timezone.now())
