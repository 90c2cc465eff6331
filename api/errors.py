"""Every refusal as a problem document: a sentence, its clauses, its fields, never a trace."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.utils import InternalError
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from rest_framework import exceptions

from console.sentences import told, who_may
from core import problems
from core.errors import Denied, Violation

log = logging.getLogger("countylink.errors")
CHALLENGE = 'Bearer realm="CountyLink"'


class Refusal(Exception):
    """A refusal of the API's own: status, code, sentence, fields, headers."""

    def __init__(
        self,
        status: int,
        code: str,
        sentence: str,
        *,
        fields: Mapping[str, Sequence[str]] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(sentence)
        self.status_code = status
        self.code = code
        self.sentence = sentence
        self.fields = fields or {}
        self.headers = headers or {}


def invalid(fields: Mapping[str, Sequence[str]]) -> Refusal:
    """400: what was sent has not the right shape."""
    return Refusal(400, "invalid", _("Please correct the fields named below."), fields=fields)


def handle(error: Exception, context: Mapping[str, Any]) -> HttpResponse | None:
    """REST framework's exception handler; None lets the error go on to the middleware."""
    request = context["request"]._request
    if isinstance(error, Violation):
        numbers = [clause.number for clause in error.clauses]
        # A form's names: details-topic is details.topic in JSON.
        fields = {error.field.replace("-", ".", 1): [error.sentence]} if error.field else {}
        return problems.response(
            request, status=422, code="rule", detail=told(error), clause=numbers, fields=fields
        )
    if isinstance(error, InternalError):
        # A read-only county's database: the county's middleware says so.
        return None
    refusal = _refusal(error, context)
    if refusal is None:
        log.error("problem %s", problems.request_id(request), exc_info=error)
        return problems.server_error(request)
    answer = problems.response(
        request,
        status=refusal.status_code,
        code=refusal.code,
        detail=refusal.sentence,
        fields=refusal.fields,
    )
    for name, value in refusal.headers.items():
        answer[name] = value
    return answer


def _refusal(error: Exception, context: Mapping[str, Any]) -> Refusal | None:
    if isinstance(error, Refusal):
        return error
    if isinstance(error, Denied):
        return Refusal(403, "denied", _denied(error))
    if isinstance(error, PermissionDenied | exceptions.PermissionDenied):
        return Refusal(403, "denied", _("Your posts do not include one that may."))
    if isinstance(error, Http404 | exceptions.NotFound):
        return Refusal(404, "not_found", _("There is nothing at this address that you may see."))
    if isinstance(error, exceptions.MethodNotAllowed):
        allowed = {"Allow": ", ".join(context["view"].allowed_methods)}
        sentence = _("This method is not possible here.")
        return Refusal(405, "method_not_allowed", sentence, headers=allowed)
    return _of_framework(error, context) if isinstance(error, exceptions.APIException) else None


def _of_framework(error: exceptions.APIException, context: Mapping[str, Any]) -> Refusal | None:
    """REST framework's own refusals in our words."""
    if isinstance(error, exceptions.ValidationError):
        return invalid(flat(error.detail))
    if isinstance(error, exceptions.ParseError):
        return Refusal(400, "malformed", _("The body is not JSON, or not whole."))
    if isinstance(error, exceptions.NotAuthenticated | exceptions.AuthenticationFailed):
        sentence = _("Send a valid token: Authorization: Bearer …")
        return Refusal(401, "unauthenticated", sentence, headers={"WWW-Authenticate": CHALLENGE})
    if isinstance(error, exceptions.NotAcceptable):
        return Refusal(406, "not_acceptable", _("This address answers in JSON only."))
    if isinstance(error, exceptions.UnsupportedMediaType):
        return Refusal(415, "unsupported_media_type", _wanted(context["view"]))
    return None


def _wanted(view: Any) -> str:
    """Which kind of body an address takes."""
    if any(parser.media_type == "multipart/form-data" for parser in view.parser_classes):
        return _("Send the files as a form: Content-Type: multipart/form-data.")
    return _("Send JSON: Content-Type: application/json.")


def _denied(error: Denied) -> str:
    posts = who_may(error)
    if not posts or posts in error.sentence:
        return error.sentence
    return _("%(sentence)s Needed: %(posts)s.") % {"sentence": error.sentence, "posts": posts}


def flat(detail: Any, name: str = "") -> dict[str, list[str]]:
    """Nested errors as dotted names with their sentences; those of the whole stand under "body"."""
    if isinstance(detail, Mapping):
        found: dict[str, list[str]] = {}
        for key, inner in detail.items():
            own = "" if key == "non_field_errors" else str(key)
            found |= flat(inner, ".".join(part for part in (name, own) if part))
        return found
    if isinstance(detail, list) and any(isinstance(one, Mapping) for one in detail):
        found = {}
        for number, inner in enumerate(detail):
            found |= flat(inner, f"{name}.{number}" if name else str(number))
        return found
    sentences = detail if isinstance(detail, list) else [detail]
    return {name or "body": [str(one) for one in sentences]} if sentences else {}
