"""Verbs of supplies; interfaces call these."""

from operations.supplies.services.catalogue import (
    ItemData,
    item_add,
    item_change,
    item_end,
    place_add,
    standard_set,
)
from operations.supplies.services.issuing import (
    plan_finish,
    plan_issue,
    plan_sign,
    urgent_finish,
    urgent_issue,
    urgent_sign,
)
from operations.supplies.services.keeping import (
    holding_compensate,
    holding_hand_over,
    holding_return,
    scrap_ask,
    scrap_file,
    scrap_refuse,
    scrap_review,
    scrap_write_off,
)
from operations.supplies.services.lines import (
    LineData,
    plan_line_add,
    plan_line_drop,
    urgent_line_add,
    urgent_line_drop,
)
from operations.supplies.services.moving import askers_only
from operations.supplies.services.planning import (
    plan_approve,
    plan_check,
    plan_open,
    plan_reject,
    plan_send_back,
    plan_submit,
)
from operations.supplies.services.purchasing import (
    Arrived,
    purchase_list,
    purchase_order,
    purchase_receive,
)
from operations.supplies.services.reminding import minimum_digest
from operations.supplies.services.stations import station_need
from operations.supplies.services.stock import stock_adjust, stock_count, stock_receive
from operations.supplies.services.urgent import (
    starter_open,
    urgent_agree,
    urgent_approve,
    urgent_ask,
    urgent_buy,
    urgent_open,
    urgent_refuse,
)

__all__ = [
    "Arrived",
    "ItemData",
    "LineData",
    "askers_only",
    "holding_compensate",
    "holding_hand_over",
    "holding_return",
    "item_add",
    "item_change",
    "item_end",
    "minimum_digest",
    "place_add",
    "plan_approve",
    "plan_check",
    "plan_finish",
    "plan_issue",
    "plan_line_add",
    "plan_line_drop",
    "plan_open",
    "plan_reject",
    "plan_send_back",
    "plan_sign",
    "plan_submit",
    "purchase_list",
    "purchase_order",
    "purchase_receive",
    "scrap_ask",
    "scrap_file",
    "scrap_refuse",
    "scrap_review",
    "scrap_write_off",
    "standard_set",
    "starter_open",
    "station_need",
    "stock_adjust",
    "stock_count",
    "stock_receive",
    "urgent_agree",
    "urgent_approve",
    "urgent_ask",
    "urgent_buy",
    "urgent_finish",
    "urgent_issue",
    "urgent_line_add",
    "urgent_line_drop",
    "urgent_open",
    "urgent_refuse",
    "urgent_sign",
]
