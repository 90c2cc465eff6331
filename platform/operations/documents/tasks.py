"""Scheduled work of a county's documents."""

from celery import shared_task
from django.utils import timezone
from django.utils.translation import gettext as _

from core.actor import Actor
from operations.documents.incoming.services import parts_urge


@shared_task(name="documents.urge")
def urge() -> int:
    """Remind departments of incoming documents that are due or overdue; how many were."""
    return parts_urge(by=Actor.system(_("System")), at=timezone.now())
