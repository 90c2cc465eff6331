"""The record page of a two-weekly plan."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import ClassVar

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from console.records import Act, Fact, Group, Panel, PlainForm, RecordView, group
from core.actor import Actor
from core.workcalendar import WorkCalendar
from operations.office import forms, forms_plans, selectors, services
from operations.office.lifecycle import ISSUERS, OUT, OWNERS, PLAN, P
from operations.office.models import WorkPlan
from operations.office.rules import plans as rules
from operations.staff.selectors import departments

_act = partial(Act, key="plan_id")


def cycle_has_begun(record: WorkPlan, actor: Actor) -> bool:
    """Its first day is here."""
    return record.start_date <= timezone.localdate()


class PlanRecord(RecordView[WorkPlan]):
    """A plan with its items by department, and which departments have handed in."""

    model = WorkPlan
    lifecycle = PLAN
    name = "office:plan"
    header_icon = "calendar-alt"
    above = (("office:plans", gettext_lazy("Two-weekly plans")),)
    tones: ClassVar = {"published": "good", "running": "good", "collecting": "warn"}
    actions: ClassVar = {
        "publish": _act(services.plan_publish, form=PlainForm, tone="primary"),
        "merge": _act(services.plan_merge, form=PlainForm),
        "begin": _act(services.plan_begin, form=PlainForm, may=cycle_has_begun),
        "sum_up": _act(services.plan_sum_up, form=forms_plans.SummaryForm, tone="primary"),
        "hand_in": _act(
            services.plan_hand_in,
            form=forms_plans.HandInForm,
            label=gettext_lazy("Hand in for a department"),
            who=OWNERS,
            states=(P.COLLECTING,),
        ),
        "reopen": _act(services.plan_reopen, form=forms.ReasonForm, tone="rare"),
    }

    def visible(self) -> QuerySet[WorkPlan]:
        """Plans are for everybody at the centre."""
        return selectors.plans(self.actor)

    def groups(self) -> Sequence[Group]:
        """When it is, when it was published."""
        record = self.record
        return [
            group(
                _("Plan"),
                record,
                "number",
                Fact(_("cycle days"), f"{record.start_date} — {record.end_date}"),
                Fact(_("published at"), self._published(), note=self._late()),
                Fact(_("published by"), record.published_by_name or "—"),
                *(
                    (Fact(_("summary of the plan"), record.summary, wide=True),)
                    if record.summary
                    else ()
                ),
            )
        ]

    def _published(self) -> str:
        at = self.record.published_at
        return f"{timezone.localtime(at):%Y-%m-%d %H:%M}" if at else "—"

    def _late(self) -> str:
        """Whether it was, or is, late (R42)."""
        record, calendar = self.record, WorkCalendar.load()
        in_time = rules.published_on_time(
            calendar, start=record.start_date, published_at=record.published_at
        )
        first: date = calendar.on_or_after(record.start_date)
        if record.published_at is None and timezone.localdate() <= first:
            return _("to be published by %(day)s") % {"day": first.isoformat()}
        return (
            ""
            if in_time
            else _("published late: it was due on %(day)s") % {"day": first.isoformat()}
        )

    def panels(self) -> Sequence[Panel]:
        """Items, and the departments while they are asked."""
        record = self.record
        items = list(
            record.items.select_related("department").order_by(
                "department__order", "department_id", "start_date", "pk"
            )
        )
        numbers = selectors.supervised(items)
        context = {
            "rows": [(one, numbers.get(str(one.pk))) for one in items],
            "plan": record,
            "may_change": self.may_change,
            "out": record.status in OUT,
            "may_progress": record.status in OUT and self.is_entering,
            "may_supervise": record.status in OUT and self._holds(ISSUERS),
        }
        found = [Panel(_("Items of the plan"), "office/includes/plan_items.html", context)]
        if record.status in (P.COLLECTING, P.MERGING):
            handed = {one.department_id: one for one in record.returns.all()}
            counts: dict[int, int] = {}
            for item in items:
                counts[item.department_id] = counts.get(item.department_id, 0) + 1
            rows = [(one, handed.get(one.pk), counts.get(one.pk, 0)) for one in departments()]
            found.append(
                Panel(_("Departments asked"), "office/includes/plan_returns.html", {"rows": rows})
            )
        return found

    @property
    def is_entering(self) -> bool:
        """Does this person enter items at all?"""
        return self._holds(OWNERS)

    @property
    def may_change(self) -> bool:
        """Are items still changed, by this person?"""
        if self.record.status == P.MERGING:
            return self.actor.holds("office")
        return self.record.status == P.COLLECTING and self.is_entering

    def _holds(self, posts: Sequence[str]) -> bool:
        return any(self.actor.holds(post) for post in posts)

    def links(self) -> Sequence[tuple[str, str]]:
        """Enter an item, the sheet."""
        pk = self.record.pk
        found = []
        if self.may_change or (self.record.status in OUT and self.is_entering):
            words = _("Add an item") if self.record.status in OUT else _("Enter an item")
            found.append((words, reverse("office:plan_item_add", args=[pk])))
        found.append((_("Show the sheet"), reverse("office:plan_sheet", args=[pk])))
        return found
