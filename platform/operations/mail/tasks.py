"""Scheduled work of mail: load, one service call."""

from celery import shared_task
from django.utils import timezone
from django.utils.translation import gettext as _

from core.actor import Actor
from operations.mail import services


@shared_task(name="mail.daily")
def daily() -> int:
    """Remind of what was not collected in time (R60). How many pieces."""
    return services.mail_remind_all(by=Actor.system(_("System")), at=timezone.now())
