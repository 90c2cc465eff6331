"""Addresses of counting, in a county's console only."""

from typing import Any

from django.urls import path
from django.views import View

from accounts.access import console_page
from operations.counting.records import CountRecord
from operations.counting.views import desk, phone, printing


def _page(view: type[View]) -> Any:
    return console_page(view.as_view())


app_name = "counting"
_AT = "console/counting/"
_LINE = f"{_AT}<int:pk>/lines/<int:line>/"
urlpatterns = [
    path(_AT, _page(desk.CountsView), name="index"),
    path(f"{_AT}open/", _page(desk.OpenView), name="open"),
    path(f"{_AT}rooms/", console_page(printing.rooms), name="rooms"),
    # Below /phone/ its worker answers without a network, and nowhere else.
    path(f"{_AT}phone/", console_page(phone.start), name="start"),
    path(f"{_AT}phone/worker.js", console_page(phone.worker), name="worker"),
    path(f"{_AT}phone/decode/", console_page(phone.decode), name="decode"),
    path(f"{_AT}phone/<int:pk>/", console_page(phone.page), name="phone"),
    path(f"{_AT}phone/<int:pk>/data/", console_page(phone.data), name="data"),
    path(f"{_AT}phone/<int:pk>/upload/", console_page(phone.upload), name="upload"),
    path(f"{_AT}<int:pk>/lines/", _page(desk.LinesView), name="lines"),
    path(f"{_AT}<int:pk>/scans/", _page(desk.ScansView), name="scans"),
    path(_LINE, _page(desk.LineView), name="line"),
    path(f"{_LINE}settle/", _page(desk.SettleView), name="settle"),
    path(f"{_LINE}explain/", _page(desk.ExplainView), name="explain"),
    path(f"{_AT}<int:pk>/quantities/", _page(desk.QuantitiesView), name="quantities"),
    path(f"{_AT}<int:pk>/sheet/", console_page(printing.sheet), name="sheet"),
    # Behind the code at a door: short, so that it stays small.
    path("r/<str:token>/", phone.room, name="room"),
    *CountRecord.paths(f"{_AT}<int:pk>/"),
]
