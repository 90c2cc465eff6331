"""Models of the vocabulary, one file per part."""

from core.models.attachments import Attachment
from core.models.audit import AuditEntry, AuditHead, AuditSeal
from core.models.calendar import CalendarDay
from core.models.figures import FigureChange
from core.models.imports import ImportRun
from core.models.inbox import InboxItem, LeaveDeputy, SigningRound
from core.models.jobs import Job
from core.models.numbering import DrawnNumber, NumberCounter, NumberSeries
from core.models.papers import Paper

__all__ = [
    "Attachment",
    "AuditEntry",
    "AuditHead",
    "AuditSeal",
    "CalendarDay",
    "DrawnNumber",
    "FigureChange",
    "ImportRun",
    "InboxItem",
    "Job",
    "LeaveDeputy",
    "NumberCounter",
    "NumberSeries",
    "Paper",
    "SigningRound",
]
