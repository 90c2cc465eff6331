"""The papers of counting: the count sheet with both signatures, and the codes of rooms."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from django.utils import timezone

from console.models import Centre
from console.signing import as_svg
from core import attachments, papers
from core.money import yuan
from operations.counting import selectors
from operations.counting.kinds import Subject
from operations.counting.models import Count, Line, Room
from operations.counting.rules.closing import agreement
from operations.counting.services.closing import ADMIN_SIGNS, OFFICE_SIGNS

SHEET = "operations/counting/papers/sheet.typ"
ROOMS = "operations/counting/papers/rooms.typ"


def sheet(count: Count) -> bytes:
    """盘点表 as it stands now; nothing is stored."""
    return papers.render(SHEET, sheet_data(count))


def sheet_data(count: Count) -> dict[str, Any]:
    """Figures, every line, differences with explanation and action, who signed (R92–R94)."""
    found = selectors.standing(count).whole
    share = agreement(found=found.agree, expected=found.expected)
    lines = list(selectors.lines(count))
    of_assets = count.subject == Subject.ASSETS
    return {
        "title": "固定资产盘点表" if of_assets else "低值易耗品盘点表",
        "subtitle": f"{Centre.current()}　编号：{count.number}",
        "facts": [
            ["盘点月份", f"{count.month:%Y年%m月}"],
            ["应完成日期", f"{count.due_date:%Y年%m月%d日}"],
            ["开始时间", moment(count.opened_at)],
            ["完成时间", moment(count.closed_at)],
            ["应盘", str(found.expected)],
            ["已盘", str(found.answered)],
            ["相符", str(found.agree)],
            ["账实相符率", "" if share is None else f"{share:.1f}%"],
            ["盘亏", str(found.missing)],
            ["盘盈", str(found.surplus)],
        ],
        "head": ["编号", "名称", "账面地点", "账面" if not of_assets else "使用人", "盘点结果"],
        "rows": [_row(line, of_assets=of_assets) for line in lines],
        "differences": [_difference(line) for line in lines if line.differs],
        "opinions": [
            [
                "电商办盘点", "已逐项盘点，结果如表。" if count.signed_at else "",
                count.signed_by_name, moment(count.signed_at), _drawn(count, OFFICE_SIGNS),
            ],
            [
                "行政部组织", "盘点结果属实。" if count.closed_at else "",
                count.confirmed_by_name, moment(count.closed_at), _drawn(count, ADMIN_SIGNS),
            ],
            ["盘盈盘亏审批", "同意处理。" if count.approved_at else "", count.approved_by_name,
             moment(count.approved_at), ""],
        ],
    }  # fmt: skip


def _row(line: Line, *, of_assets: bool) -> list[str]:
    result = str(line.get_result_display()) if line.result else ""
    if not of_assets:
        books = (line.quantity or 0) + line.quantity_moved
        result = "" if line.counted is None else str(line.counted)
        return [line.number, line.name, line.place, str(books), result]
    moved = "（期间有变动）" if line.is_moved else ""
    elsewhere = f"：{line.found_place}" if line.found_place != line.place else ""
    said = f"{result}{elsewhere if line.found_place else ''}{moved}"
    return [line.number or "—", line.name, line.place or "—", line.user_name or "—", said]


def _difference(line: Line) -> list[str]:
    said = f"{line.get_result_display()}"
    if line.difference:
        said = f"{line.difference:+d}"
    price = yuan(line.price) if line.price is not None else "—"
    return [
        f"{line.number or '—'} {line.name}", price, said,
        line.explanation, str(line.get_remedy_display()) if line.remedy else "",
    ]  # fmt: skip


def _drawn(count: Count, kind: str) -> str:
    return as_svg(attachments.of(count, kind=kind).last())


def moment(at: datetime | None) -> str:
    """2026年3月3日 9:05; '' for none."""
    if at is None:
        return ""
    here = timezone.localtime(at)
    return f"{here.year}年{here.month}月{here.day}日 {here:%H:%M}"


def rooms(found: Iterable[Room], address: Callable[[Room], str]) -> bytes:
    """One label for each door; its code leads to `address`."""
    return papers.render(ROOMS, rooms_data(found, address))


def rooms_data(found: Iterable[Room], address: Callable[[Room], str]) -> dict[str, Any]:
    """Name and code."""
    return {
        "centre": str(Centre.current()),
        "labels": [{"name": one.name, "qr": papers.qr_svg(address(one))} for one in found],
    }
