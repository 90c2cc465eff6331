"""Appointments at the window."""

from __future__ import annotations

from datetime import date, time
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.actors import address_of
from cms.casework.answers import applicant, code_of, now, page, private, refuse, too_many
from cms.casework.forms import BookForm
from cms.casework.guides import guide_or_404, withdrawn
from cms.casework.throttle import BOOK
from core.errors import Violation
from operations.casework import public, selectors, services
from operations.casework.lifecycle import AppointmentStates
from operations.casework.models import Appointment
from operations.casework.public import Guide


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def book(request: HttpRequest, code: str) -> HttpResponse:
    """Choose a day, a time with places left, and say who comes."""
    if request.method == "POST" and (gone := withdrawn(request, code)):
        return gone
    guide = guide_or_404(code)
    if "window" not in guide.item.channels:
        raise Http404
    today = timezone.localdate()
    days = selectors.days_ahead(today=today)
    asked = _day(request.POST.get("day") or request.GET.get("day", ""))
    day = asked if asked in days else days[0] if days else None
    free = selectors.free_places(day, today=today) if day else []
    context = {"guide": guide, "item": guide.item, "days": days, "day": day, "free": free}
    if request.method == "POST" and day is not None:
        return _send(request, guide, day, BookForm(request.POST, free=free), context)
    return page(request, "book.html", {**context, "form": BookForm(free=free)})


def _send(
    request: HttpRequest, guide: Guide, day: date, form: BookForm, context: dict[str, Any]
) -> HttpResponse:
    if not BOOK.passed(address_of(request)):
        return too_many(request)
    if form.is_valid():
        data = form.cleaned_data
        try:
            made = services.appointment_book(
                item_id=guide.item.pk,
                on_date=day,
                slot=time.fromisoformat(data["slot"]),
                name=data["name"],
                phone=data["phone"],
                by=applicant(),
                at=now(),
            )
        except Violation as refused:
            refuse(form, refused)
        else:
            return redirect("site_appointment", token=made.token)
    return page(request, "book.html", {**context, "form": form}, refused=True)


def _day(text: str) -> date | None:
    try:
        return parse_date(text)
    except ValueError:  # well formed, and no day
        return None


@require_safe
def appointment(request: HttpRequest, token: str) -> HttpResponse:
    """The confirmation: when, what, the code for the window, and how to give the place back."""
    return _page(request, _found(token))


@require_POST
def cancel(request: HttpRequest, token: str) -> HttpResponse:
    """Give the place back."""
    found = _found(token)
    try:
        services.appointment_cancel(appointment_id=found.pk, by=applicant(), at=now())
    except Violation as refused:
        return _page(request, found, sentence=refused.sentence)
    return redirect("site_appointment", token=token)


def _found(token: str) -> Appointment:
    found = public.appointment_by_token(token)
    if found is None:
        raise Http404
    return found


def _page(request: HttpRequest, found: Appointment, *, sentence: str = "") -> HttpResponse:
    address = request.build_absolute_uri(request.path.removesuffix("cancel/"))
    booked = found.status == AppointmentStates.BOOKED and found.on_date >= timezone.localdate()
    context = {
        "appointment": found,
        "booked": booked,
        "code": code_of(address) if booked else "",
        "sentence": sentence,
    }
    return private(page(request, "appointment.html", context, refused=bool(sentence)))
