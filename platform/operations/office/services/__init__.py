"""Verbs of the office's work, by stage."""

from operations.office.services.checking import (
    check_record,
    checks_record,
    supervision_confirm,
    supervision_return,
)
from operations.office.services.extending import extension_ask, extension_decide
from operations.office.services.following import (
    supervision_of_decision,
    supervision_of_record,
)
from operations.office.services.handling import (
    milestone_reach,
    problem_answer,
    problem_report,
    progress_add,
    supervision_begin,
    supervision_report,
    supervision_sign_for,
)
from operations.office.services.issuing import (
    SupervisionData,
    supervision_cancel,
    supervision_open,
)
from operations.office.services.plan_items import (
    PlanItemData,
    plan_item_add,
    plan_item_change,
    plan_item_progress,
    plan_item_remove,
    plan_item_supervise,
)
from operations.office.services.planning import (
    plan_begin,
    plan_hand_in,
    plan_merge,
    plan_open,
    plan_open_due,
    plan_publish,
    plan_reopen,
    plan_sum_up,
)
from operations.office.services.warning import supervision_warn, supervision_warn_all

__all__ = [
    "PlanItemData",
    "SupervisionData",
    "check_record",
    "checks_record",
    "extension_ask",
    "extension_decide",
    "milestone_reach",
    "plan_begin",
    "plan_hand_in",
    "plan_item_add",
    "plan_item_change",
    "plan_item_progress",
    "plan_item_remove",
    "plan_item_supervise",
    "plan_merge",
    "plan_open",
    "plan_open_due",
    "plan_publish",
    "plan_reopen",
    "plan_sum_up",
    "problem_answer",
    "problem_report",
    "progress_add",
    "supervision_begin",
    "supervision_cancel",
    "supervision_confirm",
    "supervision_of_decision",
    "supervision_of_record",
    "supervision_open",
    "supervision_report",
    "supervision_return",
    "supervision_sign_for",
    "supervision_warn",
    "supervision_warn_all",
]
