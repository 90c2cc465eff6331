"""The demo's supervision: a quarter of items, day by day, each as far as it would be today."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Protocol

from django.db import transaction
from django.utils import timezone

from accounts.actors import actor_of
from accounts.models import User
from core.actor import Actor
from core.workcalendar import WorkCalendar
from operations.office import demo_plans, samples, services
from operations.office.lifecycle import OPEN
from operations.office.models import DailyCheck, SupervisionItem
from operations.office.services import SupervisionData
from operations.staff.models import Department

ITEMS = 25
DAYS = 75
# Every so many working days the office forgets its checks.
FORGOTTEN = 17
TERMS = (5, 8, 10, 12, 15)


class Facts(Protocol):
    """What is used of a demo county."""

    today: date
    seed: int


@dataclass(slots=True)
class Plan:
    """What becomes of one item: on which of its working days it is reported, and how."""

    number: int
    term: int
    takes: int
    fate: str
    item: SupervisionItem | None = None
    day: int = 0


def build(facts: Facts) -> None:
    """Plans by cycle; then working day by working day: issue, work, remind, check."""
    quarter = _Quarter(facts)
    demo_plans.build(facts, quarter.people)
    quarter.run()


class _Quarter:
    """The last working days, one after the other."""

    def __init__(self, facts: Facts) -> None:
        self.dice = random.Random(facts.seed + 23)  # noqa: S311 - the same county every time
        self.people = {user.username: actor_of(user) for user in User.objects.all()}
        self.departments = {one.code: one.pk for one in Department.objects.all()}
        calendar = WorkCalendar.load()
        first = facts.today - timedelta(days=DAYS)
        self.days = list(calendar.working_days(first, facts.today - timedelta(days=1)))
        self.plans = [self._plan(number) for number in range(ITEMS)]
        # Most lie behind, the last ones are of these days.
        old = sorted(self.dice.choice(self.days[:-12]) for _plan in self.plans[:-8])
        self.starts = [*old, *self.days[-9:-1]]
        self.day = first

    def _plan(self, number: int) -> Plan:
        fate = {4: "cancel", 9: "extend", 13: "late", 16: "late", 7: "return"}.get(number, "")
        term = TERMS[number % len(TERMS)]
        late = self.dice.randrange(2, 6) if fate == "late" else -self.dice.randrange(1, 4)
        return Plan(number, term, max(3, term + late), fate)

    def run(self) -> None:
        """Every day in one transaction: a commit for each act would cost more than the work."""
        for index, day in enumerate(self.days):
            self.day = day
            with transaction.atomic():
                services.supervision_warn_all(by=Actor.system("demo"), at=self._at(8))
                for plan, start in zip(self.plans, self.starts, strict=True):
                    if start == day:
                        self._issue(plan)
                    elif plan.item is not None:
                        plan.day += 1
                        self._work(plan)
                if index % FORGOTTEN != FORGOTTEN - 1:
                    self._check()

    def _issue(self, plan: Plan) -> None:
        title, requirement, source, reference, department, _owner, helpers = self._words(plan)
        plan.item = services.supervision_open(
            data=SupervisionData(
                title=title.format(month=self.day.month),
                requirement=requirement,
                department_id=self.departments[department],
                owner_id=self._owner(plan).user_id,
                assisting=tuple(self.departments[code] for code in helpers),
                level=self.dice.choices(("normal", "important", "urgent"), weights=(6, 3, 1))[0],
                days=plan.term,
                milestones=self._milestones(plan),
            ),
            source=source,
            reference=reference,
            by=self.people["leader" if source == "leader" else "office"],
            at=self._at(9),
        )

    def _milestones(self, plan: Plan) -> tuple[tuple[date, str], ...]:
        if plan.term < 10:  # noqa: PLR2004 - short ones have none
            return ()
        calendar = WorkCalendar.load()
        return (
            (calendar.add(self.day, plan.term // 3), "完成初稿"),
            (calendar.add(self.day, plan.term * 2 // 3), "征求意见并修改"),
        )

    def _work(self, plan: Plan) -> None:
        item, owner = plan.item, self._owner(plan)
        if item is None:
            return
        at, pk = self._at(14), item.pk
        status = SupervisionItem.objects.get(pk=pk).status
        if status == "issued":
            services.supervision_sign_for(item_id=pk, by=owner, at=self._at(10))
        elif status == "accepted":
            services.supervision_begin(
                item_id=pk, by=owner, at=at, measures="已明确分工，按节点推进。"
            )
        elif status == "handling" and plan.fate == "cancel":
            services.supervision_cancel(
                item_id=pk, by=self.people["leader"], at=at, reason=samples.CALLED_OFF
            )
        elif status == "handling":
            self._handle(plan, owner, at)
        elif status == "reported":
            self._decide(plan)

    def _handle(self, plan: Plan, owner: Actor, at: datetime) -> None:
        item = plan.item
        if item is None:
            return
        pk = item.pk
        for one in item.milestones.filter(done_date=None, due_date__lte=self.day):
            services.milestone_reach(item_id=pk, milestone_id=one.pk, by=owner, at=at)
        if plan.fate == "extend" and plan.day == plan.term - 2:
            self._extend(plan, owner, at)
        elif plan.day >= plan.takes:
            for one in item.milestones.filter(done_date=None):
                services.milestone_reach(item_id=pk, milestone_id=one.pk, by=owner, at=at)
            services.supervision_report(
                item_id=pk,
                result=self.dice.choice(samples.RESULTS),
                evidence_note=self.dice.choice(samples.EVIDENCE),
                by=owner,
                at=at,
            )
        elif plan.day % 4 == 3:  # noqa: PLR2004
            services.progress_add(
                item_id=pk, text=self.dice.choice(samples.PROGRESS), by=owner, at=at
            )
        elif plan.number % 6 == 5 and plan.day == 4:  # noqa: PLR2004
            self._problem(pk, owner, at)

    def _problem(self, pk: int, owner: Actor, at: datetime) -> None:
        said = services.problem_report(
            item_id=pk, text=self.dice.choice(samples.PROBLEMS), by=owner, at=at
        )
        if self.dice.random() < 0.7:  # noqa: PLR2004
            services.problem_answer(
                item_id=pk,
                problem_id=said.pk,
                answer=self.dice.choice(samples.ANSWERS),
                by=self.people["office"],
                at=at + timedelta(hours=1),
            )

    def _extend(self, plan: Plan, owner: Actor, at: datetime) -> None:
        item = plan.item
        if item is None:
            return
        until = WorkCalendar.load().add(self.day, 8)
        services.extension_ask(
            item_id=item.pk,
            to_date=until,
            reason=self.dice.choice(samples.EXTENSIONS),
            by=owner,
            at=at,
        )
        services.extension_decide(
            item_id=item.pk,
            agree=True,
            opinion="同意延期，抓紧办理。",
            by=self.people["leader"],
            at=at + timedelta(hours=1),
        )
        plan.takes = plan.day + 5

    def _decide(self, plan: Plan) -> None:
        item, office = plan.item, self.people["office"]
        if item is None:
            return
        if plan.fate == "return":
            plan.fate = ""
            plan.takes = plan.day + 2
            services.supervision_return(
                item_id=item.pk,
                by=office,
                at=self._at(15),
                reason=self.dice.choice(samples.RETURNS),
            )
            return
        late = plan.fate == "late"
        services.supervision_confirm(
            item_id=item.pk,
            rating="fair" if late else self.dice.choice(("good", "good", "excellent")),
            rating_note="超过原定期限。" if late else "",
            by=office,
            at=self._at(15),
        )

    def _check(self) -> None:
        """Late in the day; here and there something is behind."""
        office, at = self.people["office"], self._at(17)
        open_ = SupervisionItem.objects.filter(status__in=OPEN, issued_date__lt=self.day)
        pks = list(open_.order_by("pk").values_list("pk", flat=True))
        if pks and self.dice.random() < 0.2:  # noqa: PLR2004
            services.check_record(
                item_id=pks[0],
                finding=DailyCheck.Finding.SLOW,
                problem=self.dice.choice(samples.SLOW),
                told=DailyCheck.Told.OWNER,
                by=office,
                at=at,
            )
        services.checks_record(item_ids=pks, by=office, at=at)

    def _words(self, plan: Plan) -> tuple[str, str, str, str, str, str, tuple[str, ...]]:
        return samples.ITEMS[plan.number % len(samples.ITEMS)]

    def _owner(self, plan: Plan) -> Actor:
        return self.people[self._words(plan)[5]]

    def _at(self, hour: int) -> datetime:
        return timezone.make_aware(datetime.combine(self.day, time(hour, self.dice.randrange(50))))
