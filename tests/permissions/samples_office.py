"""Real records of affairs for the addresses that need one."""

from typing import Any

from django.utils import timezone

from operations.office import services
from operations.office.services import PlanItemData, SupervisionData
from operations.staff.models import Department
from tests import cast


def supervision_records() -> dict[str, dict[str, Any]]:
    """An item that the member of staff has in hand."""
    data = SupervisionData(
        title="制定年货节活动方案",
        requirement="明确时间、品类和预算。",
        department_id=Department.objects.get(code="brand").pk,
        owner_id=cast.appoint("staff").pk,
        days=10,
    )
    at = timezone.now()
    item = services.supervision_open(data=data, source="meeting", by=cast.actor("office"), at=at)
    for step in (services.supervision_sign_for, services.supervision_begin):
        step(item_id=item.pk, by=cast.actor("staff"), at=at)
    of_record = ("", "_do", "_circulate", "_files", "_file_remove")
    return {f"office:item{part}": {"pk": item.pk} for part in of_record}


def plans_records() -> dict[str, dict[str, Any]]:
    """The plan of the present cycle, being collected, with an item."""
    at, today = timezone.now(), timezone.localdate()
    plan = services.plan_open(day=today, by=cast.SYSTEM, at=at)
    data = PlanItemData(
        department_id=Department.objects.get(code="brand").pk,
        matter="拍摄短视频",
        responsible="柏小满",
        start_date=plan.start_date,
        end_date=plan.end_date,
    )
    item = services.plan_item_add(plan_id=plan.pk, data=data, by=cast.actor("office"), at=at)
    of_plan = ("", "_do", "_circulate", "_files", "_file_remove", "_item_add", "_sheet")
    of_item = ("change", "progress", "remove", "supervise")
    return {
        **{f"office:plan{part}": {"pk": plan.pk} for part in of_plan},
        **{f"office:plan_item_{part}": {"pk": item.pk} for part in of_item},
    }
