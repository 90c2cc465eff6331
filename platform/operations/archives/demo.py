"""The demo's archive: its fonds, two loans, an old paper on a destruction list."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Protocol

from django.db import transaction
from django.utils import timezone

from accounts.actors import actor_of
from accounts.models import User
from operations.archives import selectors, services
from operations.archives.kinds import Form
from operations.archives.models import ArchivedFile
from operations.archives.services import ArchiveSettings
from operations.archives.settings import setting

FONDS = "Z109"


class Facts(Protocol):
    """What is used of a demo county."""

    today: date
    seed: int


def begin(facts: Facts) -> None:
    """The fonds number, a year ago: before anything is filed."""
    day = facts.today - timedelta(days=400)
    at = timezone.make_aware(datetime.combine(day, time(9)))
    office = actor_of(User.objects.get(username="office"))
    data = ArchiveSettings(fonds=FONDS, units=setting("units", on=day), retention={})
    services.settings_change(data=data, by=office, at=at)


@transaction.atomic
def build(facts: Facts) -> None:
    """A copy lent and one asked for; what is past its term is proposed for destruction."""
    people = {user.username: actor_of(user) for user in User.objects.all()}
    yesterday = timezone.make_aware(datetime.combine(facts.today, time(9))) - timedelta(days=1)
    files = list(ArchivedFile.objects.order_by("-pk")[:2])
    asked = [
        services.loan_apply(
            number=file.number,
            form=Form.COPY if index else Form.ORIGINAL,
            days=7,
            purpose="起草年度总结，查阅有关数据。",
            by=people["drafter"],
            at=yesterday,
        )
        for index, file in enumerate(files)
    ]
    for loan in asked[:1]:
        services.loan_approve(loan_id=loan.pk, by=people["leader"], at=yesterday, opinion="同意。")
        services.loan_lend(loan_id=loan.pk, by=people["office"], at=yesterday)
    over = list(selectors.over(on=facts.today).values_list("pk", flat=True))
    if over:
        services.list_propose(
            files=over,
            reason="保管期限已满，经核对无继续保存价值。",
            by=people["office"],
            at=yesterday,
        )
