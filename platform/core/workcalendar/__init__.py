"""The work calendar: what a working day is, and when something is due (design D14).

Pure arithmetic lives in `arithmetic`, words in `wording`, the table's verbs in `services`, what a
new county starts with in `seeds`. Rules that count days ask WorkCalendar.load().
"""

from core.workcalendar.arithmetic import DayMark, Deadline, WorkCalendar, YearStatus
from core.workcalendar.services import (
    CalendarRow,
    Published,
    calendar_override,
    calendar_override_remove,
    calendar_publish_rows,
    register_recompute,
)

__all__ = [
    "CalendarRow",
    "DayMark",
    "Deadline",
    "Published",
    "WorkCalendar",
    "YearStatus",
    "calendar_override",
    "calendar_override_remove",
    "calendar_publish_rows",
    "register_recompute",
]
