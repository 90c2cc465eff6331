"""The demo's products: producers, certificates, batches with labels and scans, a recall lifted."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Protocol

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from PIL import Image, ImageDraw

from accounts.actors import actor_of
from accounts.models import User
from core import attachments
from core.actor import Actor
from operations.stations.models import Village
from operations.trade import selectors, services
from operations.trade.kinds import Basis, CertificateKind, InputKind, Outcome, ProducerKind
from operations.trade.models import Batch, Product
from operations.trade.services import BatchData, ProducerData, ProductData


@dataclass(frozen=True, slots=True)
class Goods:
    """A product of the demo: by which producer, how it is packed, with which certificate.

    begun: days from the beginning to the harvest, 0 where nothing is sown. inputs: kind, name,
    amount, days before the harvest, safety interval.
    """

    name: str
    producer: int
    variety: str
    grade: str
    pack: str
    shelf_days: int | None
    certificate: tuple[str, str] = ("", "")
    begun: int = 0
    inputs: tuple[tuple[str, str, str, int, int], ...] = ()
    tested: bool = True


MANURE = (InputKind.FERTILISER, "腐熟有机肥", "每亩 800 千克")
GOODS: dict[str, tuple[Goods, ...]] = {
    "980121": (
        Goods(
            "禾川红香米", 0, "红香 1 号", "一级", "2.5 千克/袋", 365,
            (CertificateKind.GREEN, "LB-98-0001（演示）"), 138,
            ((*MANURE, 140, 0), (InputKind.PESTICIDE, "苦参碱水剂", "每亩 60 毫升", 42, 14)),
        ),
        Goods("稻田咸鸭蛋", 1, "", "AA 级", "12 枚/盒", 90, begun=165,
              inputs=((InputKind.FEED, "碎米、稻糠", "每日每只 80 克", 120, 0),)),
        Goods("手工红薯粉", 2, "商薯 19", "", "1 千克/扎", 540, begun=150,
              inputs=((*MANURE, 148, 0),), tested=False),
    ),
    "980122": (
        Goods(
            "云枞高山木耳", 0, "黑山耳", "特级", "250 克/袋", 540,
            (CertificateKind.GI, "DB-98-0002（演示）"), 240,
        ),
        Goods("云枞云雾茶", 1, "云枞群体种", "特级", "100 克/罐", 540,
              (CertificateKind.ORGANIC, "YJ-98-0007（演示）"),
              inputs=((InputKind.FERTILISER, "菜籽饼肥", "每亩 200 千克", 110, 0),)),
        Goods("高山笋干", 2, "毛竹春笋", "一级", "500 克/袋", 365),
    ),
    "980123": (
        Goods("青泷冷水蜂蜜", 0, "中华蜜蜂", "一级", "500 克/瓶", 720,
              (CertificateKind.GI, "DB-98-0003（演示）")),
        Goods("薄壳核桃", 1, "薄壳 6 号", "特级", "1 千克/袋", 300,
              inputs=((*MANURE, 190, 0),)),
        Goods("野山茶油", 2, "普通油茶", "压榨一级", "500 毫升×2", 540),
    ),
}  # fmt: skip
# Name, kind, and the village's place in the county's list; credit codes are those of §3.7.
PRODUCERS = (
    ("{}禾下种养专业合作社", ProducerKind.COOP, "93980121MA0DEM03X3", 3),
    ("{}山水间家庭农场有限公司", ProducerKind.COMPANY, "91980121MA0DEM021H", 8),
    ("蔺望舒", ProducerKind.HOUSEHOLD, "", 12),
)
# Batches of each product: days ago harvested, packs, how far it has come.
BATCHES = ((96, 480, "closed"), (34, 600, "released"), (6, 240, "submitted"))
LABS = ("演示省农产品质量检验中心", "禾下检测技术有限公司")
# The pack that was looked up in two places.
COPIED = 7
SCANS = (("演示省东江市", 3), ("演示省西岭市", 1), ("", 2))


class Facts(Protocol):
    """What is used of a demo county."""

    code: str
    name: str
    today: date


def build(facts: Facts) -> None:
    """In one transaction: a commit for each act would cost more than the work."""
    goods = GOODS.get(facts.code)
    villages = list(Village.objects.order_by("code")[:20])
    if goods and villages:
        with transaction.atomic():
            Year(facts, villages).run(goods)


class Year:
    """What a county's producers brought this year."""

    def __init__(self, facts: Facts, villages: list[Village]) -> None:
        people = {user.username: actor_of(user) for user in User.objects.all()}
        self.keeper, self.head, self.leader = (
            people[name] for name in ("ops", "dept_head", "leader")
        )
        self.today, self.villages = facts.today, villages
        self.county = facts.name.removesuffix("县").removesuffix("市").removesuffix("区")
        self.report = _report()

    def run(self, goods: tuple[Goods, ...]) -> None:
        """Producers, then each product with its batches; the first one's old batch was recalled."""
        producers = [self._producer(*one) for one in PRODUCERS]
        for number, one in enumerate(goods):
            product = self._product(one, producers[one.producer], number)
            made = [self._batch(product, one, *row) for row in BATCHES[: 3 - number % 2]]
            if number == 0:
                self._recall(made[0], self.head)
                self._scans(made[1])

    def _producer(self, name: str, kind: str, code: str, place: int) -> tuple[int, int]:
        village = self.villages[place % len(self.villages)].pk
        data = ProducerData(
            name=name.format(self.county), kind=kind, village_id=village, credit_code=code
        )
        made = services.producer_add(data=data, by=self.keeper, at=_at(self.today, 200))
        return made.pk, village

    def _product(self, one: Goods, producer: tuple[int, int], number: int) -> Product:
        at = _at(self.today, 190 - number)
        data = ProductData(
            name=one.name,
            producer_id=producer[0],
            village_id=producer[1],
            pack=one.pack,
            variety=one.variety,
            grade=one.grade,
            shelf_days=one.shelf_days,
        )
        product = services.product_add(data=data, by=self.keeper, at=at)
        services.product_list(product_id=product.pk, by=self.head, at=at + timedelta(hours=5))
        kind, text = one.certificate
        if kind:
            # The one of last time has expired: it is kept and not shown.
            for first, last, mark in ((-1500, -405, "旧"), (-404, 690, "")):
                paper = services.certificate_add(
                    product_id=product.pk,
                    kind=kind,
                    number=f"{text}{mark}",
                    issuer="演示省绿色食品发展中心",
                    valid_from_date=self.today + timedelta(days=first),
                    valid_to_date=self.today + timedelta(days=last),
                    by=self.keeper,
                    at=at,
                )
                services.certificate_confirm(
                    certificate_id=paper.pk, by=self.head, at=at + timedelta(hours=5)
                )
        return product

    def _batch(self, product: Product, one: Goods, ago: int, packs: int, end: str) -> Batch:
        harvested = self.today - timedelta(days=ago)
        packed = harvested + timedelta(days=4)
        at = _at(self.today, ago - 5)
        tested = harvested + timedelta(days=2)
        basis = Basis.ENTRUSTED if one.tested else Basis.CONTROL
        data = BatchData(
            quantity=f"{packs} 件（{one.pack}）",
            packs=packs,
            harvested_date=harvested,
            packed_date=packed,
            sown_date=harvested - timedelta(days=one.begun) if one.begun else None,
            plot=f"{ago % 7 + 1} 号地块",
            without_inputs=not one.inputs,
            basis=basis,
            promised_date=packed,
            outcome=Outcome.PASSED if one.tested else Outcome.NONE,
            tested_by=LABS[ago % 2] if one.tested else "",
            test_number=f"NJ{tested:%Y%m%d}-{packs % 97:02d}" if one.tested else "",
            tested_date=tested if one.tested else None,
        )
        batch = services.batch_add(product_id=product.pk, data=data, by=self.keeper, at=at)
        given: dict[str, Any] = {"batch_id": batch.pk, "by": self.keeper, "at": at}
        for kind, name, amount, before, interval in one.inputs:
            services.batch_add_input(
                kind=kind,
                name=name,
                amount=amount,
                used_date=harvested - timedelta(days=before),
                interval_days=interval,
                **given,
            )
        if one.tested:
            report = ContentFile(self.report, name="检测报告.jpg")
            attachments.attach(batch, report, kind=selectors.REPORT, by=self.keeper)
        services.batch_submit(**given)
        if end == "submitted":
            return batch
        later: dict[str, Any] = {"batch_id": batch.pk, "at": at + timedelta(hours=3)}
        services.batch_release(by=self.head, **later)
        services.labels_make(count=packs // 10, by=self.keeper, **later)
        if end == "closed":
            sold: dict[str, Any] = {"batch_id": batch.pk, "at": at + timedelta(days=40)}
            services.batch_close(by=self.keeper, **sold)
        batch.refresh_from_db()
        return batch

    def _recall(self, batch: Batch, by: Actor) -> None:
        """Called back for a wrong label, and lifted when the labels were right."""
        at = _at(self.today, 80)
        recall = services.batch_recall(
            batch_id=batch.pk,
            reason="部分包装的生产日期标签印刷模糊，无法辨认保质期。",
            advice="请将模糊标签的产品带到就近服务站更换，已食用的不影响健康。",
            by=by,
            at=at,
        )
        services.recall_lift(
            recall_id=recall.pk,
            reason="模糊标签已全部更换，复检合格。",
            by=self.leader,
            at=at + timedelta(days=6),
        )

    def _scans(self, batch: Batch) -> None:
        """Packs that were looked up, one of them in two places."""
        for serial in (3, COPIED, 21):
            for region, visitors in SCANS if serial == COPIED else SCANS[2:]:
                for visitor in range(visitors):
                    services.scan_count(
                        batch=batch,
                        serial=serial,
                        who=f"demo-{region}-{visitor}",
                        region=region,
                        at=_at(self.today, 5 + visitor),
                    )


def _report() -> bytes:
    """A drawn page that stands for a test report."""
    picture = Image.new("RGB", (420, 594), "#fdfdfa")
    pen = ImageDraw.Draw(picture)
    pen.rectangle((20, 20, 400, 574), outline="#8a8a80", width=2)
    for row in range(11):
        pen.line((50, 110 + row * 36, 370, 110 + row * 36), fill="#b9b9ae", width=2)
    pen.ellipse((270, 450, 370, 550), outline="#b23a2a", width=5)
    made = io.BytesIO()
    picture.save(made, "JPEG", quality=70)
    return made.getvalue()


def _at(today: date, ago: int) -> datetime:
    """Ten in the morning, so many days ago."""
    return timezone.make_aware(datetime.combine(today - timedelta(days=ago), time(10)))
