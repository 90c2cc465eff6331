"""Addresses of the archive, in a county's console only."""

from typing import Any

from django.urls import path
from django.views import View

from accounts.access import console_page
from operations.archives import views, views_desk
from operations.archives.records import FileRecord, ListRecord, LoanRecord


def _page(view: type[View]) -> Any:
    return console_page(view.as_view())


app_name = "archives"
_AT = "console/archives/"
urlpatterns = [
    path(_AT, _page(views.IndexView), name="index"),
    path(f"{_AT}catalogue/", console_page(views.catalogue), name="catalogue"),
    path(f"{_AT}search/", _page(views.SearchView), name="search"),
    path(f"{_AT}waiting/", _page(views.WaitingView), name="waiting"),
    path(f"{_AT}waiting/list/", console_page(views.waiting_list), name="waiting_list"),
    path(f"{_AT}settings/", _page(views.SettingsView), name="settings"),
    path(f"{_AT}<int:pk>/cover/", console_page(views.cover), name="cover"),
    path(f"{_AT}loans/", _page(views_desk.LoansView), name="loans"),
    path(f"{_AT}loans/apply/", _page(views_desk.BorrowView), name="borrow"),
    path(f"{_AT}loans/<int:pk>/copy/<int:part>/", console_page(views_desk.copy), name="copy"),
    path(f"{_AT}destruction/", _page(views_desk.ListsView), name="lists"),
    path(f"{_AT}destruction/add/", _page(views_desk.ProposeView), name="propose"),
    path(f"{_AT}destruction/<int:pk>/paper/", console_page(views_desk.paper), name="list_paper"),
    *LoanRecord.paths(f"{_AT}loans/<int:pk>/"),
    *ListRecord.paths(f"{_AT}destruction/<int:pk>/"),
    *FileRecord.paths(f"{_AT}<int:pk>/"),
]
