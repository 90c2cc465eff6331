"""Addresses of the office's work, in a county's console only."""

from typing import Any

from django.urls import path
from django.views import View

from accounts.access import console_page
from operations.office import views
from operations.office.records import SupervisionRecord


def _page(view: type[View]) -> Any:
    return console_page(view.as_view())


app_name = "office"
_AT = "console/supervision/"
urlpatterns = [
    path(_AT, _page(views.ItemsView), name="items"),
    path(f"{_AT}add/", _page(views.IssueView), name="issue"),
    path(f"{_AT}matrix/", _page(views.MatrixView), name="matrix"),
    path(f"{_AT}checks/", _page(views.ChecksView), name="checks"),
    *SupervisionRecord.paths(f"{_AT}<int:pk>/"),
]
