"""Pages that an editor set to come or to go at an hour."""

from celery import shared_task
from django.core.management import call_command


@shared_task(name="cms.publish_scheduled")
def publish_scheduled() -> None:
    """Publish what is due and withdraw what has expired; signals tell cache, search and portal."""
    call_command("publish_scheduled", verbosity=0)
