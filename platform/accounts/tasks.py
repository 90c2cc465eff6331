"""Jobs of accounts."""

from celery import shared_task
from django.utils import timezone

from accounts import groups


@shared_task(name="accounts.follow_grants")
def follow_grants() -> None:
    """Every night: posts that begin or end with the day."""
    groups.follow_all_grants(on=timezone.localdate())
