"""What can be done with a case, by whom, with which form."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from console.records import Act, PlainForm
from core.actor import Actor
from operations.casework import services
from operations.casework.forms import acts as forms
from operations.casework.lifecycle import CALLERS, CHIEFS, CONCERNED, HANDLERS, States
from operations.casework.models import Case, Pause
from operations.casework.rules import is_bad

HANDLED = (States.ASSIGNED, States.HANDLING, States.WAITING)
# Whoever has no hand in cases does not write into them.
WRITERS = frozenset(CONCERNED)


def is_mine(case: Case, actor: Actor) -> bool:
    """The handler, or a chief of its place, works on it (R121)."""
    chief = any(actor.holds(post, case.process_scope()) for post in CHIEFS)
    return chief or (case.handler_id is not None and case.handler_id in actor.persons)


def has_asked(case: Case, actor: Actor) -> bool:
    """Is an extension waiting that somebody else asked for?"""
    asked = case.extensions.filter(approved__isnull=True).first()
    return asked is not None and asked.asked_by_id not in actor.persons


def may_ask(case: Case, actor: Actor) -> bool:
    """One extension at a time, within the legal time."""
    room = case.legal_days - case.promise_days - case.extended_days
    asked = case.extensions.filter(approved__isnull=True).exists()
    return is_mine(case, actor) and room > 0 and not asked


def awaits_promise(case: Case, actor: Actor) -> bool:
    """Does the promise run to a step that has not been done?"""
    open_ = bool(case.item.promise_step) and case.promise_met_at is None
    return open_ and is_mine(case, actor)


def awaits_call(case: Case, actor: Actor) -> bool:
    """A bad rating not settled; whoever handled the case does not call (R138, R139)."""
    rating = getattr(case, "rating", None)
    if rating is None or not is_bad(rating.level):
        return False
    follow_up = getattr(rating, "follow_up", None)
    return (
        follow_up is not None
        and follow_up.closed_at is None
        and not case.handlers.filter(user_id__in=actor.persons).exists()
    )


def was_not_asked(case: Case, _actor: Actor) -> bool:
    """What is missing is told once (R135)."""
    return not case.pauses.filter(kind=Pause.Kind.SUPPLEMENT).exists()


def writes(_case: Case, actor: Actor) -> bool:
    """A station writes into its cases at the centre, too."""
    return bool(actor.posts & WRITERS)


ACTIONS: dict[str, Act] = {
    "accept": Act(services.case_accept, form=forms.AcceptForm, tone="primary"),
    "ask": Act(
        services.case_ask,
        form=forms.AskForm,
        may=was_not_asked,
        intro=_("Everything in one list: a second list is not allowed. The clock stands still."),
    ),
    "complete": Act(services.case_complete, form=forms.CompleteForm, tone="primary"),
    "assign": Act(services.case_assign, form=forms.AssignForm, tone="primary"),
    "start": Act(
        services.case_start,
        form=PlainForm,
        tone="primary",
        may=is_mine,
        intro=_("From now on the applicant cannot withdraw any more."),
    ),
    "finish": Act(services.case_finish, form=forms.FinishForm, tone="primary", may=is_mine),
    "continue": Act(services.case_continue, form=PlainForm, tone="primary", may=is_mine),
    "promise": Act(
        services.promise_keep,
        form=forms.PromiseForm,
        initial=lambda case: {"text": case.item.promise_step},
        who=HANDLERS,
        states=(States.HANDLING,),
        may=awaits_promise,
        label=_("Note the promised step"),
    ),
    "step": Act(
        services.case_step,
        form=forms.StepForm,
        who=(*HANDLERS, *CHIEFS),
        states=HANDLED,
        may=is_mine,
        label=_("Write the handling record"),
    ),
    "wait": Act(
        services.case_wait,
        may=is_mine,
        intro=_("The promised clock stands still until you continue."),
    ),
    "callback": Act(
        services.callback_record,
        form=forms.CallbackForm,
        who=CALLERS,
        states=(States.RATED,),
        may=awaits_call,
        label=_("Call back"),
        tone="primary",
    ),
    "decide": Act(
        services.extension_decide,
        form=forms.DecideForm,
        who=CHIEFS,
        states=HANDLED,
        may=has_asked,
        label=_("Decide on the extension"),
    ),
    "extend": Act(
        services.extension_ask,
        form=forms.ExtensionForm,
        who=(*HANDLERS, *CHIEFS),
        states=HANDLED,
        may=may_ask,
        label=_("Ask for an extension"),
        tone="rare",
    ),
    "note": Act(
        services.case_note,
        form=forms.NoteForm,
        may=writes,
        label=_("Internal note"),
        tone="rare",
        intro=_("The applicant never sees it."),
    ),
    "archive": Act(services.case_archive, form=PlainForm),
    "discard": Act(services.case_discard, form=PlainForm, tone="no"),
    "refuse": Act(services.case_refuse, form=forms.RefuseForm, tone="no"),
    "withdraw": Act(services.case_withdraw, tone="no"),
    "end": Act(services.case_end, tone="no"),
}


def papers_of(case: Case) -> list[tuple[str, Any]]:
    """Which papers a case has by now: kind and title."""
    found: list[tuple[str, Any]] = []
    if case.accepted_at:
        found.append(("receipt", _("Receipt of acceptance")))
    if case.status == States.SUPPLEMENT and case.missing:
        found.append(("missing", _("Notice of missing material")))
    if case.status == States.REFUSED:
        found.append(("refusal", _("Notice of refusal")))
    if case.finished_at:
        found.append(("result", _("Notice of completion")))
    return found
