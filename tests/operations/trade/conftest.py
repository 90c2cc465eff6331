"""The people of products, and products, batches and labels anywhere on their way."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.core.files.base import ContentFile
from PIL import Image

from core import attachments
from core.errors import Violation
from operations.stations.models import Township, Village
from operations.trade import codes, services
from operations.trade.lifecycle import B
from operations.trade.models import Batch, Certificate, Producer, Product
from operations.trade.selectors import REPORT
from operations.trade.services import BatchData, ProducerData, ProductData
from tests.operations.documents.conftest import People

# A Tuesday: 2026-03-03 09:00 in Shanghai.
AT = datetime(2026, 3, 3, 1, 0, tzinfo=UTC)
TODAY = date(2026, 3, 3)
DAY = timedelta(days=1)


@contextmanager
def refused(words: str, *numbers: int) -> Iterator[None]:
    """It is refused in these words, by these clauses."""
    with pytest.raises(Violation, match=words) as found:
        yield
    assert sorted(clause.number for clause in found.value.clauses) == sorted(numbers)


@pytest.fixture(scope="module")
def appointed(stage) -> Iterator[People]:
    """Everybody whom a product needs, for all tests of a file."""
    yield from stage(lambda: People("ops", "dept_head", "leader", "office"))


def village(code: str = "980121101201") -> Village:
    """石桥村 of 柳溪镇."""
    town, _new = Township.objects.get_or_create(code=code[:9], defaults={"name": "柳溪镇"})
    given = {"name": "石桥村", "township": town}
    return Village.objects.get_or_create(code=code, defaults=given)[0]


def producer(people: People, **more: Any) -> Producer:
    """A co-operative."""
    values = {
        "name": "禾下种养专业合作社",
        "kind": "coop",
        "credit_code": "93980121MA0DEM03X3",
        "village_id": village().pk,
        **more,
    }
    return services.producer_add(data=ProducerData(**values), by=people.ops, at=AT)


def product(people: People, *, listed: bool = True, **more: Any) -> Product:
    """Red rice."""
    values: dict[str, Any] = {"name": "红香米", "pack": "2.5 千克/袋", "village_id": village().pk}
    if "producer_id" not in more:
        known = Producer.objects.first()
        values["producer_id"] = (known or producer(people)).pk
    made = services.product_add(data=ProductData(**values | more), by=people.ops, at=AT)
    if listed:
        services.product_list(product_id=made.pk, by=people.dept_head, at=AT)
    made.refresh_from_db()
    return made


def certify(people: People, of: Product, **more: Any) -> Certificate:
    """A certificate that a head has confirmed."""
    values: dict[str, Any] = {"kind": "green", "number": "LB-1", "by": people.ops, "at": AT}
    values |= {"valid_from_date": TODAY, "valid_to_date": TODAY + 400 * DAY}
    made = services.certificate_add(product_id=of.pk, **values | more)
    services.certificate_confirm(certificate_id=made.pk, by=people.dept_head, at=AT)
    made.refresh_from_db()
    return made


def data(**more: Any) -> BatchData:
    """An autumn's harvest, tested."""
    values: dict[str, Any] = {
        "quantity": "1200 千克",
        "packs": 100,
        "sown_date": date(2025, 5, 2),
        "harvested_date": date(2025, 10, 1),
        "packed_date": date(2025, 10, 6),
        "without_inputs": True,
        "basis": "entrusted",
        "promised_date": date(2025, 10, 6),
        "outcome": "passed",
        "tested_by": "演示检验中心",
        "test_number": "NJ-1",
        "tested_date": date(2025, 10, 3),
        **more,
    }
    return BatchData(**values)


def report(batch: Batch, people: People) -> Any:
    """Add the test report."""
    picture = io.BytesIO()
    Image.new("RGB", (40, 40), "white").save(picture, "PNG")
    file = ContentFile(picture.getvalue(), name="报告.png")
    return attachments.attach(batch, file, kind=REPORT, by=people.ops)


def bring(
    people: People,
    state: str = B.RELEASED,
    *,
    of: Product | None = None,
    labels: int = 0,
    **more: Any,
) -> Batch:
    """A batch that stands somewhere."""
    found = of or product(people)
    batch = services.batch_add(product_id=found.pk, data=data(**more), by=people.ops, at=AT)
    given: dict[str, Any] = {"batch_id": batch.pk, "at": AT}
    if state != B.DRAFT:
        report(batch, people)
        services.batch_submit(by=people.ops, **given)
    if state in (B.RELEASED, B.CLOSED):
        services.batch_release(by=people.dept_head, **given)
    if labels:
        services.labels_make(count=labels, by=people.ops, **given)
    if state == B.CLOSED:
        services.batch_close(by=people.ops, **given)
    batch = Batch.objects.select_related("product__producer", "village__township").get(pk=batch.pk)
    assert batch.status == state
    return batch


def pack(batch: Batch, serial: int) -> str:
    """The code on a label."""
    return codes.pack_code(batch.code, batch.secret, serial)
