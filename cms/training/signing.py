"""Signing up without an account, the receipt behind a secret address, signing off, the survey."""

from __future__ import annotations

from typing import Any

from django import forms as django_forms
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.actors import address_of
from cms.casework.answers import UNPROCESSABLE, applicant, code_of, now, private, refuse, too_many
from cms.casework.throttle import Limit
from cms.training.forms import AnswerForm, FindForm, SignUpForm
from core.errors import Violation
from operations.training import public, services
from operations.training.lifecycle import HELD, K, U
from operations.training.models import SignUp, TrainingClass
from operations.training.public import PublicClass

# A village may share one address; a script sends more than this. Wrong pairs only are counted.
SIGN_UP, FIND = Limit("training-sign-up", 20), Limit("training-find", 5)
REMEMBERED, GONE = 60 * 60, 410


def _page(
    request: HttpRequest, template: str, context: dict[str, Any], *, refused: bool = False
) -> HttpResponse:
    status = UNPROCESSABLE if refused else 200
    return render(request, f"cms/training/{template}", context, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_up(request: HttpRequest, number: str) -> HttpResponse:
    """The form of a class; sent twice, it is one place."""
    found = public.training_class(number, on=timezone.localdate())
    if found is None:
        raise Http404
    held, shown = found
    sent = cache.get(_key(request.POST.get("nonce", ""))) if request.method == "POST" else None
    if sent:
        return redirect("site_training_receipt", token=sent)
    if not shown.open:
        status = GONE if request.method == "POST" else 200
        return render(request, "cms/training/closed.html", {"held": shown}, status=status)
    if request.method == "POST":
        return _send(request, held, shown)
    return _form(request, shown, SignUpForm())


def _send(request: HttpRequest, held: TrainingClass, shown: PublicClass) -> HttpResponse:
    if not SIGN_UP.passed(address_of(request)):
        return too_many(request)
    form = SignUpForm(request.POST)
    if form.is_valid():
        try:
            made = services.sign_up_add(data=form.given(held.pk), by=applicant(), at=now())
        except Violation as refused:
            refuse(form, refused)
        else:
            cache.set(_key(form.cleaned_data["nonce"]), made.token, REMEMBERED)
            return redirect("site_training_receipt", token=made.token)
    return _form(request, shown, form)


def _form(request: HttpRequest, shown: PublicClass, form: SignUpForm) -> HttpResponse:
    context = {"held": shown, "course": shown.course, "form": form}
    return _page(request, "sign_up.html", context, refused=form.is_bound)


def _key(nonce: str) -> str:
    return f"cms:signed-up:{nonce[:40]}"


def _found(token: str) -> SignUp:
    found = public.sign_up_by_token(token)
    if found is None:
        raise Http404
    return found


@require_safe
def receipt(request: HttpRequest, token: str) -> HttpResponse:
    """What to keep: number, code, where and when; later the survey and the certificate."""
    return _receipt(request, _found(token))


@require_POST
def cancel(request: HttpRequest, token: str) -> HttpResponse:
    """Give the place back."""
    found = _found(token)
    try:
        services.sign_up_cancel(sign_up_id=found.pk, by=applicant(), at=now())
    except Violation as refused:
        return _receipt(request, found, sentence=refused.sentence)
    return redirect("site_training_receipt", token=token)


@require_POST
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """One answer to the survey of the class."""
    found, form = _found(token), AnswerForm(request.POST)
    if form.is_valid():
        level = form.cleaned_data["level"]
        try:
            services.survey_answer(sign_up_id=found.pk, level=level, by=applicant(), at=now())
        except Violation as refused:
            refuse(form, refused)
        else:
            return redirect("site_training_receipt", token=token)
    return _receipt(request, found, form=form)


def _receipt(
    request: HttpRequest,
    found: SignUp,
    *,
    sentence: str = "",
    form: django_forms.Form | None = None,
) -> HttpResponse:
    held = found.training_class
    shown = public.training_class(held.number, on=timezone.localdate())
    address = request.build_absolute_uri(reverse("site_training_receipt", args=[found.token]))
    ahead = held.status == K.OPEN and found.status != U.CANCELLED
    asks = (
        held.status in HELD
        and found.status == U.PLACED
        and found.satisfaction is None
        and found.attendances.exists()
    )
    context = {
        "made": found,
        "held": shown[1] if shown else None,
        "course": held.course,
        "waits": public.waits_before(found) if found.status == U.WAITING else 0,
        "placed": found.status == U.PLACED,
        "waiting": found.status == U.WAITING,
        "cancelled_class": held.status == K.CANCELLED,
        "may_cancel": ahead,
        "code": code_of(address) if ahead else "",
        "certificate": getattr(found, "certificate", None),
        "sentence": sentence,
        "form": form or (AnswerForm() if asks else None),
        "answered": found.satisfaction is not None,
    }
    refused = bool(sentence) or bool(form and form.errors)
    return private(_page(request, "receipt.html", context, refused=refused))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def find(request: HttpRequest) -> HttpResponse:
    """To the receipt by its number and code."""
    if request.method != "POST":
        return _page(request, "find.html", {"form": FindForm()})
    form, who = FindForm(request.POST), address_of(request)
    if form.is_valid():
        if not FIND.passed(who):
            return too_many(request)
        data = form.cleaned_data
        found = public.sign_up_by_code(number=data["number"], cancel_code=data["code"])
        if found is not None:
            FIND.take_back(who)
            return redirect("site_training_receipt", token=found.token)
        form.add_error(None, _("Number and code do not belong together. Look at the receipt."))
    return _page(request, "find.html", {"form": form, "looking": True}, refused=True)
