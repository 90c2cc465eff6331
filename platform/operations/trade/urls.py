"""Addresses of products, in a county's console only; the batch's page is the site's."""

from typing import Any

from django.urls import path, reverse
from django.views import View

from accounts.access import console_page
from console.records import places
from operations.trade import printing, views
from operations.trade.models import Producer
from operations.trade.records import BatchRecord, CertificateRecord, ProductRecord, RecallRecord


def _page(view: type[View]) -> Any:
    return console_page(view.as_view())


app_name = "trade"
# Producers have no page of their own: the list shows all there is.
places.register_page(Producer, lambda key: reverse("trade:producers"))
_AT = "console/trade/"
urlpatterns = [
    path(_AT, _page(views.IndexView), name="index"),
    path(f"{_AT}add/", _page(views.ProductAddView), name="product_add"),
    path(f"{_AT}<int:pk>/change/", _page(views.ProductChangeView), name="product_change"),
    path(f"{_AT}producers/", _page(views.ProducersView), name="producers"),
    path(f"{_AT}producers/add/", _page(views.ProducerAddView), name="producer_add"),
    path(f"{_AT}producers/<int:pk>/", _page(views.ProducerChangeView), name="producer_change"),
    path(f"{_AT}batches/", _page(views.BatchesView), name="batches"),
    path(f"{_AT}batches/add/", _page(views.BatchAddView), name="batch_add"),
    path(f"{_AT}batches/copies/", _page(views.CopiesView), name="copies"),
    path(f"{_AT}batches/<int:pk>/change/", _page(views.BatchChangeView), name="batch_change"),
    path(f"{_AT}batches/<int:pk>/labels/", console_page(printing.labels), name="labels"),
    path(f"{_AT}certificates/", _page(views.CertificatesView), name="certificates"),
    path(f"{_AT}recalls/", _page(views.RecallsView), name="recalls"),
    *CertificateRecord.paths(f"{_AT}certificates/<int:pk>/"),
    *RecallRecord.paths(f"{_AT}recalls/<int:pk>/"),
    *BatchRecord.paths(f"{_AT}batches/<int:pk>/"),
    *ProductRecord.paths(f"{_AT}<int:pk>/"),
]
