"""One action on one record: load → may you → form → one service call → redirect."""

from __future__ import annotations

import copy
import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.contrib import messages
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.views import once
from accounts.views.pages import FormPage
from console.records.forms import PlainForm, form_for
from console.sentences import put_on_form, told
from core import inbox
from core.actor import Scope
from core.codes.typed import is_digits
from core.errors import Denied, Violation
from core.lifecycle import EARLIER, Lifecycle, LifecycleRecord, Move, UnknownAction
from core.lifecycle_words import changed_meanwhile, denied
from core.models.inbox import InboxItem

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    from console.records.views import RecordView

# What a form of ours may offer and a service need not want.
OPTIONAL = frozenset({"reason", "to"})


@dataclass(frozen=True, slots=True)
class Act:
    """What a record page offers, and the service that does it.

    service: called as service(<key>=pk, by=actor, **cleaned data); `at`, `on` and
    `expected_version` are given where it takes them. key: default "<model>_id".
    form: default an opinion (required where the move wants a reason); it gets `record` and `actor`
    where its __init__ takes them. who, states: for what is not in the lifecycle.
    tone: "" (as it comes), "primary", "rare" and "no" (destructive): both under "more".
    may: one more condition on (record, actor) before the button is shown.
    low_risk: steps of the inbox that it settles and that need no look at the record, so that
    several can be agreed to at once; its form must ask for nothing.
    """

    service: Callable[..., Any] | None = None
    key: str = ""
    form: type[forms.Form] | None = None
    label: StrOrPromise = ""
    intro: StrOrPromise = ""
    done: StrOrPromise = ""
    tone: str = ""
    who: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    may: Callable[[Any, Any], bool] | None = None
    initial: Callable[[Any], Mapping[str, Any]] | None = None
    view: type[ActionView] | None = None
    low_risk: tuple[str, ...] = ()


def move_of(lifecycle: Lifecycle | None, action: str, record: models.Model) -> Move | None:
    """The move an action stands for; from this state if there is one, else any of its name."""
    if lifecycle is None:
        return None
    named = [move for move in lifecycle.moves if move.action == action]
    status = getattr(record, "status", "")
    return next((move for move in named if status in move.from_), named[0] if named else None)


def refusal(
    act: Act, action: str, *, lifecycle: Lifecycle | None, record: Any, actor: Any
) -> Violation | Denied | None:
    """Why this person cannot do this now; None when they can."""
    move = move_of(lifecycle, action, record)
    if lifecycle is not None and move is not None:
        found = _try(lifecycle, move, record, actor)
        if found is not None:
            return found
    elif isinstance(record, LifecycleRecord) and act.states and record.status not in act.states:
        return Violation(_("This is not possible in the present state."))
    scopes = record.process_scopes() if isinstance(record, LifecycleRecord) else (Scope.CENTRE,)
    if act.who and not any(actor.holds_at(post, scopes) for post in act.who):
        return denied(act.who)
    if act.may is not None and not act.may(record, actor):
        return Violation(_("This is not possible in the present state."))
    return None


def _try(
    lifecycle: Lifecycle, move: Move, record: LifecycleRecord, actor: Any
) -> Violation | Denied | None:
    """Make the move on a copy that is thrown away."""
    trial = copy.copy(record)
    earlier = lifecycle.earlier_than(record.status)
    to = earlier[-1] if move.to == EARLIER and earlier else ""
    try:
        lifecycle.apply(trial, move.action, by=actor, reason="-", to=to)
    except (Violation, Denied) as found:
        return found
    except UnknownAction:
        return Violation(_("This is not possible in the present state."))
    return None


def call(
    act: Act,
    *,
    record: Any,
    actor: Any,
    data: Mapping[str, Any],
    expected_version: int | None = None,
) -> Any:
    """Make an action's one service call: from the console's page and from the API alike."""
    service = act.service
    if service is None:
        raise TypeError(f"{act.label}: an Act without a service needs its own view")
    known = inspect.signature(service).parameters
    offered = {
        "by": actor,
        "at": timezone.now(),
        "on": timezone.localdate(),
        "expected_version": expected_version,
    }
    given = {name: value for name, value in offered.items() if name in known}
    asked = {k: v for k, v in data.items() if k in known or k not in OPTIONAL}
    key = act.key or f"{record._meta.model_name}_id"
    return service(**{key: record.pk}, **given, **asked)


def settle(
    act: Act,
    action: str,
    *,
    model: type[models.Model],
    lifecycle: Lifecycle | None,
    record_id: str,
    by: Any,
) -> Any:
    """Do it for one record of several, as its page would. Raises Violation or Denied."""
    record = model._base_manager.get(pk=record_id)
    found = refusal(act, action, lifecycle=lifecycle, record=record, actor=by)
    if found is not None:
        raise found
    return call(act, record=record, actor=by, data={})


class ActionView(FormPage):
    """The page of one action. Subclass it for more than one form and one call."""

    template_name = "console/records/action.html"
    header_icon = "edit"
    # Set by the record page.
    page: ClassVar[type[RecordView[Any]] | None] = None
    act: Act = Act()
    action: str = ""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Load the record through its page: not visible is 404."""
        super().setup(request, *args, **kwargs)
        if self.page is None:
            raise TypeError("an ActionView needs its record page")
        self.record_page = self.page()
        self.record_page.setup(request, *args, **kwargs)
        self.record = self.record_page.record
        self.move = move_of(self.record_page.lifecycle, self.action, self.record)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Not your post is 403; not now goes back to the record with the sentence."""
        found = refusal(
            self.act,
            self.action,
            lifecycle=self.record_page.lifecycle,
            record=self.record,
            actor=self.actor,
        )
        if isinstance(found, Denied):
            raise found
        if found is not None:
            messages.error(request, told(found))
            return redirect(self.record_page.address)
        return super().dispatch(request, *args, **kwargs)

    # --- The form ---

    def get_form_class(self) -> type[forms.Form]:
        """The action's own form, else the usual one of its move."""
        if self.act.form is not None:
            return self.act.form
        lifecycle = self.record_page.lifecycle
        if self.move is not None and lifecycle is not None:
            return form_for(self.move, lifecycle, self.record)
        return PlainForm

    def get_form_kwargs(self) -> dict[str, Any]:
        """With the record and the actor for forms that ask for them."""
        known = inspect.signature(self.get_form_class().__init__).parameters
        offered = {"record": self.record, "actor": self.actor}
        return super().get_form_kwargs() | {k: v for k, v in offered.items() if k in known}

    def get_initial(self) -> dict[str, Any]:
        """What the action says."""
        return dict(self.act.initial(self.record)) if self.act.initial else {}

    def form_valid(self, form: forms.Form) -> HttpResponse:
        """One call; a rule's refusal comes back on the form."""
        sent = self.request.POST.get(once.NAME, "")
        if not once.take(sent):
            messages.info(self.request, _("This was sent already; it was done once."))
            return redirect(self.get_success_url())
        waiting = self._waiting_for_me()
        try:
            self._same_version()
            self.perform(form.cleaned_data)
        except Violation as found:
            once.give_back(sent)
            put_on_form(form, found)
            return self.form_invalid(form)
        except BaseException:
            once.give_back(sent)
            raise
        self._say_done(waiting)
        return redirect(self.get_success_url())

    def perform(self, data: dict[str, Any]) -> Any:
        """Make the one call."""
        return call(
            self.act,
            record=self.record,
            actor=self.actor,
            data=data,
            expected_version=self._version(),
        )

    def _version(self) -> int | None:
        sent = self.request.POST.get("version", "")
        return int(sent) if is_digits(sent) else None

    def _same_version(self) -> None:
        """What the person saw is what there is."""
        sent = self._version()
        if sent is not None and sent != getattr(self.record, "version", sent):
            raise Violation(changed_meanwhile(self.record))

    # --- Afterwards ---

    def _waiting_for_me(self) -> InboxItem | None:
        mine = inbox.for_actor(self.actor, "todo")
        kind = self.record._meta.label_lower
        return mine.filter(record_type=kind, record_id=str(self.record.pk)).first()

    def _say_done(self, item: InboxItem | None) -> None:
        from console.inbox.words import next_link

        sentence = self.act.done or _("“%(action)s” is done.") % {"action": self.get_page_title()}
        messages.success(self.request, next_link(str(sentence), item, self.actor))

    def get_success_url(self) -> str:
        """Back to the record, or to the list when it is out of sight now."""
        return self.record_page.address_after()

    # --- Words ---

    def get_page_title(self) -> str:
        """What is done."""
        return str(self.act.label or (self.move.label if self.move else "") or self.action)

    def get_page_subtitle(self) -> str:
        """To what."""
        return str(self.record)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Over the record."""
        return [
            *self.record_page.get_breadcrumbs_items()[:-1],
            {"url": self.record_page.address, "label": self.record_page.get_page_title()},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Words of the page."""
        lifecycle = self.record_page.lifecycle
        move, target = self.move, ""
        if move is not None and lifecycle is not None and not move.to.startswith("*"):
            target = lifecycle.label(move.to)
        return {
            **super().get_context_data(**kwargs),
            "record": self.record,
            "record_page": self.record_page,
            "badge": self.record_page.badge(),
            "intro": self.act.intro,
            "clause": move.clause if move else None,
            "target": target,
            "tone": self.act.tone,
            "submit_label": self.get_page_title(),
            "back": self.record_page.address,
            "once": once.token(),
            "confirm_only": not self.get_form_class().base_fields,
        }
