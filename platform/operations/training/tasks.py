"""Scheduled work of training."""

from celery import shared_task
from django.utils import timezone

from operations.training import retention


@shared_task(name="training.daily")
def daily() -> int:
    """Keep people's data no longer than allowed (R155)."""
    now = timezone.now()
    return retention.apply(on=timezone.localdate(now), at=now)
