"""Reading entries."""

from django.db import models
from django.db.models import QuerySet

from core.models.audit import AuditEntry


def timeline(record: models.Model) -> QuerySet[AuditEntry]:
    """What happened to a record, oldest first. Whether one may see the record was asked before."""
    return AuditEntry.objects.filter(
        record_type=record._meta.label_lower, record_id=str(record.pk)
    ).order_by("id")


def last(record: models.Model) -> AuditEntry | None:
    """The latest entry of a record."""
    return timeline(record).last()


def of_actor(user_id: int) -> QuerySet[AuditEntry]:
    """What somebody did, also through a deputy; newest first."""
    return AuditEntry.objects.filter(
        models.Q(actor_id=user_id) | models.Q(acting_for_id=user_id)
    ).order_by("-id")
