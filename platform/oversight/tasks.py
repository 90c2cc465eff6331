"""A county's own jobs for the province's figures; each runs in one county."""

from celery import shared_task
from django.db import transaction
from django.utils import timezone

from core.models import FigureChange
from oversight import facts
from oversight.models import CountyState
from tenants import context
from tenants.context import province_context


@shared_task(name="oversight.refresh")
def refresh() -> int:
    """Work the outbox off; asked for after each commit that changed a figure."""
    return _work_off()


@shared_task(name="oversight.sweep")
def sweep() -> int:
    """Catch up what a lost message or a killed worker left in the outbox."""
    if not FigureChange.objects.filter(on_date__lte=timezone.localdate()).exists():
        return 0
    # Not refresh(): a task called as a function has no message, and so no county.
    return _work_off()


def _work_off() -> int:
    county = context.current()
    if county is None:
        return 0
    with transaction.atomic():
        # The day is asked under the lock: a job that waited for another past midnight would write
        # yesterday's facts over those of the new day.
        facts.lock(county)
        now = timezone.now()
        return facts.refresh(county, today=timezone.localdate(now), now=now)


@shared_task(name="oversight.reconcile")
def reconcile() -> int:
    """Nightly: compare all facts with the records, mend and count what differs."""
    county = context.current()
    if county is None:
        return 0
    with transaction.atomic():
        facts.lock(county)
        now = timezone.now()
        today = timezone.localdate(now)
        facts.refresh(county, today=today, now=now)
        facts.count_what_is_new(county, today=today)
        differences = [found for found in facts.verify(county, today=today) if not found.frozen]
        if differences:
            facts.rebuild(county, today=today, now=now)
    with province_context():
        CountyState.objects.update_or_create(
            county_id=county.pk,
            defaults={"verified_at": now, "differences": len(differences)},
        )
    return len(differences)
