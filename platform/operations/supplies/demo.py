"""The demo's supplies: opening stock, a year of monthly plans, a first issue, urgent requests."""

from __future__ import annotations

import io
from datetime import date, datetime, time
from typing import Any, Protocol

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from PIL import Image, ImageDraw

from accounts.actors import actor_of
from accounts.models import User
from core.actor import Actor
from core.workcalendar import WorkCalendar
from operations.staff.models import Assignment, Person
from operations.supplies import services, stations
from operations.supplies.kinds import SupplyClass
from operations.supplies.lifecycle import S, U
from operations.supplies.models import Item, Place, Plan, Urgent
from operations.supplies.rules import windows
from operations.supplies.services import Arrived, LineData

MONTHS = 12
# Whose departments plan: accounts with a post in a department.
WRITERS = ("ops", "finance")
# Month by month, in turn: what is asked for each person, and for the department.
ASKED = (
    (("中性笔", 2), ("便利贴", 1)),
    (("中性笔", 1), ("笔记本", 1), ("一次性纸杯", 50)),
    (("订书针", 1), ("文件夹", 1)),
    (("中性笔", 2), ("复印纸", 2)),
    (("档案盒", 2), ("一次性纸杯", 50)),
)
# What the station of the demo's manager asks for in its last months, from the latest back.
NEEDS: tuple[dict[str, int], ...] = (
    {"热敏打印纸": 4, "快递包装袋": 100},
    {"封箱胶带": 2, "热敏打印纸": 6},
    {},
)
# Every so many months a department needs nothing; months ago of the urgent requests.
NOTHING, URGENT = 6, (2, 7)


class Facts(Protocol):
    """What is used of a demo county."""

    today: date
    since: date


def build(facts: Facts) -> None:
    """Month by month, each in one transaction."""
    Year(facts).run()


class Year:
    """The year that ends today."""

    def __init__(self, facts: Facts) -> None:
        self.people = {user.username: actor_of(user) for user in User.objects.all()}
        self.today, self.calendar = facts.today, WorkCalendar.load()
        self.clerk = self.people["area_clerk"]
        self.items = {item.name: item for item in Item.objects.all()}
        self.place = Place.objects.order_by("order").first()
        self.signature = _signature()
        first = facts.today.replace(day=1)
        self.months = [first]
        for _month in range(MONTHS):
            self.months.insert(0, windows.month_before(self.months[0]))
        since = facts.since.replace(day=1)
        self.months = [month for month in self.months if month > since]

    def run(self) -> None:
        """Opening, then each month's plan, purchase and issue."""
        if not self.months or self.place is None:
            return
        with transaction.atomic():
            self._opening(_at(self.months[0]))
        for number, month in enumerate(self.months):
            ago = len(self.months) - 1 - number
            with transaction.atomic():
                self._issue(month)
                if ago in URGENT:
                    self._urgent(month.replace(day=12))
                self._plan(number, month)

    def _opening(self, at: datetime) -> None:
        """What lies in the cabinets when the county begins, one kind of C4 not."""
        for item in self.items.values():
            if item.kind != SupplyClass.FURNITURE:
                services.stock_receive(
                    item_id=item.pk,
                    place_id=self._place,
                    quantity=max(3, 2 * item.minimum),
                    price=item.price,
                    serials="0000001–0000500" if item.is_numbered else "",
                    opening=True,
                    by=self.clerk,
                    at=at,
                )
        writer = self.people["ops"]
        person = Person.objects.filter(user_id=writer.user_id or 0).first()
        if person is not None:
            found = services.starter_open(person_id=person.pk, by=self.clerk, at=at)
            self._through(found, by=self.clerk, signed_by=person.name, at=at)

    def _plan(self, number: int, month: date) -> None:
        """On the last day of the window, by each department; then checked and bought."""
        day = windows.plan_window(self.calendar, month=month)[-1]
        if day > self.today:
            return
        at = _at(day)
        for index, username in enumerate(WRITERS):
            writer = self.people[username]
            post = self._post(writer, day)
            if post is None:
                continue
            plan = services.plan_open(department_id=post.department_id, by=writer, at=at)
            nothing = number % NOTHING == NOTHING - 1 and index == 1
            for name, quantity in () if nothing else ASKED[(number + index) % len(ASKED)]:
                data = self._line(name, quantity, post.person)
                services.plan_line_add(plan_id=plan.pk, data=data, by=writer, at=at)
            given: Any = {"plan_id": plan.pk, "at": at}
            services.plan_submit(nothing=nothing, by=writer, **given)
            services.plan_approve(by=self.people["dept_head"], **given)
            services.plan_check(by=self.clerk, **given)
        self._station(number, at)
        following = windows.next_month(month)
        if not Plan.objects.filter(month=following, status=S.CHECKED).exists():
            return
        purchase = services.purchase_list(month=following, by=self.clerk, at=at)
        given = {"purchase_id": purchase.pk, "by": self.clerk, "at": at}
        services.purchase_order(supplier="云启文具店", **given)
        lines = purchase.lines.filter(quantity__gt=0)
        arrived = {one.pk: Arrived(one.quantity, one.price) for one in lines}
        services.purchase_receive(place_id=self._place, arrived=arrived, **given)

    def _station(self, number: int, at: datetime) -> None:
        """The station's need on the same day; before the first one it gets its scanner."""
        ago = len(self.months) - 1 - number
        manager = self.people["station"]
        own = stations.managed(manager).first()
        if own is None or ago >= len(NEEDS):
            return
        if ago == len(NEEDS) - 1:
            found = services.urgent_open(
                station_id=own.pk, reason="原扫码枪损坏，收发快递无法登记。", by=manager, at=at
            )
            data = LineData(item_id=self.items["扫码枪"].pk, quantity=1)
            services.urgent_line_add(urgent_id=found.pk, data=data, by=manager, at=at)
            self._through(found, by=manager, signed_by=manager.name, at=at)
        wanted = {self.items[name].pk: pieces for name, pieces in NEEDS[ago].items()}
        plan = services.station_need(
            station_id=own.pk, wanted=wanted, nothing=not wanted, by=manager, at=at
        )
        given: Any = {"plan_id": plan.pk, "at": at}
        services.plan_approve(by=self.people["dept_head"], **given)
        services.plan_check(by=self.clerk, **given)

    def _issue(self, month: date) -> None:
        """What waits, on the first day of issue."""
        day = windows.issue_window(self.calendar, month=month)[0]
        if day > self.today:
            return
        for plan in Plan.objects.filter(month=month, status=S.READY).order_by("pk"):
            services.plan_issue(
                plan_id=plan.pk,
                line_ids=[line.pk for line in plan.lines.all() if line.left],
                signed_by=plan.made_by_name,
                signature=self._signed(),
                by=self.clerk,
                at=_at(day),
            )

    def _urgent(self, day: date) -> None:
        """Something that could not wait."""
        day = self.calendar.on_or_after(day)
        writer = self.people["ops"]
        post = self._post(writer, day)
        if post is None or day > self.today:
            return
        at = _at(day)
        found = services.urgent_open(
            department_id=post.department_id,
            reason="直播活动提前，墨盒用尽，等不到下月计划。",
            by=writer,
            at=at,
        )
        item = self.items["墨盒"]
        data = LineData(item_id=item.pk, quantity=1, device_class="printer", device="一楼打印机")
        if item.holdings.filter(quantity__gt=0).exists():
            old = item.holdings.filter(quantity__gt=0).latest("pk")
            data = LineData(
                item_id=item.pk, quantity=1, device_class="printer", device="一楼打印机",
                replaces_id=old.pk,
            )  # fmt: skip
        services.urgent_line_add(urgent_id=found.pk, data=data, by=writer, at=at)
        self._through(found, by=writer, signed_by=writer.name, at=at)

    def _through(self, found: Urgent, *, by: Actor, signed_by: str, at: datetime) -> None:
        """Both approvals, and handed out from the cabinet."""
        given: Any = {"urgent_id": found.pk, "at": at}
        services.urgent_ask(by=by, **given)
        services.urgent_agree(by=self.people["dept_head"], **given)
        services.urgent_approve(by=self.people["admin_mgr"], **given)
        services.urgent_buy(place_id=self._place, arrived={}, by=self.clerk, **given)
        found.refresh_from_db()
        if found.status == U.BOUGHT:
            services.urgent_issue(
                line_ids=list(found.lines.values_list("pk", flat=True)),
                signed_by=signed_by,
                signature=self._signed(),
                by=self.clerk,
                **given,
            )

    def _line(self, name: str, quantity: int, person: Person) -> LineData:
        item = self.items[name]
        equipment = item.kind == SupplyClass.EQUIPMENT
        department = item.kind == SupplyClass.HOSPITALITY
        old = item.holdings.filter(person=person, quantity__gt=0).first()
        return LineData(
            item_id=item.pk,
            quantity=min(quantity, old.quantity) if old else quantity,
            person_id=None if department or equipment else person.pk,
            device_class="copier" if equipment else "",
            device="二楼复印机" if equipment else "",
            replaces_id=old.pk if old else None,
        )

    def _post(self, actor: Actor, day: date) -> Assignment | None:
        """Where somebody works, if another may approve there."""
        held = Assignment.objects.on(day).filter(
            person__user_id=actor.user_id or 0, department__head__user=None
        )
        return held.select_related("department", "person").order_by("pk").first()

    @property
    def _place(self) -> int:
        return self.place.pk if self.place else 0

    def _signed(self) -> ContentFile[bytes]:
        return ContentFile(self.signature, name="签字.png")


def _at(day: date) -> datetime:
    """Nine in the morning."""
    return timezone.make_aware(datetime.combine(day, time(9)))


def _signature() -> bytes:
    """A signature drawn by us."""
    picture = Image.new("RGB", (320, 120), "white")
    points = [(30, 80), (80, 30), (110, 90), (160, 40), (200, 85), (290, 60)]
    ImageDraw.Draw(picture).line(points, fill="#1a1a1a", width=4, joint="curve")
    buffer = io.BytesIO()
    picture.save(buffer, "PNG")
    return buffer.getvalue()
