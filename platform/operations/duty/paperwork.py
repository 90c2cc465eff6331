"""Duty's papers: the roster (值班表), a holiday's schedule, the duty book of a month (值班簿)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils import timezone

from console.models import Centre
from core import papers
from core.actor import Actor
from core.models import Paper
from operations.duty.lifecycle import H, S
from operations.duty.models import DutyRecord, HolidaySchedule, Shift

SCHEDULE = "operations/duty/papers/schedule.typ"
ROSTER = "operations/duty/papers/roster.typ"
BOOK = "operations/duty/papers/book.typ"
# As the public page behind a code names it.
KIND = "节假日工作安排表"
WEEKDAYS = "一二三四五六日"


def issue(schedule: HolidaySchedule, *, by: Actor) -> Paper:
    """Set and store the schedule as it is published; an earlier one becomes void."""
    return papers.issue(
        schedule,
        kind=KIND,
        template=SCHEDULE,
        title=f"{schedule}"[:160],
        by=by,
        office=str(Centre.current()),
        replaces=True,
        data=schedule_data(schedule),
    )


def schedule_sheet(schedule: HolidaySchedule) -> bytes:
    """The schedule as it stands now; nothing is stored."""
    return papers.render(SCHEDULE, schedule_data(schedule))


def schedule_data(schedule: HolidaySchedule) -> dict[str, Any]:
    """Its days with who is on duty and who is on call."""
    shifts = schedule.shifts.exclude(status=S.CANCELLED).order_by("starts_at", "pk")
    first, last = schedule.first_date, schedule.last_date
    return {
        "title": KIND,
        "office": str(Centre.current()),
        "holiday": f"{schedule.name}　{first:%Y年%-m月%-d日}至{last:%-m月%-d日}"
        f"　共{(last - first).days + 1}天",
        "arrangements": schedule.arrangements,
        "rows": rows(shifts),
        "published": schedule.published_by_name,
        "_draft": schedule.status == H.DRAFT,
    }


def roster_sheet(shifts: Iterable[Shift], *, month: date) -> bytes:
    """The roster of a month (值班表)."""
    return papers.render(
        ROSTER,
        {
            "title": f"{month:%Y年%-m月}值班表",
            "office": str(Centre.current()),
            "rows": rows(shifts),
        },
    )


def rows(shifts: Iterable[Shift]) -> list[list[str]]:
    """Day, weekday, times, who is on duty, who is on call."""
    return [
        [
            f"{one.on_date:%-m月%-d日}",
            f"星期{WEEKDAYS[one.on_date.weekday()]}",
            times(one),
            one.officer_name,
            one.leader_name,
        ]
        for one in shifts
    ]


def times(shift: Shift) -> str:
    """From when until when, as a roster has it."""
    start, end = timezone.localtime(shift.starts_at), timezone.localtime(shift.ends_at)
    night = "次日" if end.date() > start.date() else ""
    return f"{start:%H:%M}—{night}{end:%H:%M}"


def book(shifts: Iterable[Shift], *, month: date) -> bytes:
    """The duty book of a month: every shift with its entries, their course and the handover."""
    return papers.render(
        BOOK,
        {
            "title": f"{month:%Y年%-m月}值班簿",
            "office": str(Centre.current()),
            "shifts": [_page(one) for one in shifts],
        },
    )


def _page(shift: Shift) -> dict[str, Any]:
    day, weekday = shift.on_date, WEEKDAYS[shift.on_date.weekday()]
    return {
        "head": f"{day:%-m月%-d日}　星期{weekday}　{times(shift)}",
        "officer": shift.officer_name,
        "leader": shift.leader_name or "—",
        "signed": f"{_clock(shift.signed_in_at)} — {_clock(shift.signed_out_at)}",
        "state": str(shift.get_status_display()),
        "summary": shift.summary,
        "nothing": shift.nothing_happened,
        "things": shift.things,
        "matters": [one["text"] for one in shift.matters],
        "received": f"{shift.received_by_name} {_clock(shift.received_at)}"
        if shift.received_at
        else "",
        "gaps": [f"{one}（{one.minutes}分钟）{one.finding}" for one in shift.gaps.all()],
        "stand_ins": [f"{one}：{one.reason}" for one in shift.stand_ins.all()
                      if one.decision == "agreed"],
        "entries": [_entry(one) for one in sorted(shift.records.all(), key=lambda one: one.pk)],
    }  # fmt: skip


def _entry(record: DutyRecord) -> dict[str, Any]:
    lines = sorted(record.entries.all(), key=lambda one: one.pk)
    return {
        "when": _clock(record.occurred_at),
        "kind": str(record.get_kind_display()),
        "important": record.weight == "important",
        "text": record.text,
        "contact": record.contact,
        "by": record.recorded_by_name,
        "state": str(record.get_status_display()),
        "lines": [
            f"{timezone.localtime(one.at):%m-%d %H:%M}　{one.get_kind_display()}：{one.text}"
            f"（{one.by_name}）"
            for one in lines
        ],
    }


def _clock(at: Any) -> str:
    return f"{timezone.localtime(at):%H:%M}" if at else "—"
