"""Middleware of the console: places and security headers."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse

from console import places

View = Callable[[HttpRequest], HttpResponse]


class PlacesMiddleware:
    """404 for a county's pages on the province's host and the other way round."""

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """One request."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *args: object) -> None:
        """Raises Http404 in the wrong place."""
        if not request.path_info.startswith("/console/"):
            return
        where = places.where_is(request.path_info.removeprefix("/console/"))
        here = "county" if getattr(request, "county", None) else "province"
        if where not in ("both", here):
            raise Http404


class SecurityHeadersMiddleware:
    """Headers that Django's own middleware does not set."""

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """One request."""
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", "camera=(self), geolocation=(self)")
        return response
