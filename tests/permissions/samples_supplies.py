"""Real records of supplies for the addresses that need one."""

from decimal import Decimal
from typing import Any

from django.utils import timezone

from operations.staff.models import Assignment, Department, Person
from operations.supplies import services
from operations.supplies.models import Holding, Item, Place, Plan, Purchase
from tests import cast

OF_RECORD = ("", "_do", "_circulate", "_files", "_file_remove")


def supplies_records() -> dict[str, dict[str, Any]]:
    """A plan, a request, a purchase, a supply in stock, a holding and its scrapping."""
    at, staff, clerk = timezone.now(), cast.actor("staff"), cast.actor("area_clerk")
    department = Department.objects.get(code="brand")
    person, _made = Person.objects.get_or_create(
        user_id=staff.user_id,
        defaults={"name": staff.name, "joined_date": timezone.localdate()},
    )
    Assignment.objects.get_or_create(
        person=person,
        department=department,
        title="专员",
        defaults={"from_date": timezone.localdate()},
    )
    plan: Plan = services.plan_open(department_id=department.pk, by=staff, at=at)
    urgent = services.urgent_open(department_id=department.pk, reason="急", by=staff, at=at)
    item = Item.objects.get(name="计算器")
    services.stock_receive(
        item_id=item.pk,
        place_id=Place.objects.earliest("pk").pk,
        quantity=3,
        price=Decimal(35),
        by=clerk,
        at=at,
    )
    purchase = Purchase.objects.create(month=plan.month, listed_by_name=clerk.name, number="样例")
    holding = Holding.objects.create(item=item, department=department, person=person, quantity=2)
    scrap = services.scrap_ask(
        holding_id=holding.pk, quantity=1, reason="按键失灵", by=staff, at=at
    )
    made = {
        "plan": plan.pk,
        "urgent": urgent.pk,
        "purchase": purchase.pk,
        "holding": holding.pk,
        "scrap": scrap.pk,
    }
    papers = ("plan", "urgent", "purchase", "scrap")
    return {
        **{f"supplies:{name}{part}": {"pk": pk} for name, pk in made.items() for part in OF_RECORD},
        **{f"supplies:{name}_paper": {"pk": made[name]} for name in papers},
        **{
            f"supplies:{name}": {"pk": item.pk}
            for name in ("item", "item_change", "item_end", "standard")
        },
        "supplies:clearance": {"pk": person.pk},
    }
