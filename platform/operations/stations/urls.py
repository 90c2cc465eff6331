"""Addresses of stations, in a county's console only."""

from typing import Any

from django.urls import path
from django.views import View

from accounts.access import console_page
from operations.stations import views
from operations.stations.records import StationRecord


def _page(view: type[View]) -> Any:
    return console_page(view.as_view())


app_name = "stations"
_AT = "console/stations/"
urlpatterns = [
    path(_AT, _page(views.IndexView), name="index"),
    path(f"{_AT}add/", _page(views.AddView), name="add"),
    path(f"{_AT}board/", _page(views.BoardView), name="board"),
    path(f"{_AT}map/", _page(views.MapView), name="map"),
    path(f"{_AT}divisions/", _page(views.DivisionsView), name="divisions"),
    path(f"{_AT}<int:pk>/change/", _page(views.ChangeView), name="change"),
    path(f"{_AT}<int:pk>/papers/<slug:kind>/", console_page(views.paper), name="paper"),
    *StationRecord.paths(f"{_AT}<int:pk>/"),
]
