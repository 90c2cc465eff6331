"""The way of a two-weekly plan: open, hand in, merge, publish, sum up (R37-R42)."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.posts import Post
from core import audit, figures, inbox
from core.actor import Actor
from core.clauses import R
from core.errors import Violation
from core.lifecycle_words import SYSTEM, denied
from core.workcalendar import WorkCalendar
from operations.office import paperwork, selectors
from operations.office.lifecycle import OWNERS, PLAN, P
from operations.office.models import ItemProgress, PlanReturn, WorkPlan
from operations.office.rules import plans as rules
from operations.office.services.moving import head_of
from operations.office.settings import setting
from operations.staff.models import Department

COLLECT, PUBLISH, SUM_UP = "collect", "publish", "sum_up"
# Outcomes: what an item may stand at when its plan is summed up.
OUTCOMES = (ItemProgress.DONE, ItemProgress.POSTPONED, ItemProgress.DROPPED)


def locked_plan(plan_id: int) -> WorkPlan:
    """The plan, locked until the transaction ends. Raises WorkPlan.DoesNotExist."""
    return WorkPlan.objects.select_for_update().get(pk=plan_id)


# --- A cycle begins ---


@transaction.atomic
def plan_open(*, day: date, by: Actor, at: datetime) -> WorkPlan:
    """Open the plan of the cycle that a day lies in, and ask the departments (R37, R38)."""
    if not by.is_system and not by.holds(Post.OFFICE):
        raise denied((Post.OFFICE, SYSTEM))
    anchor = date.fromisoformat(setting("anchor", on=day))
    cycle = rules.cycle_of(day, anchor=anchor)
    plan, made = WorkPlan.objects.get_or_create(
        start_date=cycle.first,
        defaults={
            "number": cycle.number,
            "end_date": cycle.last,
            "status_since": at,
            "created_at": at,
            "created_by_id": (by.acting_for or by).user_id,
        },
    )
    rules.plan_is_new(exists=not made)
    _ask(plan, by=by, at=at)
    audit.record(plan, by=by, action="plan.open", clauses=(R(38),), at=at)
    refigure(plan)
    return plan


def plan_open_due(*, by: Actor, at: datetime) -> list[WorkPlan]:
    """What the morning's job does: open the cycle of today, and the next when it is time (R38).

    A published plan whose cycle has begun is put into force (R40).
    """
    today = timezone.localdate(at)
    calendar = WorkCalendar.load()
    anchor = date.fromisoformat(setting("anchor", on=today))
    if today < anchor:
        return []
    now = rules.cycle_of(today, anchor=anchor)
    coming = rules.cycle_of(now.last + timedelta(days=1), anchor=anchor)
    days = [now.first]
    if today >= rules.opens_on(
        calendar, start=coming.first, days=setting("collect_days", on=today)
    ):
        days.append(coming.first)
    there = set(WorkPlan.objects.filter(start_date__in=days).values_list("start_date", flat=True))
    opened = [plan_open(day=day, by=by, at=at) for day in days if day not in there]
    ready = WorkPlan.objects.filter(status=P.PUBLISHED, start_date__lte=today)
    for pk in list(ready.order_by("pk").values_list("pk", flat=True)):
        plan_begin(plan_id=pk, by=by, at=at)
    return opened


def _ask(plan: WorkPlan, *, by: Actor, at: datetime) -> None:
    """Heads of departments enter items; the office publishes by the first working day (R42)."""
    due = _end_of(WorkCalendar.load().on_or_after(plan.start_date))
    title = _("Enter items: %(plan)s") % {"plan": plan}
    heads = {
        head_of(one)
        for one in Department.objects.filter(is_active=True).select_related("head").order_by("pk")
    }
    for head in sorted(heads, key=lambda one: one or 0):
        inbox.assign(
            plan,
            step=COLLECT,
            title=title,
            by=by,
            at=at,
            post="" if head else Post.DEPT_HEAD,
            user_id=head,
            due_at=due,
            clause=R(37),
        )
    inbox.assign(
        plan,
        step=PUBLISH,
        title=_("Merge and publish: %(plan)s") % {"plan": plan},
        by=by,
        at=at,
        post=Post.OFFICE,
        due_at=due,
        clause=R(42),
    )


def _end_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(23, 59, 59)))


# --- The way of a plan (R37, R40) ---


@transaction.atomic
def plan_hand_in(*, plan_id: int, department_id: int, by: Actor, at: datetime) -> PlanReturn:
    """A department says that its items are complete, or that it has none (R37)."""
    plan = locked_plan(plan_id)
    enters(by, department_id, on=timezone.localdate(at))
    if plan.status != P.COLLECTING:
        raise Violation(_("The collection of this plan has ended."), R(37))
    if plan.returns.filter(department_id=department_id).exists():
        raise Violation(_("This department has handed in already."), R(37), field="department_id")
    department = Department.objects.filter(pk=department_id, is_active=True).first()
    if department is None:
        raise Violation(_("Choose a department."), R(37), field="department_id")
    found = PlanReturn.objects.create(
        plan=plan, department=department, by_name=by.signature[:80], at=at
    )
    audit.record(
        plan,
        by=by,
        action="plan.hand_in",
        changes={"department": department.name},
        clauses=(R(37),),
        at=at,
    )
    return found


@transaction.atomic
def plan_merge(
    *, plan_id: int, by: Actor, at: datetime, expected_version: int | None = None
) -> WorkPlan:
    """The office ends the collection and puts the items together (R37)."""
    plan = locked_plan(plan_id)
    _move(plan, "merge", by=by, at=at, expected_version=expected_version)
    inbox.close(plan, by=by, outcome="merge", step=COLLECT, returning=True, at=at)
    return plan


@transaction.atomic
def plan_reopen(
    *, plan_id: int, by: Actor, at: datetime, reason: str, expected_version: int | None = None
) -> WorkPlan:
    """Something is missing: the departments are asked again (R37)."""
    plan = locked_plan(plan_id)
    _move(plan, "reopen", by=by, at=at, reason=reason, expected_version=expected_version)
    _ask(plan, by=by, at=at)
    return plan


@transaction.atomic
def plan_publish(
    *, plan_id: int, by: Actor, at: datetime, expected_version: int | None = None
) -> WorkPlan:
    """Publish it, with its sheet; from now on items are only added (R38, R40)."""
    plan = locked_plan(plan_id)
    rules.something_is_planned(items=plan.items.count())
    plan.published_at, plan.published_by_name = at, by.signature[:80]
    _move(
        plan,
        "publish",
        by=by,
        at=at,
        expected_version=expected_version,
        fields=("published_at", "published_by_name"),
    )
    inbox.close(plan, by=by, outcome="publish", step=PUBLISH, returning=True, at=at)
    paperwork.issue(plan, by=by)
    refigure(plan)
    return plan


@transaction.atomic
def plan_begin(
    *, plan_id: int, by: Actor, at: datetime, expected_version: int | None = None
) -> WorkPlan:
    """Its cycle has begun; the office sums it up after the last day (R40)."""
    plan = locked_plan(plan_id)
    _move(plan, "begin", by=by, at=at, expected_version=expected_version)
    inbox.assign(
        plan,
        step=SUM_UP,
        title=_("Sum up: %(plan)s") % {"plan": plan},
        by=by,
        at=at,
        post=Post.OFFICE,
        due_at=_end_of(WorkCalendar.load().add(plan.end_date, 3)),
        clause=R(40),
    )
    return plan


@transaction.atomic
def plan_sum_up(
    *,
    plan_id: int,
    summary: str,
    by: Actor,
    at: datetime,
    expected_version: int | None = None,
) -> WorkPlan:
    """Every item has its outcome, and the cycle its summary (R40, R41)."""
    plan = locked_plan(plan_id)
    rules.summary_is_written(summary=summary)
    open_ = plan.items.exclude(progress__in=OUTCOMES).order_by("pk")
    rules.nothing_is_left_open(matters=list(open_.values_list("matter", flat=True)))
    plan.summary = summary.strip()
    _move(plan, "sum_up", by=by, at=at, expected_version=expected_version, fields=("summary",))
    inbox.close(plan, by=by, outcome="sum_up", returning=True, at=at)
    return plan


def refigure(plan: WorkPlan) -> None:
    """Tell the figures of the cycle's first working day and of its last."""
    figures.changed(("O-NOPLAN",), on=WorkCalendar.load().on_or_after(plan.start_date))
    figures.changed(("O-PLANNED",), on=plan.end_date)


def _move(
    plan: WorkPlan,
    action: str,
    *,
    by: Actor,
    at: datetime,
    reason: str = "",
    expected_version: int | None = None,
    fields: tuple[str, ...] = (),
) -> None:
    PLAN.apply(plan, action, by=by, reason=reason, at=at, expected_version=expected_version)
    saved = ["status", "status_since", "version", "returned_from", "updated_at", *fields]
    plan.save(update_fields=saved)
    audit.record(plan, by=by, action=f"plan.{action}", note=reason, at=at)


def enters(by: Actor, department_id: int, *, on: date) -> bool:
    """Is it the office? Raises Denied or Violation for what is not one's own (R37)."""
    is_office = by.holds(Post.OFFICE)
    if not is_office and not any(by.holds(post) for post in OWNERS):
        raise denied(OWNERS)
    rules.departments_own(
        department=department_id,
        own=() if is_office else selectors.departments_of(by, on=on),
        is_office=is_office,
    )
    return is_office
