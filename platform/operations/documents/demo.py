"""The demo's documents: a year of them, each as far on its way as it would be today."""

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
from operations.archives import demo as archives
from operations.documents import filing, samples, services
from operations.documents.handed import demo as handed
from operations.documents.incoming import demo as incoming
from operations.documents.lifecycle import S
from operations.documents.models import DocumentSeries, OutgoingDocument
from operations.documents.services import DraftData
from operations.staff.models import Department

DOCUMENTS = 40
MONTHS = 12
# In one transaction so many: a commit for each would cost more than the work.
AT_ONCE = 10
DRAFTERS = (("drafter", "brand"), ("dept_sup", "tech"), ("dept_head", "goods"))
# In hundredths: returned by the office, returned by the director, a proof with an error.
RETURNED, SENT_BACK, BAD_PROOF = 15, 8, 15


class Facts(Protocol):
    """What is used of a demo county."""

    today: date
    seed: int


def build(facts: Facts) -> None:
    """Documents day by day, each on its way to where it stands today."""
    archives.begin(facts)
    dice = random.Random(facts.seed + 11)  # noqa: S311 - the same county every time, nothing secret
    people = {user.username: actor_of(user) for user in User.objects.all()}
    calendar = WorkCalendar.load()
    first = facts.today - timedelta(days=MONTHS * 30)
    days = list(calendar.working_days(first, facts.today))
    # Most are old and filed; the last ones are of these days, so that every step has one.
    started = sorted([dice.choice(days[:-12]) for _number in range(DOCUMENTS - 10)] + days[-10:])
    for index in range(0, len(started), AT_ONCE):
        with transaction.atomic():
            for number, day in enumerate(started[index : index + AT_ONCE], start=index):
                _Course(facts, dice, people, calendar, day, number).run()
    incoming.build(facts)
    handed.build(facts)
    archives.build(facts)


class _Course:
    """One document from its first day on."""

    def __init__(  # noqa: PLR0917 - a private helper, read beside its callers
        self,
        facts: Facts,
        dice: random.Random,
        people: dict[str, Actor],
        calendar: WorkCalendar,
        day: date,
        number: int,
    ) -> None:
        self.facts, self.dice, self.people = facts, dice, people
        self.calendar, self.day, self.number = calendar, day, number
        username, self.department = DRAFTERS[number % len(DRAFTERS)]
        self.drafter = people[username]
        self.document = OutgoingDocument()
        self.last = timezone.make_aware(datetime.combine(day, time(8)))

    def run(self) -> None:
        """Draft it, and go on until today."""
        self.document = services.document_draft(data=self._data(), by=self.drafter, at=self._at(9))
        for step in (self._submit, self._check, self._lead, self._sign, self._number, self._proof):
            if not step():
                return
        if not self._print() or not self._send():
            return
        self._file()

    def _data(self) -> DraftData:
        kind, title, main, copies, text = samples.SUBJECTS[self.number % len(samples.SUBJECTS)]
        month = self.day.month
        return DraftData(
            title=title.format(month=month),
            kind=kind,
            department_id=Department.objects.get(code=self.department).pk,
            body=text.format(month=month),
            urgency=self.dice.choices(("", "urgent", "flash"), weights=(8, 2, 1))[0],
            main_recipients=main,
            copy_recipients=copies,
        )

    def _submit(self) -> bool:
        if not self._later(self.dice.choice((0, 0, 1))):
            return False
        services.document_submit(
            document_id=self.document.pk, by=self.drafter, at=self._at(10), confirmed=True
        )
        return True

    def _check(self) -> bool:
        office = self.people["office"]
        if not self._later(self._pace()):
            return False
        if self.dice.randrange(100) < RETURNED:
            services.document_return(
                document_id=self.document.pk,
                by=office,
                at=self._at(11),
                reason=self.dice.choice(samples.RETURNS),
                to=S.DRAFTING,
            )
            if not self._later(1):
                return False
            services.document_resubmit(
                document_id=self.document.pk, by=self.drafter, at=self._at(9), confirmed=True
            )
        services.document_review(
            document_id=self.document.pk,
            by=office,
            at=self._at(14),
            opinion="格式规范，拟同意，请领导审签。",
        )
        return True

    def _lead(self) -> bool:
        if not self._later(self._pace()):
            return False
        services.document_agree(
            document_id=self.document.pk,
            by=self.people["leader"],
            at=self._at(15),
            opinion=self.dice.choice(("同意。", "同意，请主任签发。")),
        )
        return True

    def _sign(self) -> bool:
        if not self._later(self._pace()):
            return False
        director = self.people["director"]
        if self.dice.randrange(100) < SENT_BACK:
            services.document_return(
                document_id=self.document.pk,
                by=director,
                at=self._at(9),
                reason="请与有关部门衔接后再报。",
                to=S.LEADER_SIGN,
            )
            if not self._later(1) or not self._lead():
                return False
        services.document_sign(
            document_id=self.document.pk, by=director, at=self._at(16), opinion="同意印发。"
        )
        return True

    def _number(self) -> bool:
        if not self._later(self.dice.choice((0, 1))):
            return False
        services.document_number(
            document_id=self.document.pk,
            series_id=DocumentSeries.objects.earliest("pk").pk,
            by=self.people["office"],
            at=self._at(17),
            print_run=self.dice.choice((10, 20, 30)),
        )
        return True

    def _proof(self) -> bool:
        pk = self.document.pk
        if not self._later(self.dice.choice((0, 1))):
            return False
        services.document_proof(document_id=pk, by=self.drafter, at=self._at(18))
        if not self._later(self._pace()):
            return False
        ops = self.people["ops"]
        if self.dice.randrange(100) < BAD_PROOF:
            services.proof_fail(
                document_id=pk,
                by=ops,
                at=self._at(9),
                reason=self.dice.choice(samples.PROOF_FAULTS),
            )
            services.document_proof(document_id=pk, by=self.drafter, at=self._at(10))
        services.proof_pass(document_id=pk, by=ops, at=self._at(11))
        return True

    def _print(self) -> bool:
        if not self._later(self.dice.choice((0, 1))):
            return False
        services.document_print(
            document_id=self.document.pk,
            copies=20,
            printed_date=self.day,
            by=self.drafter,
            at=self._at(15),
        )
        return True

    def _send(self) -> bool:
        if not self._later(self.dice.choice((0, 1))):
            return False
        pk = self.document.pk
        self.document.refresh_from_db()
        names = [*self.document.main_recipients, *self.document.copy_recipients]
        document = services.document_dispatch(
            document_id=pk,
            recipients=names,
            channel=self.dice.choice(("paper", "system", "email")),
            by=self.drafter,
            at=self._at(16),
        )
        if self._later(1):
            for sent in document.dispatches.all():
                services.dispatch_receive(
                    document_id=pk,
                    dispatch_id=sent.pk,
                    received_at=self._at(9),
                    received_by=self.dice.choice(samples.RECEIVERS),
                    by=self.drafter,
                    at=self._at(10),
                )
        return True

    def _file(self) -> None:
        # One in nine is forgotten on the desk.
        if self.number % 9 == 4 or not self._later(self.dice.randrange(2, 12)):  # noqa: PLR2004
            return
        services.document_archive(
            document_id=self.document.pk,
            retention=filing.proposed(self.document, on=self.day),
            by=self.people["office"],
            at=self._at(17),
        )

    def _pace(self) -> int:
        """Most keep the time; one in nine is late."""
        late = self.dice.random() < 0.11  # noqa: PLR2004
        return self.dice.randrange(3, 6) if late else self.dice.choice((0, 1, 1))

    def _at(self, hour: int) -> datetime:
        """A moment of the present day, never before the last one."""
        moment = timezone.make_aware(
            datetime.combine(self.day, time(hour, self.dice.randrange(60)))
        )
        self.last = max(moment, self.last + timedelta(minutes=5))
        return self.last

    def _later(self, days: int) -> bool:
        """Go on by working days; False when that is after today."""
        self.day = self.calendar.add(self.day, days)
        return self.day < self.facts.today
