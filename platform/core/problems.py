"""Refusals of the API as problem documents (RFC 9457), also for those who answer before it does."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

CONTENT_TYPE = "application/problem+json"
PREFIX = "/api/"
# Where each code is explained: the page of the API.
EXPLAINED = "/api/v1/#"
TITLES = {
    400: gettext_lazy("The request is not right"),
    401: gettext_lazy("Not signed in"),
    403: gettext_lazy("Not allowed"),
    404: gettext_lazy("There is nothing here"),
    405: gettext_lazy("This method is not possible here"),
    406: gettext_lazy("Only JSON is given here"),
    409: gettext_lazy("The key was used for something else"),
    412: gettext_lazy("Changed meanwhile"),
    413: gettext_lazy("Too large"),
    415: gettext_lazy("This kind of body is not taken here"),
    422: gettext_lazy("A rule says no"),
    429: gettext_lazy("Too many requests"),
    500: gettext_lazy("Something went wrong here"),
    503: gettext_lazy("Suspended"),
}
Fields = Mapping[str, Sequence[str]]


def asked_for(request: HttpRequest) -> bool:
    """Does the caller speak with the API, and so expect a problem document instead of a page?"""
    return request.path_info.startswith(PREFIX)


def request_id(request: Any) -> str:
    """The number by which one request is found in the log; made when first asked for."""
    if not hasattr(request, "_request_id"):
        request._request_id = secrets.token_hex(8)
    return str(request._request_id)


def document(
    *,
    status: int,
    code: str,
    detail: str,
    clause: Sequence[int] = (),
    fields: Fields | None = None,
    number: str = "",
) -> dict[str, Any]:
    """The body of a refusal. clause: numbers of the handbook's rules; number: the request's."""
    return {
        "type": f"{EXPLAINED}{code}",
        "title": str(TITLES[status]),
        "status": status,
        "code": code,
        "detail": detail,
        "clause": list(clause),
        "fields": {name: list(sentences) for name, sentences in (fields or {}).items()},
        "request_id": number,
    }


def response(
    request: Any,
    *,
    status: int,
    code: str,
    detail: str,
    clause: Sequence[int] = (),
    fields: Fields | None = None,
) -> HttpResponse:
    """A refusal as an answer."""
    number = request_id(request)
    body = document(
        status=status, code=code, detail=detail, clause=clause, fields=fields, number=number
    )
    answer = HttpResponse(
        json.dumps(body, ensure_ascii=False), status=status, content_type=CONTENT_TYPE
    )
    answer["X-Request-ID"] = number
    answer["Cache-Control"] = "no-store"
    return answer


def not_found(request: Any) -> HttpResponse:
    """404: also what one may not see."""
    sentence = _("There is nothing at this address that you may see. Addresses end in a slash.")
    return response(request, status=404, code="not_found", detail=sentence)


def server_error(request: Any) -> HttpResponse:
    """500: the number is all that leaves the house."""
    sentence = _("Something went wrong here. Nothing was stored. Tell us the number %(number)s.")
    return response(
        request,
        status=500,
        code="server_error",
        detail=sentence % {"number": request_id(request)},
    )
