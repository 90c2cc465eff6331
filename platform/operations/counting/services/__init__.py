"""Verbs of counting: begun, counted by phones, answered, signed by both, approved and booked."""

from operations.counting.services.answering import line_explain, line_settle, quantities_enter
from operations.counting.services.booking import count_approve, count_dispute, count_present
from operations.counting.services.closing import (
    count_cancel,
    count_confirm,
    count_return,
    count_sign,
)
from operations.counting.services.opening import count_open, count_open_month
from operations.counting.services.scanning import Record, scans_receive

__all__ = [
    "Record",
    "count_approve",
    "count_cancel",
    "count_confirm",
    "count_dispute",
    "count_open",
    "count_open_month",
    "count_present",
    "count_return",
    "count_sign",
    "line_explain",
    "line_settle",
    "quantities_enter",
    "scans_receive",
]
