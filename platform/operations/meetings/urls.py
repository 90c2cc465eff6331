"""Addresses of meetings and visits, in a county's console only."""

from typing import Any

from django.urls import path
from django.views import View

from accounts.access import console_page
from operations.meetings import views, views_rooms, views_visits
from operations.meetings.records import MeetingRecord
from operations.meetings.records_visit import VisitRecord


def _page(view: type[View]) -> Any:
    return console_page(view.as_view())


app_name = "meetings"
_AT, _ROOMS, _VISITS = "console/meetings/", "console/meetings/rooms/", "console/visits/"
urlpatterns = [
    path(_AT, _page(views.IndexView), name="index"),
    path(f"{_AT}add/", _page(views.AddView), name="add"),
    path(f"{_AT}<int:pk>/change/", _page(views.ChangeView), name="change"),
    path(f"{_AT}<int:pk>/sheet/", console_page(views.sheet), name="sheet"),
    path(f"{_AT}<int:pk>/minutes/", console_page(views.minutes), name="minutes"),
    path(f"{_AT}<int:pk>/code/", _page(views_rooms.CodeView), name="code"),
    path(f"{_AT}sign-in/<str:code>/", _page(views_rooms.SignInView), name="sign_in"),
    path(f"{_AT}decisions/<int:pk>/", console_page(views.decision), name="decision"),
    path(_ROOMS, _page(views_rooms.RoomsView), name="rooms"),
    path(f"{_ROOMS}add/", _page(views_rooms.RoomAddView), name="room_add"),
    path(f"{_ROOMS}<int:pk>/", _page(views_rooms.RoomChangeView), name="room_change"),
    path(f"{_ROOMS}<int:pk>/end/", _page(views_rooms.RoomEndView), name="room_end"),
    *MeetingRecord.paths(f"{_AT}<int:pk>/"),
    path(_VISITS, _page(views_visits.VisitsView), name="visits"),
    path(f"{_VISITS}add/", _page(views_visits.VisitAddView), name="visit_add"),
    path(f"{_VISITS}<int:pk>/change/", _page(views_visits.VisitChangeView), name="visit_change"),
    *VisitRecord.paths(f"{_VISITS}<int:pk>/"),
]
