"""The console's pages of products: every form sent wrongly, what is not theirs, what is shown."""

import pytest
from django.urls import reverse

from operations.trade import services
from operations.trade.lifecycle import B, P
from operations.trade.models import Batch, Certificate, Producer, Product, Recall
from tests.operations.trade.conftest import AT, DAY, TODAY, bring, producer, product, village
from tests.pages import text, told_at
from tests.query_counts import LIST, RECORD


@pytest.mark.handbook(117)
def test_producers_and_products_are_entered_and_listed(people, desk_of):
    desk, head = desk_of("ops"), desk_of("dept_head")
    made = {"name": "禾下合作社", "kind": "coop", "village_id": village().pk}
    add = reverse("trade:producer_add")
    wrong = desk.post(add, made | {"credit_code": "93980121MA0DEM03X4"})
    assert (wrong.status_code, "校验" in told_at(wrong, "credit_code")) == (422, True)
    assert "禾下合作社" in text(wrong)
    assert not Producer.objects.exists()
    desk.post(add, made | {"credit_code": "93980121MA0DEM03X3"})
    one = Producer.objects.get()
    change = reverse("trade:producer_change", args=[one.pk])
    desk.post(change, made | {"name": "", "version": 0})
    desk.post(change, made | {"credit_code": "93980121MA0DEM03X3", "name": "新社", "version": 0})
    old = desk.post(change, made | {"credit_code": "93980121MA0DEM03X3", "version": 0})
    assert old.status_code == 422
    assert Producer.objects.get().name == "新社"

    given = {"name": "红香米", "producer_id": one.pk, "village_id": village().pk, "pack": "袋"}
    wrong = desk.post(reverse("trade:product_add"), given | {"village_id": 0, "pack": ""})
    assert told_at(wrong, "pack")
    assert told_at(wrong, "village_id")
    assert not Product.objects.exists()
    desk.post(reverse("trade:product_add"), given)
    rice = Product.objects.get()
    address = reverse("trade:product", args=[rice.pk])
    changed = given | {"name": "红香新米", "version": rice.version}
    desk.post(reverse("trade:product_change", args=[rice.pk]), changed)
    assert desk.post(f"{address}do/list/").status_code == 403
    head.post(f"{address}do/list/")
    assert Product.objects.get().status == P.LISTED
    assert desk.get(reverse("trade:product_change", args=[rice.pk])).status_code == 404
    certificate = {"kind": "green", "number": "LB-1", "valid_from_date": "2026-01-02"}
    wrong = desk.post(f"{address}do/certificate/", certificate | {"valid_to_date": "2026-01-01"})
    assert "早于" in told_at(wrong, "valid_to_date")
    desk.post(f"{address}do/certificate/", certificate | {"valid_to_date": "2028-01-01"})
    assert "LB-1" in text(desk.get(address))


@pytest.mark.handbook(117)
def test_a_batch_goes_from_the_harvest_to_the_label_and_back(people, desk_of):
    desk, head, rice = desk_of("ops"), desk_of("dept_head"), product(people)
    batch = {
        "product_id": rice.pk, "quantity": "1 吨", "packs": 20, "harvested_date": "2025-10-01",
        "packed_date": "2025-09-30", "basis": "control", "promised_date": "2025-10-05",
    }  # fmt: skip
    wrong = desk.post(reverse("trade:batch_add"), batch)
    assert "早于采收" in told_at(wrong, "packed_date")
    assert "（手册第117条）" in text(wrong)
    desk.post(reverse("trade:batch_add"), batch | {"packed_date": "2025-10-05"})
    made = Batch.objects.get()
    at = reverse("trade:batch", args=[made.pk])
    wrong = desk.post(f"{at}do/input/", {"kind": "seed", "name": "", "interval_days": -1})
    assert told_at(wrong, "name")
    used = {"kind": "fertiliser", "name": "有机肥", "used_date": "2025-05-01", "interval_days": 0}
    desk.post(f"{at}do/input/", used)
    desk.post(reverse("trade:batch_change", args=[made.pk]), batch | {"packs": 10**9})
    assert Batch.objects.get().packs == 20
    desk.post(f"{at}do/submit/")
    head.post(f"{at}do/release/")
    wrong = desk.post(f"{at}do/labels/", {"count": 22})
    assert "还可制作21枚" in told_at(wrong, "count")
    desk.post(f"{at}do/labels/", {"count": 20})
    shown = text(desk.get(at))
    assert "1–20" in shown
    assert reverse("site_batch", args=[made.code]) in shown
    wrong = desk.post(f"{at}do/recall/", {"reason": "异味", "advice": ""})
    assert told_at(wrong, "advice")
    desk.post(f"{at}do/recall/", {"reason": "异味", "advice": "请退回"})
    assert "正在召回" in text(desk.get(at))
    assert Recall.objects.get().batch == made


@pytest.fixture(params=[1, 4], ids=["few", "many"])
def goods(request, people):
    """Few or many of everything."""
    rice = product(people)
    for number in range(request.param):
        days = {"valid_from_date": TODAY, "valid_to_date": TODAY + 400 * DAY}
        services.certificate_add(
            product_id=rice.pk, kind="green", number=str(number), by=people.ops, at=AT, **days
        )
        batch = bring(people, of=rice, labels=9)
        for who in range(6):
            services.scan_count(batch=batch, serial=1, who=str(who), region="", at=AT)
        product(people, name=f"米 {number}", listed=False)
        services.batch_recall(
            batch_id=batch.pk, reason="异味", advice="请退回", by=people.ops, at=AT
        )
        bring(people, B.SUBMITTED, of=rice)
    return batch


def test_pages_ask_as_often_for_many_as_for_few_and_are_not_for_those_outside(
    desk_of, goods, query_counts
):
    desk, outside = desk_of("ops"), desk_of("commerce")
    pages = {
        name: reverse(f"trade:{name}")
        for name in ("index", "batches", "copies", "certificates", "recalls", "producers")
    }
    records = {
        "product": goods.product_id,
        "batch": goods.pk,
        "certificate": Certificate.objects.latest("pk").pk,
        "recall": Recall.objects.latest("pk").pk,
    }
    pages |= {name: reverse(f"trade:{name}", args=[pk]) for name, pk in records.items()}
    desk.get(pages["index"])
    for name, address in pages.items():
        with query_counts(name, most=RECORD if name in records else LIST):
            answer = desk.get(address)
        assert answer.status_code == 200, name
        assert outside.get(address).status_code == (404 if name in records else 403), name
    narrowed = text(desk.get(f"{pages['batches']}?q={goods.code[:5]}&state=released&product=x"))
    assert goods.spaced_code in narrowed
    assert "没有符合条件的批次" in text(desk.get(f"{pages['batches']}?q=没有"))
    assert "没有符合条件的产品" in text(desk.get(f"{pages['index']}?q=没有&state=stopped"))
    assert "没有符合条件的召回" in text(desk.get(f"{pages['recalls']}?q=没有"))
    assert "没有符合条件的生产者" in text(desk.get(f"{pages['producers']}?q=没有"))
    file = b"".join(desk.get(f"{pages['batches']}?export=csv").streaming_content).decode()
    assert "柳溪镇 · 石桥村" in file
    home = text(desk.get("/console/"))
    assert "疑似复制的标签" in home
    assert desk.get(f"/console/search/?q={goods.code}").status_code == 200


def test_who_does_not_enter_products_reads_them(people, desk_of):
    producer(people)
    found = product(people)
    office = desk_of("office")
    assert office.get(reverse("trade:product", args=[found.pk])).status_code == 200
    for name in ("producer_add", "product_add", "batch_add"):
        assert office.get(reverse(f"trade:{name}")).status_code == 403
