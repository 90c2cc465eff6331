"""Addresses of the office's work, in a county's console only."""

from typing import Any

from django.urls import path
from django.views import View

from accounts.access import console_page
from operations.office import views, views_plans
from operations.office.records import SupervisionRecord
from operations.office.records_plans import PlanRecord


def _page(view: type[View]) -> Any:
    return console_page(view.as_view())


app_name = "office"
_AT = "console/supervision/"
_PLANS = "console/plans/"
urlpatterns = [
    path(_AT, _page(views.ItemsView), name="items"),
    path(f"{_AT}add/", _page(views.IssueView), name="issue"),
    path(f"{_AT}matrix/", _page(views.MatrixView), name="matrix"),
    path(f"{_AT}checks/", _page(views.ChecksView), name="checks"),
    *SupervisionRecord.paths(f"{_AT}<int:pk>/"),
    path(_PLANS, _page(views_plans.PlansView), name="plans"),
    path(f"{_PLANS}open/", console_page(views_plans.open_plans), name="plans_open"),
    path(f"{_PLANS}<int:pk>/add/", _page(views_plans.ItemAddView), name="plan_item_add"),
    path(f"{_PLANS}<int:pk>/sheet/", console_page(views_plans.plan_sheet), name="plan_sheet"),
    path(
        f"{_PLANS}items/<int:pk>/change/",
        _page(views_plans.ItemChangeView),
        name="plan_item_change",
    ),
    path(
        f"{_PLANS}items/<int:pk>/progress/",
        _page(views_plans.ItemProgressView),
        name="plan_item_progress",
    ),
    path(
        f"{_PLANS}items/<int:pk>/remove/",
        console_page(views_plans.item_remove),
        name="plan_item_remove",
    ),
    path(
        f"{_PLANS}items/<int:pk>/supervise/",
        console_page(views_plans.item_supervise),
        name="plan_item_supervise",
    ),
    *PlanRecord.paths(f"{_PLANS}<int:pk>/"),
]
