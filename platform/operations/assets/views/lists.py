"""Lists and forms: the ledger, purchases, reimbursements, a request drafted and changed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, QuerySet, Sum
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.views.pages import OnceAction, Page
from console.lists import Column, Exporting, in_pieces
from core.lifecycle_words import denied
from core.money import yuan
from operations.assets import exports, selectors, services
from operations.assets.forms.buying import PARTS, PurchaseForm
from operations.assets.forms.caring import TrainingForm
from operations.assets.lifecycle import (
    PEOPLE,
    READERS,
    AssetStates,
    P,
    PurchaseStates,
    ReimbursementStates,
    RepairStates,
    ScrappingStates,
)
from operations.assets.models import PurchaseRequest
from operations.assets.services.repairing import TRAINERS
from operations.staff.selectors import departments

PER_PAGE = 50


class ListPage(Exporting):
    """One page of rows; filters are in the address."""

    filters: tuple[str, ...] = ("q", "state")
    header_icon = "desktop"
    above = ()

    def rows(self, asked: dict[str, str]) -> QuerySet[Any]:
        """What one may see, narrowed and in order."""
        raise NotImplementedError

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Read the filters."""
        super().setup(request, *args, **kwargs)
        sent = request.GET
        self.asked = {name: sent[name] for name in self.filters if sent.get(name)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Rows and filters."""
        sent = self.request.GET
        self.found = self.rows(self.asked)
        page = Paginator(self.found, PER_PAGE).get_page(sent.get("p"))
        return {
            **super().get_context_data(**kwargs),
            "page": page,
            "rows": list(page.object_list),
            "asked": self.asked,
            "query": urlencode(self.asked),
        }


class PurchasesView(ListPage):
    """Requests to buy."""

    template_name = "assets/purchases.html"
    page_title = gettext_lazy("Purchase of fixed assets")
    filters = ("q", "state", "department")

    def rows(self, asked: dict[str, str]) -> QuerySet[PurchaseRequest]:
        """The newest first."""
        found = selectors.filtered_purchases(
            selectors.purchases(self.actor),
            query=asked.get("q", ""),
            state=asked.get("state", ""),
            department=asked.get("department", ""),
        )
        return found.order_by("-asked_date", "-pk")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With what the filters offer."""
        return {
            **super().get_context_data(**kwargs),
            "states": PurchaseStates.choices,
            "departments": departments(),
            "may_add": any(self.actor.holds(post) for post in PEOPLE),
        }


class ReimbursementsView(ListPage):
    """What is to be paid, and was."""

    template_name = "assets/reimbursements.html"
    page_title = gettext_lazy("Reimbursement of fixed assets")

    def rows(self, asked: dict[str, str]) -> QuerySet[Any]:
        """The newest first."""
        found = selectors.filtered_reimbursements(
            selectors.reimbursements(self.actor),
            query=asked.get("q", ""),
            state=asked.get("state", ""),
        )
        return found.order_by("-handed_in_date", "-pk")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the states."""
        return {**super().get_context_data(**kwargs), "states": ReimbursementStates.choices}


class LedgerView(ListPage):
    """The physical ledger (R85), with count and value of what is shown."""

    template_name = "assets/index.html"
    page_title = gettext_lazy("Ledger of fixed assets")
    filters = ("q", "state", "department", "kind")

    def rows(self, asked: dict[str, str]) -> QuerySet[Any]:
        """By number."""
        found = selectors.filtered_assets(
            selectors.assets(self.actor),
            query=asked.get("q", ""),
            **{name: asked.get(name, "") for name in self.filters[1:]},
        )
        return found.order_by("number")

    def file_columns(self) -> Sequence[Column]:
        """The whole card."""
        return exports.CARDS

    def file_rows(self) -> Iterable[Any]:
        """What is filtered, with what is lost and left."""
        return in_pieces(exports.with_wear(self.rows(self.asked)))

    def file_count(self) -> int:
        """Those of the list."""
        return self.rows(self.asked).count()

    def file_filters(self) -> str:
        """As they are called above the list."""
        names: dict[str, dict[str, Any]] = {
            "state": dict(AssetStates.choices),
            "department": {str(one.pk): one.name for one in departments()},
            "kind": {str(one.pk): one.name for one in selectors.classes()},
        }
        return "；".join(
            str(names.get(name, {}).get(value, value)) for name, value in self.asked.items()
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With totals."""
        context = super().get_context_data(**kwargs)
        totals = self.found.order_by().aggregate(count=Count("pk"), value=Sum("price"))
        return {
            **context,
            "states": AssetStates.choices,
            "departments": departments(),
            "classes": selectors.classes(),
            "count": totals["count"],
            "value": yuan(totals["value"] or selectors.NOTHING),
            "reads_all": selectors.reads_all(self.actor),
            "may_import": selectors.keeps_ledger(self.actor),
        }


class AboutAssets(ListPage):
    """Repairs or scrappings; each row is about one asset."""

    template_name = "assets/about.html"
    record_name = ""
    states: Any = ()

    def papers(self) -> QuerySet[Any]:
        """What one may see."""
        raise NotImplementedError

    def rows(self, asked: dict[str, str]) -> QuerySet[Any]:
        """The newest first."""
        found = selectors.about_assets(
            self.papers(), query=asked.get("q", ""), state=asked.get("state", "")
        )
        return found.order_by("-pk")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the states and the address of a record."""
        return {
            **super().get_context_data(**kwargs),
            "states": self.states,
            "record_name": self.record_name,
        }


class RepairsView(AboutAssets):
    """Repairs in writing (R87)."""

    page_title = gettext_lazy("Repairs of assets")
    record_name = "assets:repair"
    states = RepairStates.choices

    def papers(self) -> QuerySet[Any]:
        """Repairs."""
        return selectors.repairs(self.actor)


class ScrappingsView(AboutAssets):
    """What is to be scrapped, and was (R90)."""

    page_title = gettext_lazy("Scrapping of assets")
    record_name = "assets:scrapping"
    states = ScrappingStates.choices

    def papers(self) -> QuerySet[Any]:
        """Scrappings."""
        return selectors.scrappings(self.actor)


class TrainingView(Page):
    """Who may use special assets, and until when (R84)."""

    template_name = "assets/training.html"
    page_title = gettext_lazy("Authorisations for special assets")
    header_icon = "user"
    above = (("assets:index", gettext_lazy("Ledger of fixed assets")),)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Those who have to do with assets."""
        if not selectors.reads_all(self.actor):
            raise denied(READERS)
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """All of them; there are a few."""
        return {
            **super().get_context_data(**kwargs),
            "rows": list(selectors.authorisations()[:PER_PAGE]),
            "today": timezone.localdate(),
            "may_add": any(self.actor.holds(post) for post in TRAINERS),
        }


class TrainingAddView(OnceAction):
    """Note a training."""

    template_name = "console/form.html"
    form_class = TrainingForm
    header_icon = "edit"
    page_title = gettext_lazy("Authorise somebody for special assets")
    submit_label = gettext_lazy("Save")
    done = gettext_lazy("The authorisation is entered.")
    above: tuple[tuple[str, Any], ...] = (
        ("assets:training", gettext_lazy("Authorisations for special assets")),
    )

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """The ledger's people and administration."""
        if not any(self.actor.holds(post) for post in TRAINERS):
            raise denied(TRAINERS)
        return super().dispatch(request, *args, **kwargs)

    def perform(self, data: dict[str, Any]) -> None:
        """Enter it."""
        services.authorise(by=self.actor, at=timezone.now(), **data)

    def get_success_url(self) -> str:
        """To the list."""
        return reverse("assets:training")


class RequestForm(OnceAction):
    """A request drafted or changed."""

    template_name = "console/form.html"
    form_class = PurchaseForm
    header_icon = "edit"
    above: tuple[tuple[str, Any], ...] = (
        ("assets:purchases", gettext_lazy("Purchase of fixed assets")),
    )

    def get_success_url(self) -> str:
        """To the request."""
        if self.subject is None:
            return reverse("assets:purchases")
        return reverse("assets:purchase", args=[self.subject.pk])


class AddView(RequestForm):
    """Draft one."""

    page_title = gettext_lazy("Ask for a fixed asset")
    submit_label = gettext_lazy("Save the request")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Whoever works at the centre."""
        if not any(self.actor.holds(post) for post in PEOPLE):
            raise denied(PEOPLE)
        return super().dispatch(request, *args, **kwargs)

    def perform(self, data: dict[str, Any]) -> None:
        """Draft it."""
        self.subject = services.purchase_draft(by=self.actor, at=timezone.now(), **data)
        messages.success(self.request, _("The draft is saved; hand it in when it is right."))


class ChangeView(RequestForm):
    """Change the draft."""

    page_title = gettext_lazy("Change the request")
    submit_label = gettext_lazy("Save")
    done = gettext_lazy("The request is changed.")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """404 for what is not one's own draft."""
        own = selectors.purchases(self.actor).filter(created_by_id__in=self.actor.persons)
        self.subject = own.filter(pk=kwargs["pk"], status=P.DRAFT).first()
        if self.subject is None:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_initial(self) -> dict[str, Any]:
        """As it stands."""
        names = [name for _title, part in PARTS for name in part]
        return {name: getattr(self.subject, name) for name in names}

    def perform(self, data: dict[str, Any]) -> None:
        """Store it."""
        services.purchase_change(
            request_id=self.kwargs["pk"],
            by=self.actor,
            at=timezone.now(),
            expected_version=self.version,
            **data,
        )
