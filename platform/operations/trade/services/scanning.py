"""Counting the scans of labels: each visitor once within minutes, and nobody is remembered."""

from __future__ import annotations

import hashlib
import secrets
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from operations.trade import selectors
from operations.trade.kinds import WARNED
from operations.trade.models import Batch, LabelDoubt, Scan, ScanSalt
from operations.trade.settings import setting


@transaction.atomic
def scan_count(*, batch: Batch, serial: int, who: str, region: str, at: datetime) -> bool:
    """Count a scan of one label; False where the same visitor was counted some minutes ago.

    who: what tells visitors of one day apart, hashed with the day's salt and forgotten; region:
    a province or a city, '' where it is not known (R152). Two at once count once each.
    A label that looks like a copy by it is in doubt until somebody has looked into it (S12).
    """
    day = timezone.localdate(at)
    visitor = hashlib.sha256(f"{_salt(day)}|{who}".encode()).hexdigest()[:32]
    row, new = Scan.objects.get_or_create(
        batch=batch,
        serial=serial,
        day=day,
        visitor=visitor,
        defaults={"region": region.strip()[:40], "first_at": at, "counted_at": at},
    )
    if new:
        _doubt(batch, serial, at)
        return True
    since = at - timedelta(minutes=int(setting("scan_minutes", on=day)))
    # One statement: of two at once, the second finds what the first has written.
    again = Scan.objects.filter(pk=row.pk, counted_at__lte=since)
    counted = again.update(times=F("times") + 1, counted_at=at) == 1
    if counted:
        _doubt(batch, serial, at)
    return counted


def _doubt(batch: Batch, serial: int, at: datetime) -> None:
    """Once for each label, also where two scans bring it up at once; of what is known to be a copy
    there is no doubt."""
    found = selectors.seen(batch, serial, on=timezone.localdate(at))
    if found.copied and found.verdict not in WARNED:
        doubt = LabelDoubt(
            batch=batch,
            serial=serial,
            opened_at=at,
            scans=found.scans,
            regions=found.regions,
        )
        LabelDoubt.objects.bulk_create([doubt], ignore_conflicts=True)


def _salt(day: date) -> str:
    """The day's; those of the days before go, so that their hashes lead nowhere."""
    found, new = ScanSalt.objects.get_or_create(day=day, defaults={"salt": secrets.token_hex(16)})
    if new:
        ScanSalt.objects.filter(day__lt=day).delete()
    return found.salt
