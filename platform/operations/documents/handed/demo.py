"""The demo's papers of a station: one with the office, one returned, one taken back."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Protocol

from django.db import transaction
from django.utils import timezone

from accounts.actors import actor_of
from accounts.models import User
from core.actor import Actor
from operations.documents.handed import selectors, services
from operations.documents.handed.services import PaperData

# Days before today, kind, title, matter, and what became of it.
PAPERS = (
    (9, "request", "关于更换站点招牌的请示", "现用招牌褪色，请求更换。", "withdrawn"),
    (3, "report", "关于上报站点运行情况的报告", "本月代收代寄平稳，详见附表。", "returned"),
    (1, "request", "关于增配冷藏设备的请示", "鲜果上行量大，现有冷柜不够，请求增配一台。", ""),
)
REASON = "缺附表，请补齐后重新转交。"


class Facts(Protocol):
    """What is used of a demo county."""

    today: date


@transaction.atomic
def build(facts: Facts) -> None:
    """Handed in by the manager who has a demo account; nothing where no station is there."""
    people = {user.username: actor_of(user) for user in User.objects.all()}
    manager = people["station"]
    station = selectors.own_stations(manager).first()
    if station is None:
        return
    for days, kind, title, matter, became in PAPERS:
        at = _moment(facts.today - timedelta(days=days))
        data = PaperData(station_id=station.pk, kind=kind, title=title, matter=matter)
        paper = services.paper_hand_in(data=data, by=manager, at=at)
        _became(became, paper.pk, manager, people["office"], at=at + timedelta(hours=2))


def _became(became: str, pk: int, manager: Actor, office: Actor, *, at: datetime) -> None:
    if became == "withdrawn":
        services.paper_withdraw(paper_id=pk, by=manager, at=at)
    elif became == "returned":
        services.paper_return(paper_id=pk, reason=REASON, by=office, at=at)


def _moment(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(9, 30)))
