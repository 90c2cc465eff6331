"""Middleware of the public site."""

from django.http import HttpRequest, HttpResponse
from wagtail.contrib.redirects.middleware import RedirectMiddleware

from cms.views_errors import STAFF


class SiteRedirectMiddleware(RedirectMiddleware):  # type: ignore[misc]
    """Redirects are the public site's: a 404 of the workbench is not looked up among them."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """The answer, or a redirect where a page of the site has moved."""
        if request.path_info.startswith(STAFF):
            return response
        moved: HttpResponse = super().process_response(request, response)
        return moved
