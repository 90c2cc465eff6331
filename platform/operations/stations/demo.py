"""The demo's network: divisions and stations of a fictional county, through the services."""

from __future__ import annotations

import io
import random
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, Protocol

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image, ImageDraw

from accounts.actors import actor_of
from accounts.demo import grant
from accounts.models import User
from accounts.posts import Post
from core import attachments
from core.actor import Actor, Holding, Scope
from operations.stations import services
from operations.stations.models import Station, Township, Village
from operations.stations.rules import CHECKLIST, SCORES
from operations.stations.services.managers import manager_arrived

TOWNSHIPS = (
    "柳溪镇",
    "云岭乡",
    "白马滩镇",
    "杏林镇",
    "石门乡",
    "青坞镇",
    "大湾镇",
    "枫树乡",
    "双河镇",
    "竹山乡",
    "古渡镇",
    "清泉乡",
    "茶亭镇",
    "松岗乡",
    "金坪镇",
    "水口乡",
    "月山镇",
    "桃源乡",
    "龙潭镇",
    "荷塘乡",
    "平川镇",
)
VILLAGES = (
    "石桥",
    "南坪",
    "杏林",
    "茶坞",
    "松涛",
    "渡口",
    "芦湾",
    "桂花",
    "上田",
    "下田",
    "新民",
    "长冲",
    "东岭",
    "西坡",
    "梅子",
    "荷叶",
    "白沙",
    "竹林",
    "团结",
    "向阳",
)
SURNAMES = "卜祝柏邰蔺鄢"
GIVEN = ("禾青", "云舟", "小满", "知秋", "望舒", "景行")
HOURS = {str(day): ["08:30", "18:00"] for day in range(1, 7)} | {"7": ["09:00", "16:00"]}
ONE_DAY = timedelta(days=1)
AGREED: dict[str, Any] = {"opinion": "同意"}
# How far the last stations have come by today: the rest is operating.
UNFINISHED = (
    "selected",
    "village",
    "township",
    "centre",
    "commerce",
    "notice",
    "fitout",
    "acceptance",
)


class Facts(Protocol):
    """What is used of a demo county."""

    code: str
    name: str
    townships: int
    villages: int
    stations: int
    since: date
    today: date
    seed: int


@dataclass(slots=True)
class Cast:
    """Who acts in the demo."""

    clerk: Actor
    leader: Actor
    director: Actor
    commerce: Actor
    ops: Actor
    office: Actor
    village: Actor
    township: Actor


def build(facts: Facts) -> None:
    """Divisions, then every station through its states, each on its own days."""
    dice = random.Random(facts.seed)  # noqa: S311 - the same county every time, nothing secret
    _divisions(facts)
    cast = _cast()
    places = _places(facts, dice)
    photo = _photo(facts.seed)
    made = []
    for index, (township, village) in enumerate(places):
        operating = index < facts.stations - len(UNFINISHED) or facts.stations < len(places) // 4
        goal = "operating" if operating else UNFINISHED[index - facts.stations]
        start = _start(facts, index, goal, dice)
        made.append(_station(township, village, goal, start, cast, dice, photo))
    _lives(made, facts, cast)
    _local_accounts(made)


def _divisions(facts: Facts) -> None:
    lines = ["code,name,township_code,township,county_code"]
    for index in range(facts.villages):
        number = index % facts.townships
        town = f"{facts.code}{100 + number if number % 3 else 200 + number}"
        name = VILLAGES[(index // facts.townships) % len(VILLAGES)]
        if index // facts.townships >= len(VILLAGES):
            name += "新" * (index // facts.townships // len(VILLAGES))
        lines.append(
            f"{town}{200 + index // facts.townships},{name}村,{town},"
            f"{TOWNSHIPS[number]},{facts.code}"
        )
    services.divisions_import(
        source="\n".join(lines).encode(),
        county_code=facts.code,
        by=Actor.system("demo"),
        on=facts.since,
    )


def _cast() -> Cast:
    users = {user.username: user for user in User.objects.all()}
    towns = frozenset(
        Holding(post, Scope("township", code))
        for code in Township.objects.values_list("code", flat=True)
        for post in (Post.VILLAGE, Post.TOWNSHIP)
    )
    local = {
        name: Actor(users[name].pk, users[name].name, frozenset(h for h in towns if h.post == post))
        for name, post in (("village", Post.VILLAGE), ("township", Post.TOWNSHIP))
    }
    return Cast(
        clerk=actor_of(users["area_clerk"]),
        leader=actor_of(users["leader"]),
        director=actor_of(users["director"]),
        commerce=actor_of(users["commerce"]),
        ops=actor_of(users["ops"]),
        office=actor_of(users["office"]),
        village=local["village"],
        township=local["township"],
    )


def _places(facts: Facts, dice: random.Random) -> list[tuple[Township, Village | None]]:
    """Township stations first, then villages; one village gets a second, unsubsidised station."""
    townships = list(Township.objects.order_by("code"))
    villages = list(Village.objects.select_related("township").order_by("code"))
    dice.shuffle(villages)
    places: list[tuple[Township, Village | None]] = [
        (township, None) for township in townships[: max(1, facts.stations // 3)]
    ]
    rest = facts.stations - len(places)
    places += [(village.township, village) for village in villages[: rest - 1]]
    return [*places, (villages[0].township, villages[0])]


def _start(facts: Facts, index: int, goal: str, dice: random.Random) -> date:
    """Openings spread over the history; those under way began in the last weeks."""
    if goal != "operating":
        return facts.today - timedelta(days=40 - UNFINISHED.index(goal))
    span = max((facts.today - facts.since).days - 60, 10)
    return facts.since + timedelta(days=int(span * (index / facts.stations)) + dice.randrange(5))


def _at(day: date, hour: int = 10) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour)))


def _station(  # noqa: PLR0917 - a private helper, read beside its callers
    township: Township,
    village: Village | None,
    goal: str,
    start: date,
    cast: Cast,
    dice: random.Random,
    photo: bytes,
) -> Station:
    place = village.name if village else township.name
    second = village is not None and Station.objects.filter(village=village).exists()
    name = f"{place}{'二站' if second else ''}电商服务站"
    number = Station.objects.count() + 1
    station = services.station_select(
        by=cast.clerk,
        at=_at(start),
        name=name,
        township=township,
        village=village,
        level="village" if village else "township",
        subsidised=not second,
        kind="full" if village is None or dice.random() < 0.7 else "point",  # noqa: PLR2004
        tier=dice.choice(("一档", "二档")),
        address=f"{place}{dice.choice(('村部旁', '老街', '桥头'))}",
        area_m2=Decimal(dice.randrange(30, 80)),
        operator_name=f"{place}股份经济合作社",
        credit_code="N2980121MA0DEM048Q" if number % 7 == 0 else "",
        manager_name=dice.choice(SURNAMES) + dice.choice(GIVEN),
        manager_phone=f"199000{20000 + number:05d}",
        training_certificate=f"ZS{number:05d}",
        manager_id_number="980121200002290162" if number % 11 == 0 else "",
        opening_hours=HOURS,
        abilities=sorted(
            dice.sample(["V01", "V02", "V03", "V04", "V05", "V06", "V07", "V08", "V09"], 5)
        ),
        latitude=Decimal(str(round(30 + _grid(township) + dice.random() / 12, 6))),
        longitude=Decimal(str(round(116 + _grid(township, 7) + dice.random() / 10, 6))),
        agreement_from_date=start,
        agreement_to_date=start + timedelta(days=3 * 365),
        bank_name="禾谷农村商业银行",
        bank_account=f"6200{number:012d}",
    )
    if goal != "selected":
        _advance(station, goal, start, cast, photo)
    station.refresh_from_db()
    return station


def _grid(township: Township, salt: int = 3) -> float:
    return (int(township.code[-3:]) * salt % 13) / 14


def _advance(station: Station, goal: str, start: date, cast: Cast, photo: bytes) -> None:
    """Step by step until the goal, a few days between."""
    pk = station.pk
    steps = (
        ("village", 1, lambda at: services.station_apply(station_id=pk, by=cast.clerk, at=at)),
        (
            "township",
            2,
            lambda at: services.station_agree(
                station_id=pk, by=cast.village, at=at, opinion="同意"
            ),
        ),
        (
            "centre",
            4,
            lambda at: services.station_agree(
                station_id=pk, by=cast.township, at=at, opinion="同意"
            ),
        ),
        (
            "commerce",
            6,
            lambda at: services.station_agree(station_id=pk, by=cast.leader, at=at, **AGREED),
        ),
        (
            "notice",
            8,
            lambda at: services.station_agree(
                station_id=pk, by=cast.commerce, at=at, opinion="同意"
            ),
        ),
        ("fitout", 24, lambda at: services.notice_end(station_id=pk, by=cast.clerk, at=at)),
        ("acceptance", 30, lambda at: services.station_ready(station_id=pk, by=cast.clerk, at=at)),
        ("operating", 35, lambda at: _accept(station, cast, photo, at)),
    )
    for state, days, act in steps:
        act(_at(start + timedelta(days=days)))
        if state == goal:
            return


def _accept(station: Station, cast: Cast, photo: bytes, at: datetime) -> None:
    for kind in ("inside", "outside"):
        attachments.attach(
            station,
            SimpleUploadedFile(f"{kind}.jpg", photo, "image/jpeg"),
            kind=f"acceptance_{kind}",
            by=cast.clerk,
        )
    services.acceptance_pass(
        station_id=station.pk,
        answers=dict.fromkeys(CHECKLIST, True),
        by=cast.ops,
        at=at,
        remarks="符合验收标准",
    )


def _lives(made: list[Station], facts: Facts, cast: Cast) -> None:
    """Inspections, one rectification, one suspension, one closed for twenty days, one removed."""
    open_now = [s for s in made if s.status == "operating"]
    full = {key: most for key, (_words, most) in SCORES.items()}
    for number, station in enumerate(open_now[::6]):
        services.inspection_record(
            station_id=station.pk,
            by=cast.ops,
            at=_at(facts.today - timedelta(days=50 + number)),
            scores=full | {"ledgers": 30 + number % 10, "publicity": 8},
            remarks="例行巡检",
        )
    if len(open_now) < 6:  # noqa: PLR2004
        return
    late, shut, closed, removed, change = open_now[1:6]
    day = facts.today - timedelta(days=20)
    services.inspection_record(
        station_id=late.pk,
        by=cast.ops,
        at=_at(day),
        found_closed=True,
        scores=full | {"ledgers": 12},
        uncorrected_faults=1,
        remarks="连续20天未营业,台账未登记",
    )
    services.rectification_order(
        station_id=late.pk,
        by=cast.ops,
        at=_at(day),
        reason="台账未登记",
        due_date=facts.today - timedelta(days=5),
    )
    services.station_suspend(
        station_id=shut.pk, by=cast.office, at=_at(day + ONE_DAY), reason="村道施工"
    )
    services.station_close(station_id=closed.pk, by=cast.director, at=_at(day), reason="撤并")
    services.station_close(
        station_id=removed.pk, by=cast.director, at=_at(day - ONE_DAY), reason="撤并"
    )
    services.station_plaque_remove(station_id=removed.pk, by=cast.office, at=_at(day + ONE_DAY))
    services.manager_change(
        station_id=change.pk,
        name="鄢小满",
        phone="19900029999",
        ledgers=True,
        equipment=True,
        by=cast.office,
        at=_at(day),
        remarks="原站长外出务工",
    )


def _local_accounts(made: list[Station]) -> None:
    """The three demo accounts with a place: a manager, a village, a township."""
    station = next((s for s in made if s.status == "operating" and s.village_id), made[0])
    users = {
        user.username: user
        for user in User.objects.filter(username__in=("station", "village", "township"))
    }
    grant(users["station"], Post.STATION_MGR, station.own_scope)
    manager_arrived(user_id=users["station"].pk, station_id=station.pk)
    for name, post in (("village", Post.VILLAGE), ("township", Post.TOWNSHIP)):
        grant(users[name], post, station.process_scope())


def _photo(seed: int) -> bytes:
    """A small drawn picture of a shop front; nobody's photograph."""
    dice = random.Random(seed)  # noqa: S311 - likewise
    picture = Image.new("RGB", (480, 320), "#dfe7e2")
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, 220, 480, 320), fill="#b9a88a")
    pen.rectangle((90, 90, 390, 250), fill="#f4efe4", outline="#6b5d45", width=3)
    pen.rectangle((80, 70, 400, 110), fill="#2f5d50")
    pen.rectangle((210, 150, 270, 250), fill="#8a6b46")
    for left in (110, 310):
        pen.rectangle((left, 140, left + 60, 190), fill="#9fc3cf", outline="#6b5d45", width=2)
    for _number in range(40):
        x, y = dice.randrange(480), dice.randrange(225, 318)
        pen.ellipse((x, y, x + 5, y + 3), fill="#8f9b5e")
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=80)
    return buffer.getvalue()
