"""Scheduled work of counting: one service call."""

from datetime import timedelta

from celery import shared_task
from django.utils import timezone
from django.utils.translation import gettext as _

from core import figures
from core.actor import Actor
from operations.counting import services


@shared_task(name="counting.daily")
def daily() -> str:
    """Begin the count of the month unless it has begun (R92, R94). Its number; '' for none."""
    now = timezone.now()
    today = timezone.localdate(now)
    count = services.count_open_month(month=today, by=Actor.system(_("System")), at=now)
    # What is not closed by the end of its window counts as late from the next day on.
    for day in (today - timedelta(days=1), today):
        figures.changed(("K02", "CT-LATE"), on=day)
    return count.number if count else ""
