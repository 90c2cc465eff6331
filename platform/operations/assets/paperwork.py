"""The papers of assets: the purchase request with its opinions and its acceptance (R71–R75)."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone

from console.models import Centre
from core import papers
from core.money import capital, yuan
from operations.assets.models import PurchaseRequest
from operations.assets.services.asking import given, sentence

REQUEST = "operations/assets/papers/request.typ"


def request_form(record: PurchaseRequest) -> bytes:
    """固定资产购置申请表 as it stands now; nothing is stored."""
    return papers.render(REQUEST, request_data(record))


def request_data(record: PurchaseRequest) -> dict[str, Any]:
    """Every box of the form; boxes that are not filled in yet stay blank."""
    return {
        "title": "固定资产购置申请表",
        "subtitle": f"{Centre.current()}　编号：{record.number}",
        "facts": [
            ["申请部门", str(record.department)],
            ["申请人", record.applicant_name],
            ["申请日期", day(record.asked_date)],
            ["需用日期", day(record.wanted_date)],
            ["资产名称", record.item],
            ["资产分类", f"{record.asset_class.code} {record.asset_class}"],
            ["规格型号", record.spec, "wide"],
            ["数量", str(record.quantity)],
            ["预计单价", yuan(record.unit_price)],
            ["预计金额", f"{yuan(record.total)}　{capital(record.total)}", "wide"],
            ["认定", sentence(given(record), record.asked_date), "wide"],
            ["用途", record.purpose, "wide"],
            ["资金来源", str(record.get_funds_display())],
            ["配置标准", f"{record.quota}；现有 {record.holding} 件"],
        ],
        "opinions": [
            ["部门负责人", "同意。" if record.head_name else "", record.head_name, ""],
            ["办公区核查", _checked(record), record.checked_by_name, _at(record)],
            [
                "总经理审批",
                f"同意购置，有效期至{day(record.valid_until_date)}。"
                if record.approved_date
                else "",
                record.approved_by_name,
                day(record.approved_date),
            ],
            ["验收", _accepted(record), record.accepted_by_name, day(record.accepted_date)],
        ],
    }


def _checked(record: PurchaseRequest) -> str:
    if record.checked_at is None:
        return ""
    seen = "、".join(record.seen_numbers)
    idle = f"同类闲置资产：{seen}。" if seen else "无同类闲置资产。"
    return f"{idle}{record.buy_reason}"


def _accepted(record: PurchaseRequest) -> str:
    total = record.came_total
    if record.accepted_date is None or total is None:
        return ""
    found = "；".join(record.differences)
    more = f"与申请不符之处（已经批准人同意）：{found}。" if found else "与申请和合同相符。"
    return (
        f"验收合格。到货 {record.came_quantity} 件，金额 {yuan(total)}（{capital(total)}）。{more}"
    )


def _at(record: PurchaseRequest) -> str:
    return day(timezone.localdate(record.checked_at)) if record.checked_at else ""


def day(on: date | None) -> str:
    """2026年3月3日; '' for none."""
    return f"{on.year}年{on.month}月{on.day}日" if on else ""
