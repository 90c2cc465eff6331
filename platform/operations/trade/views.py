"""Lists and forms of products: products, batches, certificates, recalls, producers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.views.pages import Page
from console.entering import EnteringPage
from console.lists import Column, Exporting, in_pieces
from core.codes.typed import is_digits
from core.lifecycle_words import denied
from operations.trade import forms, selectors, services
from operations.trade.lifecycle import (
    KEEPERS,
    NEVER_LISTED,
    READERS,
    B,
    BatchStates,
    P,
    ProductStates,
    RecallStates,
)
from operations.trade.models import Batch, Producer, Product
from operations.trade.records import place

PER_PAGE = 50
PRODUCTS = ("trade:index", gettext_lazy("Products with origin"))
BATCHES = ("trade:batches", gettext_lazy("Batches"))
PRODUCERS = ("trade:producers", gettext_lazy("Producers"))


class ReadersPage(Exporting):
    """One page of rows for whoever works at the centre; filters are in the address."""

    filters: tuple[str, ...] = ("q", "state")
    header_icon = "pick"
    above: tuple[tuple[str, Any], ...] = ()

    def rows(self, asked: dict[str, str]) -> QuerySet[Any]:
        """What one may see, narrowed and in order."""
        raise NotImplementedError

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """403 for those outside the centre."""
        if not selectors.reads(self.actor):
            raise denied(READERS)
        return super().dispatch(request, *args, **kwargs)

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Read the filters."""
        super().setup(request, *args, **kwargs)
        sent = request.GET
        self.asked = {name: sent[name] for name in self.filters if sent.get(name)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Rows and filters."""
        page = Paginator(self.rows(self.asked), PER_PAGE).get_page(self.request.GET.get("p"))
        return {
            **super().get_context_data(**kwargs),
            "page": page,
            "rows": list(page.object_list),
            "asked": self.asked,
            "query": urlencode(self.asked),
            "may_add": selectors.keeps(self.actor),
        }


class IndexView(ReadersPage):
    """Products with their origin."""

    template_name = "trade/index.html"
    page_title = gettext_lazy("Products with origin")

    def rows(self, asked: dict[str, str]) -> QuerySet[Any]:
        """The newest first."""
        found = selectors.filtered_products(
            selectors.products(self.actor),
            query=asked.get("q", ""),
            state=asked.get("state", ""),
        )
        return found.order_by("-pk")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the states."""
        return {**super().get_context_data(**kwargs), "states": ProductStates.choices}


class BatchesView(ReadersPage):
    """Batches; as a file, too."""

    template_name = "trade/batches.html"
    page_title = gettext_lazy("Batches")
    header_icon = "tag"
    filters = ("q", "state", "product")

    def rows(self, asked: dict[str, str]) -> QuerySet[Any]:
        """The newest first."""
        found = selectors.filtered_batches(
            selectors.batches(self.actor),
            query=asked.get("q", ""),
            state=asked.get("state", ""),
            product=asked.get("product", ""),
        )
        return found.order_by("-packed_date", "-pk")

    def file_columns(self) -> Sequence[Column]:
        """Origin, dates, test and labels."""
        return COLUMNS

    def file_rows(self) -> Iterable[Any]:
        """All that is filtered."""
        return in_pieces(self.rows(self.asked))

    def file_count(self) -> int:
        """What is filtered."""
        return self.rows(self.asked).count()

    def file_filters(self) -> str:
        """As they are called above the list."""
        states = dict(BatchStates.choices)
        return "；".join(str(states.get(value, value)) for value in self.asked.values())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the states and products."""
        return {
            **super().get_context_data(**kwargs),
            "states": BatchStates.choices,
            "products": Product.objects.exclude(status__in=NEVER_LISTED).order_by("code"),
        }


COLUMNS = (
    Column(gettext_lazy("Batch code"), "spaced_code"),
    Column(gettext_lazy("Product"), "product__name"),
    Column(gettext_lazy("Producer"), "product__producer__public_name"),
    Column(gettext_lazy("Village of origin"), place),
    Column(gettext_lazy("Quantity"), "quantity"),
    Column(gettext_lazy("Harvested on"), "harvested_date"),
    Column(gettext_lazy("Packed on"), "packed_date"),
    Column(gettext_lazy("Result of the test"), lambda one: one.get_outcome_display()),
    Column(gettext_lazy("Labels made"), "labels"),
    Column(gettext_lazy("State"), lambda one: one.get_status_display()),
)


class CertificatesView(ReadersPage):
    """Certificates; those that end first come first."""

    template_name = "trade/certificates.html"
    page_title = gettext_lazy("Certificates of products")
    header_icon = "doc-full"
    filters = ()
    above = (PRODUCTS,)

    def rows(self, asked: dict[str, str]) -> QuerySet[Any]:
        """Those withdrawn last."""
        return selectors.certificates(self.actor).order_by("revoked_date", "-valid_to_date", "pk")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With whether each holds."""
        context = super().get_context_data(**kwargs)
        today = timezone.localdate()
        return context | {"rows": [(one, one.holds_on(today)) for one in context["rows"]]}


class RecallsView(ReadersPage):
    """Recalls."""

    template_name = "trade/recalls.html"
    page_title = gettext_lazy("Recalls")
    header_icon = "warning"

    def rows(self, asked: dict[str, str]) -> QuerySet[Any]:
        """The newest first."""
        found = selectors.filtered_recalls(
            selectors.recalls(self.actor),
            query=asked.get("q", ""),
            state=asked.get("state", ""),
        )
        return found.order_by("-recalled_at", "-pk")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the states."""
        return {**super().get_context_data(**kwargs), "states": RecallStates.choices}


class ProducersView(ReadersPage):
    """Who makes it."""

    template_name = "trade/producers.html"
    page_title = gettext_lazy("Producers")
    header_icon = "group"
    filters = ("q",)
    above = (PRODUCTS,)

    def rows(self, asked: dict[str, str]) -> QuerySet[Any]:
        """By name."""
        found = selectors.producers(self.actor)
        words = asked.get("q", "").strip()
        return (found.filter(name__icontains=words) if words else found).order_by("name", "pk")


class CopiesView(Page):
    """Labels that were scanned too often or in too many places, and what was found out of them."""

    template_name = "trade/copies.html"
    page_title = gettext_lazy("Labels that may be copies")
    header_icon = "warning"
    above = (BATCHES,)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """403 for those outside the centre."""
        if not selectors.reads(self.actor):
            raise denied(READERS)
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Those nobody looked into, most scans first; then the others."""
        return {
            **super().get_context_data(**kwargs),
            "rows": selectors.with_counts(selectors.doubts())[: PER_PAGE * 2],
            "findings": selectors.findings()[:PER_PAGE],
        }


class KeeperForm(EnteringPage):
    """A form of those who enter products."""

    posts = KEEPERS
    above: tuple[tuple[str, Any], ...] = (PRODUCTS,)


class ProducerAddView(KeeperForm):
    """A new producer."""

    form_class = forms.ProducerForm
    page_title = gettext_lazy("Enter a producer")
    done = gettext_lazy("The producer is entered.")
    above = (PRODUCTS, PRODUCERS)

    def changeable(self) -> QuerySet[Any]:
        """All of them."""
        return Producer.objects.all()

    def perform(self, data: dict[str, Any]) -> None:
        """Enter it."""
        services.producer_add(**self.common(), **data)


class ProducerChangeView(ProducerAddView):
    """Other than was entered."""

    page_title = gettext_lazy("Change the producer")
    done = gettext_lazy("The producer is changed.")

    def get_initial(self) -> dict[str, Any]:
        """As somebody wants it to be, where that waits for another."""
        proposed = dict(self.subject.proposed) if self.subject is not None else {}
        proposed.pop("by", None)
        return super().get_initial() | proposed

    def get_page_subtitle(self) -> str:
        """Whether another's change waits."""
        if self.subject is None or not self.subject.proposed:
            return ""
        return _("Village and credit code below were changed by one person: save them to confirm.")

    def perform(self, data: dict[str, Any]) -> None:
        """Store it; what waits for another is told."""
        changed = services.producer_change(producer_id=self.kwargs["pk"], **self.common(), **data)
        if changed.proposed:
            self.done = gettext_lazy("The change waits until another head enters the same.")


class ProductAddView(KeeperForm):
    """A new product."""

    form_class = forms.ProductForm
    page_title = gettext_lazy("Enter a product")
    done = gettext_lazy("The product is entered; a head lists it.")
    record_page = "trade:product"

    def changeable(self) -> QuerySet[Any]:
        """Drafts."""
        return Product.objects.filter(status=P.DRAFT)

    def perform(self, data: dict[str, Any]) -> None:
        """Enter it."""
        self.subject = services.product_add(**self.common(), **data)


class ProductChangeView(ProductAddView):
    """Change a draft."""

    page_title = gettext_lazy("Change the product")
    done = gettext_lazy("The product is changed.")

    def perform(self, data: dict[str, Any]) -> None:
        """Store it."""
        services.product_change(product_id=self.kwargs["pk"], **self.common(), **data)


class BatchAddView(KeeperForm):
    """A new batch."""

    form_class = forms.BatchForm
    page_title = gettext_lazy("Enter a batch")
    done = gettext_lazy("The batch is entered. Note its inputs, add the report, hand it in.")
    record_page = "trade:batch"
    above = (BATCHES,)

    def changeable(self) -> QuerySet[Any]:
        """Drafts."""
        return Batch.objects.filter(status=B.DRAFT).select_related("product")

    def get_initial(self) -> dict[str, Any]:
        """Of the product in the address; promised today."""
        if self.subject is not None:
            return super().get_initial()
        product = self.request.GET.get("product", "")
        named = {"product_id": int(product)} if is_digits(product) else {}
        return {"promised_date": timezone.localdate(), **named}

    def perform(self, data: dict[str, Any]) -> None:
        """Enter it."""
        self.subject = services.batch_add(**self.common(), **data)


class BatchChangeView(BatchAddView):
    """Change a draft."""

    page_title = gettext_lazy("Change the batch")
    done = gettext_lazy("The batch is changed.")

    def get_form_kwargs(self) -> dict[str, Any]:
        """A batch keeps its product."""
        return super().get_form_kwargs() | {"known": True}

    def get_page_subtitle(self) -> str:
        """The batch."""
        return str(self.subject)

    def perform(self, data: dict[str, Any]) -> None:
        """Store it."""
        services.batch_change(batch_id=self.kwargs["pk"], **self.common(), **data)
