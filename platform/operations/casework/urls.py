"""Addresses of casework, in a county's console only."""

from __future__ import annotations

from typing import Any

from django.urls import path
from django.views import View

from accounts.access import console_page
from operations.casework.records import ApplicantRecord, CaseRecord, ItemRecord
from operations.casework.views import batch, catalogue, hall, lists, papers, registering, statistics


def _page(view: type[View[Any]]) -> Any:
    return console_page(view.as_view())


app_name = "casework"
_AT = "console/cases/"
urlpatterns = [
    path(_AT, _page(lists.IndexView), name="index"),
    path(f"{_AT}mine/", _page(lists.MineView), name="mine"),
    path(f"{_AT}team/", _page(lists.TeamView), name="team"),
    path(f"{_AT}drafts/", _page(lists.DraftsView), name="drafts"),
    path(f"{_AT}overdue/", _page(lists.OverdueView), name="overdue"),
    path(f"{_AT}unanswered/", _page(lists.UnansweredView), name="unanswered"),
    path(f"{_AT}assign/", _page(batch.BatchView), name="batch"),
    path(f"{_AT}statistics/", _page(statistics.StatisticsView), name="statistics"),
    path(f"{_AT}new/", _page(registering.RegisterView), name="new"),
    path(f"{_AT}new/applicants/", registering.hits, name="hits"),
    path(f"{_AT}new/item/", registering.item_parts, name="item_parts"),
    path(f"{_AT}<int:pk>/draft/", _page(registering.RegisterView), name="draft"),
    path(f"{_AT}<int:pk>/papers/<slug:kind>/", papers.paper, name="paper"),
    *CaseRecord.paths(f"{_AT}<int:pk>/"),
    path("console/applicants/", _page(lists.ApplicantsView), name="applicants"),
    *ApplicantRecord.paths("console/applicants/<int:pk>/"),
    path("console/services/", _page(catalogue.ItemsView), name="items"),
    *ItemRecord.paths("console/services/<int:pk>/"),
    path("console/hall/", _page(hall.HallView), name="hall"),
    path("console/hall/screen/", _page(hall.ScreenView), name="screen"),
]
