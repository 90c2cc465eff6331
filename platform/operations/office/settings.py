"""The office's dated settings of the county, with the handbook's defaults (R47, R66)."""

from __future__ import annotations

from datetime import date
from typing import Any

from operations.office.models import OfficeSetting

DEFAULTS: dict[str, Any] = {
    # R38: a Monday that cycles of fourteen days are counted from.
    "anchor": "2026-01-05",
    # Working days before a cycle begins on which its collection is opened.
    "collect_days": 5,
    # R44: working days for what comes from a document without a day.
    "usual_days": 10,
    # R47: yellow from so many working days before the due day on.
    "yellow_days": 3,
    # Working days past the due day after which each is told, besides the owner.
    "escalation_days": {"head": 1, "leader": 3, "director": 5},
    "phrases": {
        "return": [
            "办理结果与要求不符，请继续办理。",
            "佐证材料不全，请补充。",
            "请补充量化成效。",
        ],
        "check": ["按计划推进。", "已完成大半，节点正常。", "需有关部门配合。"],
    },
}


def setting(key: str, *, on: date) -> Any:
    """The value in force on a day."""
    return OfficeSetting.in_force(key, on=on, defaults=DEFAULTS)
