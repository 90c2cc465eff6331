"""The overview of all counties against the bare SQL on the fact table, at 3 and at 200 counties.

The floor sends the one statement that the figures need with psycopg2 and takes its rows; ours makes
of them the lines, shares, points, ranks and changes on the year. Charts are made by the page, for
the figures of one topic at a time.
"""

import gc
import os
import time
from datetime import UTC, date, datetime

import psycopg2
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.actor import Actor
from core.figures import Figure, figures
from oversight import selectors, series
from oversight.periods import Period
from tenants.birth import county_create
from tenants.context import province_context
from tenants.models import County
from tests.bench.result import Result, median

COUNTIES = int(os.environ.get("BENCH_COUNTIES", "200"))
FEW = 3
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "15"))
ON = datetime(2024, 1, 5, 1, 0, tzinfo=UTC)
TODAY = date(2026, 11, 24)
PERIOD = Period(date(2026, 10, 1), "month")
# A county of the usual size: its townships and stations are in the table too, with those figures
# that are counted by station; the others are the centre's own and have one row a county.
TOWNSHIPS, STATIONS = 15, 100
BY_STATION = ("operations.stations.figures", "operations.casework.figures")

FILL = """
INSERT INTO oversight_monthfact
    (county_id, level, unit, parent, code, numerator, denominator, month, frozen)
SELECT county.id, unit.level, unit.code, '', figure.code,
       30 + (county.id + extract(month FROM month)::int) %% 60, 100, month, false
FROM tenants_county county
CROSS JOIN unnest(%(codes)s) AS figure(code)
CROSS JOIN generate_series('2024-11-01'::date, '2026-11-01'::date, interval '1 month') AS month
CROSS JOIN LATERAL (
    SELECT 'county' AS level, county.code AS code
    UNION ALL SELECT 'township', county.code || lpad(n::text, 3, '0')
              FROM generate_series(1, %(townships)s) n WHERE figure.code = ANY(%(by_station)s)
    UNION ALL SELECT 'station', n::text
              FROM generate_series(1, %(stations)s) n WHERE figure.code = ANY(%(by_station)s)
) AS unit
WHERE county.id = ANY(%(counties)s)
"""


def bear(count: int) -> None:
    """So many counties in all."""
    with province_context():
        there = County.objects.count()
    for number in range(there, count):
        county_create(
            code=f"98{1000 + number}",
            name="演示县",
            host=f"c{number}.localhost",
            admin_phone="19900001001",
            by=Actor.system("bench"),
            on=ON,
        )


def by_station(figure: Figure) -> bool:
    """Is it counted in stations and cases? What a partial binds, or a closure, has a module too."""
    return getattr(figure.values, "func", figure.values).__module__ in BY_STATION


def fill() -> None:
    """Two years of facts for the counties that have none."""
    with province_context(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT id FROM tenants_county EXCEPT SELECT county_id FROM oversight_monthfact"
        )
        ids = [row[0] for row in cursor.fetchall()]
        cursor.execute(
            FILL,
            {
                "codes": [figure.code for figure in figures()],
                "by_station": [figure.code for figure in figures() if by_station(figure)],
                "townships": TOWNSHIPS,
                "stations": STATIONS,
                "counties": ids,
            },
        )
        cursor.execute(
            "INSERT INTO oversight_countystate (county_id, first_month, refreshed_at, differences) "
            "SELECT id, '2024-11-01', now(), 0 FROM tenants_county WHERE id = ANY(%s) "
            "ON CONFLICT (county_id) DO NOTHING",
            [ids],
        )
        cursor.execute("VACUUM ANALYZE oversight_monthfact")


def bare(link: "psycopg2.extensions.connection") -> int:
    """The one statement, its rows taken; how many."""
    values = {"level": "county", "first": date(2025, 10, 1), "last": PERIOD.months[-1]}
    with link.cursor() as cursor:
        cursor.execute(series.SERIES_SQL, values)
        return len(cursor.fetchall())


def ours() -> int:
    """The whole overview; how many stored figures are behind it, derived ones counted as theirs."""
    with province_context():
        seen = selectors.overview(PERIOD, today=TODAY)
    assert all(line.cells for line in seen.lines)
    return len(seen.lines) * len(figures())


def queries() -> int:
    """Statements of one overview."""
    with CaptureQueriesContext(connection) as captured:
        ours()
    return len(captured)


def side_by_side() -> tuple[float, float]:
    """Milliseconds of ours and of the floor, medians of turns."""
    values = connection.get_connection_params()
    wanted = ("dbname", "host", "port", "user", "password", "options")
    link = psycopg2.connect(**{key: values[key] for key in wanted if values.get(key)})
    times: tuple[list[float], list[float]] = ([], [])
    figures_seen = bare(link)
    assert figures_seen == ours(), "both must see the same figures"
    for _number in range(ROUNDS):
        for work, taken in ((ours, times[0]), (lambda: bare(link), times[1])):
            start = time.perf_counter()
            work()
            taken.append((time.perf_counter() - start) * 1000)
    link.close()
    return median(times[0]), median(times[1])


def run() -> Result:
    """Few counties, then all."""
    # As the web server's entry does: see config/wsgi.py.
    gc.collect()
    gc.freeze()
    bear(FEW)
    fill()
    few, few_queries = side_by_side(), queries()
    bear(COUNTIES)
    fill()
    many, many_queries = side_by_side(), queries()
    assert few_queries == many_queries, (few_queries, many_queries)
    return Result(
        "province_overview",
        "ms",
        ours=many[0],
        floor=many[1],
        context=f"{COUNTIES} counties, {TOWNSHIPS} townships and {STATIONS} stations each, 25 "
        f"months; {many_queries} statements at {FEW} and at {COUNTIES} counties; "
        f"at {FEW}: {few[0]:.1f} ms against {few[1]:.1f}; floor: bare SQL on the fact table",
    )
