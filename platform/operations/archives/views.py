"""Pages of the archive: the list, the catalogue, what waits to be filed, the search, settings."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from accounts.actors import actor_of
from accounts.views.pages import OnceAction, Page
from console.records import address_of
from console.sentences import told
from core.actor import Actor
from core.codes.typed import is_digits, typed_year
from core.errors import Violation
from core.lifecycle_words import denied
from core.papers.serving import unstored
from operations.archives import forms, fulltext, paperwork, selectors, services, sources
from operations.archives.kinds import Retention

PER_PAGE = 50
ABOVE = (("archives:index", gettext_lazy("Archive")),)
FILTERS = ("q", "year", "retention", "source", "unit", "state")
# So many lines are printed at once; a year of one term and unit is far less.
MOST_LINES = 3000
STATES = (
    ("lent", gettext_lazy("Lent")),
    ("faulty", gettext_lazy("Changed in the store")),
    ("destroyed", gettext_lazy("Destroyed")),
)


def keeps(actor: Actor) -> bool:
    """Does this person keep the archive?"""
    return any(actor.holds(post) for post in selectors.KEEPERS)


def labels() -> list[tuple[str, str]]:
    """Sources as filters show them."""
    return [(source.code, str(source.label)) for source in sources.all_sources()]


class IndexView(Page):
    """The archive; filters are in the address."""

    template_name = "archives/index.html"
    page_title = gettext_lazy("Archive")
    header_icon = "folder-inverse"
    above = ()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Rows and filters."""
        asked = _asked(self.request)
        found = selectors.filtered(
            selectors.files(self.actor, on=timezone.localdate()),
            query=asked.get("q", ""),
            **{name: asked.get(name, "") for name in FILTERS[1:]},
        )
        ordered = selectors.with_loans(found).order_by("-filed_at", "-pk")
        return {
            **super().get_context_data(**kwargs),
            "page": Paginator(ordered, PER_PAGE).get_page(self.request.GET.get("p")),
            "asked": asked,
            "query": urlencode(asked),
            "years": selectors.years(),
            "terms": Retention.choices,
            "sources": labels(),
            "units": selectors.units(),
            "states": STATES,
            "may_keep": keeps(self.actor),
            "may_oversee": selectors.oversees(self.actor),
        }


def _asked(request: HttpRequest) -> dict[str, str]:
    return {name: request.GET[name] for name in FILTERS if request.GET.get(name)}


@require_safe
def catalogue(request: HttpRequest) -> HttpResponse:
    """The catalogue of what the list shows, as a paper."""
    actor = actor_of(request.user, request)
    asked = _asked(request)
    found = selectors.in_order(
        selectors.filtered(
            selectors.files(actor, on=timezone.localdate()),
            query=asked.get("q", ""),
            **{name: asked.get(name, "") for name in FILTERS[1:]},
        )
    )
    said = [asked.get("year", "") and _("%(year)s") % {"year": asked["year"]}]
    said += [str(label) for value, label in Retention.choices if value == asked.get("retention")]
    said += [asked.get("unit", "")]
    heading = "　".join(filter(None, said)) or _("All years")
    return unstored(paperwork.catalogue(found[:MOST_LINES], heading=heading))


@require_safe
def cover(request: HttpRequest, *, pk: int) -> HttpResponse:
    """The cover of a file."""
    actor = actor_of(request.user, request)
    found = selectors.files(actor, on=timezone.localdate()).filter(pk=pk).first()
    if found is None:
        raise Http404
    return unstored(paperwork.cover(found))


# --- Filing many ---


class WaitingView(Page):
    """What is finished and not filed; the office files many at once."""

    template_name = "archives/waiting.html"
    page_title = gettext_lazy("To be filed")
    header_icon = "folder-open-1"
    above = ABOVE

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Read by those who look over the archive, done by the office."""
        if not selectors.oversees(self.actor):
            raise denied(selectors.OVERSEERS)
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """File what was chosen, each for itself, and say what was not."""
        chosen = {
            key: request.POST.get(f"term-{key}", "") for key in request.POST.getlist("chosen")
        }
        try:
            result = services.file_many(chosen=chosen, by=self.actor, at=timezone.now())
        except Violation as refusal:
            messages.error(request, told(refusal))
        else:
            if result.filed:
                messages.success(request, _("Filed: %(n)s.") % {"n": result.filed})
            for title, sentence in result.refused[:10]:
                messages.error(request, f"{title}：{sentence}")
        query = request.GET.urlencode()
        return redirect(reverse("archives:waiting") + (f"?{query}" if query else ""))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Lines with their proposals; the years that have some."""
        today = timezone.localdate()
        everything = selectors.waiting(on=today)
        year, source = _year(self.request), self.request.GET.get("source", "")
        rows = [
            (one, one.due is not None and one.due < today)
            for one in everything
            if (year is None or one.day.year == year) and (not source or one.source == source)
        ]
        return {
            **super().get_context_data(**kwargs),
            "page": Paginator(rows, PER_PAGE).get_page(self.request.GET.get("p")),
            "years": sorted({one.day.year for one in everything}, reverse=True),
            "year": year,
            "asked_source": source,
            "sources": labels(),
            "labels": dict(labels()),
            "terms": Retention.choices,
            "query": self.request.GET.urlencode(),
            "may_keep": keeps(self.actor),
        }


def _year(request: HttpRequest) -> int | None:
    return typed_year(request.GET.get("year", ""))


@require_safe
def waiting_list(request: HttpRequest) -> HttpResponse:
    """The filing list as a paper."""
    actor = actor_of(request.user, request)
    if not selectors.oversees(actor):
        raise denied(selectors.OVERSEERS)
    today, year = timezone.localdate(), _year(request)
    found = selectors.waiting(on=today, year=year, source=request.GET.get("source", ""))
    heading = (
        _("%(year)s, as of %(day)s") % {"year": year, "day": today}
        if year
        else _("As of %(day)s") % {"day": today}
    )
    return unstored(paperwork.waiting_list(found[:MOST_LINES], heading=heading))


# --- Search ---


class SearchView(Page):
    """Full text of all documents one may read."""

    template_name = "archives/search.html"
    page_title = gettext_lazy("Full-text search")
    header_icon = "search"
    above = ABOVE

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What was found, with the words marked; a sentence where nothing can be looked for."""
        sent = self.request.GET
        asked = {name: sent[name] for name in ("q", "source", "year", "filed") if sent.get(name)}
        refused, found, number = "", fulltext.Found(0, ()), 1
        words: tuple[str, ...] = ()
        if "q" in asked:
            page = sent.get("p", "")
            number = max(1, int(page)) if is_digits(page) and len(page) < 6 else 1  # noqa: PLR2004
            try:
                words = fulltext.parsed(asked["q"]).words
                found = self._found(asked, number)
                if not found.total and number > 1:
                    number = 1
                    found = self._found(asked, number)
            except Violation as refusal:
                refused = refusal.sentence
        this_year = timezone.localdate().year
        return {
            **super().get_context_data(**kwargs),
            "asked": asked,
            "refused": refused,
            "total": found.total,
            "hits": [shown(hit, words) for hit in found.hits],
            "page": Paginator(range(found.total), fulltext.PER_PAGE).get_page(number),
            "sources": labels(),
            "years": range(this_year, this_year - 10, -1),
        }

    def _found(self, asked: dict[str, str], page: int) -> fulltext.Found:
        return fulltext.search(
            asked["q"],
            actor=self.actor,
            on=timezone.localdate(),
            source=asked.get("source", ""),
            year=asked.get("year", ""),
            filed="filed" in asked,
            page=page,
        )


def shown(hit: fulltext.Hit, words: tuple[str, ...]) -> dict[str, Any]:
    """A hit with its address and its words marked."""
    source = sources.of(hit.source)
    return {
        "hit": hit,
        "label": source.label if source else hit.source,
        "url": _address(hit, source),
        "title": pieces(hit.title, words),
        "snippet": pieces(hit.snippet, words),
    }


def _address(hit: fulltext.Hit, source: sources.Source | None) -> str:
    return address_of(source.model._meta.label_lower, str(hit.record_id)) if source else ""


def pieces(text: str, words: tuple[str, ...]) -> list[tuple[str, bool]]:
    """Text in pieces, each with whether it is one of the words."""
    if not words:
        return [(text, False)]
    cut = re.split("(" + "|".join(map(re.escape, words)) + ")", text, flags=re.IGNORECASE)
    return [(piece, bool(at % 2)) for at, piece in enumerate(cut) if piece]


# --- Settings ---


class SettingsView(OnceAction):
    """Fonds number, codes of units, terms by kind."""

    template_name = "archives/settings.html"
    form_class = forms.SettingsForm
    page_title = gettext_lazy("Settings of the archive")
    header_icon = "cogs"
    above = ABOVE
    done = gettext_lazy("The settings are kept; numbers given before stay as they are.")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """The office keeps them."""
        if not keeps(self.actor):
            raise denied(selectors.KEEPERS)
        return super().dispatch(request, *args, **kwargs)

    def given(self, form: Any) -> dict[str, Any]:
        """All settings are one value."""
        return {"data": form.data_given()}

    def perform(self, data: dict[str, Any]) -> None:
        """Keep them."""
        services.settings_change(by=self.actor, at=timezone.now(), **data)

    def get_success_url(self) -> str:
        """To the archive."""
        return reverse("archives:index")
