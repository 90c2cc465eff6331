"""A county's addresses, and beside them the same rows by a view written by hand."""

from datetime import UTC, datetime

import orjson
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils import timezone

from accounts.models import Grant
from accounts.posts import LOCAL
from api.models import ApiToken
from api.services import digest
from api.v1.stations import COLUMNS
from config.urls import county
from operations.stations.models import Station


def rows(request: HttpRequest) -> HttpResponse:
    """The first page as the database gives it: nobody asked, nothing masked."""
    found = Station.objects.order_by("pk").values(*COLUMNS)[:101]
    body = orjson.dumps({"results": list(found)}, default=str)
    return HttpResponse(body, content_type="application/json")


def rows_with_token(request: HttpRequest) -> HttpResponse:
    """The same for whoever has a token."""
    secret = request.headers.get("Authorization", "").removeprefix("Bearer ")
    live = ApiToken.objects.filter(revoked_at=None, expires_at__gt=datetime.now(UTC))
    if not live.filter(token_hash=digest(secret), user__is_active=True).exists():
        return HttpResponse(status=401)
    return rows(request)


def rows_of_person(request: HttpRequest) -> HttpResponse:
    """The same rows for the same person: the token, today's posts, and what they show (R148)."""
    secret = request.headers.get("Authorization", "").removeprefix("Bearer ")
    live = ApiToken.objects.filter(revoked_at=None, expires_at__gt=datetime.now(UTC))
    token = live.filter(token_hash=digest(secret), user__is_active=True).values("user").first()
    if token is None:
        return HttpResponse(status=401)
    grants = Grant.objects.filter(user_id=token["user"]).valid_on(timezone.localdate())
    held = list(grants.values_list("post", "scope_kind", "scope_key"))
    if not any(kind == "centre" and post not in LOCAL for post, kind, _key in held):
        return HttpResponse(status=403)
    return rows(request)


urlpatterns = [
    path("by-hand/person/", rows_of_person),
    path("by-hand/", rows),
    path("by-hand/token/", rows_with_token),
    *county.urlpatterns,
]
handler403, handler404, handler500 = county.handler403, county.handler404, county.handler500
