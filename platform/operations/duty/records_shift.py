"""The record page of a shift and what can be done with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.posts import Post
from console.records import Act, ActionView, Fact, Group, Panel, PlainForm, RecordView, group
from core.actor import Actor
from operations.duty import forms, paperwork, selectors, services
from operations.duty.lifecycle import OFFICERS, SHIFT, S
from operations.duty.models import Shift, StandIn
from operations.duty.services.moving import is_receiver, receiver_in_words
from operations.duty.services.standing_in import DECIDERS

ABOVE = (("duty:index", gettext_lazy("Duty roster")),)


class BackToMine(ActionView):
    """On the phone one returns to one's own shift."""

    def get_success_url(self) -> str:
        """My duty."""
        return reverse("duty:mine")


def own(record: Shift, actor: Actor) -> bool:
    """It is this person's shift."""
    return record.officer_id == selectors.own_id(actor)


def hands_over(record: Shift, actor: Actor) -> bool:
    """At the post, or the office for somebody who left without a word."""
    return actor.holds(Post.OFFICE) or selectors.is_at_post(record, actor, at=timezone.now())


def is_away(record: Shift) -> bool:
    """Is the person noted as away?"""
    return any(one.back_at is None for one in record.aways.all())


def may_leave(record: Shift, actor: Actor) -> bool:
    """At the post."""
    return own(record, actor) and not is_away(record)


def may_return(record: Shift, actor: Actor) -> bool:
    """Away."""
    return own(record, actor) and is_away(record)


def may_ask(record: Shift, actor: Actor) -> bool:
    """One's own, or for anybody by the office."""
    return own(record, actor) or actor.holds(Post.OFFICE)


def may_decide(record: Shift, actor: Actor) -> bool:
    """Somebody waits, and it is not one's own (R0)."""
    waiting = [one for one in record.stand_ins.all() if one.decision == StandIn.Decision.OPEN]
    return any(
        not {one.asked_by_id, one.person_id, record.officer_id} & actor.persons for one in waiting
    )


def may_inquire(record: Shift, actor: Actor) -> bool:
    """A gap without a result, not one's own."""
    return record.officer_id not in actor.persons and any(
        not one.finding for one in record.gaps.all()
    )


def may_swap(record: Shift, actor: Actor) -> bool:
    """One's own, still ahead."""
    return own(record, actor) and record.starts_at > timezone.now()


def has_begun(record: Shift, actor: Actor) -> bool:
    """Its time has come, and nobody has signed in."""
    return record.starts_at <= timezone.now()


def as_it_stands(record: Shift) -> Mapping[str, Any]:
    """A shift as the roster's form has it."""
    return {
        "officer_id": record.officer_id,
        "leader_id": record.leader_id,
        "starts_at": timezone.localtime(record.starts_at),
        "ends_at": timezone.localtime(record.ends_at),
    }


_act = partial(Act, key="shift_id")


class ShiftRecord(RecordView[Shift]):
    """A shift: who, when, what came up, how it was handed over."""

    model = Shift
    lifecycle = SHIFT
    name = "duty:shift"
    header_icon = "time"
    above = ABOVE
    path_states = (S.PLANNED, S.ON_DUTY, S.HANDING_OVER, S.HANDED_OVER)
    tones: ClassVar = {
        "on_duty": "good",
        "handing_over": "warn",
        "missed": "bad",
        "cancelled": "bad",
    }
    actions: ClassVar = {
        "begin": _act(
            services.shift_begin, form=forms.PlaceForm, tone="primary", may=own, view=BackToMine
        ),
        "take_over": _act(
            services.shift_take_over, form=PlainForm, tone="primary", may=is_receiver,
            view=BackToMine,
        ),
        "hand_over": _act(
            services.shift_hand_over, form=forms.HandOverForm, tone="primary", may=hands_over
        ),
        "decide": _act(
            services.stand_in_decide,
            form=forms.DecideForm,
            label=gettext_lazy("Decide on the stand-in"),
            who=DECIDERS,
            states=(S.PLANNED, S.ON_DUTY),
            may=may_decide,
            tone="primary",
        ),
        "inquire": _act(
            services.gap_inquire,
            form=forms.InquiryForm,
            label=gettext_lazy("Look into the gap"),
            who=DECIDERS,
            may=may_inquire,
        ),
        "refuse": _act(services.shift_refuse, form=forms.RefuseForm, may=is_receiver),
        "leave": _act(
            services.post_leave,
            form=forms.ReasonForm,
            label=gettext_lazy("Leave the post for a while"),
            who=OFFICERS,
            states=(S.ON_DUTY,),
            may=may_leave,
            view=BackToMine,
        ),
        "return": _act(
            services.post_return,
            form=PlainForm,
            label=gettext_lazy("Back at the post"),
            who=OFFICERS,
            states=(S.ON_DUTY,),
            may=may_return,
            view=BackToMine,
        ),
        "stand_in": _act(
            services.stand_in_ask,
            form=forms.StandInForm,
            label=gettext_lazy("Ask for a stand-in"),
            who=OFFICERS,
            states=(S.PLANNED, S.ON_DUTY),
            may=may_ask,
        ),
        "swap": _act(
            services.swap_ask,
            form=forms.SwapForm,
            label=gettext_lazy("Swap the shift"),
            who=OFFICERS,
            states=(S.PLANNED,),
            may=may_swap,
        ),
        "change": _act(
            services.shift_change,
            form=forms.ShiftForm,
            label=gettext_lazy("Change the shift"),
            who=(Post.OFFICE,),
            states=(S.PLANNED,),
            initial=as_it_stands,
            tone="rare",
        ),
        "miss": _act(services.shift_miss, form=PlainForm, tone="rare", may=has_begun),
        "cancel": _act(services.shift_cancel, form=forms.ReasonForm, tone="no"),
    }  # fmt: skip

    def visible(self) -> QuerySet[Shift]:
        """The roster is for everybody at the centre."""
        return (
            selectors.shifts(self.actor)
            .select_related("schedule")
            .prefetch_related("aways", "stand_ins", "gaps")
        )

    def may_read_files(self) -> bool:
        """Whoever sees the page (`joints.may_see_shift` asks the same)."""
        return True

    def groups(self) -> Sequence[Group]:
        """Who and when; the handover when there is one."""
        record = self.record
        schedule = record.schedule
        found = [
            group(
                _("Shift"),
                record,
                "officer_name",
                Fact(_("leader on call"), record.leader_name or "—"),
                Fact(_("day"), f"{record.on_date} {paperwork.times(record)}"),
                *(
                    (
                        Fact(
                            _("holiday"),
                            schedule.name,
                            url=reverse("duty:schedule", args=[schedule.pk]),
                        ),
                    )
                    if schedule is not None
                    else ()
                ),
                Fact(_("signed in at"), self._signed(record.signed_in_at, record.signed_in_place)),
                Fact(
                    _("signed out at"), self._signed(record.signed_out_at, record.signed_out_place)
                ),
            )
        ]
        if record.summary:
            found.append(
                group(
                    _("Handover"),
                    record,
                    "summary",
                    "things",
                    Fact(_("taken over by"), record.received_by_name or _("not signed yet")),
                    "received_at",
                )
            )
        return found

    @staticmethod
    def _signed(at: Any, place: str) -> str:
        if at is None:
            return "—"
        return f"{timezone.localtime(at):%Y-%m-%d %H:%M} {place}".strip()

    def panels(self) -> Sequence[Panel]:
        """Entries, open matters of the handover, stand-ins, absences, gaps."""
        record = self.record
        seen = selectors.records(self.actor, at=timezone.now(), on=timezone.localdate())
        rows = list(seen.filter(shift=record).order_by("occurred_at", "pk"))
        found = []
        if record.status not in (S.PLANNED, S.CANCELLED):
            context = {"rows": rows, "nothing": record.nothing_happened}
            found.append(Panel(_("Duty book"), "duty/includes/entries.html", context))
        if record.summary:
            found.append(
                Panel(
                    _("Open matters at the handover"),
                    "duty/includes/matters.html",
                    {"rows": record.matters},
                )
            )
        spells = list(record.stand_ins.all())
        aways = list(record.aways.all())
        gaps = list(record.gaps.all())
        if spells or aways or gaps:
            context = {"spells": spells, "aways": aways, "gaps": gaps}
            found.append(Panel(_("At the post"), "duty/includes/post.html", context))
        return found

    def notices(self) -> Sequence[str]:
        """Whose signature is missing; which earlier shift is not handed over."""
        record = self.record
        if record.status == S.HANDING_OVER:
            return [_("Waiting for the signature of %(who)s.") % {"who": receiver_in_words(record)}]
        if record.status == S.PLANNED:
            before = selectors.waiting_before(record)
            if before is not None:
                return [
                    _("First the handover of %(shift)s is confirmed by both sides.")
                    % {"shift": before}
                ]
        return []
