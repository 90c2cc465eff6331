"""The published schema, OpenAPI 3: made from the views' own declarations, in Chinese.

Every answer is declared, the refusals too; tests/api sends thousands of requests against it.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from django.urls import include, path
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from drf_spectacular.extensions import (
    OpenApiAuthenticationExtension,
    OpenApiSerializerExtension,
)
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, OpenApiResponse
from rest_framework import serializers

from api import scopes
from core import problems

JSON = "application/json"
SCHEMES = "bearer"
ALWAYS = (400, 404, 405, 406, 429, 500, 503)
SIGNED_IN = (401, 403)
WRITES = (409, 413, 415, 422)
VERSIONED = (412,)


class Problem(serializers.Serializer[Any]):
    """A refusal (RFC 9457)."""

    type = serializers.CharField(help_text=gettext_lazy("Address where the code is explained."))
    title = serializers.CharField(help_text=gettext_lazy("What kind of refusal it is."))
    status = serializers.IntegerField(help_text=gettext_lazy("The HTTP status again."))
    code = serializers.CharField(help_text=gettext_lazy("For programs; does not change."))
    detail = serializers.CharField(help_text=gettext_lazy("A sentence for the person."))
    clause = serializers.ListField(
        child=serializers.IntegerField(),
        help_text=gettext_lazy("Numbers of the handbook's rules that say so."),
    )
    fields = serializers.DictField(  # type: ignore[assignment]  # RFC 9457 leaves the name to us
        child=serializers.ListField(child=serializers.CharField()),
        help_text=gettext_lazy("Sentences by the name of the field; “body” for the whole."),
    )
    request_id = serializers.CharField(
        help_text=gettext_lazy("By this number the request is found in the log.")
    )


class TokenScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """How a token is sent."""

    target_class = "api.authentication.TokenAuthentication"
    name = SCHEMES

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        """The security scheme."""
        return {
            "type": "http",
            "scheme": "bearer",
            "description": _("The token that POST /api/v1/auth/token/ gives."),
        }


class ClosedInput(OpenApiSerializerExtension):  # type: ignore[no-untyped-call]
    """What is sent has the named fields and no others."""

    target_class = "api.inputs.Input"
    match_subclasses = True

    def map_serializer(self, auto_schema: AutoSchema, direction: Any) -> dict[str, Any]:
        """As the framework maps it, closed."""
        schema: Any = auto_schema
        found: dict[str, Any] = schema._map_serializer(
            self.target, direction, bypass_extensions=True
        )
        return found | {"additionalProperties": False}


class ApiSchema(AutoSchema):
    """Reads a view's `operations` (or the one `operation` of an action)."""

    @property
    def face(self) -> Any:
        """The view, which is one of ours (api.base.ApiView)."""
        return self.view

    @property
    def operation(self) -> Any:
        """What the view says of this method."""
        own = getattr(self.face, "operation", None)
        return own if own is not None else self.face.operations[self.method.lower()]

    def get_operation_id(self) -> str:
        """From the address: stations_list, stations_retrieve, stations_agree."""
        parts = [p for p in self.path.removeprefix("/api/v1/").split("/") if p]
        words = [p for p in parts if not p.startswith("{")]
        verb = {"GET": "read", "POST": "post", "DELETE": "delete"}[self.method]
        if self.face.paged and self.method == "GET":
            verb = "list"
        return "_".join([*words, verb])

    def _is_list_view(self, serializer: Any = None) -> bool:
        """Only reading gives lists; a move of a record may be called "list" (a product's)."""
        return bool(self.method == "GET" and super()._is_list_view(serializer))

    def get_summary(self) -> str:
        """The title."""
        return str(self.operation.title)

    def get_description(self) -> str:  # type: ignore[override]  # as drf-spectacular has it
        """The description, and the scope that is needed."""
        said = [str(self.operation.description)] if self.operation.description else []
        if self.face.area:
            access = "read" if self.method == "GET" else "write"
            said.append(
                _("Scope: %(scope)s (%(label)s).")
                % {
                    "scope": f"{self.face.area}:{access}",
                    "label": scopes.label(f"{self.face.area}:{access}"),
                }
            )
        return "\n\n".join(said)

    def get_tags(self) -> list[str]:
        """The area by its name."""
        if self.face.tag:
            return [str(self.face.tag)]
        return [str(scopes.AREAS[self.face.area][0])]

    def get_auth(self) -> list[dict[str, Any]]:
        """None for what is open to everybody."""
        return [] if self.face.public else [{SCHEMES: []}]

    def get_request_serializer(self) -> Any:
        """The body."""
        return self.operation.input

    def get_response_serializers(self) -> Any:
        """The answer and every refusal that can come."""
        operation = self.operation
        good: dict[Any, Any] = {
            (operation.code, JSON): OpenApiResponse(
                self._output(), description=str(operation.title)
            )
        }
        if operation.media:
            binary = OpenApiResponse(OpenApiTypes.BINARY, description=str(operation.title))
            good = {(operation.code, kind): binary for kind in operation.media}
        elif operation.output is None:
            good = {operation.code: OpenApiResponse(description=str(operation.title))}
        if self.method == "GET" and not self.face.public:
            good[304] = OpenApiResponse(description=_("Not changed since you read it."))
        refusals = {
            (code, problems.CONTENT_TYPE): OpenApiResponse(
                Problem, description=str(problems.TITLES[code])
            )
            for code in self._refusals()
        }
        return good | refusals

    def _output(self) -> Any:
        output = self.operation.output
        if output is None or not (self.face.paged and self.method == "GET"):
            return output
        return page_of(output)

    def _refusals(self) -> list[int]:
        codes = [*ALWAYS]
        if not self.face.public or self.method == "POST":
            codes += SIGNED_IN
        if self.method == "POST":
            codes += WRITES
        if self.method == "DELETE":
            codes += (422,)
        if self.method != "GET" and self.face.has_version:
            codes += VERSIONED
        return sorted(codes)

    def get_override_parameters(self) -> list[Any]:
        """Filters, pages, and the headers of writes."""
        found: list[Any] = [_header("X-Request-ID", _("The number of the request."), sent=False)]
        filters = self.face.filters
        if self.method == "GET" and filters is not None and filters().fields:
            found += [filters]
        if self.method == "GET" and self.face.paged:
            found += _page_parameters()
        if self.method == "GET" and not self.face.public:
            found += [
                _header("If-None-Match", _("The ETag you have: 304 where it is still right.")),
                _header("ETag", _("Changes when the answer changes."), sent=False),
            ]
        if self.method == "POST" and not self.face.public:
            found.append(
                _header(
                    "Idempotency-Key",
                    _("Your own number for this write: sent twice, it is done once."),
                    max_length=100,
                )
            )
            if self.face.has_version:
                found.append(_header("If-Match", _("The ETag you have: 412 where it changed.")))
        return found

    def get_examples(self) -> list[OpenApiExample]:
        """One example of the body."""
        example = self.operation.example
        if example is None:
            return []
        return [OpenApiExample(_("Example"), value=dict(example), request_only=True)]


def _header(name: str, words: str, *, sent: bool = True, max_length: int = 0) -> OpenApiParameter:
    kind: Any = {"type": "string", "maxLength": max_length} if max_length else OpenApiTypes.STR
    return OpenApiParameter(
        name, kind, OpenApiParameter.HEADER, description=words, response=not sent
    )


def _page_parameters() -> list[OpenApiParameter]:
    number: Any = {"type": "integer", "minimum": 1, "maximum": 200, "default": 50}
    return [
        OpenApiParameter("limit", number, description=_("Rows on a page.")),
        OpenApiParameter("cursor", str, description=_("“next” of the page before.")),
    ]


@cache
def page_of(row: type[serializers.Serializer[Any]]) -> type[serializers.Serializer[Any]]:
    """A page of rows."""
    fields = {
        "results": row(many=True),
        "next": serializers.CharField(
            allow_null=True, help_text=gettext_lazy("Cursor of the next page; null on the last.")
        ),
    }
    return type(f"{row.__name__}Page", (serializers.Serializer,), fields)


@cache
def published(place: str) -> dict[str, Any]:
    """The schema of a place ("county" or "province"); made once per process."""
    patterns = [path("api/v1/", include(f"api.v1.urls_{place}"))]
    with translation.override("zh-hans"):
        generator = SchemaGenerator(patterns=patterns, api_version="v1")  # type: ignore[no-untyped-call]
        schema: dict[str, Any] = generator.get_schema(request=None, public=True)  # type: ignore[no-untyped-call]
    return schema
