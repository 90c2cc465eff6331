"""The demo's duty: some months of shifts, with handovers, matters of every kind, and holidays."""

from __future__ import annotations

import random
from datetime import date, datetime, time, timedelta
from typing import Protocol

from django.db import transaction
from django.utils import timezone

from accounts.actors import actor_of
from accounts.models import User
from core.actor import Actor
from core.workcalendar import WorkCalendar
from operations.duty import samples, services
from operations.duty.lifecycle import S
from operations.duty.models import DutyRecord, Shift
from operations.duty.rules import roster
from operations.duty.services import RecordData
from operations.duty.services.moving import receiver_of
from operations.duty.settings import DEFAULTS
from operations.staff.models import Department

DAYS = 75
AHEAD = 20
# Every so many shifts somebody comes late, nobody comes, or one leaves the post.
LATE, MISSED, AWAY = 17, 41, 13
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
PHRASES: dict[str, list[str]] = DEFAULTS["phrases"]


class Facts(Protocol):
    """What is used of a demo county."""

    today: date
    seed: int


def build(facts: Facts) -> None:
    """The roster with its holidays, then shift by shift; a swap that waits."""
    _Months(facts).run()


class _Months:
    """The last months, one shift after the other."""

    def __init__(self, facts: Facts) -> None:
        self.dice = random.Random(facts.seed + 31)  # noqa: S311 - the same county every time
        self.today = facts.today
        self.first = facts.today - DAY * DAYS
        users = list(User.objects.all())
        self.people = {user.username: actor_of(user) for user in users}
        self.by_id = {user.pk: self.people[user.username] for user in users}
        self.office = self.people["office"]
        self.departments = list(
            Department.objects.filter(code__in=samples.DEPARTMENTS).select_related("head")
        )
        self.waiting: list[DutyRecord] = []
        self.handed: Shift | None = None
        self.number = 0

    def run(self) -> None:
        """Every shift in one transaction: a commit for each act would cost more than the work."""
        with transaction.atomic():
            self._roster()
        past = Shift.objects.filter(on_date__lt=self.today, status=S.PLANNED)
        shifts = list(past.order_by("starts_at"))
        for index, shift in enumerate(shifts):
            with transaction.atomic():
                self._shift(index, shift)
        with transaction.atomic():
            self._swap()

    # --- The roster ---

    def _roster(self) -> None:
        """Holidays first, the middle one published late; then rotation over the other days."""
        calendar = WorkCalendar.load()
        found = roster.blocks(calendar, first=self.first, last=self.today + DAY * AHEAD)
        for index, block in enumerate(found):
            opened = calendar.add(block.first, -10)
            if opened > self.today:
                continue
            schedule = services.schedule_open(
                first_date=block.first, by=self.office, at=_at(opened, 9)
            )
            due = schedule.due_date if index != 1 else calendar.add(schedule.due_date, 2)
            if due < self.today:
                services.schedule_publish(schedule_id=schedule.pk, by=self.office, at=_at(due, 15))
        services.roster_fill(
            first_date=self.first,
            last_date=self.today + DAY * AHEAD,
            by=self.office,
            at=_at(self.first - DAY * 3, 10),
        )

    # --- A shift ---

    def _shift(self, index: int, shift: Shift) -> None:
        officer = self.by_id[shift.officer_id]
        if index % MISSED == MISSED - 1:
            services.shift_miss(shift_id=shift.pk, by=self.office, at=shift.ends_at)
            self._inquire(shift, samples.MISSED)
            return
        self._take_over(shift)
        late = index % LATE == LATE - 1
        begun = shift.starts_at + (50 * MINUTE if late else -10 * MINUTE)
        services.shift_begin(shift_id=shift.pk, by=officer, at=begun)
        self._answers(shift, officer)
        for _entry in range(self.dice.choice((0, 1, 1, 2))):
            self._entry(shift, officer)
        if index % AWAY == AWAY - 1:
            left = shift.starts_at + 5 * HOUR
            services.post_leave(
                shift_id=shift.pk, reason=self.dice.choice(samples.AWAY), by=officer, at=left
            )
            services.post_return(shift_id=shift.pk, by=officer, at=left + 20 * MINUTE)
        self._hand_over(shift, officer)
        if late:
            self._inquire(shift, samples.LATE)

    def _take_over(self, shift: Shift) -> None:
        """The one before has handed over to who comes now; the last waits for today's."""
        before, self.handed = self.handed, None
        if before is not None:
            post, person = receiver_of(before)
            receiver = self.by_id[person] if person is not None else self.people[post]
            at = shift.starts_at - 20 * MINUTE
            services.shift_take_over(shift_id=before.pk, by=receiver, at=at)

    def _hand_over(self, shift: Shift, officer: Actor) -> None:
        self.handed = services.shift_hand_over(
            shift_id=shift.pk,
            summary=self.dice.choice(samples.SUMMARIES),
            things=DEFAULTS["things"],
            nothing_happened=not shift.records.exists(),
            by=officer,
            at=shift.ends_at + self.dice.randrange(12) * MINUTE,
        )

    def _inquire(self, shift: Shift, finding: str) -> None:
        for gap in shift.gaps.all():
            services.gap_inquire(
                shift_id=shift.pk,
                gap_id=gap.pk,
                finding=finding,
                by=self.people["leader"],
                at=shift.ends_at + 2 * HOUR,
            )

    # --- The book ---

    def _entry(self, shift: Shift, officer: Actor) -> None:
        self.number += 1
        at = shift.starts_at + self.dice.randrange(60, 420) * MINUTE
        if self.number % 40 == 9:  # noqa: PLR2004
            self._emergency(officer, at)
        elif self.number % 8 == 4:  # noqa: PLR2004
            self._for_a_department(officer, at)
        elif self.number % 13 == 6:  # noqa: PLR2004
            self._important(officer, at)
        else:
            kind = self.dice.choice([one for one in PHRASES if one != "emergency"])
            text = self.dice.choice(PHRASES[kind])
            data = RecordData(kind=kind, text=text, result=text)
            services.record_add(data=data, by=officer, at=at)

    def _for_a_department(self, officer: Actor, at: datetime) -> None:
        """Answered on the next shift, or not yet."""
        kind, text, contact = self.dice.choice(samples.FOR_DEPARTMENTS)
        data = RecordData(kind=kind, text=text, contact=contact)
        record = services.record_add(data=data, by=officer, at=at)
        department = self.dice.choice(self.departments)
        services.record_hand_to(
            record_id=record.pk, department_id=department.pk, by=officer, at=at + 5 * MINUTE
        )
        record.department = department
        self.waiting.append(record)

    def _answers(self, shift: Shift, officer: Actor) -> None:
        """What was handed over before is answered, and closed by who is on duty now."""
        at, found, self.waiting = shift.starts_at + HOUR, self.waiting, []
        for record in found:
            head = record.department.head if record.department is not None else None
            known = self.by_id.get(head.user_id or 0) if head is not None else None
            if head is not None and known is None:
                continue
            services.record_answer(
                record_id=record.pk,
                text=self.dice.choice(samples.ANSWERS),
                by=known or self.people["dept_head"],
                at=at,
            )
            services.record_close(
                record_id=record.pk, result="已将办理结果告知来人。", by=officer, at=at + MINUTE
            )

    def _important(self, officer: Actor, at: datetime) -> None:
        kind, text = self.dice.choice(samples.IMPORTANT)
        data = RecordData(kind=kind, text=text, important=True)
        record = services.record_add(data=data, by=officer, at=at)
        services.record_report(record_id=record.pk, by=officer, at=at + 3 * MINUTE)
        services.record_instruct(
            record_id=record.pk,
            text=self.dice.choice(samples.INSTRUCTIONS),
            by=self.people["leader"],
            at=at + 20 * MINUTE,
        )
        services.record_close(
            record_id=record.pk, result="已按批示办理。", by=officer, at=at + 50 * MINUTE
        )

    def _emergency(self, officer: Actor, at: datetime) -> None:
        text, steps, final = self.dice.choice(samples.EMERGENCIES)
        happened = at - self.dice.choice((8, 12, 45)) * MINUTE
        data = RecordData(kind="emergency", text=text, occurred_at=happened)
        record = services.record_add(data=data, by=officer, at=at)
        services.record_instruct(
            record_id=record.pk,
            text="立即处置，及时续报。",
            by=self.people["leader"],
            at=at + 5 * MINUTE,
        )
        for number, step in enumerate(steps, start=1):
            services.record_follow_up(
                record_id=record.pk, text=step, by=officer, at=at + number * 15 * MINUTE
            )
        services.record_close(record_id=record.pk, result=final, by=officer, at=at + HOUR)

    # --- Ahead ---

    def _swap(self) -> None:
        """One swap of the coming weeks waits for the office."""
        ahead = Shift.objects.filter(status=S.PLANNED, on_date__gt=self.today + DAY)
        coming = list(ahead.order_by("starts_at"))
        if not coming:
            return
        mine, at = coming[0], _at(self.today, 8)
        other = next((one for one in coming if one.officer_id != mine.officer_id), None)
        if other is None:
            return
        swap = services.swap_ask(
            shift_id=mine.pk,
            partner_id=other.officer_id,
            other_id=other.pk,
            reason="当日外出参加培训",
            by=self.by_id[mine.officer_id],
            at=at,
        )
        services.swap_consent(swap_id=swap.pk, by=self.by_id[other.officer_id], at=at + MINUTE)


def _at(day: date, hour: int) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour)))
