"""Applying on line, without an account."""

from __future__ import annotations

from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.actors import address_of
from cms.casework.answers import applicant, code_of, now, page, private, refuse, too_many
from cms.casework.forms import ApplyForm
from cms.casework.guides import guide_or_404, withdrawn
from cms.casework.holding import address_for, case_or_404, shown
from cms.casework.throttle import APPLY
from core.errors import Violation
from operations.casework import services
from operations.casework.models import Applicant
from operations.casework.public import Guide

REMEMBERED = 60 * 60


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def apply(request: HttpRequest, code: str) -> HttpResponse:
    """The form of an item; sent twice, it is one application."""
    if request.method == "POST" and (gone := withdrawn(request, code)):
        return gone
    guide = guide_or_404(code)
    if not guide.online:
        raise Http404
    kinds = kinds_of(guide)
    asked = request.POST.get("kind") or request.GET.get("kind", "")
    kind = asked if asked in dict(kinds) else kinds[0][0]
    if request.method == "POST":
        return _send(request, guide, kind)
    return _form(request, guide, kind, ApplyForm(guide=guide, kind=kind))


def _send(request: HttpRequest, guide: Guide, kind: str) -> HttpResponse:
    sent = cache.get(_key(request.POST.get("nonce", "")))
    if sent:
        return redirect("site_receipt", token=sent)
    if not APPLY.passed(address_of(request)):
        return too_many(request)
    form = ApplyForm(request.POST, request.FILES, guide=guide, kind=kind)
    if form.is_valid():
        try:
            case = services.case_register(data=form.application(), by=applicant(), at=now())
        except Violation as refused:
            refuse(form, refused)
        else:
            cache.set(_key(form.cleaned_data["nonce"]), case.token, REMEMBERED)
            return redirect("site_receipt", token=case.token)
    return _form(request, guide, kind, form)


def _form(request: HttpRequest, guide: Guide, kind: str, form: ApplyForm) -> HttpResponse:
    context = {
        "guide": guide,
        "item": guide.item,
        "form": form,
        "kind": kind,
        "kinds": kinds_of(guide),
    }
    return page(request, "apply.html", context, refused=form.is_bound)


def _key(nonce: str) -> str:
    return f"cms:applied:{nonce[:40]}"


def kinds_of(guide: Guide) -> list[tuple[str, str]]:
    """Who may apply here; stations do so at their desk."""
    labels = {str(value): str(label) for value, label in Applicant.Kind.choices}
    # An item for stations only still has its page; a person asks for them then.
    kinds = [kind for kind in guide.item.applicants if kind != Applicant.Kind.STATION]
    return [(kind, labels[kind]) for kind in kinds or [Applicant.Kind.PERSON]]


@require_safe
def receipt(request: HttpRequest, token: str) -> HttpResponse:
    """What to keep after applying: the reference, the secret address and its code."""
    case = case_or_404(token)
    address = address_for(request, case)
    context = {**shown(case), "address": address, "code": code_of(address)}
    return private(page(request, "receipt.html", context))
