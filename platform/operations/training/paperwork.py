"""The papers of training: the sign-in sheet to lie on the table, and the certificate."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from console.models import Centre
from core import papers
from operations.training.lifecycle import U
from operations.training.models import Certificate, SignUp, TrainingClass

FOLDER = "operations/training/papers"
# So many days have a column of their own; a longer class takes a sheet for each week.
MOST_DAYS, BLANK_LINES = 5, 4


def sheet(found: TrainingClass) -> bytes:
    """The sign-in sheet as it is by now; nothing is stored."""
    return papers.render(f"{FOLDER}/sheet.typ", sheet_data(found))


def sheet_data(found: TrainingClass) -> dict[str, Any]:
    """A line for everybody with a place, a column for each day, and lines to fill in by hand."""
    days = [
        found.starts_date + timedelta(days=n)
        for n in range(min((found.ends_date - found.starts_date).days + 1, MOST_DAYS))
    ]
    people = found.sign_ups.filter(status=U.PLACED).prefetch_related("attendances")
    rows = []
    for number, one in enumerate(people.select_related("village").order_by("serial"), 1):
        came = {row.day: f"{row.hours:g} 学时" for row in one.attendances.all()}
        rows.append([str(number), one.name, one.village.name, *(came.get(d, "") for d in days)])
    blanks = [["", "", "", *("" for _day in days)] for _line in range(BLANK_LINES)]
    return {
        "title": "培训签到表",
        "subtitle": str(found),
        "facts": {
            "when": when(found),
            "where": f"{found.township.name} {found.place}",
            "teacher": found.teacher.name,
            "hours": f"{found.course.hours:g}",
        },
        "days": [f"{d.month}月{d.day}日" for d in days],
        "rows": rows + blanks,
        "_foot": f"{Centre.current()}　共 {len(rows)} 人，{timezone.localdate()} 打印",
    }


def when(found: TrainingClass) -> str:
    """From when to when."""
    first, last = found.starts_date, found.ends_date
    days = f"{first}" if first == last else f"{first} 至 {last}"
    return f"{days}，每日 {found.starts_time:%H:%M} 开始"


def certificate(found: Certificate, address: str) -> bytes:
    """The certificate. address: of the page that verifies it."""
    return papers.render(f"{FOLDER}/certificate.typ", certificate_data(found, address))


def certificate_data(found: Certificate, address: str) -> dict[str, Any]:
    """What the template prints."""
    made: SignUp = found.sign_up
    held = made.training_class
    return {
        "title": "培训结业证书",
        "name": made.name,
        "course": held.course.title,
        "first": written(held.starts_date),
        "last": written(held.ends_date),
        "hours": f"{found.hours:g}",
        "code": found.code,
        "centre": str(Centre.current()),
        "issued": written(found.issued_date),
        "qr": papers.qr_svg(address),
    }


def written(day: date) -> str:
    """As certificates write days."""
    return f"{day.year}年{day.month}月{day.day}日"
