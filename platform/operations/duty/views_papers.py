"""Papers of duty as pages give them: the roster and the book of a month, a holiday's schedule."""

from __future__ import annotations

from datetime import date, timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_safe

from accounts.actors import actor_of
from core.actor import Actor
from core.lifecycle_words import denied
from operations.duty import paperwork, selectors
from operations.duty.lifecycle import S
from operations.duty.models import HolidaySchedule
from operations.staff.selectors import works_here

# Months that are shown; a slip of the hand in the address is this month.
YEARS = (2000, 2100)


def month_of(request: HttpRequest) -> date:
    """The first day of the month asked for; this month for anything else."""
    try:
        sent = parse_date(f"{request.GET.get('month', '')}-01")
    except ValueError:
        sent = None
    known = sent is not None and YEARS[0] <= sent.year <= YEARS[1]
    return sent if sent is not None and known else timezone.localdate().replace(day=1)


def last_of(month: date) -> date:
    """The last day of a month."""
    return (month + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def only_centre(actor: Actor) -> None:
    """The roster is not for those outside. Raises Http404."""
    if not works_here(actor):
        raise Http404


@require_safe
def roster_sheet(request: HttpRequest) -> HttpResponse:
    """The roster of a month (值班表)."""
    actor, month = actor_of(request.user, request), month_of(request)
    only_centre(actor)
    shifts = selectors.of_days(actor, first=month, last=last_of(month))
    return _pdf(paperwork.roster_sheet(shifts, month=month), f"roster-{month:%Y-%m}")


@require_safe
def book(request: HttpRequest) -> HttpResponse:
    """The duty book of a month (值班簿), for those who read all of it."""
    actor, month = actor_of(request.user, request), month_of(request)
    only_centre(actor)
    if not any(actor.holds(post) for post in selectors.READERS):
        raise denied(selectors.READERS)
    shifts = (
        selectors.of_days(actor, first=month, last=last_of(month))
        .exclude(status=S.PLANNED)
        .prefetch_related("records__entries", "gaps", "stand_ins")
    )
    return _pdf(paperwork.book(shifts, month=month), f"duty-book-{month:%Y-%m}")


@require_safe
def schedule_sheet(request: HttpRequest, *, pk: int) -> HttpResponse:
    """The schedule as it stands now."""
    actor = actor_of(request.user, request)
    found: HolidaySchedule | None = selectors.schedules(actor).filter(pk=pk).first()
    if found is None:
        raise Http404
    return _pdf(paperwork.schedule_sheet(found), "holiday-schedule")


def _pdf(content: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    # A sandboxed PDF is a blank page in Chromium; the file is our own work and has no scripts.
    answer["Content-Security-Policy"] = "default-src 'none'; object-src 'self'"
    return answer
