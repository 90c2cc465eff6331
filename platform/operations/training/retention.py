"""How long training keeps persons: five years (R155)."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from core import audit
from core.actor import Actor
from core.clauses import R
from core.privacy import retention_ends
from operations.training.models import SignUp

# Nothing ends sooner than this; spares the nightly look at the rest.
SHORTEST = timedelta(days=5 * 365)


@transaction.atomic
def apply(*, on: date, at: datetime) -> int:
    """Make sign-ups anonymous whose time is over; how many. Counts and certificates stay."""
    old = SignUp.objects.filter(
        anonymised_at=None, training_class__ends_date__lte=on - SHORTEST
    ).select_related("training_class")
    done = 0
    for one in old:
        if retention_ends("training", one.training_class.ends_date) > on:
            continue
        one.name, one.phone, one.id_number, one.shop = "—", "", "", ""
        one.person_key = f"gone-{one.pk}"
        one.anonymised_at = at
        one.version += 1
        one.save()
        audit.record(
            one,
            by=Actor.system(_("System")),
            action="sign_up.anonymise",
            clauses=(R(155),),
            at=at,
        )
        done += 1
    return done
