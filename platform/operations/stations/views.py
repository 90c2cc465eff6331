"""Lists and forms of stations: ledger, board, map, divisions, papers."""

from __future__ import annotations

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

from accounts.views.pages import OnceAction, Page
from console.models import Centre
from console.sentences import told
from core.codes.typed import is_digits
from core.errors import Denied, Violation
from operations.stations import drawing, forms, paperwork, selectors, services
from operations.stations.exports import ledger
from operations.stations.lifecycle import APPLICANTS, States
from operations.stations.models import Station, Township, Village
from operations.stations.records import paper_kinds
from operations.stations.services import divisions
from operations.stations.services.divisions import KEEPERS
from operations.stations.services.selection import keepers_only, record_is_open

PER_PAGE = 50
ABOVE = (("stations:index", gettext_lazy("Stations")),)


def filtered(request: HttpRequest, actor: Any) -> Any:
    """The stations one may see, narrowed by the query string."""
    asked = request.GET
    subsidised = asked.get("subsidised")
    found = selectors.filtered(
        selectors.stations(actor),
        query=asked.get("q", ""),
        township=asked.get("township", ""),
        state=asked.get("state", ""),
        kind=asked.get("kind", ""),
        level=asked.get("level", ""),
        subsidised=subsidised == "yes" if subsidised in ("yes", "no") else None,
    )
    return found.order_by("township__code", "level", "village__code", "pk")


class IndexView(Page):
    """The ledger of stations; filters are in the address."""

    template_name = "stations/index.html"
    page_title = gettext_lazy("Stations")
    header_icon = "site"
    above = ()

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page, or the masked XLSX of what is filtered (R152)."""
        if request.GET.get("export") == "xlsx":
            return ledger(filtered(request, self.actor), by=self.actor)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Rows, filters and counts."""
        asked = {k: v for k, v in self.request.GET.items() if v and k != "p"}
        found = filtered(self.request, self.actor)
        return {
            **super().get_context_data(**kwargs),
            "page": Paginator(found, PER_PAGE).get_page(self.request.GET.get("p")),
            "asked": asked,
            "query": urlencode(asked),
            "states": States.choices,
            "kinds": Station.Kind.choices,
            "levels": Station.Level.choices,
            "townships": selectors.townships_of(self.actor, on=timezone.localdate()),
            "counts": selectors.state_counts(self.actor),
            "may_add": may_add(self.actor),
        }


def may_add(actor: Any) -> bool:
    """May this person note a new site?"""
    return any(actor.holds(post) for post in APPLICANTS)


class StationAction(OnceAction):
    """Form A, new or changed."""

    above = ABOVE
    header_icon = "site"
    template_name = "stations/form.html"
    form_class = forms.StationForm

    def given(self, form: Any) -> dict[str, Any]:
        """The values as the service takes them."""
        data: dict[str, Any] = form.given()
        return data

    def get_success_url(self) -> str:
        """To the station."""
        if self.subject is None:
            return reverse("stations:index")
        return reverse("stations:record", args=[self.subject.pk])


class AddView(StationAction):
    """A new site."""

    page_title = gettext_lazy("New station")
    submit_label = gettext_lazy("Save the site")
    intro = gettext_lazy("A site is noted first; form A is handed in from the station's page.")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Not for everybody."""
        if not may_add(self.actor):
            raise Denied(
                _("Stations are set up by the office or the office area."), needs=APPLICANTS
            )
        return super().dispatch(request, *args, **kwargs)

    def get_initial(self) -> dict[str, Any]:
        """From the board one comes with a village."""
        village = self.request.GET.get("village", "")
        return (
            {
                "village": village,
                "township": Village.objects.filter(pk=village)
                .values_list("township", flat=True)
                .first(),
            }
            if is_digits(village)
            else {}
        )

    def perform(self, data: dict[str, Any]) -> None:
        """Note the site."""
        self.subject = services.station_select(by=self.actor, at=timezone.now(), **data)
        messages.success(self.request, _("The site is noted."))


class ChangeView(StationAction):
    """Correct a station's data."""

    page_title = gettext_lazy("Change the data")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """404 for what one may not see, 403 without the post; what has ended stays as it is."""
        found = selectors.stations(self.actor).filter(pk=kwargs["pk"]).first()
        if found is None:
            raise Http404
        self.subject = found
        keepers_only(found, self.actor)
        try:
            record_is_open(found)
        except Violation as refusal:
            messages.error(request, told(refusal))
            return redirect(self.get_success_url())
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        """The station as it stands."""
        return super().get_form_kwargs() | {"instance": self.subject}

    def perform(self, data: dict[str, Any]) -> None:
        """Store what was changed."""
        changed = {k: value for k, value in data.items() if value != getattr(self.subject, k)}
        services.station_update(
            station_id=self.subject.pk,
            by=self.actor,
            at=timezone.now(),
            expected_version=self.version,
            **changed,
        )
        messages.success(self.request, _("The data are stored."))


class BoardView(Page):
    """Townships side by side with their stations and the villages that have none."""

    template_name = "stations/board.html"
    page_title = gettext_lazy("Township board")
    header_icon = "table"
    above = ABOVE

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The board of today."""
        return {
            **super().get_context_data(**kwargs),
            "boards": selectors.board(self.actor, on=timezone.localdate()),
            "may_add": may_add(self.actor),
        }


class MapView(Page):
    """A schematic map without tiles, and its table."""

    template_name = "stations/map.html"
    page_title = gettext_lazy("Map of stations")
    header_icon = "site"
    above = ABOVE

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Only stations with a position are drawn; the table has all."""
        found = list(
            selectors.stations(self.actor)
            .exclude(status__in=("removed", "rejected"))
            .order_by("township__code", "pk")
        )
        return {
            **super().get_context_data(**kwargs),
            "stations": found,
            "svg": drawing.schematic(found),
            "placed": sum(s.latitude is not None for s in found),
        }


class DivisionsView(OnceAction):
    """Townships and villages, and their upload."""

    above = ABOVE
    header_icon = "site"
    template_name = "stations/divisions.html"
    page_title = gettext_lazy("Townships and villages")
    form_class = forms.UploadForm
    submit_label = gettext_lazy("Load the villages")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """To read is for all, to load for the keepers."""
        divisions.keepers_only(self.actor)
        return super().post(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The tree of today."""
        today = timezone.localdate()
        townships: dict[int, tuple[Township, list[Village]]] = {
            t.pk: (t, []) for t in Township.objects.on(today).order_by("code")
        }
        for village in Village.objects.on(today).order_by("code"):
            if village.township_id in townships:
                townships[village.township_id][1].append(village)
        return {
            **super().get_context_data(**kwargs),
            "tree": list(townships.values()),
            "villages": sum(len(rows) for _t, rows in townships.values()),
            "may_load": any(self.actor.holds(post) for post in KEEPERS),
        }

    def perform(self, data: dict[str, Any]) -> None:
        """Load the file."""
        loaded = services.divisions_import(
            source=data["file"].read(),
            county_code=Centre.current().code,
            by=self.actor,
            on=timezone.localdate(),
        )
        messages.success(
            self.request,
            _("%(townships)s townships and %(villages)s villages are loaded, %(new)s of them new.")
            % {"townships": loaded.townships, "villages": loaded.villages, "new": loaded.new},
        )

    def get_success_url(self) -> str:
        """Here again."""
        return reverse("stations:divisions")


def paper(request: HttpRequest, *, pk: int, kind: str) -> HttpResponse:
    """Issue a paper of the station (or show the one issued for this version) and open it."""
    actor = request.actor  # type: ignore[attr-defined]
    station = selectors.stations(actor).filter(pk=pk).first()
    if station is None or kind not in dict(paper_kinds(station)):
        raise Http404
    issued = paperwork.issue(
        station, kind=kind, by=actor, site=f"{request.scheme}://{request.get_host()}"
    )
    return redirect("core_paper", paper_id=issued.pk)
