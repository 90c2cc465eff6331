"""Models of the vocabulary, one file per part."""

from core.models.attachments import Attachment
from core.models.calendar import CalendarDay
from core.models.figures import FigureChange
from core.models.imports import ImportRun
from core.models.jobs import Job
from core.models.papers import Paper

__all__ = [
    "Attachment",
    "CalendarDay",
    "FigureChange",
    "ImportRun",
    "Job",
    "Paper",
]
