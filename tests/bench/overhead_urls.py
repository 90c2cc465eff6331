"""The view of request_overhead: one query, a few bytes."""

from django.contrib.contenttypes.models import ContentType
from django.http import HttpRequest, HttpResponse
from django.urls import path


def one(request: HttpRequest) -> HttpResponse:
    """Read one row, past every cache."""
    return HttpResponse(ContentType.objects.filter(model="contenttype").get().app_label)


urlpatterns = [path("one/", one)]
