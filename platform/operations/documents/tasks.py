"""Scheduled work of a county's documents."""

from celery import shared_task
from django.utils import timezone
from django.utils.translation import gettext as _

from core.actor import Actor
from operations.documents.incoming.services import parts_urge
from operations.documents.services import receipts_urge


@shared_task(name="documents.urge")
def urge() -> int:
    """Remind of incoming documents that are due or overdue, and of receipts; how many were."""
    by, at = Actor.system(_("System")), timezone.now()
    return parts_urge(by=by, at=at) + receipts_urge(by=by, at=at)
