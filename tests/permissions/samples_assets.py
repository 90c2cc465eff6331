"""Real records of assets for the addresses that need one."""

from decimal import Decimal
from typing import Any

from django.utils import timezone

from operations.assets import services
from operations.assets.models import Asset, AssetClass, Reimbursement
from operations.assets.services import PurchaseData
from operations.staff.models import Department
from tests import cast


def assets_records() -> dict[str, dict[str, Any]]:
    """A draft, a purchase that is entered with its papers, its money handed in, and its card."""
    at, today = timezone.now(), timezone.localdate()
    staff, clerk = cast.actor("staff"), cast.actor("area_clerk")
    data = PurchaseData(
        department_id=Department.objects.earliest("pk").pk,
        asset_class_id=AssetClass.objects.get(short="102").pk,
        item="笔记本电脑",
        spec="14英寸",
        unit_price=Decimal("4999.00"),
        months=72,
        purpose="直播培训",
        funds="county",
        quota="每人一台",
    )
    draft = services.purchase_draft(data=data, by=staff, at=at)
    bought = services.purchase_draft(data=data, by=staff, at=at)
    key = {"request_id": bought.pk, "at": at}
    services.purchase_submit(by=staff, **key)
    services.purchase_agree(by=cast.actor("dept_head"), **key)
    services.purchase_buy(by=clerk, seen=True, shown=(), **key)
    services.purchase_approve(by=cast.actor("gm"), **key)
    order = {"dealer": "商行", "agreement": "无", "ordered_date": today, "arrived_date": today}
    services.purchase_arrive(by=clerk, **order, **key)
    came = {"came_spec": "14英寸", "came_quantity": 1, "came_price": Decimal("4999.00")}
    services.purchase_accept(by=clerk, **came, **key)
    bill = {"amount": Decimal("4999.00"), "issued_date": today, "finance_by": "邰"}
    services.paper_add(by=clerk, kind="voucher", number="PZ-1", **bill, **key)
    services.paper_add(by=clerk, kind="invoice", number="26112000000000000001", **bill, **key)
    services.reimbursement_hand_in(by=clerk, payee="商行", **key)
    columns = {"model": "启明14", "spec": "16G", "manufacturer": "启明", "place": "二楼"}
    services.purchase_register(by=clerk, warranty="三年", **columns, **key)
    card = Asset.objects.latest("pk")
    repair = services.repair_report(asset_id=card.pk, fault="不开机", by=clerk, at=at)
    scrapping = services.scrapping_apply(
        asset_id=card.pk, cause="wear", reason="主板损坏", by=cast.actor("office"), at=at
    )
    claim = Reimbursement.objects.latest("pk")
    parts = ("", "_do", "_circulate", "_files", "_file_remove")
    return {
        **{f"assets:purchase{part}": {"pk": bought.pk} for part in parts},
        **{f"assets:reimbursement{part}": {"pk": claim.pk} for part in parts},
        **{f"assets:record{part}": {"pk": card.pk} for part in parts},
        **{f"assets:repair{part}": {"pk": repair.pk} for part in parts},
        **{f"assets:scrapping{part}": {"pk": scrapping.pk} for part in parts},
        "assets:register": {"pk": card.pk},
        "assets:repair_sheet": {"pk": repair.pk},
        "assets:scrapping_sheet": {"pk": scrapping.pk},
        "assets:scan": {"token": card.token},
        "assets:change": {"pk": draft.pk},
        "assets:sheet": {"pk": bought.pk},
    }
