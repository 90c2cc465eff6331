"""kill -9 in the middle of a refresh: afterwards every record is counted once (R161)."""

import random
import time
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from core import figures
from core.actor import Actor, Holding
from core.models import FigureChange
from operations.stations import services
from operations.stations.figures import CODES
from operations.stations.models import StateSpan, Station, Township, Village
from oversight import facts
from oversight.models import Fact, MonthFact
from tenants.context import county_context, province_context
from tenants.embedded.processes import wait_until
from tests.conftest import A
from tests.oversight import begun
from tests.oversight.worker import START_SECONDS, Worker

NOW = timezone.now()
TODAY = timezone.localdate(NOW)
SINCE = TODAY - timedelta(days=400)
OPS = Actor(501, "祝望舒", frozenset({Holding("office"), Holding("director"), Holding("ops")}))
STATIONS, TURNS = 12, 7
# As many kills as fit, but at least so many, and so many before the refresh was done.
SECONDS, FEWEST_KILLS, FEWEST_IN_THE_MIDDLE, MOST_KILLS = 20, 4, 2, 12


@pytest.fixture
def county(own_database, monkeypatch):
    """禾川县 with a year of stations suspended and resumed, none of it counted yet."""
    monkeypatch.setitem(figures._figures, begun.CODE, begun.BEGUN)
    with county_context(A) as county, figures.quiet(), transaction.atomic():
        # As its first night does: what says something without any record.
        facts.count_what_is_new(county, today=TODAY)
        town = Township.objects.create(code=f"{A}100", name="柳溪镇", valid_from_date=SINCE)
        for number in range(STATIONS):
            furnish(town, number)
        everything_changed()
    return county


def everything_changed():
    """All days are to be counted again, as after an import."""
    figures.changed(CODES, on=SINCE)
    for day in set(begun.BEGUN.change_days()):
        figures.changed([begun.CODE], on=day)


def furnish(town, number):
    village = Village.objects.create(
        code=f"{A}100{200 + number}", name=f"村{number}", township=town, valid_from_date=SINCE
    )
    station = Station.objects.create(
        name=f"站{number}", slug=f"s{number}", township=town, village=village, status="operating"
    )
    days = [SINCE + timedelta(days=number + STATIONS * turn) for turn in range(TURNS)]
    StateSpan.objects.bulk_create(
        StateSpan(
            station=station,
            state="suspended" if turn % 2 else "operating",
            from_date=day,
            to_date=days[turn + 1] if turn + 1 < TURNS else None,
        )
        for turn, day in enumerate(days)
    )


@pytest.fixture
def worker(county, own_database, tmp_path):
    made = Worker(own_database, tmp_path)
    made.start()
    yield made
    made.stop()


def something_happens(round_number):
    """A station stops today, and a late import touches every day before."""
    with county_context(A), figures.quiet(), transaction.atomic():
        station = Station.objects.order_by("pk")[round_number % STATIONS]
        services.station_suspend(station_id=station.pk, by=OPS, at=NOW, reason="盘点")
        everything_changed()


def is_refreshing():
    """Does somebody hold the county's lock on its figures?"""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT 1 FROM pg_locks JOIN pg_database d ON d.oid = database"
            " WHERE locktype = 'advisory' AND granted AND datname = current_database())"
        )
        return cursor.fetchone()[0]


def outbox_is_empty():
    with county_context(A):
        return not FigureChange.objects.exists()


def wait_for(condition, worker, seconds=START_SECONDS):
    assert wait_until(condition, seconds=seconds, pause=0.005), worker.said


def stored():
    """All facts, in one order."""
    with province_context():
        return [
            list(model.objects.order_by(*fields).values_list(*fields, "numerator", "denominator"))
            for model, fields in (
                (Fact, ("county_id", "code", "level", "unit", "day")),
                (MonthFact, ("county_id", "code", "level", "unit", "month")),
            )
        ]


def assert_counted_once(county):
    """The facts are those of the records, and two sums taken without the code that made them."""
    with county_context(county):
        assert facts.verify(county, today=TODAY) == []
        operating = Station.objects.filter(status="operating").count()
        spans = StateSpan.objects.count()
    with province_context():
        of_county = {"county_id": county.pk, "unit": A}
        now = Fact.objects.filter(**of_county, code="S-OPERATING").order_by("-day").first()
        assert now.numerator == operating
        for model in (Fact, MonthFact):
            counted = model.objects.filter(**of_county, code=begun.CODE)
            assert sum(counted.values_list("numerator", flat=True)) == spans


@pytest.mark.slow
@pytest.mark.handbook(161)
def test_a_killed_worker_has_done_all_or_nothing_and_the_next_one_does_it_once(county, worker):
    dice = random.Random()
    worker.send("oversight.refresh", place=A)
    wait_for(is_refreshing, worker)
    since = time.monotonic()
    wait_for(outbox_is_empty, worker)
    lasts = time.monotonic() - since
    assert_counted_once(county)
    kills, in_the_middle, until = 0, 0, time.monotonic() + SECONDS
    while kills < MOST_KILLS and (
        kills < FEWEST_KILLS or in_the_middle < FEWEST_IN_THE_MIDDLE or time.monotonic() < until
    ):
        before = stored()
        something_happens(kills)
        worker.send("oversight.refresh", place=A)
        wait_for(is_refreshing, worker)
        time.sleep(dice.uniform(0, lasts))
        if kills % 2:
            # The worker gives the message to its next child.
            worker.kill_child()
        else:
            in_the_middle += power_fails(worker, before)
        wait_for(outbox_is_empty, worker)
        assert_counted_once(county)
        kills += 1
    assert in_the_middle >= FEWEST_IN_THE_MIDDLE


def power_fails(worker, before):
    """The broker gives the message back after an hour; the scheduler's sweep is there before.

    Returns whether the refresh was under way, with nothing of it left behind.
    """
    worker.kill()
    # The server notices at the end of the statement that nobody is there any more.
    wait_for(lambda: not is_refreshing(), worker)
    undone = not outbox_is_empty()
    assert not undone or stored() == before
    worker.start()
    worker.send("tenants.fan_out", place="province", args=("oversight.sweep",))
    return undone
