"""What every address of the API is made of: load → may you → shape → one service call → answer."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from django.db.models import Model, QuerySet
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import parse_etags
from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.exceptions import NotAuthenticated
from rest_framework.parsers import BaseParser
from rest_framework.request import Request
from rest_framework.views import APIView

from accounts.actors import actor_of, address_of
from accounts.models import User
from api import pagination, rates, scopes
from api.authentication import TokenAuthentication
from api.errors import Refusal, handle, invalid
from api.idempotency import Answer, once, reply
from api.inputs import Query
from api.models import ApiToken
from api.rendering import JsonParser, JsonRenderer, dumps
from api.schema import ApiSchema
from core import problems
from core.actor import Actor
from core.codes.typed import is_digits
from core.lifecycle_words import changed_meanwhile

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

SAFE = ("GET", "HEAD")
LONG = 6


@dataclass(frozen=True, slots=True)
class Operation:
    """What the schema says of one method of an address."""

    title: StrOrPromise
    description: StrOrPromise = ""
    output: type[serializers.Serializer[Any]] | None = None
    input: type[serializers.Serializer[Any]] | None = None
    example: Mapping[str, Any] | None = None
    code: int = 200
    # What comes instead of JSON: a file of one of these types.
    media: tuple[str, ...] = ()


class ApiView(APIView):
    """Base of all. Subclasses say their area (the scope they need) and their operations."""

    area: ClassVar[str] = ""
    # Open to everybody: signing in, the schema.
    public: ClassVar[bool] = False
    tag: ClassVar[StrOrPromise] = ""
    operations: ClassVar[Mapping[str, Operation]] = {}
    filters: type[Query] | None = None
    paged: ClassVar[bool] = False
    has_version: ClassVar[bool] = False

    authentication_classes = (TokenAuthentication,)
    permission_classes = ()
    throttle_classes = ()
    renderer_classes = (JsonRenderer,)
    parser_classes: tuple[type[BaseParser], ...] = (JsonParser,)
    http_method_names = ("get", "head", "post", "delete")
    schema = ApiSchema()

    @property
    def default_response_headers(self) -> dict[str, str]:
        """None of the framework's: 405 alone says what is allowed."""
        return {"Vary": "Authorization"}

    def get_exception_handler(self) -> Any:
        """Every refusal is a problem document."""
        return handle

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Count, ask who speaks, and whether the token reaches so far."""
        rates.count("address", address_of(request._request))
        super().initial(request, *args, **kwargs)
        if self.public:
            return
        if not isinstance(request.auth, ApiToken):
            raise NotAuthenticated
        rates.count("token", str(request.auth.pk))
        if request.method not in self.allowed_methods:
            self.http_method_not_allowed(request)
        self._within_scope(request.method or "", request.auth)

    def _within_scope(self, method: str, token: ApiToken) -> None:
        if not self.area:
            return
        needed = f"{self.area}:{'read' if method in SAFE else 'write'}"
        if needed not in token.scopes:
            sentence = _("This device was signed in without “%(scope)s”.") % {
                "scope": scopes.label(needed)
            }
            raise Refusal(403, "scope", sentence)

    @property
    def user(self) -> User:
        """The person whose token it is."""
        if not isinstance(self.request.user, User):
            raise NotAuthenticated
        return self.request.user

    @property
    def actor(self) -> Actor:
        """The person with the posts of today."""
        return actor_of(self.user, self.request._request)

    def sent(self, shape: type[serializers.Serializer[Any]]) -> dict[str, Any]:
        """The body, checked against its shape. Raises the refusal 400."""
        if not isinstance(self.request.data, Mapping):
            raise invalid({"body": [_("Send a JSON object.")]})
        given = shape(data=self.request.data)
        given.is_valid(raise_exception=True)
        return dict(given.validated_data)

    def answer(self, body: Any, *, version: int | None = None) -> HttpResponse:
        """What was read, with its ETag; 304 where the caller has it already."""
        content = dumps(body)
        mark = tag_of(content, version)
        known = parse_etags(self.request.headers.get("If-None-Match", ""))
        if mark in known or f"W/{mark}" in known or "*" in known:
            return reply(b"", 304, {"ETag": mark})
        return reply(content, 200, {"ETag": mark})

    def finalize_response(
        self, request: Request, response: HttpResponseBase, *args: Any, **kwargs: Any
    ) -> Any:
        """Nobody on the way keeps a copy; every answer has its number."""
        final: Any = super().finalize_response(request, response, *args, **kwargs)  # type: ignore[arg-type]  # HttpResponse is allowed
        final.setdefault("Cache-Control", "private, no-cache")
        final.setdefault("X-Request-ID", problems.request_id(request._request))
        return final


def tag_of(content: bytes, version: int | None = None) -> str:
    """The ETag of an answer; a record's begins with its version, which If-Match compares."""
    short = hashlib.sha256(content).hexdigest()[:16]
    return f'"{short}"' if version is None else f'"v{version}.{short}"'


class ListView(ApiView):
    """GET of a list: filters, then one page by key.

    Subclasses say `operations`, `filters`, `order` (columns that are never empty, the last one
    unique), `rows` (values() where speed counts) and `shown`.
    """

    paged = True
    filters: type[Query] = Query
    order: ClassVar[tuple[str, ...]] = ("pk",)

    def rows(self, asked: dict[str, Any]) -> QuerySet[Any, Any]:
        """What the person may see, narrowed by the filters: a selector with the actor."""
        raise NotImplementedError

    def shown(self, row: Any) -> dict[str, Any]:
        """One row as JSON, personal data masked (R152)."""
        raise NotImplementedError

    def get(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        """One page."""
        asked, place, limit = self.asked()
        found, following = self.cut(asked, place, limit)
        return self.answer({"results": [self.shown(row) for row in found], "next": following})

    def cut(
        self, asked: dict[str, Any], place: pagination.Place, limit: int
    ) -> tuple[list[Any], str | None]:
        """The rows of one page and the next cursor."""
        return pagination.of_rows(self.rows(asked), order=self.order, place=place, limit=limit)

    def asked(self) -> tuple[dict[str, Any], pagination.Place, int]:
        """Filters, where to go on, how many. Raises the refusal 400."""
        given = self.request.query_params.dict()
        cursor, limit = str(given.pop("cursor", "")), size(given.pop("limit", None))
        asked: dict[str, Any] = {}
        if given:
            # Most pages are asked for without filters; a shape costs as much as a query.
            shape = self.filters(data=given)
            shape.is_valid(raise_exception=True)
            asked = dict(shape.validated_data)
        return asked, pagination.Place.of(self.request.path, asked, cursor), limit


def size(sent: Any) -> int:
    """Rows on a page. Raises the refusal 400."""
    if sent is None:
        return pagination.USUAL
    text = str(sent)
    number = int(text) if is_digits(text) and len(text) < LONG else 0
    if not 1 <= number <= pagination.MOST:
        words = _("A page has 1 to %(most)d rows.") % {"most": pagination.MOST}
        raise invalid({"limit": [words]})
    return number


class RecordEndpoint(ApiView):
    """Loads one record: not visible is 404, changed since it was read is 412."""

    has_version = True

    def visible(self) -> QuerySet[Any]:
        """The records this person may see: a selector with the actor."""
        raise NotImplementedError

    def load(self) -> Any:
        """The record of the address; locked when the caller named a version. Raises Http404."""
        found = self.visible().filter(pk=self.kwargs["pk"])
        if "If-Match" in self.request.headers and self.request.method not in SAFE:
            found = found.select_for_update(of=("self",))
        record = found.first()
        if record is None:
            raise Http404
        return record

    def same_version(self, record: Model) -> None:
        """What the caller has read is what there is. Raises the refusal 412."""
        known = parse_etags(self.request.headers.get("If-Match", ""))
        if not known or "*" in known:
            return
        mine = f"v{getattr(record, 'version', '')}"
        if not any(mark.removeprefix("W/").strip('"').split(".")[0] == mine for mark in known):
            raise Refusal(412, "changed", changed_meanwhile(record))


class OneView(RecordEndpoint):
    """GET of one record."""

    def shown(self, record: Any) -> dict[str, Any]:
        """The record as JSON, personal data masked (R152)."""
        raise NotImplementedError

    def get(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        """The record with its ETag."""
        record = self.load()
        return self.answer(self.shown(record), version=getattr(record, "version", None))


def fresh(visible: QuerySet[Any], record: Any) -> Any:
    """A record as it stands after a write; also when it went out of sight by it."""
    found = visible.filter(pk=record.pk).first()
    return found or type(record)._default_manager.get(pk=record.pk)


class WriteView(ApiView):
    """POST: one service call in one transaction, once per Idempotency-Key."""

    def write(self, request: Request, **kwargs: Any) -> Answer:
        """Shape, then the one call."""
        raise NotImplementedError

    def post(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        """Write."""
        return once(request, self.user, partial(self.write, request, **kwargs))
