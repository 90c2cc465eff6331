"""Duty's records, by kind of work."""

from operations.duty.models.records import DutyEntry, DutyRecord, Kind, Weight
from operations.duty.models.roster import Away, Gap, HolidaySchedule, Shift, StandIn, Swap
from operations.duty.models.settings import DutySetting

__all__ = [
    "Away",
    "DutyEntry",
    "DutyRecord",
    "DutySetting",
    "Gap",
    "HolidaySchedule",
    "Kind",
    "Shift",
    "StandIn",
    "Swap",
    "Weight",
]
