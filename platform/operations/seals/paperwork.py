"""The monthly sheet of the uses of seals (用印登记表)."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone

from console.models import Centre
from core import papers
from operations.seals.lifecycle import S
from operations.seals.models import SealUse

TEMPLATE = "operations/seals/papers/month.typ"


def monthly(month: date) -> bytes:
    """Every use that was applied for in a month, as it stands now; nothing is stored."""
    return papers.render(TEMPLATE, sheet_data(month))


def sheet_data(month: date) -> dict[str, Any]:
    """Lines in order of their numbers; what was refused or taken back says so."""
    found = SealUse.objects.filter(
        applied_at__year=month.year, applied_at__month=month.month
    ).select_related("seal")
    rows = list(found.order_by("pk"))
    return {
        "title": "用印登记表",
        "subtitle": f"{Centre.current()}　{month.year}年{month.month}月",
        "rows": [_row(one) for one in rows],
        "uses": str(sum(one.status in (S.USED, S.RETURNED) for one in rows)),
        "impressions": str(sum(one.impressions or 0 for one in rows)),
    }


def _row(one: SealUse) -> list[str]:
    day = f"{timezone.localtime(one.applied_at):%-m.%-d}"
    paper = one.document + (f"（{one.document_number}）" if one.document_number else "")
    count = "" if one.impressions is None else str(one.impressions)
    said = "" if one.status == S.USED else str(one.get_status_display())
    if one.is_loan:
        said = f"外借至{one.loan_place}，{said}"
    return [
        one.number, day, one.seal.name, paper, one.purpose, one.applicant_name,
        one.decided_by_name, count, one.handed_by_name, said,
    ]  # fmt: skip
