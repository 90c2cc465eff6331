"""Addresses of supplies, in a county's console only."""

from typing import Any

from django.urls import path
from django.views import View

from accounts.access import console_page
from operations.supplies import (
    views,
    views_movements,
    views_purchases,
    views_station,
    views_stock,
)
from operations.supplies.records import PlanRecord, PurchaseRecord, UrgentRecord
from operations.supplies.records_ledger import HoldingRecord, ScrapRecord


def _page(view: type[View]) -> Any:
    return console_page(view.as_view())


app_name = "supplies"
_AT = "console/supplies/"
urlpatterns = [
    path(_AT, _page(views.IndexView), name="index"),
    path(f"{_AT}add/", _page(views.PlanAddView), name="add"),
    path(f"{_AT}need/", _page(views_station.NeedView), name="need"),
    *PlanRecord.paths(f"{_AT}plans/<int:pk>/"),
    path(f"{_AT}plans/<int:pk>/paper/", console_page(views_stock.plan_paper), name="plan_paper"),
    path(f"{_AT}urgent/", _page(views.UrgentsView), name="urgents"),
    path(f"{_AT}urgent/add/", _page(views.UrgentAddView), name="urgent_add"),
    path(f"{_AT}urgent/starter/", _page(views.StarterAddView), name="starter_add"),
    *UrgentRecord.paths(f"{_AT}urgent/<int:pk>/"),
    path(
        f"{_AT}urgent/<int:pk>/paper/", console_page(views_stock.urgent_paper), name="urgent_paper"
    ),
    path(f"{_AT}purchases/", _page(views_purchases.PurchasesView), name="purchases"),
    path(f"{_AT}purchases/add/", _page(views_purchases.PurchaseAddView), name="purchase_add"),
    *PurchaseRecord.paths(f"{_AT}purchases/<int:pk>/"),
    path(
        f"{_AT}purchases/<int:pk>/paper/",
        console_page(views_stock.purchase_paper),
        name="purchase_paper",
    ),
    path(f"{_AT}stock/", _page(views_stock.StockView), name="stock"),
    path(f"{_AT}stock/movements/", _page(views_movements.MovementsView), name="movements"),
    path(f"{_AT}stock/receive/", _page(views_stock.ReceiveView), name="receive"),
    path(f"{_AT}stock/count/", _page(views_stock.CountView), name="count"),
    path(f"{_AT}stock/place/", _page(views_stock.PlaceAddView), name="place_add"),
    path(f"{_AT}items/add/", _page(views_stock.ItemAddView), name="item_add"),
    path(f"{_AT}items/<int:pk>/", _page(views_stock.ItemView), name="item"),
    path(f"{_AT}items/<int:pk>/change/", _page(views_stock.ItemChangeView), name="item_change"),
    path(f"{_AT}items/<int:pk>/end/", _page(views_stock.ItemEndView), name="item_end"),
    path(f"{_AT}items/<int:pk>/standard/", _page(views_stock.StandardView), name="standard"),
    path(f"{_AT}ledger/", _page(views_stock.LedgerView), name="ledger"),
    *HoldingRecord.paths(f"{_AT}ledger/<int:pk>/"),
    path(f"{_AT}clearance/<int:pk>/", console_page(views_stock.clearance), name="clearance"),
    path(f"{_AT}scraps/", _page(views_stock.ScrapsView), name="scraps"),
    *ScrapRecord.paths(f"{_AT}scraps/<int:pk>/"),
    path(f"{_AT}scraps/<int:pk>/paper/", console_page(views_stock.scrap_paper), name="scrap_paper"),
]
