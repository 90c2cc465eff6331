"""Lists and forms of what is asked for: plans, urgent requests, purchases."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.views.pages import OnceAction
from console.lists import Column, Exporting, in_pieces
from core.lifecycle_words import denied
from core.workcalendar import WorkCalendar
from operations.staff.models import Department
from operations.supplies import forms, selectors, services
from operations.supplies.lifecycle import CLERKS, PEOPLE, READERS, PlanStates, UrgentStates
from operations.supplies.models import Purchase
from operations.supplies.records import ABOVE, listed
from operations.supplies.rules import windows
from operations.supplies.settings import setting

PER_PAGE = 50
TONES = {
    **dict.fromkeys(("issued", "received", "written_off"), "good"),
    **dict.fromkeys(("submitted", "asked", "agreed", "approved", "ready", "ordered"), "warn"),
    **dict.fromkeys(("rejected", "refused"), "bad"),
}


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a list: what it says, where it leads, small print, the colour of a badge."""

    text: Any
    url: str = ""
    note: Any = ""
    tone: str | None = None


def badge(record: Any) -> Cell:
    """The state in its colour."""
    return Cell(record.get_status_display(), tone=TONES.get(record.status, ""))


@dataclass(frozen=True, slots=True)
class Filter:
    """A filter above a list: a choice, a month, or words."""

    name: str
    label: Any
    value: str = ""
    choices: Any = ()
    kind: str = "select"

    @property
    def words(self) -> str:
        """What is chosen, as it is called."""
        return str(dict(self.choices).get(self.value, self.value))


class ListPage(Exporting):
    """A list with filters in its address, a page at a time."""

    template_name = "supplies/list.html"
    header_icon = "clipboard-list"
    above: tuple[tuple[str, Any], ...] = ABOVE
    empty: Any = ""
    who: tuple[str, ...] = PEOPLE
    # What is filtered can be had as a file of these columns.
    columns: Sequence[Column] = ()

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """403 for others."""
        if not any(self.actor.holds(post) for post in self.who):
            raise denied(self.who)
        return super().dispatch(request, *args, **kwargs)

    def sent(self, name: str) -> str:
        """What a filter asks for."""
        return self.request.GET.get(name, "").strip()

    def filters(self) -> list[Filter]:
        """Above the list."""
        return []

    def found(self) -> QuerySet[Any]:
        """What is listed."""
        raise NotImplementedError

    def head(self) -> list[Any]:
        """The columns."""
        raise NotImplementedError

    def row(self, record: Any) -> list[Cell]:
        """One line."""
        raise NotImplementedError

    def tools(self) -> list[tuple[Any, str, bool]]:
        """Label, address, is it the main one?"""
        return []

    def notes(self) -> list[str]:
        """Sentences above the list."""
        return []

    def file_columns(self) -> Sequence[Column]:
        """Those of the file."""
        return self.columns

    def file_rows(self) -> Iterable[Any]:
        """All that is filtered."""
        return in_pieces(self.found())

    def file_count(self) -> int:
        """Those of the list."""
        return self.found().count()

    def file_filters(self) -> str:
        """As they stand above the list."""
        return "；".join(f"{one.label}：{one.words}" for one in self.filters() if one.value)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Rows and filters."""
        page = Paginator(self.found(), PER_PAGE).get_page(self.sent("p"))
        filters = self.filters()
        asked = {one.name: one.value for one in filters if one.value}
        head = self.head()
        return {
            **super().get_context_data(**kwargs),
            "page": page,
            "head": head,
            "rows": [list(zip(head, self.row(one), strict=True)) for one in page.object_list],
            "filters": filters,
            "asked": asked,
            "query": urlencode(asked),
            "here": self.request.path,
            "tools": self.tools(),
            "notes": self.notes(),
            "empty": self.empty,
            "may_export": bool(self.columns),
        }


def departments() -> list[tuple[str, str]]:
    """For a filter."""
    found = Department.objects.filter(is_active=True).order_by("order", "pk")
    return [(str(one.pk), one.name) for one in found]


class IndexView(ListPage):
    """Plans one may see; when the next ones are handed in, and who has not yet."""

    page_title = gettext_lazy("Plans of supplies")
    above = ()
    empty = gettext_lazy("No plan has been drawn up yet.")

    def filters(self) -> list[Filter]:
        """By state, month and department."""
        return [
            Filter("state", _("State"), self.sent("state"), PlanStates.choices),
            Filter("month", _("Month of the plan"), self.sent("month"), kind="month"),
            Filter("department", _("Department"), self.sent("department"), departments()),
        ]

    def found(self) -> QuerySet[Any]:
        """The newest month first."""
        found = selectors.filtered(
            selectors.plans(self.actor, on=timezone.localdate()),
            state=self.sent("state"),
            month=self.sent("month"),
            department=self.sent("department"),
        )
        return found.order_by("-month", "department__order", "pk")

    def head(self) -> list[Any]:
        """The columns."""
        return [
            _("Department"),
            _("Month of the plan"),
            _("Drawn up by"),
            _("Handed in on"),
            _("State"),
        ]

    def row(self, record: Any) -> list[Cell]:
        """One plan."""
        day = record.handed_in_at
        note = _("nothing is needed") if record.nothing else ""
        return [
            Cell(record.department, url=reverse("supplies:plan", args=[record.pk]), note=note),
            Cell(f"{record.month:%Y-%m}"),
            Cell(record.made_by_name),
            Cell(f"{timezone.localtime(day):%Y-%m-%d}" if day else "—"),
            badge(record),
        ]

    def tools(self) -> list[tuple[Any, str, bool]]:
        """The other lists, and the next plan."""
        found = [
            (_("Urgent requests"), reverse("supplies:urgents"), False),
            (_("Ledger"), reverse("supplies:ledger"), False),
            (_("Stock"), reverse("supplies:stock"), False),
            (_("Scrapping"), reverse("supplies:scraps"), False),
        ]
        if selectors.reads_all(self.actor):
            found.append((_("Purchases"), reverse("supplies:purchases"), False))
        return [*found, (_("Draw up a plan"), reverse("supplies:add"), True)]

    def notes(self) -> list[str]:
        """The window, and departments that are missing in it."""
        today, calendar = timezone.localdate(), WorkCalendar.load()
        reading = setting("plan_reading", on=today)
        month = windows.next_month(today)
        days = windows.plan_window(calendar, month=today, reading=reading)
        found = [
            _("Plans for %(month)s are handed in on %(days)s; goods are issued on %(issue)s.")
            % {
                "month": f"{month:%Y-%m}",
                "days": listed(days),
                "issue": listed(windows.issue_window(calendar, month=month)),
            }
        ]
        if selectors.reads_all(self.actor) and today >= days[0]:
            missing = [one.name for one in selectors.missing(month).order_by("order", "pk")]
            if missing:
                found.append(_("Not handed in yet: %(names)s.") % {"names": "、".join(missing)})
        return found


class UrgentsView(ListPage):
    """Requests outside the plan."""

    page_title = gettext_lazy("Urgent requests of supplies")
    empty = gettext_lazy("Nothing was asked for outside the plans.")

    def filters(self) -> list[Filter]:
        """By state."""
        return [Filter("state", _("State"), self.sent("state"), UrgentStates.choices)]

    def found(self) -> QuerySet[Any]:
        """The newest first."""
        found = selectors.urgents(self.actor, on=timezone.localdate())
        state = self.sent("state")
        return (found.filter(status=state) if state else found).order_by("-pk")

    def head(self) -> list[Any]:
        """The columns."""
        return [_("Number"), _("Department"), _("Occasion"), _("Reason"), _("State")]

    def row(self, record: Any) -> list[Cell]:
        """One request."""
        return [
            Cell(record.number, url=reverse("supplies:urgent", args=[record.pk])),
            Cell(record.department),
            Cell(record.get_occasion_display()),
            Cell(record.person or record.reason),
            badge(record),
        ]

    def tools(self) -> list[tuple[Any, str, bool]]:
        """Begin one."""
        return [
            (_("First issue to a new post"), reverse("supplies:starter_add"), False),
            (_("Ask for something urgent"), reverse("supplies:urgent_add"), True),
        ]


class PurchasesView(ListPage):
    """The purchases of the months."""

    page_title = gettext_lazy("Purchases of supplies")
    empty = gettext_lazy("Nothing has been bought yet.")
    who = READERS

    def found(self) -> QuerySet[Any]:
        """The newest first."""
        return Purchase.objects.order_by("-pk")

    def head(self) -> list[Any]:
        """The columns."""
        return [_("Number"), _("Month of the plan"), _("Supplier"), _("Listed by"), _("State")]

    def row(self, record: Any) -> list[Cell]:
        """One purchase."""
        return [
            Cell(record.number, url=reverse("supplies:purchase", args=[record.pk])),
            Cell(f"{record.month:%Y-%m}"),
            Cell(record.supplier or "—"),
            Cell(record.listed_by_name),
            badge(record),
        ]

    def tools(self) -> list[tuple[Any, str, bool]]:
        """Put the checked plans together."""
        if not selectors.is_clerk(self.actor):
            return []
        return [(_("List a purchase"), reverse("supplies:purchase_add"), True)]


class FormView(OnceAction):
    """A form of supplies."""

    template_name = "console/form.html"
    header_icon = "edit"
    above: tuple[tuple[str, Any], ...] = ABOVE
    who: tuple[str, ...] = PEOPLE
    made: Any = None
    made_at: str = ""
    back: str = "supplies:index"
    with_actor = False

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """403 for others."""
        if not any(self.actor.holds(post) for post in self.who):
            raise denied(self.who)
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        """With the actor for forms that ask for them."""
        more = {"actor": self.actor} if self.with_actor else {}
        return super().get_form_kwargs() | more

    def get_success_url(self) -> str:
        """To what was made."""
        if self.made is not None and self.made_at:
            return reverse(self.made_at, args=[self.made.pk])
        return reverse(self.back)


class PlanAddView(FormView):
    """Begin the plan of the next month."""

    form_class = forms.PlanForm
    page_title = gettext_lazy("Draw up a plan")
    submit_label = gettext_lazy("Begin drafting")
    made_at, with_actor = "supplies:plan", True

    def perform(self, data: dict[str, Any]) -> None:
        """Open it."""
        self.made = services.plan_open(by=self.actor, at=timezone.now(), **data)

    def get_page_subtitle(self) -> str:
        """Of which month."""
        month: date = windows.next_month(timezone.localdate())
        return _("For %(month)s.") % {"month": f"{month:%Y-%m}"}


class UrgentAddView(FormView):
    """Begin an urgent request."""

    form_class = forms.UrgentForm
    page_title = gettext_lazy("Ask for something urgent")
    submit_label = gettext_lazy("Begin drafting")
    made_at, with_actor, back = "supplies:urgent", True, "supplies:urgents"

    def perform(self, data: dict[str, Any]) -> None:
        """Open it."""
        self.made = services.urgent_open(by=self.actor, at=timezone.now(), **data)


class StarterAddView(FormView):
    """Begin the first issue to a new post."""

    form_class = forms.StarterForm
    page_title = gettext_lazy("First issue to a new post")
    submit_label = gettext_lazy("Begin drafting")
    made_at, with_actor, back = "supplies:urgent", True, "supplies:urgents"

    def perform(self, data: dict[str, Any]) -> None:
        """Open it."""
        self.made = services.starter_open(by=self.actor, at=timezone.now(), **data)


class PurchaseAddView(FormView):
    """Put the checked plans of a month together."""

    form_class = forms.MonthForm
    page_title = gettext_lazy("List a purchase")
    submit_label = gettext_lazy("List it")
    who = CLERKS
    made_at, back = "supplies:purchase", "supplies:purchases"

    def perform(self, data: dict[str, Any]) -> None:
        """List it."""
        self.made = services.purchase_list(by=self.actor, at=timezone.now(), **data)
        messages.success(self.request, _("Listed as %(number)s.") % {"number": self.made.number})
