"""Addresses of outgoing documents, in a county's console only."""

from typing import Any

from django.urls import path
from django.views import View

from accounts.access import console_page
from operations.documents import views
from operations.documents.records import DocumentRecord


def _page(view: type[View]) -> Any:
    return console_page(view.as_view())


app_name = "documents"
_AT = "console/outgoing/"
urlpatterns = [
    path(_AT, _page(views.IndexView), name="index"),
    path(f"{_AT}add/", _page(views.AddView), name="add"),
    path(f"{_AT}sheets/", console_page(views.print_sheets), name="print_sheets"),
    path(f"{_AT}try/", console_page(views.trial), name="trial"),
    path(f"{_AT}numbers/", _page(views.NumbersView), name="numbers"),
    path(f"{_AT}numbers/<int:pk>/end/", console_page(views.end_series), name="series_end"),
    path(f"{_AT}<int:pk>/change/", _page(views.ChangeView), name="change"),
    path(f"{_AT}<int:pk>/preview/", console_page(views.preview), name="preview"),
    path(f"{_AT}<int:pk>/word/", console_page(views.word), name="word"),
    path(f"{_AT}<int:pk>/sending/", console_page(views.sending), name="sending"),
    path(f"{_AT}<int:pk>/versions/", _page(views.VersionsView), name="versions"),
    *DocumentRecord.paths(f"{_AT}<int:pk>/"),
]
