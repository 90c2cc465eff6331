"""Verbs of duty, by stage."""

from operations.duty.services.attending import (
    gap_inquire,
    post_leave,
    post_return,
    shift_begin,
    shift_hand_over,
    shift_miss,
    shift_refuse,
    shift_take_over,
    shifts_watch,
)
from operations.duty.services.following import (
    record_answer,
    record_ask_again,
    record_hand_to,
    record_instruct,
    record_report,
    records_remind,
)
from operations.duty.services.holidays import (
    schedule_open,
    schedule_open_due,
    schedule_publish,
    schedule_refill,
    schedule_reopen,
    schedule_write,
)
from operations.duty.services.recording import (
    RecordData,
    record_add,
    record_close,
    record_correct,
    record_follow_up,
)
from operations.duty.services.rostering import (
    ShiftData,
    roster_fill,
    shift_cancel,
    shift_change,
    shift_plan,
)
from operations.duty.services.standing_in import stand_in_ask, stand_in_decide
from operations.duty.services.swapping import (
    swap_approve,
    swap_ask,
    swap_consent,
    swap_decline,
    swap_refuse,
    swap_withdraw,
)

__all__ = [
    "RecordData",
    "ShiftData",
    "gap_inquire",
    "post_leave",
    "post_return",
    "record_add",
    "record_answer",
    "record_ask_again",
    "record_close",
    "record_correct",
    "record_follow_up",
    "record_hand_to",
    "record_instruct",
    "record_report",
    "records_remind",
    "roster_fill",
    "schedule_open",
    "schedule_open_due",
    "schedule_publish",
    "schedule_refill",
    "schedule_reopen",
    "schedule_write",
    "shift_begin",
    "shift_cancel",
    "shift_change",
    "shift_hand_over",
    "shift_miss",
    "shift_plan",
    "shift_refuse",
    "shift_take_over",
    "shifts_watch",
    "stand_in_ask",
    "stand_in_decide",
    "swap_approve",
    "swap_ask",
    "swap_consent",
    "swap_decline",
    "swap_refuse",
    "swap_withdraw",
]
