"""Lists of cases and applicants; on phones their rows are cards."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, ClassVar

from django.db.models import Count, Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from console.lists import Column, ListView
from console.lists.views import PIECE, NoFilter
from console.records.facts import text
from core.actor import Actor
from core.privacy import mask_account, mask_phone
from core.workcalendar import WorkCalendar
from operations.casework import finding, selectors, showing
from operations.casework.forms import lists as forms
from operations.casework.lifecycle import ASSIGNERS, OPEN, REGISTRARS, States
from operations.casework.models import Applicant, Case, Channel, ServiceItem
from operations.casework.models.applicants import as_others_see
from operations.casework.selectors import Standing
from operations.stations.selectors import stations, townships_of

ABOVE = (("casework:index", gettext_lazy("Cases")),)
LOOKUPS = {
    "state": "status",
    "item": "item__code",
    "zone": "zone",
    "channel": "channel",
    "station": "station_id",
    "township": "station__township__code",
    "handler": "handler_id",
}


# What the columns show; nothing else of a case or its people is read for a list.
SHOWN = (
    *("pk", "number", "reference", "status", "channel", "submitted_at"),
    *("answer_due_date", "due_date", "legal_due_date", "promise_met_at"),
    *("promise_days", "extended_days", "legal_days"),
    *("item__name", "applicant__kind", "applicant__name", "station__name", "handler__name"),
)


@dataclass(slots=True)
class Line:
    """One case on a list: the values of SHOWN, in their order."""

    pk: int
    number: str
    reference: str
    status: str
    channel: str
    submitted_at: datetime | None
    answer_due_date: date | None
    due_date: date | None
    legal_due_date: date | None
    promise_met_at: datetime | None
    promise_days: int
    extended_days: int
    legal_days: int
    item: str
    kind: str | None
    applicant: str | None
    station: str | None
    handler: str | None

    @property
    def name(self) -> str:
        """Its number; before acceptance its reference."""
        return self.number or self.reference

    @property
    def state(self) -> str:
        """In words."""
        return str(States(self.status).label)

    @property
    def who(self) -> str:
        """The applicant as lists show one (R152)."""
        return as_others_see(self.kind, self.applicant or "") if self.kind else ""

    @property
    def place(self) -> str:
        """The station, or the way it came to the centre."""
        return self.station or str(Channel(self.channel).label)


def _in_pieces(found: Any) -> Iterator[Any]:
    """Values in their order, so many at a time: without cursors of the server keys come first."""
    keys = list(found.values_list("pk", flat=True))
    for begin in range(0, len(keys), PIECE):
        piece = keys[begin : begin + PIECE]
        rows = {row[0]: row for row in found.order_by().filter(pk__in=piece)}
        yield from (rows[key] for key in piece if key in rows)


@dataclass(frozen=True, slots=True)
class LightColumn(Column):
    """How the clock stands: a badge on the page, words in the export."""

    def shown(self, row: Any) -> str:
        """A word with a colour."""
        return text(showing.badge_of(self.raw(row)))

    def exported(self, row: Any) -> str:
        """Without the colour."""
        return showing.light_words(self.raw(row))


def any_digits(words: str) -> bool:
    """Is it a number rather than a name?"""
    return any(sign.isdigit() for sign in words)


class CaseList(ListView[Case]):
    """What all lists of cases share."""

    header_icon = "help"
    above: tuple[tuple[str, Any], ...] = ABOVE
    filter_form: ClassVar[Any] = forms.ShortFilter
    order: ClassVar[Sequence[str]] = ("due_date", "-created_at")

    def setup(self, request: Any, *args: Any, **kwargs: Any) -> None:
        """The calendar is read once for the page."""
        self.today, self.calendar = timezone.localdate(), WorkCalendar.load()
        super().setup(request, *args, **kwargs)

    def lines(self, rows: QuerySet[Case], *, many: bool = False) -> Iterable[Line]:
        """What is shown is read, and no more."""
        found: Any = rows.values_list(*SHOWN)
        return (Line(*row) for row in (_in_pieces(found) if many else found))

    def narrowed(self, rows: QuerySet[Case], asked: dict[str, Any]) -> QuerySet[Case]:
        """By the filters."""
        for name, value in asked.items():
            if name in LOOKUPS:
                rows = rows.filter(**{LOOKUPS[name]: value})
        if asked.get("words"):
            rows = finding.of_words(rows, asked["words"])
        if asked.get("light"):
            rows = finding.of_light(rows, asked["light"], on=self.today, calendar=self.calendar)
        if asked.get("since"):
            rows = rows.filter(submitted_at__gte=finding.since(asked["since"]))
        if asked.get("until"):
            last = asked["until"] + timedelta(days=1)
            rows = rows.filter(submitted_at__lt=finding.since(last))
        return rows

    def standing(self, case: Line) -> Standing:
        """How its clock stands today."""
        return selectors.standing(case, on=self.today, calendar=self.calendar)

    @property
    def columns(self) -> Sequence[Column]:  # type: ignore[override]
        """What every list of cases shows."""
        return (
            Column(_("Case"), "name", sort="number", link=True, one_line=True),
            Column(_("Service item"), "item", sort="item__code"),
            Column(_("Applicant"), "who"),
            Column(_("State"), "state", sort="status"),
            LightColumn(_("Clock"), self.standing, sort="due_date"),
            Column(_("Due on"), "due_date", sort="due_date", on_cards=False, one_line=True),
            Column(_("Handler"), "handler", sort="handler__name"),
            Column(_("Came in at"), "place", on_cards=False),
            Column(_("Submitted"), "submitted_at", sort="submitted_at", on_cards=False),
        )

    def _words(self, name: str) -> str:
        """A number that was typed is neither shown again nor kept in the trail of exports."""
        if name == "words":
            return mask_account(self.asked[name]) if any_digits(self.asked[name]) else "…"
        return super()._words(name)

    def address(self, row: Line) -> str:
        """The case; a draft of one's own where it is gone on with."""
        return reverse("casework:record", args=[row.pk])

    def buttons(self) -> Sequence[tuple[str, str]]:
        """Registering is one click away."""
        if not self.actor.posts & set(REGISTRARS):
            return ()
        return ((_("Register a case"), reverse("casework:new")),)


class IndexView(CaseList):
    """All cases that one may see (R148)."""

    name = "casework:index"
    page_title = gettext_lazy("Cases")
    above: tuple[tuple[str, Any], ...] = ()
    filter_form = forms.CaseFilter
    order = ("-created_at",)
    empty = gettext_lazy("No case yet. Register the first one at the window or at a station.")

    def setup(self, request: Any, *args: Any, **kwargs: Any) -> None:
        """The filter's choices come from what there is to see."""
        super().setup(request, *args, **kwargs)
        fields: dict[str, Any] = self.form.fields
        actor, today = self.actor, self.today
        for name, rows in (
            ("item", ServiceItem.objects.order_by("order").values_list("code", "name")),
            ("station", stations(actor).order_by("name").values_list("pk", "name")),
            ("township", townships_of(actor, on=today).values_list("code", "name")),
            ("handler", self._handlers()),
        ):
            fields[name].choices = [forms.ANY, *((str(key), text) for key, text in rows)]
        self.form.full_clean()
        cleaned = getattr(self.form, "cleaned_data", {})
        self.asked = {k: v for k, v in cleaned.items() if v not in (None, "", [], False)}

    def _handlers(self) -> Any:
        held = self.visible().filter(handler=OuterRef("pk"))
        return User.objects.filter(Exists(held)).order_by("name", "pk").values_list("pk", "name")

    def visible(self) -> QuerySet[Case]:
        """Own station's, one's township's, or all."""
        return selectors.cases(self.actor)


class MineView(CaseList):
    """我的办件: open cases that one handles, and one's drafts."""

    name = "casework:mine"
    page_title = gettext_lazy("My cases")
    empty = gettext_lazy("Nothing is in your hands. New cases come through your inbox.")

    def visible(self) -> QuerySet[Case]:
        """Handled by this person, or by the one this person stands in for."""
        return selectors.mine(self.actor)


class DraftsView(CaseList):
    """What was begun and not handed in."""

    name = "casework:drafts"
    page_title = gettext_lazy("Drafts")
    filter_form = NoFilter
    order = ("-created_at",)
    empty = gettext_lazy("No draft of yours.")

    def visible(self) -> QuerySet[Case]:
        """One's own."""
        mine = selectors.cases(self.actor).filter(created_by_id__in=self.actor.persons)
        return mine.filter(status=States.DRAFT)

    def address(self, row: Line) -> str:
        """Straight to where it is gone on with."""
        return reverse("casework:draft", args=[row.pk])


class TeamView(CaseList):
    """Open cases of one's zones, or of one's station."""

    name = "casework:team"
    page_title = gettext_lazy("Cases of the team")
    filter_form = forms.ZoneFilter
    empty = gettext_lazy("No open case here.")

    def visible(self) -> QuerySet[Case]:
        """Of the areas one's posts count for; of all of them where one's posts count everywhere."""
        found = selectors.cases(self.actor).filter(status__in=OPEN).exclude(status=States.DRAFT)
        areas = zones_of(self.actor)
        return found.filter(zone__in=areas) if areas else found

    def buttons(self) -> Sequence[tuple[str, str]]:
        """Assigning many at once."""
        first = super().buttons()
        if any(post in self.actor.posts for post in ASSIGNERS):
            return ((_("Assign many"), reverse("casework:batch")), *first)
        return first


def zones_of(actor: Actor) -> list[str]:
    """Zones that one's posts are limited to; [] for the whole centre, or a station."""
    kinds = {holding.scope.kind for holding in actor.holdings}
    if "centre" in kinds:
        return []
    return [h.scope.key for h in actor.holdings if h.scope.kind == "area"]


class OverdueView(CaseList):
    """Past their day while the clock runs (R136)."""

    name = "casework:overdue"
    page_title = gettext_lazy("Overdue cases")
    filter_form = forms.ZoneFilter
    empty = gettext_lazy("No case is overdue.")

    def visible(self) -> QuerySet[Case]:
        """Past the promised or the legal day."""
        return selectors.overdue(self.actor, on=self.today)


class UnansweredView(CaseList):
    """Submitted and not answered: one working day (R135)."""

    name = "casework:unanswered"
    page_title = gettext_lazy("Not answered yet")
    filter_form = forms.ZoneFilter
    order = ("answer_due_date", "submitted_at")
    empty = gettext_lazy("Everything has been answered.")

    def visible(self) -> QuerySet[Case]:
        """Waiting for the first answer."""
        return selectors.unanswered(self.actor)


class ApplicantsView(ListView[Applicant]):
    """Applicants, found whole by name, phone, ID number or credit code (R156)."""

    name = "casework:applicants"
    page_title = gettext_lazy("Applicants")
    header_icon = "user"
    above: tuple[tuple[str, Any], ...] = ()
    filter_form = forms.ApplicantFilter
    order = ("-created_at",)
    empty = gettext_lazy("No applicant yet. They are entered with their first case.")
    columns = (
        Column(gettext_lazy("Name"), "masked_name", link=True),
        Column(gettext_lazy("Kind"), "kind", sort="kind"),
        Column(gettext_lazy("Phone"), "phone", mask=mask_phone),
        Column(gettext_lazy("Village"), "village__name", on_cards=False),
        Column(gettext_lazy("Cases"), "how_many", number=True),
        Column(gettext_lazy("Entered"), "created_at", sort="created_at", on_cards=False),
    )

    def visible(self) -> QuerySet[Applicant]:
        """Those one may see (R148)."""
        return selectors.applicants(self.actor).annotate(how_many=Count("cases"))

    def narrowed(self, rows: QuerySet[Applicant], asked: dict[str, Any]) -> QuerySet[Applicant]:
        """By hash or whole name only."""
        if asked.get("words"):
            rows = rows.filter(pk__in=finding.whole(asked["words"]).values("pk"))
        if asked.get("kind"):
            rows = rows.filter(kind=asked["kind"])
        return rows

    def address(self, row: Applicant) -> str:
        """The applicant's page."""
        return reverse("casework:applicant", args=[row.pk])
