"""A county's birth against making the same county by migrations; floor: the script alone."""

import os
import threading
import time
from datetime import UTC, datetime

import psycopg2
from django.db import connection, connections

from core.actor import Actor
from tenants import template
from tenants.birth import county_create
from tenants.context import province_context
from tenants.models import TemplateScript
from tests.bench.result import Result, median, seconds

TIMES = int(os.environ.get("BENCH_BIRTHS", "15"))
AT_ONCE = 4
ON = datetime(2026, 1, 5, 1, 0, tzinfo=UTC)


def born(number: int) -> None:
    """One whole birth: schema, seeds, rows, administrator's invitation."""
    county_create(
        code=f"98{number:04d}",
        name="演示县",
        host=f"c{number}.localhost",
        admin_phone="19900001001",
        by=Actor.system("bench"),
        on=ON,
    )


def scripts() -> list[float]:
    """The bare script through psycopg2, committed."""
    with province_context():
        sql = TemplateScript.objects.get().sql
    values = connection.get_connection_params()
    link = psycopg2.connect(
        **{
            key: values[key]
            for key in ("dbname", "host", "port", "user", "password", "options")
            if values.get(key)
        }
    )
    found = []
    with link, link.cursor() as cursor:
        for number in range(TIMES):
            schema = f"floor{number}"
            start = time.perf_counter()
            cursor.execute(f'CREATE SCHEMA "{schema}"')
            cursor.execute(sql.replace(template.TOKEN, schema))
            link.commit()
            found.append(time.perf_counter() - start)
    link.close()
    return found


def lock_waits(stop: threading.Event, found: list[int]) -> None:
    """Looks every hundredth of a second for births that wait for a lock of another."""
    link = connection.copy()
    with link.cursor() as cursor:
        while not stop.wait(0.01):
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
                "AND wait_event_type = 'Lock' AND wait_event <> 'extend'"
            )
            found.append(cursor.fetchone()[0])
    link.close()


def at_once() -> tuple[float, float, int]:
    """Four births together: seconds of the slowest, of the same one after the other, lock waits.

    The waits are sightings, of some eighty looks; two cores are shared by four either way.
    """
    one_by_one = sum(seconds(lambda number=number: born(number)) for number in range(400, 404))
    took: list[float] = []

    def work(number: int) -> None:
        try:
            took.append(seconds(lambda: born(number)))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work, args=[500 + n]) for n in range(AT_ONCE)]
    stop, found = threading.Event(), list[int]()
    watch = threading.Thread(target=lock_waits, args=[stop, found])
    watch.start()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    stop.set()
    watch.join()
    assert len(took) == AT_ONCE
    assert found
    return max(took), one_by_one, sum(found)


def run() -> Result:
    """Median of several births; migrations are run once, they take long enough."""
    born(200)  # imports and caches
    ours, peers = [], []
    for number in range(TIMES):
        ours.append(seconds(lambda number=number: born(201 + number)))
    floor = scripts()
    peers.append(seconds(lambda: template.build_template("peer0")))
    slowest, one_by_one, waits = at_once()
    return Result(
        "county_birth",
        "s",
        ours=median(ours),
        floor=median(floor),
        peer=median(peers),
        context=f"{TIMES} births, worst {max(ours):.2f} s; {AT_ONCE} at once: the slowest "
        f"{slowest:.2f} s, one after the other {one_by_one:.2f} s together, "
        f"seen waiting for a lock: {waits}; peer: migrations",
    )
