"""The demo's counts: a month in time, a failed one, one that runs; an unknown thing, a lost one."""

from __future__ import annotations

import io
import uuid
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import partial
from typing import Protocol

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from PIL import Image, ImageDraw

from accounts.actors import actor_of
from accounts.models import User
from core.actor import Actor
from core.workcalendar import WorkCalendar
from operations.assets.models import AssetClass
from operations.counting import selectors, services
from operations.counting.kinds import Kind, Remedy, Result
from operations.counting.models import Count
from operations.counting.services import Record

HOST = "demo"
BACK = 3


class Facts(Protocol):
    """What is used of a demo county."""

    today: date


def build(facts: Facts) -> None:
    """Three months back to now; the one before the last was closed after its window (R94)."""
    people = {user.username: actor_of(user) for user in User.objects.all()}
    month = facts.today.replace(day=1)
    months = [month]
    for _back in range(BACK):
        month = (month - timedelta(days=1)).replace(day=1)
        months.insert(0, month)
    with transaction.atomic():
        for index, month in enumerate(months):
            running = index == BACK
            _month(month, people, late=index == BACK - 1, running=running, today=facts.today)


def _month(
    month: date, people: dict[str, Actor], *, late: bool, running: bool, today: date
) -> None:
    begun = _at(month, 8)
    count = services.count_open_month(month=month, by=Actor.system("系统"), at=begun)
    if count is None:
        return
    counted = _at(min(WorkCalendar.load().add(month, 2), today), 9)
    _scan(count, people["office"], counted, skip=20 if running else 1)
    if running:
        return
    _surplus(count, people["dept_keeper"], counted)
    at = _at(count.due_date + timedelta(days=6 if late else -1), 16)
    _explain(count, people["office"], at)
    services.count_sign(count_id=count.pk, signature=_signature(), by=people["office"], at=at)
    services.count_confirm(count_id=count.pk, signature=_signature(), by=people["admin_mgr"], at=at)
    if not late:
        services.count_approve(count_id=count.pk, reason="同意。", by=people["gm"], at=at)


def _scan(count: Count, by: Actor, at: datetime, *, skip: int) -> None:
    """Everything but the last few; of a closed month those were not found."""
    lines = [line for line in selectors.lines(count) if line.keeper_id != by.user_id]
    own = [line for line in selectors.lines(count) if line.keeper_id == by.user_id]
    records = [
        _record(index, at, Kind.FOUND, code=line.number, place=line.place)
        for index, line in enumerate(lines[:-skip], start=1)
    ]
    if skip == 1:
        records += [
            _record(9000 + index, at, Kind.MISSING, code=line.number)
            for index, line in enumerate(lines[-skip:])
        ]
    _send(count, records, by, at)
    if own and skip == 1:
        keeper = _other(by)
        again = [
            _record(index, at, Kind.FOUND, code=line.number, place=line.place)
            for index, line in enumerate(own, start=1)
        ]
        _send(count, again, keeper, at)


def _other(by: Actor) -> Actor:
    """A department's keeper counts what the office keeps itself (R93)."""
    return actor_of(User.objects.get(username="dept_keeper")) if by.user_id else by


def _send(count: Count, records: list[Record], by: Actor, at: datetime) -> None:
    for start in range(0, len(records), 400):
        services.scans_receive(
            count_id=count.pk, records=records[start : start + 400], host=HOST, sent_at=at,
            by=by, at=at,
        )  # fmt: skip


def _record(serial: int, at: datetime, kind: str, *, code: str = "", place: str = "") -> Record:
    return Record(
        key=uuid.uuid4(), kind=kind, serial=serial, said_at=at, device="demo", code=code,
        place=place, note="旧打印机" if kind == Kind.UNKNOWN else "",
    )  # fmt: skip


def _surplus(count: Count, by: Actor, at: datetime) -> None:
    """A printer that no book knows, where the first line stands."""
    line = selectors.lines(count)[0]
    _send(count, [_record(1, at, Kind.UNKNOWN, place=line.place)], by, at)


def _explain(count: Count, by: Actor, at: datetime) -> None:
    for line in selectors.filtered_lines(selectors.lines(count), result="open"):
        # Kept by both counters: the office saw it.
        services.line_settle(
            count_id=count.pk, line_id=line.pk, result=Result.FOUND, place=line.place, by=by,
            at=at,
        )  # fmt: skip
    for line in selectors.filtered_lines(selectors.lines(count), result="unexplained"):
        explain = partial(services.line_explain, count_id=count.pk, line_id=line.pk, by=by, at=at)
        if line.result == Result.MISSING:
            explain(remedy=Remedy.LOOK, explanation="借给培训班使用，未登记")
        else:
            explain(
                remedy=Remedy.ENTER, explanation="早年受赠，未入账", name="旧打印机",
                asset_class_id=AssetClass.objects.get(short="203").pk, price=Decimal(300),
            )  # fmt: skip


def _signature() -> ContentFile[bytes]:
    """A stroke, as somebody signs who is in a hurry."""
    picture = Image.new("RGB", (160, 60), "white")
    ImageDraw.Draw(picture).line([(10, 45), (60, 12), (90, 48), (150, 18)], fill="black", width=3)
    buffer = io.BytesIO()
    picture.save(buffer, "PNG")
    return ContentFile(buffer.getvalue(), name="signature.png")


def _at(day: date, hour: int) -> datetime:
    """An hour of a day."""
    return timezone.make_aware(datetime.combine(day, time(hour)))
