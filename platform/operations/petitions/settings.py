"""The dated settings of petitions, with the terms of the national rules (信访工作条例)."""

from __future__ import annotations

from datetime import date
from typing import Any

from operations.petitions.models import PetitionsSetting

DEFAULTS: dict[str, Any] = {
    # Calendar days from the day it was received until it is decided whether it is accepted.
    "decision_days": 15,
    # Calendar days from acceptance until the written answer.
    "handling_days": 60,
    # Calendar days that a leader may add, once.
    "extension_days": 30,
    # Calendar days of a review and of a re-review.
    "review_days": 30,
    # Calendar days after the answer was delivered within which a review can be asked for.
    "review_ask_days": 30,
    # Yellow from so many calendar days before the last day on.
    "yellow_days": 5,
    "phrases": {
        "refuse": ["不属于本中心职责范围。", "已由其他机关受理。", "应当通过诉讼等法定途径解决。"],
        "forward": ["属于该机关职权范围，转请依法办理。"],
        "review": ["信访人对答复意见不服，申请复查。"],
        "answer": [
            "经调查核实，您反映的情况属实，现答复如下。",
            "经调查，现有证据不能证实所反映的情况。",
        ],
        "extend": ["情况复杂，尚需调查取证。", "需会同有关部门核实。"],
    },
}


def setting(key: str, *, on: date) -> Any:
    """The value in force on a day."""
    return PetitionsSetting.in_force(key, on=on, defaults=DEFAULTS)
