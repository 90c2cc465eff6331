"""Addresses of papers handed in, in a county's console only."""

from typing import Any

from django.urls import path
from django.views import View

from accounts.access import console_page
from operations.documents.handed import views
from operations.documents.handed.records import HandedRecord


def _page(view: type[View]) -> Any:
    return console_page(view.as_view())


app_name = "handed"
_AT = "console/handed/"
urlpatterns = [
    path(_AT, _page(views.IndexView), name="index"),
    path(f"{_AT}add/", _page(views.AddView), name="add"),
    *HandedRecord.paths(f"{_AT}<int:pk>/"),
]
