"""Scheduled work of assets: one service call."""

from datetime import date, timedelta

from celery import shared_task
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core import jobs
from core.actor import Actor
from core.errors import Violation
from core.money import yuan
from operations.assets import services
from operations.assets.services.wearing import CHARGE


@shared_task(name="assets.depreciation")
def depreciation() -> int:
    """Charge the month that is over, unless finance has done so; of how many assets (R79)."""
    now = timezone.now()
    by = Actor.system(_("System"))
    last = timezone.localdate(now).replace(day=1) - timedelta(days=1)
    try:
        return services.month_charge(month=last, by=by, at=now).count
    except Violation:
        return 0


@shared_task(name=CHARGE)
def charge_month(*, job_id: str, month: str) -> None:
    """Charge a month for whoever of finance asked, if they still may (R79)."""
    with jobs.running(job_id) as job:
        now = timezone.now()
        made = services.month_charge(
            month=date.fromisoformat(month),
            by=jobs.as_of(job.by, on=timezone.localdate(now)),
            at=now,
            since=job.asked_at,
            tell=lambda done, total: job.progress(done, total, _("Charging the depreciation")),
        )
        job.result(
            _("%(month)s is charged: %(count)s assets, %(total)s altogether.")
            % {"month": made, "count": f"{made.count:,}", "total": yuan(made.total)},
            f"{reverse('assets:accounts')}?month={made}",
        )
