"""Counting failed attempts, per account and per address."""

import hashlib
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from accounts.models import SignInThrottle, User
from core import audit
from core.actor import Actor

WINDOW = timedelta(minutes=15)
LOCKED = timedelta(minutes=15)
PER_ACCOUNT = 5
# A village shares one address behind its provider's NAT: wider than one person's.
PER_ADDRESS = 30


def key(kind: str, value: str) -> str:
    """A row's key: what was typed is hashed."""
    return f"{kind}:{hashlib.sha256(value.encode()).hexdigest()}"


@transaction.atomic
def count(key: str, *, limit: int, at: datetime, found: User | None, by: Actor) -> datetime | None:
    """Count one attempt; return until when the key is locked, if it is."""
    row = _locked(key, at=at)
    if row.locked_until_at and at < row.locked_until_at:
        return row.locked_until_at
    if row.locked_until_at or at - row.window_started_at >= WINDOW:
        row.failures, row.window_started_at, row.locked_until_at = 0, at, None
    row.failures += 1
    if row.failures > limit:
        row.locked_until_at = at + LOCKED
        audit.record(found, by=by, action="sign_in.locked", changes={"key": key.partition(":")[0]})
    row.save()
    return row.locked_until_at


def _locked(key: str, *, at: datetime) -> SignInThrottle:
    """The key's row, locked; somebody who proves who they are may delete it in between."""
    while True:
        SignInThrottle.objects.bulk_create(
            [SignInThrottle(key=key, window_started_at=at)], ignore_conflicts=True
        )
        row = SignInThrottle.objects.select_for_update().filter(key=key).first()
        if row is not None:
            return row


def forget(key: str) -> None:
    """Somebody proved who they are: their failures are over."""
    SignInThrottle.objects.filter(key=key).delete()


def uncount(key: str) -> None:
    """Take one attempt of an address back; its other failures stay."""
    # The window may have begun anew meanwhile, with nothing left to take back.
    SignInThrottle.objects.filter(key=key, failures__gt=0).update(failures=F("failures") - 1)


def sentence(locked: Iterable[datetime | None], *, at: datetime) -> str:
    """What somebody hears who must wait for the last of these locks."""
    until = max(moment for moment in locked if moment)
    minutes = max(1, -int((at - until).total_seconds() // 60))
    return _("Too many attempts. Please try again in %(minutes)d minutes.") % {"minutes": minutes}
