"""Scheduled work of a county's cases. Nobody is reminded at night or on a day of rest."""

from datetime import datetime

from celery import shared_task
from django.utils import timezone
from django.utils.dateparse import parse_time
from django.utils.translation import gettext as _

from accounts.posts import Post
from core import inbox
from core.actor import Actor
from core.clauses import R
from core.errors import Violation
from core.models.inbox import InboxItem
from core.workcalendar import WorkCalendar
from operations.casework import retention
from operations.casework.clock import Light
from operations.casework.lifecycle import RUNNING, States
from operations.casework.models import Case
from operations.casework.selectors import standing
from operations.casework.services import appointments_end, case_archive
from operations.casework.services.moving import title_of
from operations.casework.settings import setting


@shared_task(name="casework.warn")
def warn() -> int:
    """Tell handlers of yellow and red lights, chiefs of red ones; each once. How many were told."""
    now = timezone.now()
    today = timezone.localdate(now)
    calendar = WorkCalendar.load()
    if not in_hours(now, calendar):
        return 0
    told = 0
    for case in Case.objects.filter(status__in=RUNNING).select_related("item", "applicant"):
        light = standing(case, on=today, calendar=calendar).light
        if light in (Light.YELLOW, Light.RED) and case.warned != light:
            _tell(case, light, at=now)
            told += 1
    return told


def in_hours(now: datetime, calendar: WorkCalendar) -> bool:
    """Is this a moment at which people may be reminded?"""
    local = timezone.localtime(now)
    first, last = (parse_time(text) for text in setting("reminder_hours", on=local.date()))
    return (
        calendar.is_working(local.date())
        and first is not None
        and last is not None
        and first <= local.time() <= last
    )


def _tell(case: Case, light: Light, *, at: datetime) -> None:
    system = Actor.system(_("System"))
    words = _("Due soon: %(case)s") if light == Light.YELLOW else _("Overdue: %(case)s")
    title = words % {"case": title_of(case)}
    step = f"light-{light}"
    if case.handler_id is not None:
        inbox.assign(
            case,
            step=step,
            title=title,
            by=system,
            user_id=case.handler_id,
            kind=InboxItem.Kind.READ,
            clause=R(136),
            at=at,
        )
    if light == Light.RED:
        inbox.assign(
            case,
            step="escalation",
            title=title,
            by=system,
            post=Post.OPS,
            kind=InboxItem.Kind.READ,
            clause=R(136),
            at=at,
        )
    Case.objects.filter(pk=case.pk).update(warned=light)


@shared_task(name="casework.daily")
def daily() -> int:
    """File what can be filed, end missed appointments, keep data no longer than allowed (R155)."""
    now = timezone.now()
    today = timezone.localdate(now)
    system = Actor.system(_("System"))
    filed = 0
    ready = Case.objects.filter(status__in=(States.FINISHED, States.RATED)).filter(
        rate_until_date__lt=today
    )
    for pk in list(ready.values_list("pk", flat=True)):
        try:
            case_archive(case_id=pk, by=system, at=now)
        except Violation:
            continue  # a bad rating is still being settled
        filed += 1
    appointments_end(by=system, at=now)
    retention.apply(on=today, at=now)
    return filed
