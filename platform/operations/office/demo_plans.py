"""The demo's plans: a cycle every fourteen days, one published late, the next being collected."""

from __future__ import annotations

import random
from datetime import date, datetime, time, timedelta
from typing import Protocol

from django.db import transaction
from django.utils import timezone

from core.actor import Actor
from core.workcalendar import WorkCalendar
from operations.office import samples, services
from operations.office.lifecycle import P
from operations.office.models import ItemProgress, WorkPlan
from operations.office.services import PlanItemData
from operations.staff.models import Department

CYCLES = 5
# The cycle, counted back from the running one, whose plan came out late.
LATE = 3


class Facts(Protocol):
    """What is used of a demo county."""

    today: date
    seed: int


def build(facts: Facts, people: dict[str, Actor]) -> None:
    """Every cycle from its opening to where it stands today."""
    dice = random.Random(facts.seed + 29)  # noqa: S311 - the same county every time
    calendar, system = WorkCalendar.load(), Actor.system("demo")
    departments = {one.code: one.pk for one in Department.objects.all()}
    for back in range(CYCLES - 1, -1, -1):
        day = facts.today - timedelta(days=14 * back)
        with transaction.atomic():
            opened = calendar.add(day, -16)
            plan = services.plan_open(day=day, by=system, at=_at(opened, 8))
            _fill(plan, dice, people, departments, calendar, back)
    services.plan_open_due(by=system, at=_at(facts.today, 7))
    coming = WorkPlan.objects.filter(status=P.COLLECTING).first()
    if coming is not None:
        for row in samples.PLANNED[:3]:
            _enter(coming, row, people, departments, calendar, dice, at=_at(facts.today, 8))


def _fill(  # noqa: PLR0917 - a private helper, read beside its caller
    plan: WorkPlan,
    dice: random.Random,
    people: dict[str, Actor],
    departments: dict[str, int],
    calendar: WorkCalendar,
    back: int,
) -> None:
    office, first = people["office"], calendar.on_or_after(plan.start_date)
    before = calendar.add(first, -2)
    for row in samples.PLANNED:
        _enter(plan, row, people, departments, calendar, dice, at=_at(before, 10))
    for code, account in {row[0]: row[1] for row in samples.PLANNED}.items():
        services.plan_hand_in(
            plan_id=plan.pk, department_id=departments[code], by=people[account], at=_at(before, 15)
        )
    published = calendar.add(first, 1) if back == LATE else calendar.add(first, -1)
    services.plan_merge(plan_id=plan.pk, by=office, at=_at(published, 9))
    services.plan_publish(plan_id=plan.pk, by=office, at=_at(published, 10))
    services.plan_begin(plan_id=plan.pk, by=office, at=_at(max(first, published), 11))
    if back == 1:
        code, account, matter, responsible, why = samples.ADDED
        data = _data(plan, departments[code], matter, responsible, "", calendar, dice)
        services.plan_item_add(
            plan_id=plan.pk,
            data=data,
            added_reason=why,
            by=people[account],
            at=_at(calendar.add(first, 2), 9),
        )
    seen = calendar.on_or_before(first + timedelta(days=9)) if back else max(first, published)
    for item in plan.items.order_by("pk"):
        if back == 0 and item.pk % 3:
            continue
        done = dice.random() < 0.85  # noqa: PLR2004
        services.plan_item_progress(
            item_id=item.pk,
            progress=ItemProgress.DONE if done else ItemProgress.POSTPONED,
            note="" if done else "转入下期",
            by=office,
            at=_at(seen, 16),
        )
    if back:
        services.plan_sum_up(
            plan_id=plan.pk,
            summary=dice.choice(samples.SUMMARIES),
            by=office,
            at=_at(calendar.on_or_before(plan.end_date), 17),
        )


def _enter(  # noqa: PLR0917 - a private helper, read beside its callers
    plan: WorkPlan,
    row: tuple[str, str, str, str, str],
    people: dict[str, Actor],
    departments: dict[str, int],
    calendar: WorkCalendar,
    dice: random.Random,
    *,
    at: datetime,
) -> None:
    code, account, matter, responsible, expected = row
    data = _data(plan, departments[code], matter, responsible, expected, calendar, dice)
    services.plan_item_add(plan_id=plan.pk, data=data, by=people[account], at=at)


def _data(  # noqa: PLR0917 - a private helper, read beside its callers
    plan: WorkPlan,
    department: int,
    matter: str,
    responsible: str,
    expected: str,
    calendar: WorkCalendar,
    dice: random.Random,
) -> PlanItemData:
    days = list(calendar.working_days(plan.start_date, plan.end_date)) or [plan.start_date]
    begin = dice.randrange(max(1, len(days) - 2))
    return PlanItemData(
        department_id=department,
        matter=matter,
        responsible=responsible,
        start_date=days[begin],
        end_date=days[min(len(days) - 1, begin + dice.randrange(2, 6))],
        expected=expected,
    )


def _at(day: date, hour: int) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour)))
