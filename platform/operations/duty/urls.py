"""Addresses of duty, in a county's console only."""

from typing import Any

from django.urls import path
from django.views import View

from accounts.access import console_page
from operations.duty import views, views_papers
from operations.duty.records import DutyRecordPage, ScheduleRecord, ShiftRecord, SwapRecord


def _page(view: type[View]) -> Any:
    return console_page(view.as_view())


app_name = "duty"
_AT = "console/duty/"
urlpatterns = [
    path(_AT, _page(views.RosterView), name="index"),
    path(f"{_AT}mine/", _page(views.MineView), name="mine"),
    path(f"{_AT}plan/", _page(views.PlanView), name="plan"),
    path(f"{_AT}fill/", _page(views.FillView), name="fill"),
    path(f"{_AT}sheet/", console_page(views_papers.roster_sheet), name="sheet"),
    path(f"{_AT}book/", _page(views.RecordsView), name="records"),
    path(f"{_AT}book/paper/", console_page(views_papers.book), name="book"),
    path(f"{_AT}book/add/<slug:kind>/", _page(views.RecordAddView), name="record_add"),
    path(f"{_AT}holidays/", _page(views.SchedulesView), name="schedules"),
    path(f"{_AT}holidays/open/", console_page(views.schedule_open), name="schedule_open"),
    path(
        f"{_AT}holidays/<int:pk>/sheet/",
        console_page(views_papers.schedule_sheet),
        name="schedule_sheet",
    ),
    *ShiftRecord.paths(f"{_AT}shifts/<int:pk>/"),
    *DutyRecordPage.paths(f"{_AT}book/<int:pk>/"),
    *SwapRecord.paths(f"{_AT}swaps/<int:pk>/"),
    *ScheduleRecord.paths(f"{_AT}holidays/<int:pk>/"),
]
