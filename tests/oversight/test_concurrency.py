"""Facts stay equal to the records while many hands change them (acceptance 5)."""

import random
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction

from core import figures
from core.actor import Actor, Holding
from core.errors import Violation
from operations.stations import services
from operations.stations.figures import CODES
from operations.stations.models import StateSpan, Station, Township, Village
from oversight import facts
from tenants import birth
from tenants.context import county_context

NOW = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
OPERATIONS, WORKERS, STATIONS = 1000, 8, 12
HEAD = Actor(501, "祝望舒", frozenset({Holding("office"), Holding("director"), Holding("ops")}))


def furnish(code: str) -> None:
    """A county with stations at work, as an import leaves them."""
    opened = NOW.date() - timedelta(days=300)
    with county_context(code) as county, transaction.atomic():
        # As its first night does: what says something without any record.
        facts.count_what_is_new(county, today=NOW.date())
        since = NOW.date() - timedelta(days=400)
        figures.changed(CODES, on=since)
        town = Township.objects.create(code=f"{code}100", name="柳溪镇", valid_from_date=since)
        for number in range(STATIONS):
            village = Village.objects.create(
                code=f"{code}100{200 + number}",
                name=f"村{number}",
                township=town,
                valid_from_date=since,
            )
            station = Station.objects.create(
                name=f"站{number}",
                slug=f"s{number}",
                township=town,
                village=village,
                status="operating",
            )
            StateSpan.objects.create(station=station, state="operating", from_date=opened)


def one_operation(code: str, seed: int) -> str:
    """One act of one person on one station, on some day of the past year."""
    dice = random.Random(seed)
    # Days pass while they work; now and then somebody is slow and is refused.
    at = NOW - timedelta(days=200 - seed * 200 // OPERATIONS)
    act = dice.choice(
        (
            services.station_suspend,
            services.station_resume,
            services.station_suspend,
            services.station_resume,
            services.station_close,
        )
    )
    reason = {} if act is services.station_resume else {"reason": "试"}
    if act is services.station_close and dice.random() < 0.9:  # few close, or none is left
        act, reason = services.station_resume, {}
    try:
        with county_context(code) as county:
            pk = Station.objects.order_by("pk").values_list("pk", flat=True)[
                dice.randrange(STATIONS)
            ]
            act(station_id=pk, by=HEAD, at=at, **reason)
            if dice.random() < 0.2:
                facts.refresh(county, today=NOW.date(), now=NOW)
    except Violation:
        return "refused"
    return "done"


@pytest.mark.slow
@pytest.mark.handbook(161)
def test_a_thousand_concurrent_operations_leave_no_difference(own_database):
    codes = ["980121", "980122"]
    for number in range(3):
        codes.append(f"98024{number}")
        birth.county_create(
            code=codes[-1],
            name=f"县{number}",
            host=f"f{number}.localhost",
            admin_phone=f"1990000401{number}",
            by=Actor.system("t"),
            on=NOW,
        )
    for code in codes:
        furnish(code)
    with ThreadPoolExecutor(WORKERS) as pool:
        outcomes = list(
            pool.map(lambda seed: one_operation(codes[seed % 5], seed), range(OPERATIONS))
        )
    assert outcomes.count("done") > OPERATIONS // 4
    for code in codes:
        with county_context(code) as county:
            facts.refresh(county, today=NOW.date(), now=NOW)
            assert facts.verify(county, today=NOW.date()) == []
