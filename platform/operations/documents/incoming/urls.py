"""Addresses of incoming documents, in a county's console only."""

from typing import Any

from django.urls import path
from django.views import View

from accounts.access import console_page
from operations.documents.incoming import views
from operations.documents.incoming.records import IncomingRecord


def _page(view: type[View]) -> Any:
    return console_page(view.as_view())


app_name = "incoming"
_AT = "console/incoming/"
urlpatterns = [
    path(_AT, _page(views.IndexView), name="index"),
    path(f"{_AT}add/", _page(views.AddView), name="add"),
    path(f"{_AT}<int:pk>/change/", _page(views.ChangeView), name="change"),
    path(f"{_AT}<int:pk>/sheet/", console_page(views.sheet), name="sheet"),
    *IncomingRecord.paths(f"{_AT}<int:pk>/"),
]
