"""How long cases keep persons: three years, bills and parcels six months (R155)."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from core import audit
from core.actor import Actor
from core.clauses import R
from core.privacy import retention_ends
from operations.casework.lifecycle import OPEN
from operations.casework.models import Applicant, Case
from operations.casework.services.applicants import anonymise

KINDS = {"V03": "bill_payment", "V04": "parcel", "V05": "parcel"}
# Nothing ends sooner than this; spares the nightly look at fresh cases.
SHORTEST = timedelta(days=150)


def ends_on(case: Case) -> date:
    """The day from which a closed case must not name its person any more."""
    closed = timezone.localdate(case.finished_at or case.status_since)
    return retention_ends(KINDS.get(case.item.code, "case"), closed)


@transaction.atomic
def apply(*, on: date, at: datetime) -> int:
    """Empty private fields and make applicants anonymous whose time is over; how many."""
    old = Case.objects.exclude(status__in=OPEN).filter(status_since__lt=at - SHORTEST)
    asks_private = Q(form__fields__contains=[{"private": True}])
    for case in old.filter(asks_private).select_related("item"):
        if case.private_details and ends_on(case) <= on:
            Case.objects.filter(pk=case.pk).update(private_details="")
    fresh = Case.objects.filter(applicant=OuterRef("pk"), status_since__gte=at - SHORTEST)
    running = Case.objects.filter(applicant=OuterRef("pk"), status__in=OPEN)
    candidates = Applicant.objects.filter(
        ~Exists(fresh), ~Exists(running), anonymised_at=None, created_at__lt=at - SHORTEST
    ).prefetch_related("cases__item")
    done = 0
    for applicant in candidates:
        ends = [ends_on(case) for case in applicant.cases.all()]
        if ends and max(ends) <= on:
            anonymise(applicant, at=at)
            audit.record(
                applicant,
                by=Actor.system(_("System")),
                action="applicant.anonymise",
                clauses=(R(155),),
                at=at,
            )
            done += 1
    return done
