"""A page that is not there: the site's own words for the public, the workbench's for the staff."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from console.views import errors

STAFF = ("/console/", "/desk/", "/api/")


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404."""
    if request.path.startswith(STAFF):
        return errors.not_found(request, exception)
    at_province = getattr(request, "county", None) is None
    return render(request, "cms/404.html", {"at_province": at_province}, status=404)
