"""Addresses of mail, in a county's console only."""

from typing import Any

from django.urls import path
from django.views import View

from accounts.access import console_page
from operations.mail import views, views_cabinet
from operations.mail.records import MailRecord


def _page(view: type[View]) -> Any:
    return console_page(view.as_view())


app_name = "mail"
_AT = "console/mail/"
urlpatterns = [
    path(_AT, _page(views.IndexView), name="index"),
    path(f"{_AT}add/", _page(views.AddView), name="add"),
    path(f"{_AT}sorting/", _page(views.SortingView), name="sorting"),
    path(f"{_AT}waiting/", _page(views.WaitingView), name="waiting"),
    path(f"{_AT}unclaimed/", _page(views.UnclaimedView), name="unclaimed"),
    path(f"{_AT}papers/", _page(views.PapersView), name="papers"),
    path(f"{_AT}papers/add/", _page(views.SubscriptionAddView), name="subscribe"),
    path(f"{_AT}papers/<int:pk>/end/", console_page(views.subscription_end), name="unsubscribe"),
    path(f"{_AT}slots/", _page(views_cabinet.CabinetView), name="slots"),
    path(f"{_AT}slots/add/", _page(views_cabinet.SlotAddView), name="slot_add"),
    path(f"{_AT}slots/labels/", console_page(views_cabinet.labels), name="labels"),
    path(f"{_AT}slots/map/", console_page(views_cabinet.map_sheet), name="map"),
    path(f"{_AT}slots/<int:pk>/change/", _page(views_cabinet.SlotChangeView), name="slot_change"),
    path(f"{_AT}slots/<int:pk>/close/", console_page(views_cabinet.slot_close), name="slot_close"),
    path(f"{_AT}at/<str:key>/", _page(views_cabinet.AtView), name="at"),
    *MailRecord.paths(f"{_AT}<int:pk>/"),
]
