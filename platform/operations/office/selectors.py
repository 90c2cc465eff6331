"""Reads of the office's work; each takes the actor and narrows to what they may see."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import CharField, Count, Q, QuerySet
from django.db.models.functions import Cast

from accounts.posts import Post
from core.actor import Actor
from core.figures import shared
from core.inbox.addressing import addressed
from core.models.inbox import InboxItem
from core.workcalendar import WorkCalendar
from operations.office.lifecycle import ENDED, OPEN, S
from operations.office.models import (
    DailyCheck,
    ItemProgress,
    PlanItem,
    SupervisionItem,
    WorkPlan,
)
from operations.office.rules import supervision as rules
from operations.office.rules.supervision import Light
from operations.office.settings import setting
from operations.staff.models import Assignment, Department
from operations.staff.selectors import departments, works_here

# Who reads every item of the centre.
READERS = (Post.OFFICE, Post.DIRECTOR, Post.GM, Post.LEADER, Post.COUNTY_ADMIN)
ONE_DAY = timedelta(days=1)


def reads_all(actor: Actor) -> bool:
    """Does this person see the items of all departments?"""
    return any(actor.holds(post) for post in READERS)


def departments_of(actor: Actor, *, on: date) -> list[int]:
    """The departments a person works in, or heads."""
    me = (actor.acting_for or actor).user_id or 0
    works = Assignment.objects.on(on).filter(person__user_id=me)
    found = Department.objects.filter(Q(head__user_id=me) | Q(pk__in=works.values("department")))
    return list(found.values_list("pk", flat=True))


def items(actor: Actor, *, on: date) -> QuerySet[SupervisionItem]:
    """Those one may read: all for the office and the leaders, else one's own.

    One's own: to do oneself, of one's department (as owner or assisting), issued by oneself, or
    brought by the inbox.
    """
    found = SupervisionItem.objects.select_related("department")
    if reads_all(actor):
        return found
    me = (actor.acting_for or actor).user_id or 0
    brought = InboxItem.objects.filter(
        addressed(actor) | Q(closed_by_id=me),
        record_type=SupervisionItem._meta.label_lower,
    )
    own = departments_of(actor, on=on)
    helped = SupervisionItem.assisting.through.objects.filter(department_id__in=own)
    mine = Q(owner_id=me) | Q(created_by_id=me) | Q(department__in=own)
    mine |= Q(pk__in=helped.values("supervisionitem_id"))
    mine |= Q(key__in=brought.values("record_id"))
    return found.annotate(key=Cast("pk", CharField())).filter(mine)


def is_owner(item: SupervisionItem, actor: Actor, *, on: date) -> bool:
    """The owner; before anybody signed for it, whoever is of the owner department."""
    if item.owner_id is not None:
        return item.owner_id in actor.persons
    return item.department_id in departments_of(actor, on=on)


def filtered(
    found: QuerySet[SupervisionItem],
    *,
    on: date,
    query: str = "",
    state: str = "",
    light: str = "",
    source: str = "",
    department: str = "",
) -> QuerySet[SupervisionItem]:
    """Narrowed by what the list's filters say."""
    if query.strip():
        words = query.strip()
        found = found.filter(
            Q(title__icontains=words)
            | Q(number__icontains=words)
            | Q(reference__icontains=words)
            | Q(owner_name__icontains=words)
        )
    if state == "open":
        found = found.filter(status__in=OPEN)
    elif state:
        found = found.filter(status=state)
    if light in (Light.RED, Light.YELLOW, Light.GREEN):
        found = found.filter(_of_light(light, on=on), status__in=OPEN)
    if source:
        found = found.filter(source=source)
    if department.isdecimal():
        found = found.filter(department_id=int(department[:9]))
    return found


def _of_light(light: str, *, on: date) -> Q:
    """The same as `rules.light`, for the database: due before, until, or after a day."""
    last = WorkCalendar.load().add(on, setting("yellow_days", on=on) + 1) - ONE_DAY
    if light == Light.RED:
        return Q(due_date__lt=on)
    near = Q(due_date__gte=on, due_date__lte=last)
    return near if light == Light.YELLOW else Q(due_date__gt=last)


def lights(
    rows: Iterable[SupervisionItem], *, on: date, calendar: WorkCalendar | None = None
) -> dict[int, Light]:
    """The light of each item on a day."""
    calendar, near = calendar or WorkCalendar.load(), setting("yellow_days", on=on)
    return {
        one.pk: rules.light(
            calendar,
            due=one.due_date,
            today=on,
            yellow_days=near,
            ended=one.status in ENDED,
        )
        for one in rows
    }


# --- Daily checks (R45) ---


@dataclass(frozen=True, slots=True)
class CheckRow:
    """An item on the page of a day's checks."""

    item: SupervisionItem
    check: DailyCheck | None
    light: Light


def to_check(actor: Actor, *, day: date, today: date) -> list[CheckRow]:
    """Every item that has to be checked on a day, with its check if there is one."""
    rows = items(actor, on=today).filter(issued_date__lt=day)
    rows = rows.filter(Q(ended_date=None) | Q(ended_date__gt=day))
    listed = list(rows.order_by("due_date", "pk"))
    made = {one.item_id: one for one in DailyCheck.objects.filter(on_date=day, item__in=listed)}
    shown = lights(listed, on=day)
    return [CheckRow(one, made.get(one.pk), shown[one.pk]) for one in listed]


def missed(*, first: date, last: date) -> dict[date, list[int]]:
    """Working days with the items that were not checked on them (漏检)."""
    calendar = shared("office.calendar", WorkCalendar.load)
    made = set(
        DailyCheck.objects.filter(on_date__range=(first, last)).values_list("item_id", "on_date")
    )
    lived = SupervisionItem.objects.filter(issued_date__lt=last).filter(
        Q(ended_date=None) | Q(ended_date__gt=first)
    )
    found: dict[date, list[int]] = defaultdict(list)
    for pk, issued, ended in lived.values_list("pk", "issued_date", "ended_date"):
        for day in rules.days_to_check(calendar, issued=issued, ended=ended, until=last):
            if day >= first and (pk, day) not in made:
                found[day].append(pk)
    return dict(sorted(found.items()))


# --- The matrix ---

OWNS, ASSISTS = "owns", "assists"


@dataclass(slots=True)
class Tally:
    """What a department has before it."""

    department: Department
    open: int = 0
    yellow: int = 0
    red: int = 0
    assists: int = 0


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """An open item, and what each department is in it: owns, assists, or nothing."""

    item: SupervisionItem
    light: Light
    cells: Sequence[tuple[Department, str]]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Departments × open items."""

    departments: Sequence[Department] = field(default_factory=list)
    tallies: Sequence[Tally] = field(default_factory=list)
    rows: Sequence[MatrixRow] = field(default_factory=list)


def matrix(actor: Actor, *, on: date) -> Matrix:
    """Which department has what, the nearest due day first; only departments with something."""
    listed = list(
        items(actor, on=on)
        .filter(status__in=OPEN)
        .prefetch_related("assisting")
        .order_by("due_date", "pk")
    )
    shown = lights(listed, on=on)
    tallies = {one.pk: Tally(one) for one in departments()}
    for item in listed:
        own = tallies.setdefault(item.department_id, Tally(item.department))
        own.open += 1
        own.yellow += shown[item.pk] is Light.YELLOW
        own.red += shown[item.pk] is Light.RED
        for helper in item.assisting.all():
            tallies.setdefault(helper.pk, Tally(helper)).assists += 1
    busy = [one for one in tallies.values() if one.open or one.assists]
    rows = []
    for item in listed:
        parts = {one.pk: ASSISTS for one in item.assisting.all()} | {item.department_id: OWNS}
        cells = [(one.department, parts.get(one.department.pk, "")) for one in busy]
        rows.append(MatrixRow(item, shown[item.pk], cells))
    return Matrix([one.department for one in busy], busy, rows)


def open_problems(actor: Actor, *, on: date) -> QuerySet[SupervisionItem]:
    """Items with a problem that nobody has answered (R43)."""
    seen = items(actor, on=on).filter(status__in=OPEN)
    return seen.filter(progress__kind="problem", progress__answered_at=None).distinct()


def of_source(record_type: str, record_id: str) -> SupervisionItem | None:
    """The item that was made of a record of another module, unless it was called off."""
    found = SupervisionItem.objects.filter(source_type=record_type, source_id=record_id)
    return found.exclude(status=S.CANCELLED).first()


# --- Two-weekly plans ---


def plans(actor: Actor) -> QuerySet[WorkPlan]:
    """Plans are for everybody who works at the centre (R38)."""
    found = WorkPlan.objects.all()
    return found if works_here(actor) else found.none()


def counted(found: QuerySet[WorkPlan]) -> QuerySet[WorkPlan]:
    """With how many items they have, and how many of them are done."""
    return found.annotate(
        items_count=Count("items", distinct=True),
        done_count=Count("items", filter=Q(items__progress=ItemProgress.DONE), distinct=True),
    )


def supervised(rows: Sequence[PlanItem]) -> dict[str, SupervisionItem]:
    """The supervision items that were made of items of a plan, by the item's key."""
    made = SupervisionItem.objects.filter(
        source_type=PlanItem._meta.label_lower, source_id__in=[str(one.pk) for one in rows]
    ).exclude(status=S.CANCELLED)
    return {one.source_id: one for one in made}
