"""The first middleware: finds the county of the host and puts the whole request into it."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.db import connections
from django.db.utils import InternalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import set_urlconf
from django.utils.translation import gettext as _
from psycopg2.errors import ReadOnlySqlTransaction

from core import problems
from tenants import hosts
from tenants.context import CountyRef, province_context

SAFE_METHODS = {"GET", "HEAD", "OPTIONS", "TRACE"}
# Signing in and out must work in a read-only county, or nobody could read it.
ALWAYS_WRITABLE = (
    "/console/login/",
    "/console/login/code/",
    "/console/login/set-up/",
    "/console/logout/",
    "/api/v1/auth/",
)
HEALTH = ("/healthz", "/readyz")
# What the pages that stand alone are dressed in, on hosts where nothing else is served.
SHEET = "tenants/plain.css"


class CountyMiddleware:
    """Sets request.county (CountyRef, or None for the province) and the connection's schema.

    A host that belongs to nobody gets a plain 404 before anything else of the product runs.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Serve one request in its county; the connection ends in the province, come what may."""
        try:
            host = hosts.of_request(request)
        except DisallowedHost:
            return self._unknown_host(request, "")
        if hosts.is_province(host) or request.path_info in HEALTH:
            return self._province(request)
        county = hosts.by_host(host)
        if county is None:
            return self._unknown_host(request, host)
        return self._county(request, county)

    def _unknown_host(self, request: HttpRequest, host: str) -> HttpResponse:
        if problems.asked_for(request):
            sentence = _("No county is served at this address")
            return problems.response(request, status=404, code="unknown_host", detail=sentence)
        return self._alone(request, "tenants/unknown_host.html", {"host": host}, 404)

    def _suspended(self, request: HttpRequest, county: CountyRef) -> HttpResponse:
        if problems.asked_for(request):
            sentence = _("The service of %(name)s is suspended. %(contact)s") % {
                "name": county.name,
                "contact": county.contact,
            }
            return problems.response(request, status=503, code="suspended", detail=sentence.strip())
        return self._alone(request, "tenants/closed.html", {"county": county}, 503)

    def _alone(
        self, request: HttpRequest, template: str, context: dict[str, object], status: int
    ) -> HttpResponse:
        """A page that stands alone, or the sheet it is dressed in."""
        if request.path_info == static(SHEET):
            return self._province(request)
        return _page(template, context, status)

    def _province(self, request: HttpRequest) -> HttpResponse:
        request.county = None  # type: ignore[attr-defined]
        request.urlconf = settings.PUBLIC_SCHEMA_URLCONF
        set_urlconf(settings.PUBLIC_SCHEMA_URLCONF)
        with province_context():
            return self.get_response(request)

    def _county(self, request: HttpRequest, county: CountyRef) -> HttpResponse:
        if not county.served:
            return self._suspended(request, county)
        request.county = county  # type: ignore[attr-defined]
        wrapper: Any = connections["default"]
        wrapper.set_tenant(county)
        try:
            if county.read_only:
                return self._read_only(request, county)
            return self.get_response(request)
        finally:
            wrapper.set_schema_to_public()

    def _read_only(self, request: HttpRequest, county: CountyRef) -> HttpResponse:
        if request.path_info.startswith(ALWAYS_WRITABLE):
            wrapper: Any = connections["default"]
            wrapper.read_only = False
            return self.get_response(request)
        if request.method not in SAFE_METHODS:
            return _refuse_write(request, county)
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """The database's own refusal to write in a read-only county, as a sentence."""
        if isinstance(error, InternalError) and isinstance(error.__cause__, ReadOnlySqlTransaction):
            return _refuse_write(request, getattr(request, "county", None))
        return None


def _refuse_write(request: HttpRequest, county: CountyRef | None) -> HttpResponse:
    if problems.asked_for(request):
        sentence = _("%(name)s is read-only at present. Nothing was stored.")
        detail = sentence % {"name": county.name if county else ""}
        return problems.response(request, status=403, code="read_only", detail=detail)
    return _page("tenants/read_only.html", {"county": county}, 403)


def _page(template: str, context: dict[str, object], status: int) -> HttpResponse:
    return HttpResponse(render_to_string(template, context), status=status)
