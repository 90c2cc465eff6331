"""The office's records, by kind of work."""

from operations.office.models.settings import OfficeSetting
from operations.office.models.supervision import (
    DailyCheck,
    Extension,
    Level,
    Milestone,
    Progress,
    Rating,
    Source,
    SupervisionItem,
)

__all__ = [
    "DailyCheck",
    "Extension",
    "Level",
    "Milestone",
    "OfficeSetting",
    "Progress",
    "Rating",
    "Source",
    "SupervisionItem",
]
