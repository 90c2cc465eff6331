"""The demo's incoming documents: a year of them, each as far on its way as it would be today."""

from __future__ import annotations

import random
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Protocol

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from accounts.actors import actor_of
from accounts.models import User
from core import inbox, papers
from core.actor import Actor
from core.workcalendar import WorkCalendar
from operations.documents import paperwork as outgoing_paper
from operations.documents.incoming import filing, samples, selectors, services
from operations.documents.incoming.kinds import TO_READ, Nature
from operations.documents.incoming.services.moving import open_tasks
from operations.documents.kinds import Kind
from operations.documents.models import IncomingDocument, IncomingTask, OutgoingDocument
from operations.staff.models import Department

DOCUMENTS = 30
MONTHS = 12
AT_ONCE = 10
# In hundredths: registered too late, returned by a department, done too late.
LATE, RETURNED, LATE_PART = 8, 10, 15
# The one that was not ours.
NOT_OURS = 7
# Old bulletins that came to light: their term of ten years is over.
OLD = (8, 28)


class Facts(Protocol):
    """What is used of a demo county."""

    today: date
    seed: int


def build(facts: Facts) -> None:
    """Documents day by day, each on its way to where it stands today."""
    dice = random.Random(facts.seed + 23)  # noqa: S311 - the same county every time, nothing secret
    users = list(User.objects.all())
    people = {user.username: actor_of(user) for user in users}
    known = {user.pk: people[user.username] for user in users}
    calendar = WorkCalendar.load()
    first = facts.today - timedelta(days=MONTHS * 30)
    days = list(calendar.working_days(first, facts.today))
    # Most are old and filed; the last ones are of these days, so that every step has one.
    arrived = sorted([dice.choice(days[:-12]) for _number in range(DOCUMENTS - 10)] + days[-10:])
    for index in range(0, len(arrived), AT_ONCE):
        with transaction.atomic():
            for number, day in enumerate(arrived[index : index + AT_ONCE], start=index):
                _Course(facts, dice, people, known, calendar, day, number).run()


class _Course:
    """One document from the day it arrived on."""

    def __init__(  # noqa: PLR0917 - a private helper, read beside its callers
        self,
        facts: Facts,
        dice: random.Random,
        people: Mapping[str, Actor],
        known: Mapping[int, Actor],
        calendar: WorkCalendar,
        day: date,
        number: int,
    ) -> None:
        self.facts, self.dice, self.people, self.known = facts, dice, people, known
        self.calendar, self.day, self.number = calendar, day, number
        self.office, self.leader = people["office"], people["leader"]
        self.document = IncomingDocument()
        self.last = timezone.make_aware(datetime.combine(day, time(8)))

    @property
    def pk(self) -> int:
        """Of the document."""
        return self.document.pk

    def run(self) -> None:
        """Register it, and go on until today."""
        received = self.day
        if self.dice.randrange(100) < LATE:
            self.day = min(self.calendar.add(self.day, 3), self.facts.today)
        data = self._data(received)
        files = [self._scan(data)] if self.number % 3 == 0 else []
        self.document = services.incoming_register(
            data=data, by=self.office, at=self._at(9), files=files
        )
        if self.number == NOT_OURS:
            services.incoming_send_back(
                document_id=self.pk, reason=samples.SENT_BACK, by=self.office, at=self._at(10)
            )
            return
        if not self._later(self.dice.choice((0, 0, 1))):
            return
        services.incoming_check(document_id=self.pk, by=self.office, at=self._at(10))
        reading = self.document.nature in TO_READ
        for step in (self._read,) if reading else (self._propose, self._instruct, self._handle):
            if not step():
                return
        self._file()

    def _data(self, received: date) -> services.IncomingData:
        nature, level, kind, sender, title = samples.SUBJECTS[self.number % len(samples.SUBJECTS)]
        written = self.calendar.add(received, -self.dice.randrange(1, 5))
        if self.number in OLD:
            written = received - timedelta(days=12 * 365)
        assigned = nature == Nature.ASSIGNED
        return services.IncomingData(
            title=title.format(month=received.month),
            sender=sender,
            nature=nature,
            source_level=level,
            received_date=received,
            sender_number=f"青商函〔{written.year}〕{100 + self.number}号" if kind else "",
            sender_date=written,
            kind=kind,
            urgency=self.dice.choices(("", "urgent", "flash"), weights=(8, 2, 1))[0],
            pages=self.dice.randrange(2, 9),
            due_date=self.calendar.add(received, 8) if assigned else None,
        )

    def _scan(self, data: services.IncomingData) -> ContentFile[bytes]:
        """The paper as its sender would have set it."""
        paper = OutgoingDocument(
            title=data.title,
            kind=data.kind or Kind.NOTICE,
            main_recipients=["县电子商务公共服务中心"],
            body="\n".join(samples.PAPER),
            formation_date=data.sender_date,
        )
        content = outgoing_paper.paper_data(paper) | {
            "agency": data.sender,
            "mark": f"{data.sender}文件",
            "number": data.sender_number,
        }
        pdf = papers.render(f"{outgoing_paper.FOLDER}/document.typ", content)
        return ContentFile(pdf, name=f"{data.title[:30]}.pdf")

    def _plan(self) -> dict[str, object]:
        codes = samples.DEPARTMENTS
        lead, helping = codes[self.number % 4], codes[(self.number + 1) % 4]
        pks = dict(Department.objects.filter(code__in=codes).values_list("code", "pk"))
        due = self.document.due_date or self.calendar.add(self.day, 6)
        return {
            "lead_department": pks[lead],
            "helping": [pks[helping]] if self.number % 3 == 1 else [],
            "due_date": max(due, self.calendar.add(self.day, 2)),
        }

    def _propose(self) -> bool:
        if not self._later(self.dice.choice((0, 1))):
            return False
        plan: dict[str, object] = self._plan()
        services.incoming_propose(
            document_id=self.pk,
            opinion=self.dice.choice(samples.PROPOSALS),
            by=self.office,
            at=self._at(11),
            **plan,  # type: ignore[arg-type]
        )
        return True

    def _instruct(self) -> bool:
        if not self._later(self.dice.choice((0, 1, 1))):
            return False
        plan: dict[str, object] = self._plan()
        self.document = services.incoming_instruct(
            document_id=self.pk,
            opinion=self.dice.choice(samples.INSTRUCTIONS),
            by=self.leader,
            at=self._at(15),
            **plan,  # type: ignore[arg-type]
        )
        return True

    def _handle(self) -> bool:
        if self.dice.randrange(100) < RETURNED and not self._return():
            return False
        late = self.dice.randrange(100) < LATE_PART
        if not self._later(self.dice.randrange(8, 12) if late else self.dice.randrange(1, 5)):
            return False
        for task in reversed(open_tasks(self.document)):
            by = self._handler(task)
            if task.is_lead:
                services.incoming_complete(
                    document_id=self.pk,
                    result=self.dice.choice(samples.RESULTS),
                    by=by,
                    at=self._at(16),
                )
            else:
                result = self.dice.choice(samples.PARTS)
                services.part_done(document_id=self.pk, result=result, by=by, at=self._at(14))
        return True

    def _return(self) -> bool:
        """A department sends it back, and it is given out once more."""
        lead = open_tasks(self.document)[0]
        services.incoming_return(
            document_id=self.pk,
            reason=samples.RETURNS,
            to="proposing",
            by=self._handler(lead),
            at=self._at(16),
        )
        return self._later(1) and self._propose() and self._instruct()

    def _handler(self, task: IncomingTask) -> Actor:
        return self.known.get(task.user_id or 0, self.people["dept_head"])

    def _read(self) -> bool:
        if not self._later(self.dice.choice((0, 1))):
            return False
        readers = [self.people[name] for name in ("leader", "dept_head", "ops")]
        services.incoming_circulate(
            document_id=self.pk,
            readers=[one.user_id for one in readers if one.user_id],
            opinion="请阅。",
            by=self.office,
            at=self._at(11),
        )
        if not self._later(self.dice.randrange(1, 4)):
            return False
        for item in selectors.unread_of(self.document):
            by = self.known[item.user_id or 0]
            inbox.mark_opened(item_id=item.pk, by=by, at=self._at(10))
        services.reading_end(document_id=self.pk, by=self.office, at=self._at(17))
        return True

    def _file(self) -> None:
        # One in nine is forgotten on the desk.
        if self.number % 9 == 4 or not self._later(self.dice.randrange(1, 6)):  # noqa: PLR2004
            return
        services.incoming_archive(
            document_id=self.pk,
            retention=filing.proposed(self.document, on=self.day),
            by=self.office,
            at=self._at(17),
        )

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
