"""The people of assets, and purchases anywhere on their way. The day is set, never today's."""

import io
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.base import ContentFile
from PIL import Image

from operations.assets import services
from operations.assets.lifecycle import P
from operations.assets.models import Asset, AssetClass, PurchaseRequest
from operations.assets.services import PurchaseData
from operations.staff.models import Department, Person
from tests.operations.documents.conftest import People
from tests.operations.petitions.conftest import refused

# A Tuesday: 2026-03-03 09:00 in Shanghai.
AT = datetime(2026, 3, 3, 1, 0, tzinfo=UTC)
TODAY = date(2026, 3, 3)
DAY = timedelta(days=1)
INVOICE = "26112000000000000001"
ORDER = {
    "dealer": "禾川数码商行",
    "agreement": "HT-2026-01",
    "ordered_date": TODAY,
    "arrived_date": TODAY,
}

__all__ = ["AT", "DAY", "INVOICE", "ORDER", "TODAY", "Asset", "refused"]


@pytest.fixture(scope="module")
def appointed(stage) -> Iterator[People]:
    """Everybody whom a purchase needs, for all tests of a file."""
    yield from stage(
        lambda: People(
            "staff", "dept_head", "area_clerk", "gm", "director", "office", "finance", "cashier"
        )
    )


def computers() -> AssetClass:
    """便携式计算机."""
    return AssetClass.objects.get(short="102")


def department(code: str = "brand") -> Department:
    """One of those that a county begins with."""
    return Department.objects.get(code=code)


def person(name: str = "卜小满", **more: Any) -> Person:
    """Somebody who works here."""
    values = {"status": "active", "joined_date": date(2025, 1, 6), **more}
    return Person.objects.get_or_create(name=name, defaults=values)[0]


def data(**more: Any) -> PurchaseData:
    """Two notebooks as somebody would ask for them."""
    values: dict[str, Any] = {
        "department_id": department().pk,
        "asset_class_id": computers().pk,
        "item": "笔记本电脑",
        "spec": "14英寸 16G/512G",
        "quantity": 2,
        "unit_price": Decimal("4999.00"),
        "months": 72,
        "purpose": "直播培训",
        "funds": "county",
        "quota": "每人一台",
        **more,
    }
    return PurchaseData(**values)


def drawn() -> ContentFile[bytes]:
    """A signature as a phone draws it."""
    buffer = io.BytesIO()
    Image.new("RGB", (60, 20), "white").save(buffer, "PNG")
    return ContentFile(buffer.getvalue(), name="signature.png")


def came(**more: Any) -> dict[str, Any]:
    """Goods just as they were asked for."""
    return {
        "came_spec": "14英寸 16G/512G",
        "came_quantity": 2,
        "came_price": Decimal("4999.00"),
        **more,
    }


def card(**more: Any) -> dict[str, Any]:
    """The columns that are typed when goods are entered."""
    return {
        "model": "启明 14",
        "spec": "16G/512G",
        "manufacturer": "启明电子",
        "place": "二楼直播间",
        "warranty": "三年",
        **more,
    }


WAY = (P.DRAFT, P.HEAD, P.AREA, P.GM, P.BUYING, P.ARRIVED, P.ACCEPTED, P.REGISTERED)


def bring(people: People, state: str, *, at: datetime = AT, **more: Any) -> PurchaseRequest:
    """A request that stands somewhere on the way of buying."""
    request = services.purchase_draft(data=data(**more), by=people.staff, at=at)
    given = {"request_id": request.pk, "at": at}
    clerk, gm = people.area_clerk, people.gm
    idle = tuple(
        Asset.objects.filter(kept_for=None, status="stock").values_list("number", flat=True)
    )
    came_in = came(
        came_quantity=request.quantity, came_spec=request.spec, came_price=request.unit_price
    )
    steps = (
        lambda: services.purchase_submit(by=people.staff, **given),
        lambda: services.purchase_agree(by=people.dept_head, **given),
        lambda: services.purchase_buy(
            by=clerk, seen=True, shown=idle, reason="闲置的不适用", **given
        ),
        lambda: services.purchase_approve(by=gm, **given),
        lambda: services.purchase_arrive(by=clerk, **ORDER, **given),
        lambda: services.purchase_accept(by=clerk, **came_in, **given),
        lambda: services.purchase_register(by=clerk, **card(), **given),
    )
    for step in steps[: WAY.index(state)]:
        step()
    request.refresh_from_db()
    assert request.status == state
    return request


def paper(people: People, request: PurchaseRequest, kind: str, **more: Any) -> Any:
    """A voucher or an invoice whose copy for finance is with somebody."""
    values: dict[str, Any] = {
        "kind": kind,
        "number": INVOICE if kind == "invoice" else "PZ-1",
        "amount": request.unit_price * request.quantity,
        "issued_date": TODAY,
        "finance_by": "邰云舟",
        **more,
    }
    return services.paper_add(request_id=request.pk, by=people.area_clerk, at=AT, **values)


def idle_asset(people: People, **more: Any) -> Asset:
    """A computer that lies in store, set aside for nobody."""
    bring(people, P.REGISTERED, quantity=1, **more)
    asset = Asset.objects.latest("pk")
    Asset.objects.filter(pk=asset.pk).update(kept_for=None)
    asset.refresh_from_db()
    return asset


def second(people: People, post: str) -> Any:
    """Another person of the same post."""
    return people.second(post, f"{post}-two")
