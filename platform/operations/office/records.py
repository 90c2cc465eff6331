"""The record page of a supervision item and what can be done with it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from functools import cached_property, partial
from typing import ClassVar

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.posts import Post
from console.records import Act, Fact, Group, Panel, PlainForm, RecordView, address_of, group
from console.records.views import Button
from core.actor import Actor
from core.workcalendar import WorkCalendar
from operations.office import forms, selectors, services
from operations.office.lifecycle import CHECKERS, LEADERS, OPEN, SUPERVISION, WITH_OWNER, S
from operations.office.models import Extension, Progress, SupervisionItem
from operations.office.rules import supervision as rules
from operations.office.rules.supervision import Light
from operations.office.services.moving import EVIDENCE

IN_HAND = WITH_OWNER[1:]
# Checks on the page; the rest is counted.
SHOWN = 15
WORDS = {
    Light.GREEN: gettext_lazy("green light"),
    Light.YELLOW: gettext_lazy("yellow light"),
    Light.RED: gettext_lazy("red light"),
}


def own(record: SupervisionItem, actor: Actor) -> bool:
    """It is this person's to do."""
    if selectors.is_owner(record, actor, on=timezone.localdate()):
        return True
    nobody = record.owner_id is None and record.department.head_id is None
    return nobody and actor.holds(Post.DEPT_HEAD)


def has_milestones(record: SupervisionItem, actor: Actor) -> bool:
    """One's own, with a milestone still ahead."""
    return own(record, actor) and any(one.done_date is None for one in record.milestones.all())


def has_problem(record: SupervisionItem, actor: Actor) -> bool:
    """Somebody waits for an answer."""
    return bool(unanswered(record))


def has_extension(record: SupervisionItem, actor: Actor) -> bool:
    """A later day was asked for."""
    return any(one.decision == Extension.Decision.OPEN for one in record.extensions.all())


def may_ask(record: SupervisionItem, actor: Actor) -> bool:
    """One's own, and nothing asked for already."""
    return own(record, actor) and not has_extension(record, actor)


def not_checked(record: SupervisionItem, actor: Actor) -> bool:
    """Nobody has checked it today."""
    today = timezone.localdate()
    return all(one.on_date != today for one in record.checks.all())


def not_mine(record: SupervisionItem, actor: Actor) -> bool:
    """Nobody confirms what they did (R0)."""
    return not {record.owner_id, record.reported_by_id} & actor.persons


def unanswered(record: SupervisionItem) -> list[Progress]:
    """Problems that wait, the oldest first."""
    return sorted(
        (
            one
            for one in record.progress.all()
            if one.kind == Progress.Kind.PROBLEM and one.answered_at is None
        ),
        key=lambda one: one.pk,
    )


_act = partial(Act, key="item_id")


class SupervisionRecord(RecordView[SupervisionItem]):
    """Everything about one item on one page."""

    model = SupervisionItem
    lifecycle = SUPERVISION
    name = "office:item"
    header_icon = "calendar-check"
    above = (("office:items", gettext_lazy("Supervision items")),)
    path_states = (S.ISSUED, S.ACCEPTED, S.HANDLING, S.REPORTED, S.CLOSED)
    file_kinds: ClassVar = {EVIDENCE: gettext_lazy("Evidence")}
    tones: ClassVar = {"closed": "good", "cancelled": "bad", "issued": "warn"}
    actions: ClassVar = {
        "sign_for": _act(
            services.supervision_sign_for,
            form=PlainForm,
            tone="primary",
            may=own,
            low_risk=(S.ISSUED,),
        ),
        "begin": _act(services.supervision_begin, form=forms.BeginForm, tone="primary", may=own),
        "report": _act(services.supervision_report, form=forms.ReportForm, tone="primary", may=own),
        "confirm": _act(
            services.supervision_confirm, form=forms.ConfirmForm, tone="primary", may=not_mine
        ),
        "return": _act(services.supervision_return, form=forms.ReturnForm),
        "decide": _act(
            services.extension_decide,
            form=forms.DecideForm,
            label=gettext_lazy("Decide on the extension"),
            who=LEADERS,
            states=OPEN,
            may=has_extension,
            tone="primary",
        ),
        "answer": _act(
            services.problem_answer,
            form=forms.AnswerForm,
            label=gettext_lazy("Answer the problem"),
            who=CHECKERS,
            states=OPEN,
            may=has_problem,
        ),
        "check": _act(
            services.check_record,
            form=forms.CheckForm,
            label=gettext_lazy("Check of the day"),
            who=(Post.OFFICE,),
            states=OPEN,
            may=not_checked,
        ),
        "progress": _act(
            services.progress_add,
            form=forms.TextForm,
            label=gettext_lazy("Note progress"),
            states=IN_HAND,
            may=own,
        ),
        "milestone": _act(
            services.milestone_reach,
            form=forms.MilestoneForm,
            label=gettext_lazy("Milestone reached"),
            states=IN_HAND,
            may=has_milestones,
        ),
        "problem": _act(
            services.problem_report,
            form=forms.TextForm,
            label=gettext_lazy("Report a problem"),
            states=IN_HAND,
            may=own,
            tone="rare",
        ),
        "extend": _act(
            services.extension_ask,
            form=forms.ExtensionForm,
            label=gettext_lazy("Ask for a later day"),
            states=WITH_OWNER,
            may=may_ask,
            tone="rare",
        ),
        "cancel": _act(services.supervision_cancel, form=forms.ReasonForm, tone="no"),
    }

    def visible(self) -> QuerySet[SupervisionItem]:
        """Those one may read."""
        return (
            selectors.items(self.actor, on=timezone.localdate())
            .select_related("department__head")
            .prefetch_related("milestones", "progress", "checks", "extensions", "assisting")
        )

    @cached_property
    def calendar(self) -> WorkCalendar:
        """Asked once a page."""
        return WorkCalendar.load()

    def may_read_files(self) -> bool:
        """Whoever sees the page (`joints.may_see` asks the same)."""
        return True

    def buttons(self) -> list[Button]:
        """No check on a day of rest (R45)."""
        found = super().buttons()
        if self.calendar.is_working(timezone.localdate()):
            return found
        return [one for one in found if one.action != "check"]

    def may_file(self) -> bool:
        """Evidence is added by the owner, until it is reported done."""
        return self.record.status in WITH_OWNER and own(self.record, self.actor)

    def _source(self) -> str:
        """The page of the record that it was made of; '' where it was made of none."""
        if not self.record.source_id:
            return ""
        return address_of(self.record.source_type, self.record.source_id)

    def groups(self) -> Sequence[Group]:
        """The matter, who does it, until when, what came of it."""
        record = self.record
        helpers = "、".join(one.name for one in record.assisting.all())
        found = [
            group(
                _("Supervision item"),
                record,
                "number",
                "level",
                "source",
                Fact(_("source reference"), record.reference or "—", url=self._source()),
                Fact(_("what is required"), record.requirement, wide=True),
                "department",
                Fact(_("owner"), record.owner_name or _("left open")),
                Fact(_("assisting departments"), helpers or "—"),
                "issued_by_name",
                "issued_date",
                Fact(_("due on"), record.due_date.isoformat(), note=self._due_note()),
                *(("first_due_date",) if record.due_date != record.first_due_date else ()),
            )
        ]
        if record.result:
            found.append(
                group(
                    _("What came of it"),
                    record,
                    Fact(_("result"), record.result, wide=True),
                    "evidence_note",
                    *(("rating", "rating_note", "ended_date") if record.rating else ()),
                )
            )
        return found

    def _due_note(self) -> str:
        """The light in words, and whether the calendar may still change."""
        record, today, calendar = self.record, timezone.localdate(), self.calendar
        shown = selectors.lights([record], on=today, calendar=calendar)[record.pk]
        said = []
        if shown is Light.RED:
            late = calendar.working_days_between(record.due_date, today)
            said.append(_("red light, %(n)s working days late") % {"n": late})
        elif shown is not Light.NONE:
            left = calendar.working_days_between(today, record.due_date)
            said.append(
                _("%(light)s, %(n)s working days left") % {"light": WORDS[shown], "n": left}
            )
        elif record.status == S.CLOSED:
            on_time = rules.closed_on_time(
                ended=record.ended_date, closed=True, first_due=record.first_due_date
            )
            said.append(_("closed on time") if on_time else _("closed late"))
        unsure = calendar.unsure_years(record.issued_date, record.due_date)
        if unsure and record.status in OPEN:
            years = "、".join(map(str, unsure))
            said.append(_("the calendar of %(years)s is provisional") % {"years": years})
        return "；".join(said)

    def panels(self) -> Sequence[Panel]:
        """Milestones, what was said, the daily checks, extensions."""
        record, today = self.record, timezone.localdate()
        found = []
        milestones = sorted(record.milestones.all(), key=lambda one: (one.due_date, one.pk))
        if milestones:
            rows = [(one, one.done_date is None and one.due_date < today) for one in milestones]
            found.append(Panel(_("Milestones"), "office/includes/milestones.html", {"rows": rows}))
        said = sorted(record.progress.all(), key=lambda one: -one.pk)
        if said:
            found.append(
                Panel(_("Progress and problems"), "office/includes/progress.html", {"rows": said})
            )
        found += self._checks()
        extensions = sorted(record.extensions.all(), key=lambda one: one.pk)
        if extensions:
            found.append(
                Panel(_("Extensions"), "office/includes/extensions.html", {"rows": extensions})
            )
        return found

    def _checks(self) -> list[Panel]:
        """The latest checks, and how many were missed before today (R45)."""
        record, today = self.record, timezone.localdate()
        checks = sorted(record.checks.all(), key=lambda one: one.on_date, reverse=True)
        needed = rules.days_to_check(
            self.calendar,
            issued=record.issued_date,
            ended=record.ended_date,
            until=today - timedelta(days=1),
        )
        missed = set(needed) - {one.on_date for one in checks}
        if not needed and not checks:
            return []
        context = {"rows": checks[:SHOWN], "made": len(checks), "missed": len(missed)}
        return [Panel(_("Daily checks"), "office/includes/checks.html", context)]

    def notices(self) -> Sequence[str]:
        """What waits for an answer."""
        if self.record.status not in OPEN:
            return []
        return [
            _("%(who)s has a problem: %(what)s") % {"who": one.by_name, "what": one.text}
            for one in unanswered(self.record)
        ]
