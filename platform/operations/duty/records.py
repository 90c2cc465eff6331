"""The record pages of a duty matter, of a swap and of a holiday's schedule."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.posts import Post
from console.records import Act, Fact, Group, Panel, PlainForm, RecordView, group
from core.actor import Actor
from operations.duty import forms, selectors, services
from operations.duty.lifecycle import OFFICERS, RECORD, SCHEDULE, SWAP, UNFINISHED, H, T, W
from operations.duty.models import DutyRecord, HolidaySchedule, Shift, Swap, Weight
from operations.duty.records_shift import ShiftRecord

__all__ = ["DutyRecordPage", "ScheduleRecord", "ShiftRecord", "SwapRecord"]


def at_post(record: DutyRecord, actor: Actor) -> bool:
    """Whoever is on duty goes on with it; the office may, too. Asked once a page."""
    known: dict[Actor, bool] = record.__dict__.setdefault("at_post_of", {})
    if actor not in known:
        there = actor.holds(Post.OFFICE)
        known[actor] = there or selectors.on_duty(actor, at=timezone.now()) is not None
    return known[actor]


def not_before_a_leader(record: DutyRecord, actor: Actor) -> bool:
    """Done about it only after the instruction, if it is important (R54)."""
    waiting = record.weight == Weight.IMPORTANT and record.instructed_at is None
    return not waiting and at_post(record, actor)


def of_department(record: DutyRecord, actor: Actor) -> bool:
    """Asked is the department in charge."""
    department = record.department
    return department is not None and selectors.is_of(department, actor, on=timezone.localdate())


def may_correct(record: DutyRecord, actor: Actor) -> bool:
    """Who wrote it, who is at the post, the office."""
    return record.recorded_by_id == selectors.own_id(actor) or at_post(record, actor)


_act = partial(Act, key="record_id")


class DutyRecordPage(RecordView[DutyRecord]):
    """A matter with its course."""

    model = DutyRecord
    lifecycle = RECORD
    name = "duty:record"
    header_icon = "list-ul"
    above = (("duty:records", gettext_lazy("Duty book")),)
    file_kinds: ClassVar = {"evidence": gettext_lazy("Evidence")}
    tones: ClassVar = {"closed": "good", "with_leader": "warn", "with_department": "warn"}
    actions: ClassVar = {
        "instruct": _act(services.record_instruct, form=forms.InstructForm, tone="primary"),
        "answer": _act(
            services.record_answer, form=forms.TextForm, tone="primary", may=of_department
        ),
        "close": _act(
            services.record_close, form=forms.ResultForm, tone="primary", may=not_before_a_leader
        ),
        "report": _act(services.record_report, form=forms.NoteForm, may=at_post),
        "hand_to": _act(services.record_hand_to, form=forms.HandToForm, may=not_before_a_leader),
        "ask_again": _act(services.record_ask_again, form=forms.ReasonForm, may=at_post),
        "follow_up": _act(
            services.record_follow_up,
            form=forms.TextForm,
            label=gettext_lazy("What happened next"),
            who=OFFICERS,
            states=UNFINISHED,
            may=at_post,
        ),
        "correct": _act(
            services.record_correct,
            form=forms.TextForm,
            label=gettext_lazy("Add a correction"),
            who=OFFICERS,
            may=may_correct,
            tone="rare",
        ),
    }

    @property
    def path_states(self) -> Sequence[str]:  # type: ignore[override]
        """The way it goes: past the department, past the leader, or straight."""
        record = self.record
        way: list[str] = [T.OPEN]
        if record.weight == Weight.IMPORTANT:
            way += [T.WITH_LEADER, T.INSTRUCTED]
        if record.department_id is not None:
            way += [T.WITH_DEPARTMENT, T.ANSWERED]
        return [*way, T.CLOSED]

    def visible(self) -> QuerySet[DutyRecord]:
        """Those one may read."""
        now = timezone.now()
        return selectors.records(self.actor, at=now, on=timezone.localdate(now))

    def may_read_files(self) -> bool:
        """Whoever sees the page (`joints.may_see_record` asks the same)."""
        return True

    def may_file(self) -> bool:
        """Evidence is added by who is at the post, until it is closed."""
        return self.record.status != T.CLOSED and at_post(self.record, self.actor)

    def groups(self) -> Sequence[Group]:
        """What it is, whose it is, what came of it."""
        record = self.record
        facts: list[str | Fact] = [
            "kind",
            "weight",
            Fact(_("what it is about"), record.text, wide=True),
            "contact",
            "occurred_at",
            Fact(
                _("recorded by"),
                record.recorded_by_name,
                note=f"{timezone.localtime(record.recorded_at):%Y-%m-%d %H:%M}",
            ),
            Fact(_("shift"), str(record.shift), url=reverse("duty:shift", args=[record.shift_id])),
        ]
        if record.department is not None:
            facts += [
                "department",
                Fact(_("answer due on"), str(record.due_date), note=self._late()),
            ]
        if record.instructed_by_name:
            facts += ["instructed_by_name", "instructed_at"]
        if record.result:
            facts += ["closed_at", Fact(_("result"), record.result, wide=True)]
        return [group(_("Duty matter"), record, *facts)]

    def _late(self) -> str:
        record = self.record
        late = record.status == T.WITH_DEPARTMENT and record.due_date is not None
        return _("overdue") if late and record.due_date < timezone.localdate() else ""  # type: ignore[operator]

    def panels(self) -> Sequence[Panel]:
        """Line by line, as it was written."""
        rows = list(self.record.entries.order_by("pk"))
        if not rows:
            return []
        return [Panel(_("Course"), "duty/includes/course.html", {"rows": rows})]


class SwapRecord(RecordView[Swap]):
    """A swap: which shifts, who, and how it was decided."""

    model = Swap
    lifecycle = SWAP
    name = "duty:swap"
    header_icon = "rotate"
    above = (("duty:index", gettext_lazy("Duty roster")),)
    path_states = (W.ASKED, W.AGREED, W.SWAPPED)
    tones: ClassVar = {"swapped": "good", "declined": "bad", "withdrawn": "", "lapsed": ""}
    actions: ClassVar = {
        "consent": Act(
            services.swap_consent, form=PlainForm, tone="primary",
            may=lambda record, actor: record.partner_id == selectors.own_id(actor),
        ),
        "approve": Act(
            services.swap_approve, form=PlainForm, tone="primary", low_risk=(W.AGREED,),
            may=lambda record, actor: not {record.created_by_id, record.partner_id} & actor.persons,
        ),
        "decline": Act(
            services.swap_decline, form=forms.ReasonForm,
            may=lambda record, actor: record.partner_id == selectors.own_id(actor),
        ),
        "refuse": Act(
            services.swap_refuse, form=forms.ReasonForm,
            may=lambda record, actor: not {record.created_by_id, record.partner_id} & actor.persons,
        ),
        "withdraw": Act(
            services.swap_withdraw, form=PlainForm, tone="no",
            may=lambda record, actor: record.created_by_id == selectors.own_id(actor),
        ),
    }  # fmt: skip

    def visible(self) -> QuerySet[Swap]:
        """One's own; all for the office and the leaders."""
        return selectors.swaps(self.actor)

    def groups(self) -> Sequence[Group]:
        """Both shifts, both people, why."""
        record = self.record
        return [
            group(
                _("Swap"),
                record,
                "asked_by_name",
                "partner_name",
                self._shift(_("shift"), record.shift),
                self._shift(_("shift in exchange"), record.other),
                Fact(_("reason"), record.reason, wide=True),
                *(("decided_by_name",) if record.decided_by_name else ()),
            )
        ]

    @staticmethod
    def _shift(label: str, shift: Shift | None) -> Fact:
        if shift is None:
            return Fact(label, _("none"))
        return Fact(label, str(shift), url=reverse("duty:shift", args=[shift.pk]))


class ScheduleRecord(RecordView[HolidaySchedule]):
    """The work schedule of a holiday with its shifts."""

    model = HolidaySchedule
    lifecycle = SCHEDULE
    name = "duty:schedule"
    header_icon = "date"
    above = (("duty:schedules", gettext_lazy("Holiday schedules")),)
    tones: ClassVar = {"published": "good", "draft": "warn"}
    actions: ClassVar = {
        "publish": Act(
            services.schedule_publish, key="schedule_id", form=PlainForm, tone="primary"
        ),
        "write": Act(
            services.schedule_write,
            key="schedule_id",
            form=forms.ArrangementsForm,
            label=gettext_lazy("Write the arrangements"),
            who=(Post.OFFICE,),
            states=(H.DRAFT,),
        ),
        "refill": Act(
            services.schedule_refill,
            key="schedule_id",
            form=PlainForm,
            label=gettext_lazy("Fill days without a shift"),
            who=(Post.OFFICE,),
            states=(H.DRAFT,),
        ),
        "reopen": Act(
            services.schedule_reopen, key="schedule_id", form=forms.ReasonForm, tone="rare"
        ),
    }

    def visible(self) -> QuerySet[HolidaySchedule]:
        """For everybody at the centre."""
        return selectors.schedules(self.actor)

    def may_read_files(self) -> bool:
        """Whoever sees the page (`joints.may_see_schedule` asks the same)."""
        return True

    def groups(self) -> Sequence[Group]:
        """When it is, until when it is due, when it came out."""
        record = self.record
        return [
            group(
                _("Holiday"),
                record,
                "name",
                Fact(_("days of rest"), f"{record.first_date} — {record.last_date}"),
                Fact(_("to be published by"), record.due_date.isoformat(), note=self._late()),
                "published_at",
                Fact(_("published by"), record.published_by_name or "—"),
                Fact(_("arrangements"), record.arrangements or "—", wide=True),
            )
        ]

    def _late(self) -> str:
        record = self.record
        done = timezone.localdate(record.published_at) if record.published_at else None
        return _("published late") if (done or timezone.localdate()) > record.due_date else ""

    def panels(self) -> Sequence[Panel]:
        """Its shifts."""
        record = self.record
        rows = selectors.of_days(self.actor, first=record.first_date, last=record.last_date)
        return [Panel(_("Shifts of the holiday"), "duty/includes/shifts.html", {"rows": rows})]

    def links(self) -> Sequence[tuple[str, str]]:
        """The sheet."""
        return [(_("Show the sheet"), reverse("duty:schedule_sheet", args=[self.record.pk]))]
