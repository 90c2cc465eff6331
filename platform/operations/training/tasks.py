"""Scheduled work of training."""

from celery import shared_task
from django.utils import timezone

from core import figures
from operations.training import retention


@shared_task(name="training.daily")
def daily() -> int:
    """Keep people's data no longer than allowed (R155); each month more of the target is due."""
    now = timezone.now()
    today = timezone.localdate(now)
    if today.day == 1:
        figures.changed(("K07", "K29"), on=today)
    return retention.apply(on=today, at=now)
