"""The plain side of sitecache: one view, the bytes of our page."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import re_path


def page(request: HttpRequest) -> HttpResponse:
    """The same bytes, as any view would return them."""
    return HttpResponse(settings.BENCH_BYTES)


urlpatterns = [re_path(r"", page)]
