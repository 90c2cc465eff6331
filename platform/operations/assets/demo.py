"""The demo's assets: some 180 cards, most of them issued, and purchases everywhere on their way."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, Protocol

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from PIL import Image, ImageDraw

from accounts.actors import actor_of
from accounts.models import User
from core.actor import Actor
from operations.assets import selectors, services
from operations.assets.models import Asset, AssetClass, PurchaseRequest
from operations.assets.services import PurchaseData
from operations.staff.models import Department

# fmt: off
# Days ago, thing, short class, model, price, pieces, department, issued, how far it has come.
PURCHASES: tuple[tuple[Any, ...], ...] = (
    (300, "台式计算机",   "101", "启明 D500",     "4299.00", 24, "general",  18, "registered"),
    (290, "笔记本电脑",   "102", "启明 14",       "4999.00", 14, "brand",    10, "registered"),
    (280, "黑白打印机",   "203", "青松 P2",       "2180.00",  8, "office",    5, "registered"),
    (270, "办公桌",       "501", "1.4米 钢木",    "860.00",  42, "area",      3, "registered"),
    (265, "办公椅",       "502", "网布 可升降",   "320.00",  56, "area",      2, "registered"),
    (250, "文件柜",       "503", "钢制 双门",     "780.00",  18, "office",    2, "registered"),
    (210, "单反相机",     "205", "远山 R6",       "9800.00",  4, "goods",     3, "registered"),
    (160, "投影仪",       "202", "4000流明",      "5600.00",  3, "general",   1, "registered"),
    (120, "空调机",       "401", "3匹 柜式",      "6200.00",  6, "desk",      2, "registered"),
    (60,  "多功能一体机", "204", "青松 M3",       "3680.00",  4, "finance",   2, "registered"),
    (30,  "扫描仪",       "206", "A4 馈纸",       "2450.00",  1, "office",    0, "accepted"),
    (20,  "货运电动车",   "301", "厢式 1吨",      "68000.00", 1, "logistics", 0, "arrived"),
    (12,  "笔记本电脑",   "102", "启明 16",       "6999.00",  2, "goods",     0, "buying"),
    (8,   "复印机",       "201", "青松 C5",       "18600.00", 1, "office",    0, "gm"),
    (5,   "台式计算机",   "101", "启明 D500",     "4299.00",  2, "settlement", 0, "area"),
    (2,   "投影仪",       "202", "6000流明",      "9900.00",  1, "brand",     0, "head"),
    (1,   "直播补光设备", "209", "双灯套装",      "2600.00",  1, "brand",     0, "draft"),
)
# fmt: on
STATES = ("draft", "head", "area", "gm", "buying", "arrived", "accepted", "registered")
MANY = 10
# Of filing cabinets the books have one more than there are.
OFF = "503"
DEALER = "禾川办公设备经营部"


class Facts(Protocol):
    """What is used of a demo county."""

    today: date


def build(facts: Facts) -> None:
    """In one transaction: a commit for each act would cost more than the work."""
    people = {user.username: actor_of(user) for user in User.objects.all()}
    with transaction.atomic():
        for number, (ago, *told) in enumerate(PURCHASES, start=1):
            at = _at(facts.today - timedelta(days=ago))
            *what, issued, end = told
            request = _asked(tuple(what), people, at)
            _bring(request, end, number, people, at)
            if issued:
                _issue(request, issued, people, at + timedelta(days=1))
        _compare(facts.today.replace(day=1), people["finance"])


def _compare(first: date, finance: Actor) -> None:
    """The last month is charged, and compared with the books: of one class they have one more."""
    month, at = (first - timedelta(days=1)).replace(day=1), _at(first)
    services.month_charge(month=month, by=finance, at=at)
    for kind in selectors.classes():
        count, value = selectors.in_ledger(kind.pk, until=first - timedelta(days=1))
        if count:
            more = kind.short == OFF
            services.balance_enter(
                month=month,
                asset_class_id=kind.pk,
                count=count + more,
                value=value + more * value / count,
                by=finance,
                at=at,
            )


def _asked(what: tuple[Any, ...], people: dict[str, Actor], at: datetime) -> PurchaseRequest:
    item, short, spec, price, pieces, department = what
    data = PurchaseData(
        department_id=Department.objects.get(code=department).pk,
        asset_class_id=AssetClass.objects.get(short=short).pk,
        item=item,
        spec=spec,
        quantity=pieces,
        unit_price=Decimal(price),
        months=72,
        as_fixed=Decimal(price) < Decimal(2000),
        purpose="服务中心日常办公",
        funds="county" if Decimal(price) < Decimal(5000) else "central",
        quota="按岗位配置",
    )
    return services.purchase_draft(data=data, by=people["dept_sup"], at=at)


def _bring(
    request: PurchaseRequest, end: str, number: int, people: dict[str, Actor], at: datetime
) -> None:
    clerk = people["area_clerk"]
    key: dict[str, Any] = {"request_id": request.pk, "at": at}
    day = timezone.localdate(at)
    order: dict[str, Any] = {"dealer": DEALER, "agreement": f"采购合同{number}号"}
    came: dict[str, Any] = {"came_spec": request.spec, "came_quantity": request.quantity}
    card: dict[str, Any] = {"model": request.spec, "spec": "见装箱单", "manufacturer": "不详"}

    def buy() -> None:
        idle = selectors.idle(request.asset_class_id)
        shown = [one.number for one in idle]
        reason = "闲置数量不足，型号不适用" if shown else ""
        services.purchase_buy(by=clerk, seen=True, shown=shown, reason=reason, **key)

    def register() -> None:
        _pay(request, number, people, at)
        services.purchase_register(by=clerk, place="一楼库房", warranty="整机三年", **card, **key)

    steps: tuple[Callable[[], object], ...] = (
        lambda: services.purchase_submit(by=people["dept_sup"], **key),
        lambda: services.purchase_agree(by=people["dept_head"], reason="同意。", **key),
        buy,
        lambda: services.purchase_approve(by=people["gm"], reason="同意。", **key),
        lambda: services.purchase_arrive(
            by=clerk, ordered_date=day, arrived_date=day, **order, **key
        ),
        lambda: services.purchase_accept(by=clerk, came_price=request.unit_price, **came, **key),
        register,
    )
    for step in steps[: STATES.index(end)]:
        step()


def _pay(request: PurchaseRequest, number: int, people: dict[str, Actor], at: datetime) -> None:
    """Its papers, and the money."""
    clerk, finance = people["area_clerk"], people["finance"]
    bill: dict[str, Any] = {
        "request_id": request.pk,
        "amount": request.total,
        "issued_date": timezone.localdate(at),
        "kept_by": clerk.name,
        "finance_by": finance.name,
        "by": clerk,
        "at": at,
    }
    services.paper_add(kind="voucher", number=f"PZ-{number:03d}", **bill)
    services.paper_add(kind="invoice", number=f"26119801{number:012d}", **bill)
    claim = services.reimbursement_hand_in(request_id=request.pk, payee=DEALER, by=clerk, at=at)
    key: dict[str, Any] = {"reimbursement_id": claim.pk, "at": at}
    services.reimbursement_check(by=finance, **key)
    services.reimbursement_agree(by=people["dept_head"], **key)
    services.reimbursement_pay(by=finance, **key)


def _issue(request: PurchaseRequest, pieces: int, people: dict[str, Actor], at: datetime) -> None:
    """The first ones go to whoever works here, in turn, each against a signature."""
    staff = list(selectors.staff())
    mine = list(Asset.objects.filter(request=request).order_by("number")[:pieces])
    for index, asset in enumerate(mine):
        services.asset_issue(
            asset_id=asset.pk,
            person_id=staff[index % len(staff)].pk,
            department_id=request.department_id,
            place=f"二楼{index + 201}室",
            signature=_signature(),
            by=people["area_clerk"],
            at=at,
        )
    if pieces >= MANY:
        # One comes back: it lies idle and is found before the next is bought.
        services.asset_give_back(
            asset_id=mine[0].pk,
            place="一楼库房",
            signature=_signature(),
            signature_taker=_signature(),
            by=people["area_clerk"],
            at=at + timedelta(days=30),
        )


def _signature() -> ContentFile[bytes]:
    """A stroke, as somebody signs who is in a hurry."""
    picture = Image.new("RGB", (160, 60), "white")
    ImageDraw.Draw(picture).line([(10, 40), (50, 15), (80, 45), (150, 20)], fill="black", width=3)
    buffer = io.BytesIO()
    picture.save(buffer, "PNG")
    return ContentFile(buffer.getvalue(), name="signature.png")


def _at(day: date) -> datetime:
    """Nine in the morning."""
    return timezone.make_aware(datetime.combine(day, time(9)))
