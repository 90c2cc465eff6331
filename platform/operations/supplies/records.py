"""The record pages of plans, urgent requests and purchases, and what can be done with them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from console.records import Act, Fact, Group, Panel, PlainForm, RecordView, group
from console.records.steps import DONE, Step
from core.actor import Actor
from core.models.audit import AuditEntry
from core.workcalendar import WorkCalendar
from operations.supplies import forms, selectors, services
from operations.supplies.kinds import Occasion
from operations.supplies.lifecycle import (
    HANDERS,
    PEOPLE,
    PLAN,
    PURCHASE,
    URGENT,
    WAY,
    WAY_OF_URGENT,
    S,
    U,
)
from operations.supplies.models import Plan, Purchase, Urgent
from operations.supplies.rules import windows
from operations.supplies.settings import setting

ABOVE: tuple[tuple[str, Any], ...] = (("supplies:index", gettext_lazy("Plans of supplies")),)


def writes(record: Plan | Urgent, actor: Actor) -> bool:
    """One's own department's paper."""
    own = selectors.departments_of(actor, on=timezone.localdate())
    return record.department_id in own or record.created_by_id in actor.persons


def decides(record: Plan | Urgent, actor: Actor) -> bool:
    """The manager of this department, where the manager's turn it is (R105)."""
    if record.status not in (S.SUBMITTED, U.ASKED):
        return True
    return selectors.answers_for(record, actor)


def drops(record: Plan | Urgent, actor: Actor) -> bool:
    """The office area, which knows what cannot be had (R110)."""
    return selectors.is_clerk(actor)


def has_lines(record: Plan | Urgent, actor: Actor) -> bool:
    """Something to take out."""
    return writes(record, actor) and record.lines.exists()


def taker(paper: Plan | Urgent) -> dict[str, Any]:
    """Mostly whoever wrote it takes it."""
    name = paper.made_by_name if isinstance(paper, Plan) else paper.applicant_name
    return {"signed_by": name}


_plan = partial(Act, key="plan_id")
_urgent = partial(Act, key="urgent_id")
_purchase = partial(Act, key="purchase_id")


def lines_panel(record: Plan | Urgent) -> Panel:
    """What is asked for, approved and issued."""
    found = record.lines.select_related("item", "person", "replaces").order_by("pk")
    return Panel(_("What is asked for"), "supplies/includes/lines.html", {"lines": list(found)})


def issues_panel(record: Plan | Urgent) -> list[Panel]:
    """Who took it when, with the drawn signature (R109)."""
    found = selectors.issues_of(record)
    if not found:
        return []
    return [Panel(_("Handed out"), "supplies/includes/issues.html", {"issues": found})]


class PlanRecord(RecordView[Plan]):
    """A department's plan of a month."""

    model = Plan
    lifecycle = PLAN
    name = "supplies:plan"
    header_icon = "clipboard-list"
    above = ABOVE
    path_states = WAY
    drafts = (S.DRAFT,)
    draft_title = "made_by_name"
    tones: ClassVar = {"issued": "good", "rejected": "bad", "ready": "warn"}
    actions: ClassVar = {
        "submit": _plan(services.plan_submit, form=forms.SubmitForm, tone="primary", may=writes),
        "line_add": _plan(
            services.plan_line_add, form=forms.LineForm, label=gettext_lazy("Add a line"),
            who=PEOPLE, states=(S.DRAFT,), may=writes,
        ),
        "line_drop": _plan(
            services.plan_line_drop, form=forms.LineDropForm,
            label=gettext_lazy("Take a line out"), who=PEOPLE, states=(S.DRAFT,), may=has_lines,
            tone="rare",
        ),
        "approve": _plan(services.plan_approve, tone="primary", may=decides),
        "check": _plan(services.plan_check, form=forms.CheckForm, tone="primary"),
        "send_back": _plan(services.plan_send_back, form=forms.ReasonForm, may=decides),
        "issue": _plan(
            services.plan_issue, form=forms.IssueForm, initial=taker, tone="primary",
            label=gettext_lazy("Hand out against a signature"), who=HANDERS, states=(S.READY,),
        ),
        "finish": _plan(
            services.plan_finish, form=forms.ReasonForm, may=drops, tone="no",
            label=gettext_lazy("Drop what is still to be issued"),
        ),
        "reject": _plan(services.plan_reject, form=forms.ReasonForm, tone="no", may=decides),
    }  # fmt: skip

    def visible(self) -> QuerySet[Plan]:
        """Those one may see."""
        return selectors.plans(self.actor, on=timezone.localdate())

    def way(self, history: Sequence[AuditEntry]) -> list[Step]:
        """When it is over every step is done."""
        found = super().way(history)
        if self.record.status == S.ISSUED:
            return [Step(one.label, DONE, one.at, one.by) for one in found]
        return found

    def groups(self) -> Sequence[Group]:
        """As the plan has it."""
        record = self.record
        more: list[Any] = []
        if record.approved_at:
            more += ["approved_by_name", "approved_at"]
        if record.checked_at:
            more += ["checked_by_name", "checked_at"]
        if record.purchase:
            url = ""
            if selectors.reads_all(self.actor):
                url = reverse("supplies:purchase", args=[record.purchase_id])
            more.append(Fact(_("purchase"), record.purchase.number, url=url))
        month = Fact(_("month of the plan"), f"{record.month:%Y-%m}")
        nothing = ("nothing",) if record.nothing else ()
        made = ("made_by_name", "handed_in_at")
        title = _("Monthly plan of supplies")
        return [group(title, record, "department", month, *made, *nothing, *more)]

    def panels(self) -> Sequence[Panel]:
        """The lines, and what was handed out."""
        return [lines_panel(self.record), *issues_panel(self.record)]

    def links(self) -> Sequence[tuple[str, str]]:
        """As paper."""
        return [(_("Print"), reverse("supplies:plan_paper", args=[self.record.pk]))]

    def notices(self) -> Sequence[str]:
        """When it is handed in, or issued."""
        record, calendar = self.record, WorkCalendar.load()
        if record.status == S.DRAFT and record.handed_in_at is None:
            before = windows.month_before(record.month)
            days = windows.plan_window(
                calendar, month=before,
                reading=setting("plan_reading", on=timezone.localdate()),
            )  # fmt: skip
            return [_("It is handed in on %(days)s.") % {"days": listed(days)}]
        if record.status == S.READY:
            today = timezone.localdate()
            days = windows.days_of_issue(calendar, month=record.month, today=today)
            return [_("It is issued on %(days)s.") % {"days": listed(days)}]
        return []


def listed(days: Sequence[Any]) -> str:
    """2026-02-14、2026-02-24、2026-02-25."""
    return "、".join(day.isoformat() for day in days)


class UrgentRecord(RecordView[Urgent]):
    """A request outside the plan."""

    model = Urgent
    lifecycle = URGENT
    name = "supplies:urgent"
    header_icon = "warning"
    above = (*ABOVE, ("supplies:urgents", gettext_lazy("Urgent requests of supplies")))
    path_states = WAY_OF_URGENT
    drafts = (U.DRAFT,)
    draft_title = "number"
    tones: ClassVar = {"issued": "good", "refused": "bad", "asked": "warn", "agreed": "warn"}
    actions: ClassVar = {
        "ask": _urgent(services.urgent_ask, form=PlainForm, tone="primary", may=writes),
        "line_add": _urgent(
            services.urgent_line_add, form=forms.LineForm, label=gettext_lazy("Add a line"),
            who=PEOPLE, states=(U.DRAFT,), may=writes,
        ),
        "line_drop": _urgent(
            services.urgent_line_drop, form=forms.LineDropForm,
            label=gettext_lazy("Take a line out"), who=PEOPLE, states=(U.DRAFT,), may=has_lines,
            tone="rare",
        ),
        "agree": _urgent(services.urgent_agree, tone="primary", may=decides),
        "approve": _urgent(services.urgent_approve, form=forms.ApproveForm, tone="primary"),
        "buy": _urgent(services.urgent_buy, form=forms.ArrivedForm, tone="primary"),
        "issue": _urgent(
            services.urgent_issue, form=forms.IssueForm, initial=taker, tone="primary",
            label=gettext_lazy("Hand out against a signature"), who=HANDERS, states=(U.BOUGHT,),
        ),
        "finish": _urgent(
            services.urgent_finish, form=forms.ReasonForm, may=drops, tone="no",
            label=gettext_lazy("Drop what is still to be issued"),
        ),
        "refuse": _urgent(services.urgent_refuse, form=forms.ReasonForm, tone="no", may=decides),
    }  # fmt: skip

    def visible(self) -> QuerySet[Urgent]:
        """Those one may see."""
        return selectors.urgents(self.actor, on=timezone.localdate())

    def groups(self) -> Sequence[Group]:
        """As the request has it."""
        record = self.record
        more = ["asked_at"] if record.asked_at else []
        more += ["agreed_by_name"] if record.agreed_by_name else []
        more += ["approved_by_name", "approved_at"] if record.approved_at else []
        whom = ("person",) if record.occasion == Occasion.STARTER else ("reason",)
        head = ("number", "occasion", "department", *whom, "applicant_name")
        return [group(_("Urgent request of supplies"), record, *head, *more)]

    def panels(self) -> Sequence[Panel]:
        """The lines, and what was handed out."""
        return [lines_panel(self.record), *issues_panel(self.record)]

    def links(self) -> Sequence[tuple[str, str]]:
        """As paper."""
        return [(_("Print"), reverse("supplies:urgent_paper", args=[self.record.pk]))]


class PurchaseRecord(RecordView[Purchase]):
    """The purchase of a month."""

    model = Purchase
    lifecycle = PURCHASE
    name = "supplies:purchase"
    header_icon = "list-ul"
    above = (*ABOVE, ("supplies:purchases", gettext_lazy("Purchases of supplies")))
    tones: ClassVar = {"received": "good", "ordered": "warn"}
    actions: ClassVar = {
        "order": _purchase(services.purchase_order, form=forms.OrderForm, tone="primary"),
        "receive": _purchase(
            services.purchase_receive, form=forms.ArrivedForm, tone="primary",
            intro=gettext_lazy("What came short is still to be issued later."),
        ),
    }  # fmt: skip

    def visible(self) -> QuerySet[Purchase]:
        """For the office area, the administration, finance and who leads."""
        found = Purchase.objects.all()
        return found if selectors.reads_all(self.actor) else found.none()

    def groups(self) -> Sequence[Group]:
        """As the list has it."""
        record = self.record
        plans = "、".join(record.plans.order_by("pk").values_list("department__name", flat=True))
        month = Fact(_("month of the plan"), f"{record.month:%Y-%m}")
        of = Fact(_("Plans"), plans, wide=True)
        more = ("supplier",) if record.supplier else ()
        head = _("Purchase of supplies")
        return [group(head, record, "number", month, "listed_by_name", *more, of)]

    def panels(self) -> Sequence[Panel]:
        """What is bought."""
        lines = list(self.record.lines.select_related("item").order_by("pk"))
        total = sum(line.price * (line.received or line.quantity) for line in lines)
        context = {"lines": lines, "total": total}
        return [Panel(_("What is bought"), "supplies/includes/bought.html", context)]

    def links(self) -> Sequence[tuple[str, str]]:
        """As paper."""
        return [(_("Print"), reverse("supplies:purchase_paper", args=[self.record.pk]))]
