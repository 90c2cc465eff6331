"""Real records of products for the addresses that need one."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from operations.stations.models import Village
from operations.trade import services
from operations.trade.services import BatchData, ProducerData, ProductData
from tests import cast


def trade_records() -> dict[str, dict[str, Any]]:
    """A producer, a product to be listed, and a listed one with certificate, batch and recall."""
    at, ops, head = timezone.now(), cast.actor("ops"), cast.actor("dept_head")
    today, village = timezone.localdate(at), Village.objects.earliest("code").pk
    given: dict[str, Any] = {"by": ops, "at": at}
    who = ProducerData(name="样例农户", kind="household", village_id=village)
    producer = services.producer_add(data=who, **given)

    def product(name: str) -> int:
        what = ProductData(name=name, producer_id=producer.pk, village_id=village, pack="袋")
        return services.product_add(data=what, **given).pk

    listed, draft = product("样例米"), product("样例茶")
    services.product_list(product_id=listed, by=head, at=at)
    certificate = services.certificate_add(
        product_id=listed,
        kind="green",
        number="样例",
        valid_from_date=today,
        valid_to_date=today + timedelta(days=9),
        **given,
    )
    days = dict.fromkeys(("harvested_date", "packed_date", "promised_date"), today)
    data = BatchData(quantity="1 吨", packs=9, without_inputs=True, basis="promise", **days)
    released, entered, recalled = (
        services.batch_add(product_id=listed, data=data, **given) for _number in range(3)
    )
    for one in (released, recalled):
        services.batch_submit(batch_id=one.pk, **given)
        services.batch_release(batch_id=one.pk, by=head, at=at)
    services.labels_make(batch_id=released.pk, count=3, **given)
    # Of another batch: what is called back has no labels to print.
    why = {"reason": "样例", "advice": "样例"}
    recall = services.batch_recall(batch_id=recalled.pk, **why, **given)
    made = {
        "product": draft,
        "batch": entered.pk,
        "certificate": certificate.pk,
        "recall": recall.pk,
    }
    parts = ("", "_do", "_circulate", "_files", "_file_remove")
    return {
        **{f"trade:{name}{part}": {"pk": pk} for name, pk in made.items() for part in parts},
        "trade:product_change": {"pk": draft},
        "trade:producer_change": {"pk": producer.pk},
        "trade:batch_change": {"pk": entered.pk},
        "trade:labels": {"pk": released.pk},
        "site_batch": {"code": released.code},
    }
