"""The demo's petitions: a year of them, each as far on its way as it would be today."""

from __future__ import annotations

import random
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Protocol

from django.db import transaction
from django.utils import timezone

from accounts.actors import actor_of
from accounts.models import User
from core.actor import Actor
from core.workcalendar import WorkCalendar
from operations.petitions import samples, services
from operations.petitions.kinds import OF_HANDLING, Kind, Outcome
from operations.petitions.models import Petition
from operations.petitions.services import PetitionData

# Days before today on which they came, and what becomes of them.
COURSES: tuple[tuple[int, str], ...] = (
    (330, ""),
    (260, "review"),
    (200, "late"),
    (165, "refuse"),
    (140, "longer"),
    (110, "withdraw"),
    (75, "forward"),
    (50, ""),
    (34, ""),
    (12, ""),
    (3, ""),
)
HANDLERS = ("dept_head", "dept_sup", "ops", "drafter")


class Facts(Protocol):
    """What is used of a demo county."""

    today: date
    seed: int


def build(facts: Facts) -> None:
    """One after the other, in one transaction: a commit for each act would cost more."""
    dice = random.Random(facts.seed + 41)  # noqa: S311 - the same county every time, nothing secret
    people = {user.username: actor_of(user) for user in User.objects.all()}
    calendar = WorkCalendar.load()
    with transaction.atomic():
        for number, (ago, fate) in enumerate(COURSES):
            day = calendar.on_or_before(facts.today - timedelta(days=ago))
            _Course(facts, dice, people, calendar, day, number, fate).run()


class _Course:
    """One petition from the day it came on."""

    def __init__(  # noqa: PLR0917 - a private helper, read beside its callers
        self,
        facts: Facts,
        dice: random.Random,
        people: Mapping[str, Actor],
        calendar: WorkCalendar,
        day: date,
        number: int,
        fate: str,
    ) -> None:
        self.facts, self.dice, self.people, self.calendar = facts, dice, people, calendar
        self.day, self.number, self.fate = day, number, fate
        self.office, self.leader = people["office"], people["leader"]
        self.handler = people[HANDLERS[number % len(HANDLERS)]]
        self.petition = Petition()
        self.last = self._moment(8)

    @property
    def pk(self) -> int:
        """Of the petition."""
        return self.petition.pk

    def run(self) -> None:
        """Register it, and go on until today."""
        self.petition = services.petition_register(data=self._data(), by=self.office, at=self._at())
        for step in (self._decide, self._handle, self._answer, self._deliver, self._close):
            if not step():
                return

    def _data(self) -> PetitionData:
        channel, kind, subject, matter = samples.SUBJECTS[self.number % len(samples.SUBJECTS)]
        # Whoever reports an offence often wants to stay unknown.
        anonymous = kind == Kind.REPORT
        named = {
            "name": samples.NAMES[self.number % len(samples.NAMES)],
            "phone": f"1990003{1000 + self.number:04d}",
        }
        return PetitionData(
            subject=subject,
            matter=matter,
            channel=channel,
            kind=kind,
            received_date=self.day,
            is_anonymous=anonymous,
            headcount=6 if channel == "visit" and self.number > 4 else 1,  # noqa: PLR2004
            **({} if anonymous else named),  # type: ignore[arg-type]
        )

    def _decide(self) -> bool:
        # One was forgotten beyond its fifteen days.
        if not self._later(12 if self.fate == "late" else self.dice.randrange(2, 6)):
            return False
        given = {"petition_id": self.pk, "by": self.leader, "at": self._at()}
        if self.fate == "refuse":
            services.petition_refuse(reason=samples.REFUSED, **given)  # type: ignore[arg-type]
            return False
        if self.fate == "forward":
            services.petition_forward(
                organ=samples.ORGAN,
                reason=samples.FORWARDED,
                **given,  # type: ignore[arg-type]
            )
            return False
        services.petition_accept(
            handler_id=self.handler.user_id or 0,
            opinion="请认真核实，按期答复。",
            **given,  # type: ignore[arg-type]
        )
        return True

    def _handle(self) -> bool:
        if not self._later(1):
            return False
        services.petition_begin(petition_id=self.pk, by=self.handler, at=self._at())
        for note in samples.NOTES[: self.dice.randrange(1, 3)]:
            if not self._later(self.dice.randrange(2, 6)):
                return False
            services.course_note(petition_id=self.pk, text=note, by=self.handler, at=self._at())
        if self.fate == "withdraw":
            services.petition_withdraw(
                petition_id=self.pk, reason=samples.WITHDRAWN, by=self.office, at=self._at()
            )
            return False
        if self.fate == "longer":
            self._longer()
        return True

    def _longer(self) -> None:
        services.longer_term_ask(
            petition_id=self.pk, days=20, reason=samples.LONGER, by=self.handler, at=self._at()
        )
        services.longer_term_decide(
            petition_id=self.pk, agree=True, opinion="同意。", by=self.leader, at=self._at()
        )
        services.longer_term_tell(
            petition_id=self.pk, told_date=self.day, by=self.office, at=self._at()
        )

    def _answer(self) -> bool:
        slow = 46 if self.fate == "longer" else self.dice.randrange(8, 25)
        if not self._later(slow):
            return False
        services.petition_answer(
            petition_id=self.pk,
            outcome=OF_HANDLING[self.number % 3],
            answer=samples.ANSWERS[self.number % 3],
            by=self.handler,
            at=self._at(),
        )
        return True

    def _deliver(self) -> bool:
        if self.petition.is_anonymous:
            return True
        if not self._later(2):
            return False
        self._hand_over("hand")
        return self._review() if self.fate == "review" else True

    def _hand_over(self, how: str) -> None:
        services.answer_deliver(
            petition_id=self.pk,
            delivered_date=self.day,
            delivery=how,
            by=self.office,
            at=self._at(),
        )

    def _review(self) -> bool:
        """The petitioner does not accept it; a leader who had no part in it looks again."""
        if not self._later(8):
            return False
        reviewer = self.people["gm"]
        services.petition_review(
            petition_id=self.pk,
            handler_id=reviewer.user_id or 0,
            asked_date=self.day,
            reason=samples.REVIEW_REASON,
            by=self.office,
            at=self._at(),
        )
        if not self._later(12):
            return False
        services.petition_answer(
            petition_id=self.pk,
            outcome=Outcome.UPHELD,
            answer=samples.REVIEWED,
            by=reviewer,
            at=self._at(),
        )
        self._later(1)
        self._hand_over("post")
        return True

    def _close(self) -> bool:
        content = self.number % 2 == 0
        if not self._later(3 if content or self.petition.is_anonymous else 25):
            return False
        services.petition_close(petition_id=self.pk, content=content, by=self.office, at=self._at())
        return True

    def _moment(self, hour: int) -> datetime:
        return timezone.make_aware(datetime.combine(self.day, time(hour)))

    def _at(self) -> datetime:
        """A moment of the present day, never before the last one."""
        self.last = max(self._moment(9), self.last + timedelta(minutes=7))
        return self.last

    def _later(self, days: int) -> bool:
        """Go on by working days; False when that is after today."""
        self.day = self.calendar.add(self.day, days)
        return self.day < self.facts.today
