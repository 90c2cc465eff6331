"""Verbs of stations, by stage of a station's life."""

from operations.stations.services.approval import (
    notice_end,
    objection_decide,
    objection_raise,
    station_agree,
    station_reject,
    station_return,
    station_uphold,
)
from operations.stations.services.divisions import division_change, divisions_import
from operations.stations.services.managers import manager_change, manager_invite
from operations.stations.services.opening import (
    acceptance_fail,
    acceptance_pass,
    station_ready,
)
from operations.stations.services.running import (
    inspection_record,
    rectification_end,
    rectification_order,
    returns_settled,
    station_close,
    station_plaque_remove,
    station_resume,
    station_suspend,
)
from operations.stations.services.selection import (
    station_apply,
    station_resubmit,
    station_select,
    station_update,
    station_withdraw,
)

__all__ = [
    "acceptance_fail",
    "acceptance_pass",
    "division_change",
    "divisions_import",
    "inspection_record",
    "manager_change",
    "manager_invite",
    "notice_end",
    "objection_decide",
    "objection_raise",
    "rectification_end",
    "rectification_order",
    "returns_settled",
    "station_agree",
    "station_apply",
    "station_close",
    "station_plaque_remove",
    "station_ready",
    "station_reject",
    "station_resubmit",
    "station_resume",
    "station_return",
    "station_select",
    "station_suspend",
    "station_update",
    "station_uphold",
    "station_withdraw",
]
