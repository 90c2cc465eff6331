"""What is open to everybody: how to begin, the schema; and the 404 of everything else."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, re_path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from rest_framework.exceptions import NotFound
from rest_framework.request import Request

from accounts.actors import address_of
from accounts.views.pages import place_of
from api import rates, scopes
from api.base import ApiView
from api.errors import Refusal
from api.schema import published
from core import problems

CODES = (
    (400, ("invalid", "malformed", "cursor")),
    (401, ("unauthenticated", "sign_in_failed", "second_step_due", "second_step_failed")),
    (403, ("denied", "scope", "read_only", "password_due")),
    (404, ("not_found", "unknown_host")),
    (405, ("method_not_allowed",)),
    (406, ("not_acceptable",)),
    (409, ("idempotency_conflict",)),
    (412, ("changed",)),
    (413, ("too_large",)),
    (415, ("unsupported_media_type",)),
    (422, ("rule",)),
    (429, ("throttled",)),
    (500, ("server_error",)),
    (503, ("suspended",)),
)


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """The page that says how to begin."""
    place = place_of(request)
    try:
        rates.count("address", address_of(request))
    except Refusal as refusal:
        return HttpResponse(refusal.sentence, status=429, content_type="text/plain; charset=utf-8")
    operations = [
        (method.upper(), address, told["summary"])
        for address, methods in published(place)["paths"].items()
        for method, told in methods.items()
    ]
    context = {
        "host": f"{request.scheme}://{request.get_host()}",
        "place": place,
        "operations": operations,
        "scopes": [(scope, scopes.label(scope)) for scope in scopes.all_of(place)],
        "rates": settings.API_RATES,
        "codes": [(status, problems.TITLES[status], codes) for status, codes in CODES],
    }
    return render(request, "api/start.html", context)


class SchemaView(ApiView):
    """GET schema/: OpenAPI 3 in JSON."""

    public = True
    schema = None  # type: ignore[assignment]  # it does not describe itself

    def get(self, request: Request) -> HttpResponse:
        """The schema of this place."""
        return self.answer(published(place_of(request._request)))


class Unknown(ApiView):
    """Everything else below /api/v1/ is a problem document too."""

    public = True
    schema = None  # type: ignore[assignment]  # there is nothing here

    def initial(self, request: Request, *args: object, **kwargs: object) -> None:
        """404, whatever the method."""
        super().initial(request, *args, **kwargs)
        raise NotFound(_("There is nothing at this address that you may see."))


before = [
    path("", start, name="start"),
    path("schema/", SchemaView.as_view(), name="schema"),
]
after = [re_path(r"^.+$", Unknown.as_view(), name="unknown")]
