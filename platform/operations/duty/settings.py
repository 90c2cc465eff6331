"""Duty's dated settings of the county, with the handbook's defaults (R66)."""

from __future__ import annotations

from datetime import date
from typing import Any

from operations.duty.models import DutySetting

DEFAULTS: dict[str, Any] = {
    # R53: working days within which a department answers.
    "answer_days": 3,
    # R50: longer than so many minutes without anybody is a gap (脱岗).
    "gap_minutes": 30,
    # R56: within so many minutes an emergency is reported for the first time.
    "first_report_minutes": 30,
    # R39: working days before a holiday on which its schedule is due, and is drawn up.
    "schedule_due_days": 5,
    "schedule_open_days": 10,
    # One may sign in so many minutes early.
    "early_minutes": 120,
    # Shifts of a day by its kind; an end that is not later than the start is on the next day.
    "shifts": {
        "work": [["08:30", "17:30"]],
        "rest": [],
        "holiday": [["08:30", "17:30"]],
    },
    # Whom the rotation chooses from, and who is on call.
    "pool": ["duty", "office", "frontdesk", "ops", "drafter", "dept_sup", "area_clerk", "staff"],
    "leaders": ["leader", "director", "gm"],
    # R55: what goes from hand to hand.
    "things": "值班室钥匙、值班电话、应急手电",
    "arrangements": (
        "值班人员坚守岗位，做好值班记录；重要事项先报告带班领导；突发事件三十分钟内首报。"
    ),
    # R49: shown on the page of one's shift.
    "conduct": "认真负责、精力充沛、谨慎谦虚；坚守岗位、遵守时间，离岗须经批准并有人替班。",
    "phrases": {
        "phone": ["来电咨询服务站业务，已答复。", "来电查询物流进度，已转告。"],
        "letter": ["收到信函一封，已登记转交。", "收到传真一份，已登记转交。"],
        "information": ["上级通知事项已传达到有关部门。", "已将会议时间通知各部门。"],
        "enquiry": ["咨询开网店手续，已说明。", "咨询培训报名，已答复。"],
        "visit": ["群众来访，已接待并答复。", "企业来访洽谈，已引导至有关部门。"],
        "reception": ["接待上级来人，已按安排落实。", "接待参观一批，已登记。"],
        "emergency": ["停电，已报修。", "设备故障，已报修。"],
    },
}


def setting(key: str, *, on: date) -> Any:
    """The value in force on a day."""
    return DutySetting.in_force(key, on=on, defaults=DEFAULTS)
