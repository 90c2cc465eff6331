"""Scheduled work of a county's stations."""

from celery import shared_task
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.posts import Post
from core import inbox
from core.actor import Actor
from core.clauses import R
from core.errors import Violation
from operations.stations.lifecycle import States
from operations.stations.models import Station
from operations.stations.services import notice_end


@shared_task(name="stations.daily")
def daily() -> int:
    """End public notices that are over; tell of rectifications that are overdue."""
    now = timezone.now()
    today = timezone.localdate(now)
    system = Actor.system("stations")
    ended = 0
    over = Station.objects.filter(status=States.NOTICE, notice_to_date__lt=today)
    for pk in list(over.values_list("pk", flat=True)):
        try:
            notice_end(station_id=pk, by=system, at=now)
        except Violation:
            continue  # an objection is open; the commerce office has it in its inbox
        ended += 1
    late = Station.objects.filter(status=States.RECTIFYING, rectify_by_date__lt=today)
    for station in late:
        inbox.assign(
            station,
            step="overdue",
            by=system,
            post=Post.OPS,
            clause=R(145),
            at=now,
            title=_("Rectification overdue: %(station)s") % {"station": station.name},
        )
    return ended
