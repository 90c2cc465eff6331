"""Scheduled work of the archive: load, service calls."""

from celery import shared_task
from django.utils import timezone
from django.utils.translation import gettext as _

from core.actor import Actor
from operations.archives import fulltext, services


@shared_task(name="archives.daily")
def daily() -> int:
    """Loans whose days are over; files compared with their hashes; words the search lacks."""
    now, system = timezone.now(), Actor.system(_("System"))
    fulltext.put_missing()
    services.verify_oldest(by=system, at=now)
    return services.loans_follow(by=system, at=now)
