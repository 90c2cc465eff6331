"""Addresses of assets, in a county's console only."""

from typing import Any

from django.urls import path
from django.views import View

from accounts.access import console_page
from console.records import places
from operations.assets.joints import balance_page
from operations.assets.models import FinanceBalance
from operations.assets.records import PurchaseRecord
from operations.assets.records_care import RepairRecord, ScrappingRecord
from operations.assets.records_more import AssetRecord, ReimbursementRecord
from operations.assets.views import accounts, lists, movements, printing


def _page(view: type[View]) -> Any:
    return console_page(view.as_view())


app_name = "assets"
places.register_page(FinanceBalance, balance_page)
_AT = "console/assets/"
urlpatterns = [
    path(_AT, _page(lists.LedgerView), name="index"),
    path(f"{_AT}purchases/", _page(lists.PurchasesView), name="purchases"),
    path(f"{_AT}purchases/add/", _page(lists.AddView), name="add"),
    path(f"{_AT}purchases/<int:pk>/change/", _page(lists.ChangeView), name="change"),
    path(f"{_AT}purchases/<int:pk>/sheet/", console_page(printing.request_sheet), name="sheet"),
    path(f"{_AT}<int:pk>/register/", console_page(printing.register_sheet), name="register"),
    path(
        f"{_AT}repairs/<int:pk>/sheet/",
        console_page(printing.repair_sheet),
        name="repair_sheet",
    ),
    path(
        f"{_AT}scrapping/<int:pk>/sheet/",
        console_page(printing.scrapping_sheet),
        name="scrapping_sheet",
    ),
    path(f"{_AT}movements/", _page(movements.MovementsView), name="movements"),
    path(f"{_AT}labels/", console_page(printing.labels), name="labels"),
    # Behind a label: short, so that its code stays small.
    path("a/<str:token>/", printing.scan, name="scan"),
    path(f"{_AT}reimbursements/", _page(lists.ReimbursementsView), name="reimbursements"),
    path(f"{_AT}repairs/", _page(lists.RepairsView), name="repairs"),
    path(f"{_AT}scrapping/", _page(lists.ScrappingsView), name="scrappings"),
    path(f"{_AT}training/", _page(lists.TrainingView), name="training"),
    path(f"{_AT}training/add/", _page(lists.TrainingAddView), name="training_add"),
    path(f"{_AT}accounts/", _page(accounts.AccountsView), name="accounts"),
    path(f"{_AT}accounts/charge/", _page(accounts.ChargeView), name="charge"),
    path(f"{_AT}accounts/balance/", _page(accounts.BalanceView), name="balance"),
    *PurchaseRecord.paths(f"{_AT}purchases/<int:pk>/"),
    *ReimbursementRecord.paths(f"{_AT}reimbursements/<int:pk>/"),
    *RepairRecord.paths(f"{_AT}repairs/<int:pk>/"),
    *ScrappingRecord.paths(f"{_AT}scrapping/<int:pk>/"),
    *AssetRecord.paths(f"{_AT}<int:pk>/"),
]
