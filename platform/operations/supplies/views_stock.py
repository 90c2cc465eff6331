"""Stock, catalogue, ledger and scrapping; the papers."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from accounts.actors import actor_of
from accounts.views.pages import Page
from core.actor import Actor
from core.lifecycle_words import denied
from core.papers.serving import sheet_of, unstored
from operations.staff.models import Person
from operations.supplies import exports, joints, paperwork, selectors, services
from operations.supplies import forms_keeping as forms
from operations.supplies.kinds import SupplyClass
from operations.supplies.lifecycle import CLERKS, PEOPLE, ScrapStates
from operations.supplies.models import Balance, Item, Movement, Purchase, Standard
from operations.supplies.records import ABOVE
from operations.supplies.rules import stock as rules
from operations.supplies.views import Cell, Filter, FormView, ListPage, badge, departments

IN_STOCK: tuple[tuple[str, Any], ...] = (*ABOVE, ("supplies:stock", gettext_lazy("Stock")))
CARD = 100


class StockView(ListPage):
    """The catalogue with what lies in the cabinets."""

    page_title = gettext_lazy("Stock")
    empty = gettext_lazy("No supply matches.")
    columns = exports.STOCK

    def filters(self) -> list[Filter]:
        """By words, class, and what is low."""
        low = [("low", _("below the minimum"))]
        return [
            Filter("q", _("Supply"), self.sent("q"), kind="search"),
            Filter("kind", _("Class"), self.sent("kind"), SupplyClass.choices),
            Filter("low", _("Stock"), self.sent("low"), low),
        ]

    def found(self) -> QuerySet[Any]:
        """By class and code."""
        found = selectors.below_minimum() if self.sent("low") else selectors.in_stock()
        words, kind = self.sent("q"), self.sent("kind")
        if words:
            found = found.filter(Q(name__icontains=words) | Q(code__icontains=words))
        if kind:
            found = found.filter(kind=kind)
        return found.order_by("kind", "code")

    def head(self) -> list[Any]:
        """The columns."""
        return [_("Supply"), _("Class"), _("In stock"), _("Minimum"), _("Average cost"), _("Value")]

    def row(self, record: Any) -> list[Cell]:
        """One supply."""
        average = rules.average(value=record.worth, quantity=record.there)
        low = record.there < record.minimum
        return [
            Cell(record, url=reverse("supplies:item", args=[record.pk]), note=record.code),
            Cell(record.get_kind_display()),
            Cell(f"{record.there} {record.unit}", tone="bad" if low else None),
            Cell(record.minimum),
            Cell(f"{average:.2f}"),
            Cell(f"{record.worth:,.2f}"),
        ]

    def tools(self) -> list[tuple[Any, str, bool]]:
        """Every movement; what the office area does."""
        found = [(_("Movements"), reverse("supplies:movements"), False)]
        if not selectors.is_clerk(self.actor):
            return found
        return [
            *found,
            (
                _("Import opening balances"),
                reverse("console_import", args=["supplies-stock"]),
                False,
            ),
            (_("Enter a supply"), reverse("supplies:item_add"), False),
            (_("Enter a place"), reverse("supplies:place_add"), False),
            (_("Count"), reverse("supplies:count"), False),
            (_("Receive into stock"), reverse("supplies:receive"), True),
        ]


class ItemView(Page):
    """One supply: places, standards and its stock card."""

    template_name = "supplies/item.html"
    header_icon = "clipboard-list"
    above = IN_STOCK

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Not for those outside."""
        if not selectors.works_here(self.actor):
            raise denied(PEOPLE)
        self.item = _item(kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def get_page_title(self) -> str:
        """The supply."""
        return str(self.item)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The latest movements first."""
        item = self.item
        card = Movement.objects.filter(item=item).select_related("place").order_by("-pk")
        standards = Standard.objects.on(timezone.localdate()).filter(item=item)
        lying = Balance.objects.filter(item=item, quantity__gt=0).select_related("place")
        return {
            **super().get_context_data(**kwargs),
            "item": item,
            "card": list(card[:CARD]),
            "standards": list(standards.select_related("department").order_by("pk")),
            "balances": list(lying.order_by("place__order", "pk")),
            "may_keep": selectors.is_clerk(self.actor),
        }


class KeptView(FormView):
    """What the office area enters."""

    above = IN_STOCK
    who = CLERKS
    back = "supplies:stock"


class ReceiveView(KeptView):
    """Into the cabinet."""

    form_class = forms.ReceiveForm
    page_title = gettext_lazy("Receive into stock")
    submit_label = gettext_lazy("Receive")
    done = gettext_lazy("It lies in the cabinet.")

    def perform(self, data: dict[str, Any]) -> None:
        """Receive it."""
        services.stock_receive(by=self.actor, at=timezone.now(), **data)


class CountView(KeptView):
    """What was counted."""

    form_class = forms.CountForm
    page_title = gettext_lazy("Count")
    submit_label = gettext_lazy("Enter the count")
    done = gettext_lazy("The count is entered.")

    def perform(self, data: dict[str, Any]) -> None:
        """Enter it."""
        services.stock_count(by=self.actor, at=timezone.now(), **data)


class PlaceAddView(KeptView):
    """A new cabinet or slot."""

    form_class = forms.PlaceForm
    page_title = gettext_lazy("Enter a place")
    submit_label = gettext_lazy("Save")
    done = gettext_lazy("The place is entered.")

    def perform(self, data: dict[str, Any]) -> None:
        """Enter it."""
        services.place_add(by=self.actor, at=timezone.now(), **data)


class ItemAddView(KeptView):
    """A new supply."""

    form_class = forms.ItemForm
    page_title = gettext_lazy("Enter a supply")
    submit_label = gettext_lazy("Save")
    made_at = "supplies:item"

    def perform(self, data: dict[str, Any]) -> None:
        """Enter it."""
        self.made = services.item_add(by=self.actor, at=timezone.now(), **data)


class OfItemView(KeptView):
    """Something about one supply."""

    made_at = "supplies:item"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """404 for what is not there any more."""
        if not selectors.is_clerk(self.actor):
            raise denied(CLERKS)
        self.made = self.subject = _item(kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self) -> str:
        """Which."""
        return str(self.subject)


class ItemChangeView(OfItemView):
    """Put a supply right."""

    form_class = forms.ItemForm
    page_title = gettext_lazy("Change the supply")
    submit_label = gettext_lazy("Save")
    done = gettext_lazy("The supply is changed.")

    def get_initial(self) -> dict[str, Any]:
        """As it stands."""
        return forms.initial_of(self.subject)

    def perform(self, data: dict[str, Any]) -> None:
        """Store it."""
        services.item_change(
            item_id=self.subject.pk,
            by=self.actor,
            at=timezone.now(),
            expected_version=self.version,
            **data,
        )


class ItemEndView(OfItemView):
    """Out of the catalogue."""

    form_class = forms.EndForm
    page_title = gettext_lazy("Take it out of the catalogue")
    submit_label = gettext_lazy("Take it out")
    done = gettext_lazy("It is out of the catalogue.")
    made_at = ""

    def perform(self, data: dict[str, Any]) -> None:
        """End it."""
        services.item_end(item_id=self.subject.pk, by=self.actor, at=timezone.now())


class StandardView(OfItemView):
    """A standard from a day on."""

    form_class = forms.StandardForm
    page_title = gettext_lazy("Set a standard")
    submit_label = gettext_lazy("Set it")
    done = gettext_lazy("The standard is set.")

    def perform(self, data: dict[str, Any]) -> None:
        """Set it."""
        services.standard_set(item_id=self.subject.pk, by=self.actor, at=timezone.now(), **data)


class LedgerView(ListPage):
    """Who holds what."""

    page_title = gettext_lazy("Ledger of supplies")
    empty = gettext_lazy("Nothing is on the ledger.")
    columns = exports.LEDGER

    def filters(self) -> list[Filter]:
        """By words, class and department."""
        return [
            Filter("q", _("Supply or person"), self.sent("q"), kind="search"),
            Filter("kind", _("Class"), self.sent("kind"), SupplyClass.choices),
            Filter("department", _("Department"), self.sent("department"), departments()),
        ]

    def found(self) -> QuerySet[Any]:
        """By department and person."""
        found = selectors.holdings(self.actor, on=timezone.localdate())
        words, kind, department = (self.sent(name) for name in ("q", "kind", "department"))
        if words:
            found = found.filter(Q(item__name__icontains=words) | Q(person__name__icontains=words))
        if kind:
            found = found.filter(item__kind=kind)
        if department.isdecimal():
            found = found.filter(department_id=int(department[:9]))
        return found.order_by("department__order", "person__name", "item__code", "pk")

    def head(self) -> list[Any]:
        """The columns."""
        return [_("Supply"), _("Class"), _("Department"), _("Held by"), _("Pieces")]

    def row(self, record: Any) -> list[Cell]:
        """One holding."""
        sheet = ""
        if record.person_id and selectors.reads_all(self.actor):
            sheet = reverse("supplies:clearance", args=[record.person_id])
        return [
            Cell(record.item, url=reverse("supplies:holding", args=[record.pk])),
            Cell(record.item.get_kind_display()),
            Cell(record.department),
            Cell(record.person or "—", url=sheet),
            Cell(f"{record.quantity} {record.item.unit}"),
        ]


class ScrapsView(ListPage):
    """What is scrapped."""

    page_title = gettext_lazy("Scrapping of supplies")
    empty = gettext_lazy("Nothing was asked to be scrapped.")

    def filters(self) -> list[Filter]:
        """By state."""
        return [Filter("state", _("State"), self.sent("state"), ScrapStates.choices)]

    def found(self) -> QuerySet[Any]:
        """The newest first."""
        found = selectors.scraps(self.actor, on=timezone.localdate())
        state = self.sent("state")
        return (found.filter(status=state) if state else found).order_by("-pk")

    def head(self) -> list[Any]:
        """The columns."""
        return [_("Number"), _("Supply"), _("Pieces"), _("Department"), _("State")]

    def row(self, record: Any) -> list[Cell]:
        """One request."""
        return [
            Cell(record.number, url=reverse("supplies:scrap", args=[record.pk])),
            Cell(record.holding.item),
            Cell(record.quantity),
            Cell(record.holding.department),
            badge(record),
        ]


def _item(pk: int) -> Item:
    found = selectors.items().filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _purchases(actor: Actor) -> QuerySet[Purchase]:
    found = Purchase.objects.all()
    return found if selectors.reads_all(actor) else found.none()


plan_paper = sheet_of(lambda actor: selectors.plans(actor, on=timezone.localdate()), paperwork.plan)
urgent_paper = sheet_of(
    lambda actor: selectors.urgents(actor, on=timezone.localdate()), paperwork.urgent
)
scrap_paper = sheet_of(
    lambda actor: selectors.scraps(actor, on=timezone.localdate()), paperwork.scrap
)
purchase_paper = sheet_of(_purchases, paperwork.purchase)


@require_safe
def clearance(request: HttpRequest, *, pk: int) -> HttpResponse:
    """The clearance sheet of somebody, for the office and oneself."""
    actor = actor_of(request.user, request)
    person = Person.objects.filter(pk=pk).first()
    if person is None or not joints.may_clear(actor, person):
        raise Http404
    return unstored(paperwork.clearance(person, on=timezone.localdate()))
