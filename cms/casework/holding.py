"""What the holder of a receipt can do: see the case, complete it, withdraw it, rate it."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cms.casework.answers import applicant, now, page, private, refuse
from cms.casework.forms import CompleteForm, RateForm, WithdrawForm
from core.errors import Violation
from operations.casework import public, selectors, services
from operations.casework.lifecycle import DONE, OVER, RUNNING, States
from operations.casework.models import Case, Rating

FORBIDDEN = 403


def case_or_404(token: str) -> Case:
    """The case behind a secret address. Raises Http404."""
    case = public.by_token(token)
    if case is None:
        raise Http404
    return case


def address_for(request: HttpRequest, case: Case) -> str:
    """The secret address in full, as a code holds it."""
    return request.build_absolute_uri(reverse("site_case", args=[case.token]))


def shown(case: Case) -> dict[str, Any]:
    """What the pages of a case show of it."""
    seen = public.shown(case, on=timezone.localdate())
    return {"case": seen, "token": case.token, "steps": steps(case.status)}


def steps(status: str) -> list[tuple[str, str]]:
    """The way of a case: each step's name, and whether it is done, now, or to come."""
    names = (_("Handed in"), _("Accepted"), _("Being handled"), _("Completed"), _("Rated"))
    reached = {
        States.SUBMITTED: 0,
        States.SUPPLEMENT: 0,
        States.ACCEPTED: 1,
        States.ASSIGNED: 1,
        States.HANDLING: 2,
        States.WAITING: 2,
        States.FINISHED: 3,
        States.RATED: 4,
        States.ARCHIVED: 4,
    }.get(States(status))
    if reached is None:
        return []
    return [
        (name, "done" if at < reached else "now" if at == reached else "next")
        for at, name in enumerate(names)
    ]


@require_safe
def case(request: HttpRequest, token: str) -> HttpResponse:
    """How the case stands."""
    return _page(request, case_or_404(token))


@require_POST
def complete(request: HttpRequest, token: str) -> HttpResponse:
    """The files that were missing, all at once."""
    found = case_or_404(token)
    form = CompleteForm(request.POST, request.FILES, case=found)
    if form.is_valid():
        try:
            services.case_complete(case_id=found.pk, by=applicant(), at=now(), files=form.uploads)
        except Violation as refused:
            refuse(form, refused)
        else:
            return redirect("site_case", token=token)
    return _page(request, found, completing=form)


@require_POST
def withdraw(request: HttpRequest, token: str) -> HttpResponse:
    """The applicant does not want it any more."""
    found = case_or_404(token)
    form = WithdrawForm(request.POST)
    if form.is_valid():
        try:
            services.case_withdraw(
                case_id=found.pk, by=applicant(), at=now(), reason=form.cleaned_data["reason"]
            )
        except Violation as refused:
            refuse(form, refused)
        else:
            return redirect("site_case", token=token)
    return _page(request, found, withdrawing=form)


def _page(request: HttpRequest, found: Case, **forms: Any) -> HttpResponse:
    context = {
        "completing": CompleteForm(case=found),
        "withdrawing": WithdrawForm(),
        **shown(found),
        **forms,
        "refused": next(iter(forms.values()), None),
        "running": found.status in RUNNING,
        "finished": found.status in DONE,
        "over": found.status in OVER,
    }
    return private(page(request, "case.html", context, refused=bool(forms)))


@require_http_methods(["GET", "HEAD", "POST"])
def rate(request: HttpRequest, token: str) -> HttpResponse:
    """Five levels and words; not by whoever is signed in to the console (R139)."""
    found = case_or_404(token)
    signed_in = request.user.is_authenticated
    at_desk = request.GET.get("desk") == "1"
    try:
        selectors.rating_is_possible(found, signed_in=signed_in, on=timezone.localdate())
    except Violation as refused:
        return _closed(request, refused, signed_in=signed_in)
    form = RateForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            services.case_rate(
                case_id=found.pk,
                level=form.cleaned_data["level"],
                text=form.cleaned_data["text"],
                at=now(),
                place=Rating.Place.DESK if at_desk else Rating.Place.QR,
                signed_in=signed_in,
            )
        except Violation as refused:
            refuse(form, refused)
        else:
            return redirect("site_thanks")
    context = {**shown(found), "form": form, "desk": at_desk}
    return private(page(request, "rate.html", context, refused=form.is_bound))


def _closed(request: HttpRequest, refused: Violation, *, signed_in: bool) -> HttpResponse:
    """The sentence why not; 403 for staff, else 200 to look at and 422 to a form that was sent."""
    context = {"sentence": refused.sentence, "clauses": refused.clauses}
    response = page(request, "closed.html", context, refused=request.method == "POST")
    if signed_in:
        response.status_code = FORBIDDEN
    return private(response)


@require_safe
def thanks(request: HttpRequest) -> HttpResponse:
    """After a rating: says nothing of it, as the desk's tablet goes on to the next person."""
    return private(render(request, "cms/casework/thanks.html"))
