"""The demo's services: eighteen months of cases of a fictional county, through the services."""

from __future__ import annotations

import io
import random
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Protocol

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils import timezone
from PIL import Image, ImageDraw

from accounts.actors import actor_of
from accounts.models import User
from core.actor import Actor
from core.workcalendar import WorkCalendar
from operations.casework import samples, services
from operations.casework.models import Case, Channel, ServiceItem
from operations.casework.services import ApplicantData, CaseData
from operations.stations.lifecycle import States as StationStates
from operations.stations.models import Station, Village

CASES = 240
MONTHS = 18
SURNAMES = "卜祝柏邰蔺鄢"
GIVEN = ("禾青", "云舟", "小满", "知秋", "望舒", "景行", "青山", "月白", "修竹", "听泉")
APPLICANT = Actor.system("申请人")
ONE_DAY = timedelta(days=1)
# In one transaction so many cases: a commit for each would cost more than the work.
AT_ONCE = 100
# How a case ends, in hundredths; the rest is completed.
REFUSED, WITHDRAWN, ENDED = 3, 3, 1


class Facts(Protocol):
    """What is used of a demo county."""

    code: str
    today: date
    seed: int


@dataclass(slots=True)
class Cast:
    """Who acts in the demo."""

    desk: Actor
    office: Actor
    chief: Actor
    handlers: list[Actor]
    manager: Actor
    own: Station
    stations: list[Station]


def build(facts: Facts) -> None:
    """Cases day by day, each on its way to where it stands today."""
    dice = random.Random(facts.seed + 7)  # noqa: S311 - the same county every time, nothing secret
    cast = _cast()
    calendar = WorkCalendar.load()
    first = facts.today - timedelta(days=MONTHS * 30)
    days = list(calendar.working_days(first, facts.today))
    started = sorted(dice.choice(days) for _number in range(CASES))
    signature = _signature()
    for index in range(0, CASES, AT_ONCE):
        with transaction.atomic():
            for day in started[index : index + AT_ONCE]:
                _Course(facts, dice, cast, calendar, day, signature).run()
    _planted(facts, cast, calendar)


def _cast() -> Cast:
    users = {user.username: actor_of(user) for user in User.objects.all()}
    operating = list(
        Station.objects.filter(status=StationStates.OPERATING).select_related("township", "village")
    )
    own = Station.objects.select_related("township", "village").get(
        manager_user__username="station"
    )
    return Cast(
        desk=users["frontdesk"],
        office=users["office"],
        chief=users["ops"],
        handlers=[users["frontdesk"], users["dept_sup"], users["dept_head"], users["ops"]],
        manager=users["station"],
        own=own,
        stations=operating,
    )


class _Course:
    """One case from its first day on."""

    def __init__(  # noqa: PLR0917 - a private helper, read beside its callers
        self,
        facts: Facts,
        dice: random.Random,
        cast: Cast,
        calendar: WorkCalendar,
        day: date,
        signature: bytes,
    ) -> None:
        self.facts, self.dice, self.cast, self.calendar = facts, dice, cast, calendar
        self.day, self.signature = day, signature
        self.case: Case = Case()

    def run(self) -> None:
        """Register, and go on until today."""
        own = self.dice.random() < 0.35  # noqa: PLR2004 - a third is done at the station itself
        self.by = self.cast.manager if own else self.cast.desk
        data = self._request(own=own)
        self.case = services.case_register(data=data, by=self.by, at=self._at(9))
        ending = self.dice.randrange(100)
        if ending < REFUSED:
            self._refuse()
        elif ending < REFUSED + WITHDRAWN:
            services.case_withdraw(
                case_id=self.case.pk, by=APPLICANT, at=self._at(11), reason="自己已经办好"
            )
        elif self._ask_first() and self._accept(own=own):
            self._handle(ending)

    def _request(self, *, own: bool) -> CaseData:
        offered = [code for code in samples.STATION_CODES if code in self.cast.own.abilities]
        codes = offered if own else samples.CENTRE_CODES
        item = ServiceItem.objects.get(code=self.dice.choice(codes))
        form = item.forms.order_by("version").first()
        behalf = not own and item.at_station and self.dice.random() < 0.3  # noqa: PLR2004
        station = self.cast.own if own else self.dice.choice(self.cast.stations) if behalf else None
        return CaseData(
            item_id=item.pk,
            channel=Channel.STATION if station else self._channel(item),
            applicant=self._applicant(item, station),
            station_id=station.pk if station else None,
            request=samples.request(item.code, self.dice),
            details=samples.answers(form, stage="apply", day=self.day, dice=self.dice),
            materials=tuple(one["key"] for one in form.materials) if form else (),
            on_behalf=behalf,
            consent=SimpleUploadedFile("签字.png", self.signature) if behalf else None,
            agreement="合作协议（2026）第7号" if item.needs_agreement else "",
        )

    def _channel(self, item: ServiceItem) -> str:
        known = [one for one in item.channels if one != Channel.STATION]
        return str(self.dice.choice([Channel.WINDOW, *known]))

    def _applicant(self, item: ServiceItem, station: Station | None) -> ApplicantData:
        number = self.dice.randrange(160)
        name = SURNAMES[number % 6] + GIVEN[number // 6 % 10]
        kinds = [kind for kind in item.applicants if kind in ("person", "farmer")]
        village = station.village_id if station else _village(number)
        if kinds:
            return ApplicantData(
                name=name,
                # A known applicant keeps the kind, and farmers may ask for everything here.
                kind="farmer" if "farmer" in kinds else kinds[0],
                phone=f"1990000{5000 + number}",
                village_id=village,
            )
        code = samples.CREDIT_CODES[number % len(samples.CREDIT_CODES)]
        kind = next(kind for kind in ("coop", "company", "sole_trader") if kind in item.applicants)
        return ApplicantData(
            name=f"{GIVEN[number % 10]}{'合作社' if kind == 'coop' else '商贸'}",
            kind=kind,
            phone=f"1990000{5200 + number}",
            credit_code=code,
            contact_name=name,
            village_id=village,
        )

    # --- Its way ---

    def _refuse(self) -> None:
        services.case_refuse(
            case_id=self.case.pk,
            by=self.by,
            at=self._at(15),
            reason_code=self.dice.choice(("not_ours", "not_eligible", "duplicate")),
        )

    def _ask_first(self) -> bool:
        """Now and then something is missing; False where it has not come by today."""
        if self.dice.random() > 0.08:  # noqa: PLR2004 - one in twelve
            return True
        services.case_ask(
            case_id=self.case.pk, by=self.by, at=self._at(14), missing=["身份证复印件"]
        )
        if not self._later(self.dice.randrange(1, 5)):
            return False
        services.case_complete(case_id=self.case.pk, by=self.by, at=self._at(9))
        return True

    def _accept(self, *, own: bool) -> bool:
        handler = self.cast.manager if own else self.dice.choice(self.cast.handlers)
        self.handler = handler
        if not self._later(self.dice.choice((0, 0, 0, 1))):
            return False
        self.case = services.case_accept(
            case_id=self.case.pk, by=self.by, at=self._at(10), handler_id=handler.user_id
        )
        return True

    def _handle(self, ending: int) -> None:
        if not self._later(self.dice.choice((0, 0, 1))):
            return
        services.case_start(case_id=self.case.pk, by=self.handler, at=self._at(11))
        item = self.case.item
        if ending < REFUSED + WITHDRAWN + ENDED:
            services.case_end(
                case_id=self.case.pk,
                by=self.cast.chief,
                at=self._at(16),
                reason="多次联系不上申请人",
            )
            return
        if self.dice.random() < 0.1 and not self._wait():  # noqa: PLR2004
            return
        if item.promise_step and self._later(self._pace(self.case.promise_days)):
            services.promise_keep(case_id=self.case.pk, by=self.handler, at=self._at(14))
        spare = max(1, self.case.legal_days - self.case.promise_days)
        rest = (
            self.dice.randrange(0, spare)
            if item.promise_step
            else self._pace(self.case.promise_days)
        )
        if self._later(rest):
            self._finish()

    def _pace(self, days: int) -> int:
        """Most keep the promise; one in nine is late."""
        late = self.dice.random() < 0.11  # noqa: PLR2004
        return days + self.dice.randrange(1, 5) if late else self.dice.randrange(0, days + 1)

    def _wait(self) -> bool:
        services.case_wait(
            case_id=self.case.pk, by=self.handler, at=self._at(15), reason="请补拍产品照片"
        )
        if not self._later(self.dice.randrange(1, 6)):
            return False
        services.case_continue(case_id=self.case.pk, by=self.handler, at=self._at(9))
        return True

    def _finish(self) -> None:
        form = self.case.form
        services.case_finish(
            case_id=self.case.pk,
            by=self.handler,
            at=self._at(16),
            result=samples.result(self.case.item.code, self.dice),
            details=samples.answers(form, stage="finish", day=self.day, dice=self.dice),
            delivered=self.dice.choice(("当面交付", "电话告知", "站点转交")),
        )
        if self.dice.random() < 0.65 and self._later(self.dice.randrange(0, 8)):  # noqa: PLR2004
            self._rate()

    def _rate(self) -> None:
        level = self.dice.choices((5, 4, 3, 2, 1), weights=(54, 31, 11, 3, 1))[0]
        services.case_rate(
            case_id=self.case.pk,
            level=level,
            at=self._at(17),
            text=samples.opinion(level, self.dice),
        )
        if level <= 2 and self.handler != self.cast.office and self._later(1):  # noqa: PLR2004
            services.callback_record(
                case_id=self.case.pk,
                by=self.cast.office,
                at=self._at(10),
                reached=True,
                said="等待时间长，希望一次说清",
                measures="公示材料清单，缩短办理环节",
                satisfied_now=True,
                closing=True,
            )

    # --- Time ---

    def _at(self, hour: int) -> datetime:
        moment = datetime.combine(self.day, time(hour, self.dice.randrange(60)))
        return timezone.make_aware(moment)

    def _later(self, days: int) -> bool:
        """Go on by working days; False when that is after today."""
        self.day = self.calendar.add(self.day, days)
        return self.day <= self.facts.today


def _village(number: int) -> int | None:
    pks = Village.objects.order_by("code").values_list("pk", flat=True)
    return pks[number % 40]


def _planted(facts: Facts, cast: Cast, calendar: WorkCalendar) -> None:
    """One complaint about a completed case, and one applicant who was entered twice."""
    first = Case.objects.filter(finished_at__isnull=False, item__code="S04").order_by("pk").first()
    at = timezone.make_aware(datetime.combine(calendar.add(facts.today, -12), time(10)))
    if first is not None and first.applicant is not None:
        _complain(first, cast, at)
    data = ApplicantData(name="柏听泉", phone="19900005990", kind="farmer")
    kept = services.applicant_take(data=data, by=cast.desk, at=at)
    twin = services.applicant_take(
        data=ApplicantData(name="柏听全", phone="19900005990", kind="farmer"), by=cast.desk, at=at
    )
    services.applicant_merge(
        keep_id=kept.pk, gone_id=twin.pk, by=cast.office, at=at, reason="同一人，录入时写错一字"
    )


def _complain(first: Case, cast: Cast, at: datetime) -> None:
    item = ServiceItem.objects.get(code="S17")
    form = item.forms.order_by("version").first()
    dice = random.Random(1)  # noqa: S311 - nothing secret
    case = services.case_register(
        data=CaseData(
            item_id=item.pk,
            applicant=first.applicant_id,
            request="对网店开设办理时间过长不满意，要求说明原因",
            details=samples.answers(form, stage="apply", day=at.date(), dice=dice),
            about_id=first.pk,
        ),
        by=cast.desk,
        at=at,
        accept=True,
    )
    known = set(first.handlers.values_list("user_id", flat=True))
    another = next(one for one in cast.handlers if one.user_id not in known)
    services.case_assign(case_id=case.pk, handler_id=another.user_id or 0, by=cast.chief, at=at)
    services.case_start(case_id=case.pk, by=another, at=at)


def _signature() -> bytes:
    """A signature drawn by us."""
    picture = Image.new("RGB", (320, 120), "#ffffff")
    pen = ImageDraw.Draw(picture)
    pen.line([(20, 90), (80, 30), (110, 95), (170, 40), (200, 88), (290, 60)], "#1a1a1a", 4)
    buffer = io.BytesIO()
    picture.save(buffer, "PNG")
    return buffer.getvalue()
