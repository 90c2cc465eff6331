"""The demo's enquiries: what buyers and villagers wrote, purely fictional."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any, Protocol

from django.db import transaction
from django.utils import timezone

from accounts.actors import actor_of
from accounts.models import User
from core.actor import Actor
from operations.enquiries import services
from operations.enquiries.models import Enquiry
from operations.enquiries.services import EnquiryData

NOTICE = "县电子商务公共服务中心只为答复您而使用姓名、电话和您所写的内容，答复满一年后清除。"
# Kind, name, organisation, phone, subject, quantity, place, words; days ago; what was answered.
LETTERS: tuple[tuple[tuple[str, ...], int, str], ...] = (
    (
        ("product", "柏向阳", "江城禾木食品有限公司", "19900004101", "红香米", "每月 2 吨", "",
         "想做门店的当家米，请给一个全年供货价，并寄两斤样品。"),
        41,
        "已电话联系，寄出样品两袋，报价单随附。",
    ),
    (
        ("cooperate", "祝秋实", "山水间民宿", "19900004102", "", "", "",
         "民宿想设一个村品专柜，请问怎样合作？"),
        9,
        "已约本周到中心面谈。",
    ),
    (
        ("station", "邰谷雨", "", "19900004103", "", "", "临河路边自家门面，四十平方米",
         "我在村口有间门面，识字、会用手机，想申请建服务站。"),
        3,
        "",
    ),
    (
        ("product", "蔺春耕", "", "19900004104", "", "50 份", "",
         "单位发节日慰问品，想要五十份礼盒，能开票吗？"),
        1,
        "",
    ),
)  # fmt: skip


class Facts(Protocol):
    """What is used of a demo county."""

    today: Any


def build(facts: Facts) -> None:
    """In one transaction; a county that has some is left as it is."""
    if Enquiry.objects.exists():
        return
    ops = actor_of(User.objects.get(username="ops"))
    names = ("kind", "name", "organisation", "phone", "subject", "quantity", "place", "message")
    with transaction.atomic():
        for words, ago, answer in LETTERS:
            day = facts.today - timedelta(days=ago)
            at = timezone.make_aware(datetime.combine(day, time(10, 20)))
            data = EnquiryData(**dict(zip(names, words, strict=True)), agreed_to=NOTICE)
            made = services.enquiry_send(data=data, by=Actor.system("来信人"), at=at)
            if answer:
                services.enquiry_answer(
                    enquiry_id=made.pk, answer=answer, by=ops, at=at + timedelta(hours=5)
                )
