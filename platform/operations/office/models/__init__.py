"""The office's records, by kind of work."""

from operations.office.models.plans import ItemProgress, PlanItem, PlanReturn, PlanSource, WorkPlan
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
    "ItemProgress",
    "Level",
    "Milestone",
    "OfficeSetting",
    "PlanItem",
    "PlanReturn",
    "PlanSource",
    "Progress",
    "Rating",
    "Source",
    "SupervisionItem",
    "WorkPlan",
]
