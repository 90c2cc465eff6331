"""The page of one record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar

from django.db import models
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import path, reverse
from django.urls.resolvers import URLPattern
from django.utils import timezone
from django.views.generic import TemplateView

from accounts.access import console_page
from accounts.views.pages import Shell
from console.inbox import drafts
from console.records import office, places
from console.records.actions import Act, ActionView, move_of, refusal, settle
from console.records.badges import Badge, badge_of
from console.records.facts import Group
from console.records.filing import FilingMixin
from console.records.steps import Step, steps
from core import audit, inbox, papers
from core.actor import Actor
from core.lifecycle import Lifecycle, LifecycleRecord
from core.models.audit import AuditEntry

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

M = TypeVar("M", bound=models.Model)
# Whose work it is to look at who did what from where.
AUDITORS = ("county_admin", "root", "director", "gm", "leader", "office", "admin")
LATEST = 40
# So many buttons stand in the bar; a phone has room for no more.
MOST_BUTTONS = 3


@dataclass(frozen=True, slots=True)
class Panel:
    """A part of the page that the module draws itself, between the facts and the timeline."""

    title: StrOrPromise
    template: str
    context: Mapping[str, Any] = field(default_factory=dict)
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Button:
    """One action that is open to this person now."""

    action: str
    label: str
    url: str
    tone: str


class RecordView(FilingMixin, Shell, TemplateView, Generic[M]):
    """Facts, state, way, who has it, files, papers, timeline, log, and what one may do.

    Subclasses say `model`, `name` (the address's name with its namespace), `visible()` and
    `groups()`; all else has a default.
    """

    template_name = "console/records/record.html"
    header_icon = "doc-full"
    model: ClassVar[type[models.Model]]
    # "stations:record"; the other addresses are named after it.
    name: ClassVar[str]
    lifecycle: ClassVar[Lifecycle | None] = None
    # The usual way through the states, for the step bar; empty for all of them.
    path_states: ClassVar[Sequence[str]] = ()
    # Colours of the badge by state: "good", "warn", "bad", "" (neutral).
    tones: ClassVar[Mapping[str, str]] = {}
    actions: ClassVar[Mapping[str, Act]] = {}
    # States in which it is a draft of whoever made it (草稿), and the column that names it.
    drafts: ClassVar[Sequence[str]] = ()
    draft_title: ClassVar[str] = "title"
    above: tuple[tuple[str, Any], ...] = ()
    page_title: str = ""

    # --- What a module says ---

    def visible(self) -> QuerySet[M]:
        """The records this person may see: a selector with the actor."""
        raise NotImplementedError

    def groups(self) -> Sequence[Group]:
        """The facts, in groups."""
        raise NotImplementedError

    def panels(self) -> Sequence[Panel]:
        """Further parts of the page."""
        return ()

    def notices(self) -> Sequence[str]:
        """Sentences above the facts: a deadline near, a thing to know."""
        return ()

    def links(self) -> Sequence[tuple[str, str]]:
        """Further addresses (label, url) beside the actions: print, map, public page."""
        return ()

    def may_audit(self) -> bool:
        """May this person read the log with addresses and devices?"""
        return any(post in self.actor.posts for post in AUDITORS)

    # --- The record ---

    @property
    def record(self) -> M:
        """The record of the address. Raises Http404 when it is not visible."""
        if not hasattr(self, "_record"):
            found = self.visible().filter(pk=self.kwargs["pk"]).first()
            if found is None:
                raise Http404
            self._record: M = found
        return self._record

    @property
    def address(self) -> str:
        """Of this page."""
        return reverse(self.name, args=[self.record.pk])

    def address_after(self) -> str:
        """Where to go after an action: here, or one up when the record is out of sight."""
        if self.visible().filter(pk=self.record.pk).exists():
            return self.address
        return reverse(self.above[-1][0]) if self.above else reverse("wagtailadmin_home")

    def badge(self) -> Badge | None:
        """The state in a word and a colour."""
        if self.lifecycle is None or not isinstance(self.record, LifecycleRecord):
            return None
        return badge_of(self.lifecycle, self.record, self.tones)

    def buttons(self) -> list[Button]:
        """The actions open to this person now, in the order of the declaration."""
        found = []
        for action, act in self.actions.items():
            if refusal(act, action, lifecycle=self.lifecycle, record=self.record, actor=self.actor):
                continue
            move = move_of(self.lifecycle, action, self.record)
            label = str(act.label or (move.label if move else "") or action)
            url = reverse(f"{self.name}_do", args=[self.record.pk, action])
            found.append(Button(action, label, url, act.tone))
        return found

    def way(self, history: Sequence[AuditEntry]) -> list[Step]:
        """The step bar."""
        if self.lifecycle is None or not isinstance(self.record, LifecycleRecord):
            return []
        return steps(self.lifecycle, self.record, path=self.path_states, history=history)

    # --- The page ---

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Opening it is noted for those it waits for: it cannot be withdrawn any more."""
        self.record  # noqa: B018 - raises Http404 before anything is written
        self.mine = office.open_items(self.record, self.actor, at=timezone.now())
        return super().get(request, *args, **kwargs)

    def get_page_title(self) -> str:
        """The record's name."""
        return str(self.record)

    def get_page_subtitle(self) -> str:
        """Its kind."""
        return str(self.model._meta.verbose_name)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Everything on one page; the log on a tab of its own."""
        history = list(audit.timeline(self.record))
        buttons = self.buttons()
        # The next step first; what is done now and then opens on demand.
        main = [b for b in buttons if b.tone == "primary"]
        main += [b for b in buttons if b.tone == ""]
        return {
            **super().get_context_data(**kwargs),
            "record": self.record,
            "kind": self.get_page_subtitle(),
            "badge": self.badge(),
            "steps": self.way(history),
            "groups": self.groups(),
            "panels": self.panels(),
            "notices": self.notices(),
            "links": self.links(),
            "history": history[-LATEST:],
            "full_history": history[::-1],
            "record_url": self.address,
            "hidden": max(0, len(history) - LATEST),
            "tab": "audit" if self.request.GET.get("tab") == "audit" else "",
            "may_audit": self.may_audit(),
            "holders": office.holders(self.record, at=timezone.now()),
            "receipts": office.receipts(self.record),
            "office": office.verbs(self.record, self.mine, self.actor),
            "circulate_url": reverse(f"{self.name}_circulate", args=[self.record.pk]),
            "papers": papers.of(self.record) if self.may_read_files() else (),
            "main": main[:MOST_BUTTONS],
            "rarer": [*main[MOST_BUTTONS:], *(b for b in buttons if b.tone == "rare")],
            "more": [b for b in buttons if b.tone == "no"],
            **self.filing(),
        }

    # --- Addresses ---

    @classmethod
    def paths(cls, at: str) -> list[URLPattern]:
        """The page and everything below it. at: "console/stations/<int:pk>/"."""
        short = cls.name.rpartition(":")[2]
        places.register_page(cls.model, lambda pk: reverse(cls.name, args=[pk]))
        cls._tell_inbox()
        page = console_page(cls.as_view())
        return [
            path(at, page, name=short),
            path(f"{at}do/<slug:action>/", console_page(cls._do), name=f"{short}_do"),
            path(f"{at}files/", console_page(cls.file_view()), name=f"{short}_files"),
            path(
                f"{at}files/<uuid:file>/remove/",
                console_page(cls.file_remove_view()),
                name=f"{short}_file_remove",
            ),
            path(
                f"{at}circulate/",
                console_page(office.CirculateView.as_view(page=cls)),
                name=f"{short}_circulate",
            ),
        ]

    @classmethod
    def _tell_inbox(cls) -> None:
        """Which states are drafts, which steps are settled with others at once."""
        if cls.drafts and issubclass(cls.model, LifecycleRecord):
            drafts.register(cls.model, cls.drafts, title=cls.draft_title)
        for action, act in cls.actions.items():
            for step in act.low_risk:
                inbox.register_low_risk(
                    cls.model._meta.label_lower, step, partial(cls._settle, act, action)
                )

    @classmethod
    def _settle(cls, act: Act, action: str, record_id: str, by: Actor) -> Any:
        return settle(
            act, action, model=cls.model, lifecycle=cls.lifecycle, record_id=record_id, by=by
        )

    @classmethod
    def _do(cls, request: HttpRequest, *, action: str, **kwargs: Any) -> HttpResponseBase:
        act = cls.actions.get(action)
        if act is None:
            raise Http404
        view = (act.view or ActionView).as_view(page=cls, act=act, action=action)
        return view(request, **kwargs)
