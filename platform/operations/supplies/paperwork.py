"""The papers of supplies: plan, purchase list, issue list, urgent request, scrapping, clearance."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone

from console.models import Centre
from core import papers
from operations.staff.clearance import open_items
from operations.staff.models import Person
from operations.supplies import joints, selectors
from operations.supplies.models import Holding, Line, Plan, Purchase, Scrap, Urgent
from operations.supplies.rules import classes
from operations.supplies.rules.classes import Event, Then

TEMPLATE = "operations/supplies/papers/list.typ"
THEN = {
    Then.RETURN: "退还办公区",
    Then.KEEP: "留用，不重配",
    Then.HANDOVER: "双方签字交接",
    Then.COUNT: "清点交接",
    Then.FINANCE: "财务内部移交",
    Then.STAYS: "留部门",
    Then.OFFICE: "由办公区调整",
}


def plan(record: Plan) -> bytes:
    """The plan of a month (月度办公用品计划), after the issue the list of it."""
    rows = [
        [
            str(number), str(line.item), line.item.unit, str(line.quantity),
            _dash(line.quota_seen), _dash(line.used_seen), _dash(line.stock_seen),
            _dash(line.approved), str(line.issued), str(line.person or line.device or ""),
            line.remark or line.override_reason,
        ]
        for number, line in enumerate(_lines(record), start=1)
    ]  # fmt: skip
    facts = [
        _whose(record), ["月份", _month(record.month)],
        ["编制人", record.made_by_name], ["报送时间", _time(record.handed_in_at)],
        ["部门经理", record.approved_by_name], ["办公区核标", record.checked_by_name],
    ]  # fmt: skip
    head = (
        "序号",
        "品名规格",
        "单位",
        "申报",
        "标准",
        "已用",
        "库存",
        "核准",
        "已发",
        "使用人/设备",
        "备注",
    )
    note = "本月无需求。" if record.nothing else ""
    title = "月度办公用品计划" if record.station_id is None else "站点月度物资需求"
    signers = ("部门经理", "办公区", _taker(record))
    return _set(title, facts, head, rows, signers=signers, note=note)


def urgent(record: Urgent) -> bytes:
    """The purchase request (办公用品购置申请单): the reason stands in the remarks (R107)."""
    rows = [
        [str(number), str(line.item), line.item.unit, str(line.quantity), _dash(line.approved),
         str(line.issued), str(line.person or line.device or ""), line.remark]
        for number, line in enumerate(_lines(record), start=1)
    ]  # fmt: skip
    facts = [
        ["编号", record.number], _whose(record),
        ["申请人", record.applicant_name], ["申请时间", _time(record.asked_at)],
        ["部门负责人", record.agreed_by_name], ["行政部经理", record.approved_by_name],
    ]  # fmt: skip
    head = ("序号", "品名规格", "单位", "申请", "核准", "已发", "使用人/设备", "备注")
    note = f"备注（急需理由）：{record.reason}"
    return _set(
        "办公用品购置申请单", facts, head, rows, signers=("部门负责人", "行政部经理"), note=note
    )


def purchase(record: Purchase) -> bytes:
    """The consolidated purchase list (汇总采购单), with its total."""
    lines = list(record.lines.select_related("item").order_by("pk"))
    rows = [
        [str(number), str(line.item), line.item.unit, str(line.needed), str(line.quantity),
         str(line.received), f"{line.price:.2f}", f"{_sum(line.price, line):.2f}"]
        for number, line in enumerate(lines, start=1)
    ]  # fmt: skip
    total = sum((_sum(line.price, line) for line in lines), Decimal(0))
    departments = "、".join(selectors.planned_by(record))
    facts = [
        ["编号", record.number], ["月份", _month(record.month)],
        ["供应商", record.supplier], ["汇总人", record.listed_by_name],
        ["部门", departments, "wide"],
    ]  # fmt: skip
    head = ("序号", "品名规格", "单位", "核准", "采购", "到货", "单价", "金额")
    return _set(
        "汇总采购单",
        facts,
        head,
        rows,
        signers=("汇总人", "审核人"),
        note=f"合计 {total:,.2f} 元。",
    )


def scrap(record: Scrap) -> bytes:
    """The scrapping request (办公用品报废申请, R114)."""
    holding = record.holding
    facts = [
        ["编号", record.number], _whose(holding),
        ["申请人", record.applicant_name], ["申请时间", _time(record.asked_at)],
        ["审核", record.reviewed_by_name], ["财务备案", record.filed_by_name],
    ]  # fmt: skip
    row = ["1", str(holding.item), holding.item.unit, str(record.quantity), record.reason]
    head = ("序号", "品名规格", "单位", "数量", "报废原因")
    signers = ("申请人", "行政部", "财务部", "办公区")
    return _set("办公用品报废申请", facts, head, [row], signers=signers, note="")


def clearance(person: Person, *, on: date) -> bytes:
    """The clearance sheet (离岗清交单): what somebody holds, and what else is open."""
    rows = []
    for number, holding in enumerate(joints.held_by(person), start=1):
        rule = classes.rule_of(holding.item.kind)
        rows.append(
            [str(number), str(holding.item), holding.item.unit, str(holding.quantity),
             THEN[rule.then(Event.LEAVING)], THEN[rule.then(Event.CHANGE)], ""]
        )  # fmt: skip
    others = [one.text for one in open_items(person) if one.source != joints.SOURCE]
    rows += [
        [str(number), text, "", "", "须办结", "", ""]
        for number, text in enumerate(others, start=len(rows) + 1)
    ]
    facts = [["姓名", person.name], ["日期", on.isoformat()]]
    head = ("序号", "品名规格", "单位", "数量", "离职", "换岗", "签收")
    note = "" if rows else "名下无物品，无未清事项。"
    return _set(
        "离岗清交单",
        facts,
        head,
        rows,
        signers=("交出人", "接收人", "办公区"),
        note=note,
    )


def _set(
    title: str,
    facts: list[list[str]],
    head: tuple[str, ...],
    rows: list[list[str]],
    *,
    signers: tuple[str, ...],
    note: str,
) -> bytes:
    data: dict[str, Any] = {
        "title": title,
        "subtitle": str(Centre.current()),
        "facts": facts,
        "head": head,
        "rows": rows,
        "note": note,
        "signers": signers,
    }
    return papers.render(TEMPLATE, data)


def _whose(record: Plan | Urgent | Holding) -> list[str]:
    """The department, or the station."""
    return ["部门" if record.station_id is None else "站点", record.party.name]


def _taker(record: Plan | Urgent) -> str:
    """Who signs for it."""
    return "领用人" if record.station_id is None else "站长（领用人）"


def _lines(record: Plan | Urgent) -> list[Line]:
    return list(record.lines.select_related("item", "person").order_by("pk"))


def _sum(price: Decimal, line: Any) -> Decimal:
    return price * int(line.received or line.quantity)


def _dash(number: int | None) -> str:
    return "" if number is None else str(number)


def _month(day: date) -> str:
    return f"{day.year}年{day.month}月"


def _time(at: datetime | None) -> str:
    return f"{timezone.localtime(at):%Y-%m-%d %H:%M}" if at else ""
