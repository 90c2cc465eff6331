"""The demo's mail: three weeks of it, day by day, each piece as far as it would be today."""

from __future__ import annotations

import io
import random
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Protocol

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from PIL import Image, ImageDraw

from accounts.actors import actor_of
from accounts.models import User
from core.actor import Actor
from core.workcalendar import WorkCalendar
from operations.mail import samples, services
from operations.mail.lifecycle import S
from operations.mail.models import MailItem, Slot, Subscription
from operations.mail.services import MailData, SlotData
from operations.staff.models import Person

DAYS = 15
PIECES = 36
# Of so many: put into the wrong pigeonhole, forgotten there, unknown, sent back.
WRONG, FORGOTTEN, SENT_BACK = (11,), (12, 17), (13,)


class Facts(Protocol):
    """What is used of a demo county."""

    today: date
    seed: int


def build(facts: Facts) -> None:
    """The manager's pigeonhole and the subscriptions first; then day by day."""
    _Weeks(facts).run()


class _Weeks:
    """The last working days, one after the other."""

    def __init__(self, facts: Facts) -> None:
        self.dice = random.Random(facts.seed + 61)  # noqa: S311 - the same county every time
        self.people: Mapping[str, Actor] = {
            user.username: actor_of(user) for user in User.objects.all()
        }
        self.office, self.front = self.people["office"], self.people["frontdesk"]
        self.today = facts.today
        self.calendar = WorkCalendar.load()
        first = facts.today - timedelta(days=2 * DAYS)
        self.days = list(self.calendar.working_days(first, facts.today))[-DAYS:]
        # Most lie behind; some are of today, so that there is something to sort.
        arrive = sorted(self.dice.choice(self.days[:-1]) for _piece in range(PIECES - 3))
        self.arrive = [*arrive, *(self.days[-1:] * 3)]
        self.signature = _signature()
        self.day = self.days[0]

    def run(self) -> None:
        """Every day in one transaction: a commit for each act would cost more than the work."""
        with transaction.atomic():
            self._cabinet()
        for day in self.days:
            self.day = day
            with transaction.atomic():
                self._papers()
                self._arrivals()
                if day < self.today:
                    self._collect()

    def _cabinet(self) -> None:
        """What the county was born with, and one pigeonhole of a person."""
        manager = Person.objects.filter(user__username="ops").first()
        if manager is not None:
            data = SlotData(code="C01", row=3, column=1, label=manager.name, person_id=manager.pk)
            services.slot_open(data=data, by=self.office, at=self._at(8))
        owned = Slot.objects.filter(department__isnull=False)
        slots = dict(owned.values_list("department__code", "pk"))
        for title, code, copies, weekday in samples.SUBSCRIPTIONS:
            services.subscription_open(
                title=title,
                slot_id=slots[code],
                copies=copies,
                weekday=weekday,
                by=self.office,
                at=self._at(8),
            )

    def _papers(self) -> None:
        # Today's lie on the desk still.
        if self.day == self.today:
            return
        papers = Subscription.objects.filter(weekday__in=(0, self.day.isoweekday()))
        pks = set(papers.values_list("slot", flat=True))
        missing = {pk: samples.MISSING for pk in sorted(pks)[:1] if self.dice.random() < 0.1}  # noqa: PLR2004
        services.papers_tick(slot_ids=pks, missing=missing, by=self.front, at=self._at(9))

    def _arrivals(self) -> None:
        ready: dict[int, int | None] = {}
        for number, day in enumerate(self.arrive):
            if day != self.day:
                continue
            kind, sender, addressee = samples.PIECES[number % len(samples.PIECES)]
            tracking = f"YT{26_0000_0000 + self.dice.randrange(9_999_999)}{number:02d}"
            data = MailData(
                kind=kind,
                sender=sender,
                addressee=addressee,
                received_date=day,
                tracking=tracking if kind in ("express", "registered") else "",
            )
            item = services.mail_register(data=data, by=self.front, at=self._at(9))
            if day == self.today:
                continue
            if item.slot_id is None:
                self._unknown(item, number)
            else:
                ready[item.pk] = self._wrong(item) if number in WRONG else item.slot_id
        if ready:
            services.mail_sort_many(slots=ready, by=self.front, at=self._at(10))

    def _unknown(self, item: MailItem, number: int) -> None:
        services.mail_unknown(
            item_id=item.pk, reason=samples.UNKNOWN, by=self.front, at=self._at(10)
        )
        if number in SENT_BACK:
            services.mail_return(
                item_id=item.pk, reason=samples.SENT_BACK, by=self.office, at=self._at(16)
            )

    def _wrong(self, item: MailItem) -> int:
        """The pigeonhole beside."""
        others = Slot.objects.filter(to_date=None).exclude(pk=item.slot_id or 0)
        other = others.order_by("pk").first()
        return other.pk if other else item.slot_id or 0

    def _collect(self) -> None:
        """In the afternoon owners come by; wrong ones are put right first."""
        numbers = {item.pk: number for number, item in enumerate(MailItem.objects.order_by("pk"))}
        lying = MailItem.objects.filter(status=S.SORTED).select_related("slot").order_by("pk")
        by_slot: dict[int, list[MailItem]] = {}
        for item in lying:
            number = numbers[item.pk]
            if number in WRONG and not item.missorts.exists():
                self._put_right(item)
            elif number not in FORGOTTEN and self.dice.random() < 0.7:  # noqa: PLR2004
                by_slot.setdefault(item.slot_id or 0, []).append(item)
        for items in by_slot.values():
            signs = any(item.needs_signature for item in items)
            services.mail_hand_over_many(
                item_ids=[item.pk for item in items],
                signed_by=self._collector(items[0]),
                signature=ContentFile(self.signature, name="签字.png") if signs else None,
                by=self.front,
                at=self._at(15),
            )

    def _put_right(self, item: MailItem) -> None:
        right = Slot.objects.filter(to_date=None, department=item.department_id).first()
        if right is not None and right.pk != item.slot_id:
            services.mail_reroute(
                item_id=item.pk,
                slot_id=right.pk,
                reason=samples.WRONG,
                by=self.office,
                at=self._at(11),
            )

    def _collector(self, item: MailItem) -> str:
        return item.addressee if item.person_id else f"{item.addressee}领取人"

    def _at(self, hour: int) -> datetime:
        return timezone.make_aware(datetime.combine(self.day, time(hour, self.dice.randrange(50))))


def _signature() -> bytes:
    """A signature drawn by us."""
    picture = Image.new("RGB", (320, 120), "white")
    draw = ImageDraw.Draw(picture)
    points = [(30, 80), (70, 30), (90, 90), (130, 40), (160, 85), (210, 45), (240, 80), (290, 60)]
    draw.line(points, fill="#1a1a1a", width=4, joint="curve")
    buffer = io.BytesIO()
    picture.save(buffer, "PNG")
    return buffer.getvalue()
