"""Lists and forms of supervision: the list, a new item, the matrix, the checks of a day."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.posts import Post
from accounts.views.pages import OnceAction, Page
from console.sentences import told
from core.actor import Actor
from core.codes.typed import is_digits
from core.errors import Violation
from core.lifecycle_words import denied
from core.workcalendar import WorkCalendar
from operations.office import forms, selectors, services
from operations.office.lifecycle import ISSUERS, States
from operations.office.models import Source, SupervisionItem
from operations.office.records import WORDS
from operations.staff.selectors import departments

PER_PAGE = 50
ABOVE = (("office:items", gettext_lazy("Supervision items")),)
TONES = {"green": "good", "yellow": "warn", "red": "bad"}


def may_issue(actor: Actor) -> bool:
    """May this person issue an item?"""
    return any(actor.holds(post) for post in ISSUERS)


def shown(light: str) -> tuple[str, str]:
    """A light's word and tone; nothing for an item that ended."""
    return (str(WORDS[light]), TONES[light]) if light in WORDS else ("", "")  # type: ignore[index]


class ItemsView(Page):
    """The list; filters are in the address."""

    template_name = "office/items.html"
    page_title = gettext_lazy("Supervision items")
    header_icon = "calendar-check"
    above = ()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Rows with their lights, filters and counts."""
        asked = {k: str(v) for k, v in self.request.GET.items() if v and k != "p"}
        today = timezone.localdate()
        found = selectors.filtered(
            selectors.items(self.actor, on=today),
            on=today,
            query=asked.get("q", ""),
            state=asked.get("state", ""),
            light=asked.get("light", ""),
            source=asked.get("source", ""),
            department=asked.get("department", ""),
        ).order_by("-created_at", "-pk")
        page = Paginator(found, PER_PAGE).get_page(self.request.GET.get("p"))
        listed = list(page.object_list)
        lights = selectors.lights(listed, on=today)
        return {
            **super().get_context_data(**kwargs),
            "page": page,
            "rows": [(one, *shown(lights[one.pk])) for one in listed],
            "asked": asked,
            "query": urlencode(asked),
            "states": States.choices,
            "lights": WORDS.items(),
            "sources": Source.choices,
            "departments": departments(),
            "may_add": may_issue(self.actor),
        }


class IssueView(OnceAction):
    """A new item."""

    template_name = "office/issue.html"
    page_title = gettext_lazy("Issue a supervision item")
    submit_label = gettext_lazy("Issue it")
    form_class = forms.IssueForm
    header_icon = "calendar-check"
    above = ABOVE
    item: SupervisionItem | None = None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Not for everybody."""
        if not may_issue(self.actor):
            raise denied(ISSUERS)
        return super().dispatch(request, *args, **kwargs)

    def perform(self, data: dict[str, Any]) -> None:
        """Issue it."""
        self.item = services.supervision_open(by=self.actor, at=timezone.now(), **data)
        messages.success(self.request, _("Issued as %(number)s.") % {"number": self.item.number})

    def get_success_url(self) -> str:
        """To the item."""
        if self.item is None:
            return reverse("office:items")
        return reverse("office:item", args=[self.item.pk])


class MatrixView(Page):
    """Departments × open items."""

    template_name = "office/matrix.html"
    page_title = gettext_lazy("Matrix of supervision")
    header_icon = "table"
    above = ABOVE

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Rows and tallies."""
        matrix = selectors.matrix(self.actor, on=timezone.localdate())
        return {
            **super().get_context_data(**kwargs),
            "matrix": matrix,
            "rows": [(row, *shown(row.light)) for row in matrix.rows],
        }


class ChecksView(Page):
    """The checks of a day: what is as planned is ticked in one go (R45)."""

    template_name = "office/checks.html"
    page_title = gettext_lazy("Daily checks")
    header_icon = "check"
    above = ABOVE

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Read by those who see all items; made by the office."""
        if not selectors.reads_all(self.actor):
            raise denied(selectors.READERS)
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Those ticked go as planned."""
        if not self.actor.holds(Post.OFFICE):
            raise denied((Post.OFFICE,))
        sent = [int(one) for one in request.POST.getlist("item") if is_digits(one)]
        known = selectors.items(self.actor, on=timezone.localdate()).filter(pk__in=sent)
        pks = list(known.values_list("pk", flat=True))
        if not pks:
            messages.error(request, _("Tick at least one item."))
            return redirect("office:checks")
        try:
            number = services.checks_record(item_ids=pks, by=self.actor, at=timezone.now())
        except Violation as refusal:
            messages.error(request, told(refusal))
        else:
            messages.success(request, _("%(n)s items were checked.") % {"n": number})
        return redirect("office:checks")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The day's items with their checks."""
        today = timezone.localdate()
        day = self._day()
        working = WorkCalendar.load().is_working(day)
        rows = selectors.to_check(self.actor, day=day, today=today) if working else []
        return {
            **super().get_context_data(**kwargs),
            "day": day,
            "today": today,
            "working": working,
            "rows": [(row, *shown(row.light)) for row in rows],
            "open": sum(row.check is None for row in rows),
            "may_check": day == today and working and self.actor.holds(Post.OFFICE),
        }

    def _day(self) -> Any:
        today = timezone.localdate()
        try:
            sent = parse_date(self.request.GET.get("day", ""))
        except ValueError:
            sent = None
        return min(sent, today) if sent else today
