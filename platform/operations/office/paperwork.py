"""The sheet of a two-weekly plan."""

from __future__ import annotations

from typing import Any

from console.models import Centre
from core import papers
from core.actor import Actor
from core.models import Paper
from operations.office.models import WorkPlan

TEMPLATE = "operations/office/papers/plan.typ"
# As the public page behind a code names it.
KIND = "双周工作安排表"


def issue(plan: WorkPlan, *, by: Actor) -> Paper:
    """Set and store the sheet as it is published."""
    return papers.issue(
        plan,
        kind=KIND,
        template=TEMPLATE,
        title=f"{KIND} {plan}"[:160],
        by=by,
        office=str(Centre.current()),
        replaces=True,
        data=sheet_data(plan),
    )


def preview(plan: WorkPlan) -> bytes:
    """The sheet as it would be now, additions included; nothing is stored."""
    return papers.render(TEMPLATE, sheet_data(plan))


def sheet_data(plan: WorkPlan) -> dict[str, Any]:
    """Items by department, in order of their days."""
    items = plan.items.select_related("department").order_by(
        "department__order", "department_id", "start_date", "pk"
    )
    return {
        "title": KIND,
        "cycle": f"第{plan.number}期　{plan.start_date:%Y年%-m月%-d日}至{plan.end_date:%-m月%-d日}",
        "office": str(Centre.current()),
        "rows": [
            [
                one.department.name,
                one.matter + ("（追加）" if one.added_reason else ""),
                one.responsible,
                f"{one.start_date:%-m.%-d}—{one.end_date:%-m.%-d}",
                one.expected,
            ]
            for one in items
        ],
        "published": plan.published_by_name,
    }
