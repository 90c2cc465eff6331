"""The papers of assets: request with acceptance, issue register, repair, scrapping, labels."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from django.utils import timezone

from console.models import Centre
from console.signing import as_svg
from core import papers
from core.money import capital, yuan
from operations.assets import selectors
from operations.assets.kinds import Act, Cause
from operations.assets.models import Asset, PurchaseRequest, Repair, Scrapping
from operations.assets.services.asking import given, sentence

FORM = "operations/assets/papers/form.typ"
LABELS = "operations/assets/papers/labels.typ"


def request_form(record: PurchaseRequest) -> bytes:
    """固定资产购置申请表 as it stands now; nothing is stored."""
    return papers.render(FORM, request_data(record))


def request_data(record: PurchaseRequest) -> dict[str, Any]:
    """Every box of the form; boxes that are not filled in yet stay blank."""
    return {
        "title": "固定资产购置申请表",
        "subtitle": f"{Centre.current()}　编号：{record.number}",
        "head": [],
        "rows": [],
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


def register_form(record: Asset) -> bytes:
    """固定资产领用登记表: the card and every hand it went through (R80)."""
    return papers.render(FORM, register_data(record))


def register_data(record: Asset) -> dict[str, Any]:
    """The twelve columns (R78), and the trail with its hands."""
    lines = record.movements.select_related("department").order_by("at", "pk")
    last = [line for line in lines if line.act in (Act.ISSUED, Act.RECEIVED)]
    signed = selectors.signatures(last[-1:])
    drawn = [
        as_svg(picture)
        for pictures in signed.values()
        for picture in pictures
        if picture.kind == "signature_taker"
    ]
    return {
        "title": "固定资产领用登记表",
        "subtitle": f"{Centre.current()}　编号：{record.number}",
        "facts": [
            ["资产名称", record.name],
            ["资产分类", f"{record.asset_class.code} {record.asset_class}"],
            ["型号", record.model],
            ["规格", record.spec],
            ["生产厂家", record.manufacturer],
            ["经销商", record.dealer],
            ["价格", f"{yuan(record.price)}　{capital(record.price)}", "wide"],
            ["购置人", record.buyer_name],
            ["验收人", record.accepter_name],
            ["使用部门", str(record.department)],
            ["使用人", record.user_name],
            ["存放地点", record.place],
            ["保修情况", record.warranty],
        ],
        "head": ["日期", "变动", "移交人", "接收人", "部门及地点"],
        "rows": [
            [
                day(timezone.localdate(line.at)),
                str(line.get_act_display()),
                line.giver_name,
                line.taker_name,
                f"{line.department} {line.place}",
            ]
            for line in lines
        ],
        "opinions": [
            [
                "责任人签字",
                "已领用，负责保管。",
                line.taker_name,
                day(timezone.localdate(line.at)),
                svg,
            ]
            for line, svg in zip(last[-1:], [*drawn, ""], strict=False)
        ],
    }


def repair_form(record: Repair) -> bytes:
    """固定资产维修单 (R87)."""
    return papers.render(FORM, repair_data(record))


def repair_data(record: Repair) -> dict[str, Any]:
    """What was wrong, who mended it, what it cost."""
    cost = "" if record.cost is None else f"{yuan(record.cost)}　{capital(record.cost)}"
    return {
        "title": "固定资产维修单",
        "subtitle": f"{Centre.current()}　编号：{record.number}",
        "facts": [
            ["资产编号", record.asset.number],
            ["资产名称", record.asset.name],
            ["报修人", record.reported_by_name],
            ["报修日期", day(record.reported_date)],
            ["故障情况", record.fault, "wide"],
            ["维修单位", record.vendor],
            ["保修期内", "是" if record.in_warranty else "否"],
            ["送修日期", day(record.sent_date)],
            ["送回日期", day(record.returned_date)],
            ["维修费用", cost, "wide"],
            ["维修结果", record.result, "wide"],
        ],
        "head": [],
        "rows": [],
        "opinions": [
            ["行政部备案", "", record.filed_by_name, day(record.filed_date)],
        ],
    }


def scrapping_form(record: Scrapping) -> bytes:
    """固定资产报废申请审批表 (R90)."""
    return papers.render(FORM, scrapping_data(record))


def scrapping_data(record: Scrapping) -> dict[str, Any]:
    """Reason, inspection, each leader, formalities, return, write-off, compensation."""
    asset = record.asset
    worn = selectors.worn_of(asset)
    paid = []
    if record.cause == Cause.PERSON:
        amount = "" if record.amount is None else f"{yuan(record.amount)}　{capital(record.amount)}"
        paid = [
            ["损坏责任人", str(record.culprit)],
            ["赔偿日期", day(record.paid_date)],
            ["赔偿金额", amount, "wide"],
            ["处理情况", record.penalty, "wide"],
        ]

    def agreed(name: str) -> str:
        return "同意报废。" if name else ""

    return {
        "title": "固定资产报废申请审批表",
        "subtitle": f"{Centre.current()}　编号：{record.number}",
        "facts": [
            ["资产编号", asset.number],
            ["资产名称", asset.name],
            ["原值", yuan(asset.price)],
            ["账面净值", yuan(asset.price - worn)],
            ["申请人", record.applicant_name],
            ["申请日期", day(record.applied_date)],
            ["原因类别", str(record.get_cause_display()), "wide"],
            ["报废原因", record.reason, "wide"],
            *paid,
        ],
        "head": [],
        "rows": [],
        "opinions": [
            ["技术鉴定", record.inspection, record.inspector, day(record.inspected_date)],
            ["部门负责人", agreed(record.head_name), record.head_name, ""],
            ["主管领导", agreed(record.leader_name), record.leader_name, ""],
            ["总经理", agreed(record.approved_by_name), record.approved_by_name, ""],
            ["办公区办理", record.formalities, "", ""],
            ["实物交回", "", record.received_by_name, day(record.handed_in_date)],
            ["财务核销", "", "", day(record.written_off_date)],
        ],
    }


def labels(
    assets: Iterable[Asset], address: Callable[[Asset], str], *, on_sheets: bool = False
) -> bytes:
    """One label for each, 50 x 30 mm on a roll or 3 x 8 on A4; its code leads to `address`."""
    return papers.render(LABELS, labels_data(assets, address, on_sheets=on_sheets))


def labels_data(
    assets: Iterable[Asset], address: Callable[[Asset], str], *, on_sheets: bool = False
) -> dict[str, Any]:
    """Name, number and code; nothing of a person."""
    return {
        "on_sheets": on_sheets,
        "centre": str(Centre.current()),
        "labels": [
            {"name": one.name, "number": one.number, "qr": papers.qr_svg(address(one))}
            for one in assets
        ],
    }
