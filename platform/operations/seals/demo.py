"""The demo's uses of seals: some weeks of them, one seal out at this moment."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Protocol

from django.db import transaction
from django.utils import timezone

from accounts.actors import actor_of
from accounts.models import User
from core.workcalendar import WorkCalendar
from operations.seals import services
from operations.seals.models import Seal
from operations.seals.services import SealUseData

# Working days ago, seal, paper, purpose, copies, applicant, how far it has come.
USES = (
    (38, "公章", "服务站运营补助申报表", "报送县商务主管部门", 3, "drafter", "used"),
    (33, "合同专用章", "直播基地租赁合同", "与出租方签订", 4, "dept_head", "used"),
    (27, "公章", "培训班结业证书", "发给学员", 60, "dept_sup", "used"),
    (21, "公章", "个人收入证明", "个人贷款使用", 1, "drafter", "refused"),
    (16, "公章", "投标文件", "到县公共资源交易中心投标", 6, "dept_head", "returned"),
    (9, "合同专用章", "快递进村合作协议", "与快递企业签订", 4, "ops", "used"),
    (4, "公章", "统计报表", "报送县统计主管部门", 2, "drafter", "cancelled"),
    (2, "合同专用章", "冷库租赁合同", "到乡镇与合作社签订", 4, "dept_sup", "lent"),
    (1, "公章", "推荐函", "推荐参加全省农产品展销", 2, "drafter", "approved"),
    (1, "公章", "情况说明", "答复县有关部门", 1, "dept_head", "applied"),
)


class Facts(Protocol):
    """What is used of a demo county."""

    today: date
    seed: int


def build(facts: Facts) -> None:
    """In one transaction: a commit for each act would cost more than the work."""
    people = {user.username: actor_of(user) for user in User.objects.all()}
    seals = {seal.name: seal.pk for seal in Seal.objects.filter(ended_date=None)}
    calendar = WorkCalendar.load()
    office, leader = people["office"], people["leader"]
    with transaction.atomic():
        for ago, seal, document, purpose, copies, applicant, end in USES:
            at = _at(calendar.add(facts.today, -ago))
            loan = end in ("lent", "returned")
            data = SealUseData(
                seal_id=seals[seal],
                document=document,
                purpose=purpose,
                copies=copies,
                is_loan=loan,
                loan_place="县公共资源交易中心" if end == "returned" else "柳溪镇" if loan else "",
                due_back_date=timezone.localdate(at) + timedelta(days=3) if loan else None,
            )
            use = services.seal_apply(data=data, by=people[applicant], at=at)
            soon = at + timedelta(hours=1)
            if end == "refused":
                reason = "个人事项不得使用单位公章。"
                services.seal_use_refuse(reason=reason, by=leader, at=soon, use_id=use.pk)
                continue
            if end == "cancelled":
                services.seal_use_cancel(
                    reason="已改为网上报送", by=people[applicant], at=soon, use_id=use.pk
                )
                continue
            if end == "applied":
                continue
            services.seal_use_approve(opinion="同意。", by=leader, at=soon, use_id=use.pk)
            later = at + timedelta(hours=2)
            if end == "used":
                services.seal_stamp(impressions=copies, by=office, at=later, use_id=use.pk)
            elif loan:
                services.seal_lend(by=office, at=later, use_id=use.pk)
                if end == "returned":
                    back = at + timedelta(hours=6)
                    services.seal_give_back(impressions=copies, by=office, at=back, use_id=use.pk)


def _at(day: date) -> datetime:
    """Nine in the morning."""
    return timezone.make_aware(datetime.combine(day, time(9)))
