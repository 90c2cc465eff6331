"""Addresses of petitions, in a county's console only."""

from typing import Any

from django.urls import path
from django.views import View

from accounts.access import console_page
from operations.petitions import views
from operations.petitions.records import PetitionRecord


def _page(view: type[View]) -> Any:
    return console_page(view.as_view())


app_name = "petitions"
_AT = "console/petitions/"
urlpatterns = [
    path(_AT, _page(views.IndexView), name="index"),
    path(f"{_AT}add/", _page(views.AddView), name="add"),
    path(f"{_AT}<int:pk>/change/", _page(views.ChangeView), name="change"),
    *PetitionRecord.paths(f"{_AT}<int:pk>/"),
]
