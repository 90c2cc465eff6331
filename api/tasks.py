"""Nightly work of the API."""

from celery import shared_task
from django.utils import timezone

from api import services


@shared_task(name="api.forget")
def forget() -> int:
    """Delete kept answers and dead tokens; nightly, per county and in the province."""
    return services.forget(at=timezone.now())
