"""Addresses of seals, in a county's console only."""

from typing import Any

from django.urls import path
from django.views import View

from accounts.access import console_page
from operations.seals import views
from operations.seals.records import SealUseRecord


def _page(view: type[View]) -> Any:
    return console_page(view.as_view())


app_name = "seals"
_AT = "console/seals/"
urlpatterns = [
    path(_AT, _page(views.IndexView), name="index"),
    path(f"{_AT}add/", _page(views.ApplyView), name="add"),
    path(f"{_AT}sheet/", console_page(views.sheet), name="sheet"),
    path(f"{_AT}register/", _page(views.RegisterView), name="register"),
    path(f"{_AT}register/add/", _page(views.SealAddView), name="seal_add"),
    path(f"{_AT}register/<int:pk>/", _page(views.SealChangeView), name="seal_change"),
    path(f"{_AT}register/<int:pk>/end/", _page(views.SealEndView), name="seal_end"),
    *SealUseRecord.paths(f"{_AT}<int:pk>/"),
]
