"""The record page of a meeting and what can be done with it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property, partial
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from console.records import Act, Fact, Group, Panel, PlainForm, RecordView, address_of, group
from console.records.steps import DONE, Step
from core.actor import Actor
from core.models.audit import AuditEntry
from operations.archives.selectors import file_of
from operations.meetings import filing, forms, paperwork, selectors, services
from operations.meetings.kinds import Reply
from operations.meetings.lifecycle import AHEAD, MEETING, PEOPLE, WAY, S
from operations.meetings.models import Attendance, Meeting


def rows_of(record: Meeting) -> list[Attendance]:
    """Everybody invited; asked once a page."""
    if not hasattr(record, "_rows"):
        record._rows = paperwork.rows_of(record)  # type: ignore[attr-defined]
    found: list[Attendance] = record._rows  # type: ignore[attr-defined]
    return found


def organises(record: Meeting, actor: Actor) -> bool:
    """The organiser, or the office."""
    return selectors.organises(record, actor)


def writes(record: Meeting, actor: Actor) -> bool:
    """Whoever keeps the minutes, the organiser, or the office."""
    return selectors.writes(record, actor)


def mine(record: Meeting, actor: Actor) -> Attendance | None:
    """One's own line of the list."""
    return next((one for one in rows_of(record) if one.user_id in actor.persons), None)


def may_reply(record: Meeting, actor: Actor) -> bool:
    """Invited, and it has not begun; whoever chairs it comes anyway."""
    line = mine(record, actor)
    if line is None or line.user_id == record.chair_id:
        return False
    return timezone.now() < record.starts_at


def may_note(record: Meeting, actor: Actor) -> bool:
    """It has begun, and somebody has not signed in."""
    begun = timezone.now() >= record.starts_at
    open_ = any(one.signed_in_at is None for one in rows_of(record))
    return begun and open_ and organises(record, actor)


def may_hold(record: Meeting, actor: Actor) -> bool:
    """It has begun."""
    return timezone.now() >= record.starts_at and organises(record, actor)


def may_sign(record: Meeting, actor: Actor) -> bool:
    """Not by whoever wrote them (R0)."""
    return record.drafted_by_id not in actor.persons


def may_drop(record: Meeting, actor: Actor) -> bool:
    """There is something to strike out."""
    return writes(record, actor) and record.decisions.exists()


_act = partial(Act, key="meeting_id")


class MeetingRecord(RecordView[Meeting]):
    """Everything about one meeting on one page."""

    model = Meeting
    lifecycle = MEETING
    name = "meetings:record"
    header_icon = "group"
    above = (("meetings:index", gettext_lazy("Meetings")),)
    path_states = WAY
    drafts = (S.PLANNED,)
    file_kinds: ClassVar = {filing.MATERIAL: gettext_lazy("Papers of the meeting")}
    tones: ClassVar = {"signed": "good", "closed": "good", "cancelled": "bad", "drafted": "warn"}
    actions: ClassVar = {
        "reply": _act(
            services.meeting_reply,
            form=forms.ReplyForm,
            label=gettext_lazy("Answer the invitation"),
            tone="primary",
            states=(S.NOTIFIED,),
            who=PEOPLE,
            may=may_reply,
        ),
        "notify": _act(
            services.meeting_notify,
            form=PlainForm,
            tone="primary",
            may=organises,
            intro=gettext_lazy("Everybody invited gets a copy to read and can answer."),
        ),
        "hold": _act(services.meeting_hold, form=PlainForm, tone="primary", may=may_hold),
        "note": _act(
            services.presence_note,
            form=forms.PresenceForm,
            label=gettext_lazy("Note who came"),
            states=(S.NOTIFIED, S.HELD),
            who=PEOPLE,
            may=may_note,
        ),
        "decide": _act(
            services.decision_add,
            form=forms.DecisionForm,
            label=gettext_lazy("Enter a decision"),
            states=(S.HELD,),
            who=PEOPLE,
            may=writes,
        ),
        "draft": _act(
            services.minutes_draft,
            form=forms.DraftForm,
            tone="primary",
            may=writes,
            initial=lambda record: {"minutes": record.minutes},
        ),
        "sign": _act(
            services.minutes_sign,
            form=forms.OpinionForm,
            tone="primary",
            may=may_sign,
            intro=gettext_lazy("Each decision becomes a supervision item of its department."),
        ),
        "return": _act(services.minutes_return, form=forms.ReasonForm),
        "close": _act(services.meeting_close, form=forms.CloseForm, tone="primary"),
        "drop": _act(
            services.decision_drop,
            form=forms.DropForm,
            label=gettext_lazy("Strike a decision out"),
            states=(S.HELD,),
            who=PEOPLE,
            may=may_drop,
            tone="rare",
        ),
        "skip": _act(services.meeting_skip, form=forms.PlainReasonForm, tone="rare"),
        "cancel": _act(
            services.meeting_cancel, form=forms.PlainReasonForm, tone="no", may=organises
        ),
    }

    def visible(self) -> QuerySet[Meeting]:
        """Those one may see."""
        return selectors.meetings(self.actor)

    def way(self, history: Sequence[AuditEntry]) -> list[Step]:
        """When it is closed every step is done."""
        found = super().way(history)
        if self.record.status == S.CLOSED:
            return [Step(one.label, DONE, one.at, one.by) for one in found]
        return found

    def may_read_files(self) -> bool:
        """Whoever sees the meeting reads its papers: the guard asks the same."""
        return True

    def may_file(self) -> bool:
        """The organiser, whoever keeps the minutes, the office; until it is over."""
        over = self.record.status in (S.CLOSED, S.CANCELLED)
        return not over and writes(self.record, self.actor)

    # --- The page ---

    def groups(self) -> Sequence[Group]:
        """When, where, who arranges it, what about."""
        record = self.record
        found = [
            group(
                _("The meeting"),
                record,
                "number",
                "kind",
                Fact(_("time"), paperwork.when(record)),
                Fact(_("place"), record.where),
                "chair_name",
                "recorder_name",
                "organiser_name",
                *(["guests"] if record.guests else []),
                "agenda",
            )
        ]
        if record.held_at:
            found.append(group(_("Minutes of the meeting"), record, *self._minutes()))
        return found

    def _minutes(self) -> list[Any]:
        record = self.record
        found: list[Any] = ["minutes_due_date"]
        if record.drafted_by_name:
            found.append("drafted_by_name")
        if record.signed_date:
            found += ["minutes_number", "signed_by_name", "signed_date"]
        if record.archive_number:
            file = file_of(filing.CODE, record.pk)
            url = reverse("archives:record", args=[file.pk]) if file else ""
            found.append(Fact(_("archive number"), record.archive_number, url=url))
        if record.minutes:
            found.append("minutes")
        return found

    @cached_property
    def decisions(self) -> list[tuple[Any, str]]:
        """What was decided, with the address of the item made of it."""
        found = self.record.decisions.select_related("department").order_by("position")
        return [
            (one, address_of(one.item_type, one.item_id) if one.item_id else "") for one in found
        ]

    def panels(self) -> Sequence[Panel]:
        """Decisions once it was held, and the list of those invited."""
        found = []
        if self.record.held_at and self.decisions:
            found.append(
                Panel(
                    _("Decisions"),
                    "meetings/includes/decisions.html",
                    {"rows": self.decisions},
                    anchor="decisions",
                )
            )
        rows = rows_of(self.record)
        counts = {
            "came": sum(one.signed_in_at is not None for one in rows),
            "coming": selectors.how_many_come(rows),
        }
        context = {"rows": rows, **counts, "notified": self.record.notified_at}
        return [*found, Panel(_("Those invited"), "meetings/includes/invited.html", context)]

    def notices(self) -> Sequence[str]:
        """What one should look at."""
        record, rows = self.record, rows_of(self.record)
        said = []
        if record.status in AHEAD and record.room and len(rows) > record.room.seats:
            said.append(
                _("%(room)s has %(seats)s seats, and %(n)s are invited.")
                % {"room": record.room, "seats": record.room.seats, "n": len(rows)}
            )
        line = mine(record, self.actor)
        if record.status == S.NOTIFIED and line and line.reply == Reply.NONE:
            said.append(_("You have not answered the invitation."))
        due = record.minutes_due_date
        if record.status in (S.HELD, S.DRAFTED) and due and due < timezone.localdate():
            said.append(_("The minutes should have been signed by %(day)s.") % {"day": due})
        return said

    def links(self) -> Sequence[tuple[str, str]]:
        """Change it, show the code, the sheet, the minutes as they are."""
        record, key = self.record, [self.record.pk]
        found = []
        if record.status in AHEAD and organises(record, self.actor):
            found.append((_("Change the meeting"), reverse("meetings:change", args=key)))
        if record.status == S.NOTIFIED and selectors.shows_code(record, self.actor):
            found.append((_("Show the sign-in code"), reverse("meetings:code", args=key)))
        if record.status in (S.NOTIFIED, S.HELD, S.DRAFTED, S.SIGNED):
            found.append((_("Sign-in sheet"), reverse("meetings:sheet", args=key)))
        if record.status in (S.HELD, S.DRAFTED) and record.minutes:
            found.append((_("Minutes as they would be"), reverse("meetings:minutes", args=key)))
        return found
