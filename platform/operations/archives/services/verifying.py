"""Comparing what is kept with its hashes: one file on demand, the oldest every night."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from core import audit
from core.actor import Actor
from core.clauses import R
from core.lifecycle_words import denied
from operations.archives import packages, selectors
from operations.archives.kinds import Fault
from operations.archives.models import ArchivedFile, ArchivedPart

# So many files a night; at this pace ten thousand are compared within two months.
A_NIGHT = 200
# What was compared within these days is left for another night.
FRESH = timedelta(days=30)


@transaction.atomic
def file_verify(*, file_id: int, by: Actor, at: datetime) -> list[ArchivedPart]:
    """Compare every part with its hash; returns the parts at fault.

    A fault is named in the log when it is found, and when it is gone. Raises Denied.
    """
    if not by.is_system and not selectors.oversees(by):
        raise denied(selectors.OVERSEERS)
    file = ArchivedFile.objects.select_for_update().get(pk=file_id)
    faulty: list[ArchivedPart] = []
    if file.destroyed_at is not None:
        return faulty
    for part in file.parts.select_related("paper", "attachment").order_by("order"):
        was, part.fault = part.fault, packages.fault_of(part)
        if part.fault != was:
            part.save(update_fields=["fault"])
            _tell(file, part, by=by, at=at)
        if part.fault:
            faulty.append(part)
    file.verified_at = at
    file.save(update_fields=["verified_at"])
    if not by.is_system:
        audit.record(file, by=by, action="archive.verify", clauses=(R(20),), at=at)
    return faulty


def _tell(file: ArchivedFile, part: ArchivedPart, *, by: Actor, at: datetime) -> None:
    said = str(Fault(part.fault).label)
    audit.record(
        file, by=by, action="archive.fault", note=f"{part.name}：{said}", clauses=(R(20),), at=at
    )


def verify_oldest(*, by: Actor, at: datetime, most: int = A_NIGHT) -> int:
    """Compare the files that were compared longest ago; how many parts are at fault."""
    due = ArchivedFile.objects.filter(destroyed_at=None, verified_at__lt=at - FRESH)
    oldest = due.order_by("verified_at").values_list("pk", flat=True)[:most]
    return sum(len(file_verify(file_id=pk, by=by, at=at)) for pk in list(oldest))
