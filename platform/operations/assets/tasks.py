"""Scheduled work of assets: one service call."""

from datetime import timedelta

from celery import shared_task
from django.utils import timezone
from django.utils.translation import gettext as _

from core.actor import Actor
from core.errors import Violation
from operations.assets import services


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
