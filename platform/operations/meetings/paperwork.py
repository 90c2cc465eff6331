"""The papers of a meeting: notice, sign-in sheet, minutes."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.utils import timezone

from console.models import Centre
from core import papers
from core.actor import Actor
from core.models import Paper
from core.papers.official import OfficialPaper
from operations.meetings.kinds import Part, Reply
from operations.meetings.models import Attendance, Meeting
from operations.meetings.settings import setting

FOLDER = "operations/meetings/papers"
# Minutes are set as GB/T 9704 says, by the template of all documents.
DOCUMENT = "operations/documents/papers/document.typ"
# As the public page behind a code names them.
NOTICE, ATTENDANCE, MINUTES = "会议通知", "会议签到表", "会议纪要"
WEEKDAYS = "一二三四五六日"
# Size 2 in 156 mm: nineteen signs and air at both ends.
WIDEST = 19


def agency(*, on: date) -> str:
    """The name in the head of minutes."""
    return setting("agency", on=on) or str(Centre.current())


def notice(meeting: Meeting, *, by: Actor) -> Paper:
    """The notice as it stands now; an earlier one is void."""
    return _issue(meeting, NOTICE, f"{FOLDER}/notice.typ", notice_data(meeting), by=by)


def void_notice(meeting: Meeting, *, by: Actor, reason: str, at: datetime) -> None:
    """The meeting does not take place."""
    for paper in papers.of(meeting).filter(kind=NOTICE, voided_at=None):
        papers.void(paper, by=by, reason=reason, at=at)


def attendance(meeting: Meeting, *, by: Actor) -> Paper:
    """Who came, for the file."""
    return _issue(meeting, ATTENDANCE, f"{FOLDER}/attendance.typ", attendance_data(meeting), by=by)


def attendance_sheet(meeting: Meeting) -> bytes:
    """The sheet to lie on the table, or as it is by now; nothing is stored."""
    return papers.render(f"{FOLDER}/attendance.typ", attendance_data(meeting))


def minutes(meeting: Meeting, *, by: Actor) -> Paper:
    """The signed minutes."""
    return _issue(meeting, MINUTES, DOCUMENT, minutes_data(meeting), by=by)


def minutes_preview(meeting: Meeting) -> bytes:
    """The minutes as they would be now; nothing is stored."""
    return papers.render(DOCUMENT, minutes_data(meeting))


def _issue(meeting: Meeting, kind: str, template: str, data: dict[str, Any], *, by: Actor) -> Paper:
    return papers.issue(
        meeting,
        kind=kind,
        template=template,
        title=f"{kind} {meeting.title}"[:160],
        by=by,
        office=str(Centre.current()),
        replaces=True,
        data=data,
    )


# --- What the templates print ---


def rows_of(meeting: Meeting) -> list[Attendance]:
    """The list: who attends, then who sits in."""
    return list(meeting.attendances.order_by("part", "pk"))


def notice_data(meeting: Meeting) -> dict[str, Any]:
    """When, where, what about, who comes."""
    rows = rows_of(meeting)
    return {
        "title": NOTICE,
        "number": meeting.number,
        "facts": {
            "meeting": meeting.title,
            "kind": meeting.get_kind_display(),
            "when": when(meeting),
            "where": meeting.where,
            "chair": meeting.chair_name,
            "recorder": meeting.recorder_name,
        },
        "agenda": lines(meeting.agenda),
        "attending": "、".join(one.name for one in rows if one.part == Part.ATTEND),
        "listening": "、".join(one.name for one in rows if one.part == Part.LISTEN),
        "guests": meeting.guests,
        "centre": str(Centre.current()),
        "contact": meeting.organiser_name,
        "date": day(timezone.localdate(meeting.notified_at)),
    }


def attendance_data(meeting: Meeting) -> dict[str, Any]:
    """A line for everybody invited; empty where somebody can still sign by hand."""
    return {
        "title": ATTENDANCE,
        "subtitle": meeting.title,
        "facts": {
            "when": when(meeting),
            "where": meeting.where,
            "chair": meeting.chair_name,
            "recorder": meeting.recorder_name,
        },
        "rows": [_attendance_row(number, one) for number, one in enumerate(rows_of(meeting), 1)],
        "guests": meeting.guests,
    }


def _attendance_row(number: int, one: Attendance) -> list[str]:
    came = one.signed_in_at
    said = []
    if one.reply == Reply.DEPUTY:
        said.append(f"{one.deputy_name}代")
    if one.reply == Reply.ABSENT and came is None:
        said.append(f"请假：{one.reason}")
    if one.is_late:
        said.append("迟到")
    return [
        str(number),
        one.name,
        str(one.get_part_display()),
        one.signed_in_name if came else "",
        f"{timezone.localtime(came):%-m.%-d %H:%M}" if came else "",
        "；".join(said),
    ]


def minutes_data(meeting: Meeting) -> dict[str, Any]:
    """What the template of documents prints, in the form of minutes (纪要)."""
    signed = meeting.signed_date
    name = agency(on=signed or timezone.localdate())
    return OfficialPaper(
        agency=name,
        form="minutes",
        mark=f"{name}会议纪要",
        number=meeting.minutes_number or "　　　〔　　　　〕　号",
        title=title_lines(f"{meeting.title}纪要"),
        blocks=[*_text(meeting), *_decided(meeting), *_present(meeting)],
        date=day(signed) if signed else "　　年　月　日",
        printed=day(signed),
        draft=not meeting.minutes_number,
    ).data()


def _text(meeting: Meeting) -> list[dict[str, Any]]:
    opening = f"{when(meeting)}，{meeting.chair_name}在{meeting.where}主持召开会议。纪要如下："
    return [_paragraph(line) for line in (opening, *lines(meeting.minutes))]


def _decided(meeting: Meeting) -> list[dict[str, Any]]:
    """Each decision with who does it until when."""
    found = list(meeting.decisions.select_related("department").order_by("position"))
    if not found:
        return []
    head = {"kind": "heading", "text": "议定事项", "level": 1, "rest": "", "rows": []}
    return [
        head,
        *(
            _paragraph(
                f"{one.position}.{one.text.rstrip('。')}（责任单位：{one.department.name}"
                f"{'，责任人：' + one.owner_name if one.owner_name else ''}"
                f"，完成时限：{day(one.due_date)}）。"
            )
            for one in found
        ),
    ]


def _present(meeting: Meeting) -> list[dict[str, Any]]:
    """出席、列席、请假、缺席: labels in HeiTi, names beneath each other."""
    rows = rows_of(meeting)
    came = [one for one in rows if one.signed_in_at]
    groups = (
        ("出席", [_who(one) for one in came if one.part == Part.ATTEND]),
        ("列席", [*(_who(one) for one in came if one.part == Part.LISTEN), *guests(meeting)]),
        ("请假", [one.name for one in rows if not one.signed_in_at and one.reply == Reply.ABSENT]),
        ("缺席", [one.name for one in rows if not one.signed_in_at and one.reply != Reply.ABSENT]),
        ("记录", [meeting.recorder_name]),
    )
    shown = [(label, "、".join(names)) for label, names in groups if names]
    return [
        {"kind": "names", "text": label, "level": int(number == 0), "rest": names, "rows": []}
        for number, (label, names) in enumerate(shown)
    ]


def _who(one: Attendance) -> str:
    return f"{one.deputy_name}（代{one.name}）" if one.deputy_name else one.name


def guests(meeting: Meeting) -> list[str]:
    """Guests from outside, by name."""
    return [one.strip() for one in meeting.guests.replace("，", "、").split("、") if one.strip()]


def _paragraph(text: str) -> dict[str, Any]:
    return {"kind": "paragraph", "text": text, "level": 0, "rest": "", "rows": []}


def lines(text: str) -> list[str]:
    """Lines with words."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def title_lines(title: str) -> list[str]:
    """A long title in lines of about equal length."""
    count = -(-len(title) // WIDEST)
    width = -(-len(title) // count)
    return [title[at : at + width] for at in range(0, len(title), width)]


def when(meeting: Meeting) -> str:
    """2026年3月3日（星期二）9:00至11:00."""
    starts, ends = timezone.localtime(meeting.starts_at), timezone.localtime(meeting.ends_at)
    weekday = WEEKDAYS[starts.weekday()]
    return f"{day(starts.date())}（星期{weekday}）{starts:%-H:%M}至{ends:%-H:%M}"


def day(value: date | None) -> str:
    """2026年11月3日: without zeros, as offices write dates."""
    return f"{value.year}年{value.month}月{value.day}日" if value else ""
