"""Lists and forms of the desk: counts, lines, what is decided and explained, quantities."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.views.pages import OnceAction, Page
from core import attachments
from core.lifecycle_words import denied
from operations.counting import forms, selectors, services
from operations.counting.kinds import Result, Subject
from operations.counting.lifecycle import COUNTERS, OFFICE, ORGANISERS, CountStates, S
from operations.counting.models import Count, Line
from operations.counting.services.scanning import PHOTO

PER_PAGE = 50
ABOVE: tuple[tuple[str, Any], ...] = (("counting:index", gettext_lazy("Counts")),)


class ListPage(Page):
    """One page of rows; filters are in the address."""

    header_icon = "list-ul"
    above: tuple[tuple[str, Any], ...] = ()
    filters: tuple[str, ...] = ()

    def rows(self, asked: dict[str, str]) -> QuerySet[Any]:
        """What one may see, narrowed and in order."""
        raise NotImplementedError

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Rows and filters."""
        sent = self.request.GET
        self.asked = {name: sent[name] for name in self.filters if sent.get(name)}
        page = Paginator(self.rows(self.asked), PER_PAGE).get_page(sent.get("p"))
        return {
            **super().get_context_data(**kwargs),
            "page": page,
            "rows": list(page.object_list),
            "asked": self.asked,
            "query": urlencode(self.asked),
        }


class CountsView(ListPage):
    """Counts of the months, and additional ones."""

    template_name = "counting/index.html"
    page_title = gettext_lazy("Counts")
    filters = ("q", "state", "subject")

    def rows(self, asked: dict[str, str]) -> QuerySet[Count]:
        """The newest first."""
        found = selectors.filtered_counts(
            selectors.counts(self.actor),
            query=asked.get("q", ""),
            state=asked.get("state", ""),
            subject=asked.get("subject", ""),
        )
        return found.order_by("-month", "-pk")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With what the filters offer, and whether one may begin a count."""
        return {
            **super().get_context_data(**kwargs),
            "states": CountStates.choices,
            "subjects": Subject.choices,
            "may_open": any(self.actor.holds(post) for post in ORGANISERS),
            "may_print": selectors.reads(self.actor),
            "today": timezone.localdate(),
        }


class OfCount(ListPage):
    """A list below one count."""

    above = ABOVE

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """404 for a count one may not see."""
        found = selectors.counts(self.actor).filter(pk=kwargs["pk"]).first()
        if found is None:
            raise Http404
        self.count = found
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the count."""
        return {**super().get_context_data(**kwargs), "count": self.count}


class LinesView(OfCount):
    """Every line of a count."""

    template_name = "counting/lines.html"
    page_title = gettext_lazy("Lines of the count")
    filters = ("q", "result", "place")
    NAMED = (
        ("open", gettext_lazy("not answered")),
        ("differs", gettext_lazy("differences")),
        ("unexplained", gettext_lazy("differences without an explanation")),
        ("conflict", gettext_lazy("two counters disagree")),
        ("moved", gettext_lazy("moved during the count")),
    )

    def rows(self, asked: dict[str, str]) -> QuerySet[Line]:
        """By place and number."""
        return selectors.filtered_lines(
            selectors.lines(self.count),
            query=asked.get("q", ""),
            result=asked.get("result", ""),
            place=asked.get("place", ""),
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the results to choose from."""
        places = self.count.lines.order_by("place").values_list("place", flat=True).distinct()
        return {
            **super().get_context_data(**kwargs),
            "results": [*self.NAMED, *Result.choices],
            "places": [name for name in places if name],
        }


class ScansView(OfCount):
    """Everything that phones have sent, with its receipt."""

    template_name = "counting/scans.html"
    page_title = gettext_lazy("Records of the phones")
    header_icon = "mobile-alt"

    def rows(self, asked: dict[str, str]) -> QuerySet[Any]:
        """The newest first."""
        return selectors.scans(self.count)


class LineView(OfCount):
    """One line: what the books say, who said what, what was decided."""

    template_name = "counting/line.html"
    page_title = gettext_lazy("Line of the count")

    def rows(self, asked: dict[str, str]) -> QuerySet[Any]:
        """Who said what, in order."""
        self.line = self.count.lines.filter(pk=self.kwargs["line"]).first()
        if self.line is None:
            raise Http404
        return selectors.scans_of(self.line)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With its photos and what may be done."""
        context = super().get_context_data(**kwargs)
        line = self.line
        if line is None:
            raise Http404
        works = self.count.status in (S.OPEN, S.DISPUTED) and any(
            self.actor.holds(post) for post in OFFICE
        )
        return {
            **context,
            "line": line,
            "photos": list(attachments.of(line, kind=PHOTO)),
            "may_settle": works and line.is_expected and line.asset_id is not None,
            "may_explain": works and line.differs,
        }


class OpenView(OnceAction):
    """Begin an additional count (R93)."""

    template_name = "counting/form.html"
    form_class = forms.OpenForm
    header_icon = "edit"
    page_title = gettext_lazy("Begin an additional count")
    submit_label = gettext_lazy("Begin the count")
    done = gettext_lazy("The count has begun; what is expected is frozen.")
    above = ABOVE

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Administration organises."""
        if not any(self.actor.holds(post) for post in ORGANISERS):
            raise denied(ORGANISERS)
        return super().dispatch(request, *args, **kwargs)

    def perform(self, data: dict[str, Any]) -> None:
        """Begin it."""
        self.subject = services.count_open(by=self.actor, at=timezone.now(), **data)

    def get_success_url(self) -> str:
        """To the count."""
        if self.subject is None:
            return reverse("counting:index")
        return reverse("counting:record", args=[self.subject.pk])


class LineForm(OnceAction):
    """A form about one line, for the office."""

    template_name = "counting/form.html"
    header_icon = "edit"
    above = ABOVE
    submit_label = gettext_lazy("Save")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """404 for what one may not see, 403 for other posts."""
        seen = selectors.counts(self.actor).filter(pk=kwargs["pk"])
        self.subject = Line.objects.filter(count__in=seen, pk=kwargs["line"]).first()
        if self.subject is None:
            raise Http404
        if not any(self.actor.holds(post) for post in OFFICE):
            raise denied(OFFICE)
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        """With the line."""
        return {**super().get_form_kwargs(), "line": self.subject}

    def get_page_subtitle(self) -> str:
        """Which line."""
        where = self.subject.place or self.subject.found_place
        return f"{self.subject} · {where}" if where else str(self.subject)

    def keys(self) -> dict[str, Any]:
        """What both verbs want."""
        return {
            "count_id": self.kwargs["pk"],
            "line_id": self.kwargs["line"],
            "by": self.actor,
            "at": timezone.now(),
            "expected_version": self.version,
        }

    def get_success_url(self) -> str:
        """To the line."""
        return reverse("counting:line", args=[self.kwargs["pk"], self.kwargs["line"]])


class SettleView(LineForm):
    """Decide what holds."""

    form_class = forms.SettleForm
    page_title = gettext_lazy("Decide what it turned out to be")
    done = gettext_lazy("The answer is decided.")

    def perform(self, data: dict[str, Any]) -> None:
        """Store it."""
        services.line_settle(**self.keys(), **data)


class ExplainView(LineForm):
    """Explain a difference."""

    form_class = forms.ExplainForm
    page_title = gettext_lazy("Explain the difference")
    done = gettext_lazy("The difference is explained.")

    def perform(self, data: dict[str, Any]) -> None:
        """Store it."""
        services.line_explain(**self.keys(), **data)


class QuantitiesView(OnceAction):
    """How many pieces of each supply lie in the cabinets (R115)."""

    template_name = "counting/form.html"
    form_class = forms.QuantityForm
    header_icon = "edit"
    above = ABOVE
    page_title = gettext_lazy("Enter quantities")
    submit_label = gettext_lazy("Save the quantities")
    done = gettext_lazy("The quantities are entered.")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """404 for what is no count of supplies, 403 for who does not count."""
        seen = selectors.counts(self.actor).filter(pk=kwargs["pk"], subject=Subject.SUPPLIES)
        count = seen.first()
        if count is None:
            raise Http404
        if not selectors.may_count(self.actor):
            raise denied(COUNTERS)
        self.count = count
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self) -> str:
        """Which count."""
        return _("%(count)s: leave empty what is not counted yet.") % {"count": self.count}

    def get_form_kwargs(self) -> dict[str, Any]:
        """With its lines; what the general manager does not agree to is counted anew."""
        more = {"lines": list(selectors.lines(self.count)), "anew": self.count.status == S.DISPUTED}
        return {**super().get_form_kwargs(), **more}

    def perform(self, data: dict[str, Any]) -> None:
        """Store them."""
        services.quantities_enter(count_id=self.count.pk, by=self.actor, at=timezone.now(), **data)

    def get_success_url(self) -> str:
        """To the count."""
        return reverse("counting:record", args=[self.count.pk])
