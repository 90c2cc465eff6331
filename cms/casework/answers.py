"""What the pages of casework have in common: refusals, limits, codes, headers."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import segno
from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from cms.casework.throttle import WINDOW
from core.actor import Actor
from core.errors import Violation

UNPROCESSABLE = 422
TOO_MANY = 429


def applicant() -> Actor:
    """Who acts on these pages: nobody with an account."""
    return Actor.system(_("Applicant"))


def now() -> datetime:
    """The moment of the act."""
    return timezone.now()


def refuse(form: forms.Form, refused: Violation) -> None:
    """Put a refusal where it belongs: at its field, or on top."""
    form.add_error(refused.field if refused.field in form.fields else None, refused.sentence)


def page(
    request: HttpRequest, template: str, context: dict[str, Any], *, refused: bool = False
) -> HttpResponse:
    """A page; 422 where what was typed is refused."""
    status = UNPROCESSABLE if refused else 200
    return render(request, f"cms/casework/{template}", context, status=status)


def private(response: HttpResponse) -> HttpResponse:
    """A page behind a secret address: in no cache, in no index.

    Its address is told to no other host by the site's referrer policy. A stricter policy would
    take the forms' origin away, and with it the proof that they are ours.
    """
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


def too_many(request: HttpRequest) -> HttpResponse:
    """A plain page that says when to come back and whom to call."""
    response = render(request, "cms/casework/wait.html", {}, status=TOO_MANY)
    response.headers["Retry-After"] = str(WINDOW)
    return response


def code_of(text: str) -> SafeString:
    """A QR code as SVG, to stand in the page itself."""
    drawn = segno.make(text, error="m", micro=False)
    # Its text is drawn, not written: nothing of it can become markup.
    return mark_safe(drawn.svg_inline(scale=4, border=2, omitsize=True))  # noqa: S308
