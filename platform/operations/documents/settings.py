"""The documents' dated settings of the county, with the handbook's defaults (R21, R66)."""

from __future__ import annotations

from datetime import date
from typing import Any

from operations.documents.kinds import HIDDEN
from operations.documents.models import DocumentsSetting

DEFAULTS: dict[str, Any] = {
    # R21: working days of each step; a step that is not named is not measured.
    "step_days": {"office_review": 2, "leader_sign": 2, "director_sign": 2, "proof_check": 2},
    # R21: no more than this for urgent ones; 0 is the same day.
    "urgency_days": {"urgent": 1, "flash": 0},
    "hidden_kinds": [kind.value for kind in HIDDEN],
    # Working days of the office's and the leaders' steps of what arrives.
    "incoming_step_days": {"registered": 1, "proposing": 1, "instructing": 2, "completed": 5},
    # Working days of a task whose last day nobody said.
    "handling_days": {"normal": 10, "urgent": 3, "flash": 1},
    # After sending it is filed within so many working days; the province sees what is not.
    "filing_days": 20,
    # A receipt is expected within so many working days of sending; the office sees what is not.
    "receipt_days": 5,
    # The red head and the name under the text; empty: the centre's own name.
    "agency": "",
    "phrases": {
        "office_review": ["格式规范，拟同意，请领导审签。", "已核，请按修改意见完善。"],
        "leader_sign": ["同意。", "同意，请主任签发。", "拟同意，注意与有关部门衔接。"],
        "director_sign": ["同意印发。", "签发。"],
        "return": [
            "文种不当，请修改后重报。",
            "依据不足，请补充后重报。",
            "请压缩篇幅，突出重点。",
        ],
        "proposing": ["请主管领导阅示。", "拟转有关部门办理，请领导批示。"],
        "instructing": ["同意，请抓紧办理。", "请按要求按时办结并反馈。", "请有关同志阅。"],
        "circulating": ["请抓紧办理。"],
        "send_back": ["不属于本中心职责，请径送主办单位。", "缺少附件，请补齐后重送。"],
        "result": ["已按要求办结。", "已复函。", "已按时参会并传达。"],
        "fail": ["字号有误。", "附件缺页。", "版式与核定稿不符。"],
    },
}


def setting(key: str, *, on: date) -> Any:
    """The value in force on a day."""
    return DocumentsSetting.in_force(key, on=on, defaults=DEFAULTS)
