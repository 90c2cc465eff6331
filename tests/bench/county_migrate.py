"""One nullable column in all counties, process start included, against `migrate_schemas`."""

import os
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

import psycopg2
from django.conf import settings
from django.db import connection

from core.actor import Actor
from tenants.birth import county_create
from tenants.context import province_context
from tenants.models import County
from tests.bench.result import Result
from tests.databases import ROOT
from tests.tenants import extra

COUNTIES = int(os.environ.get("BENCH_COUNTIES", "200"))
ON = datetime(2026, 1, 5, 1, 0, tzinfo=UTC)


def column(name: str) -> str:
    """A nullable column on a table that every county has."""
    return f'migrations.AddField("township", "{name}", models.CharField(max_length=20, null=True))'


def manage(folder: Path, *words: str) -> float:
    """Run a command as a process of its own; seconds from start to end."""
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "tests.bench.settings",
        "BENCH_FOLDER": str(folder),
        "BENCH_PACKAGE": extra.PACKAGE,
        "COUNTYLINK_DB": str(settings.DATABASES["default"]["NAME"]),
    }
    start = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "manage.py", *words],
        cwd=ROOT,
        env=environment,
        check=False,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise SystemExit(done.stdout + done.stderr)
    return time.perf_counter() - start


def counties() -> list[str]:
    """Bear what is missing; all schemas."""
    with province_context():
        there = County.objects.count()
    for number in range(COUNTIES - there):
        county_create(
            code=f"98{1000 + number}",
            name="演示县",
            host=f"c{number}.localhost",
            admin_phone="19900001001",
            by=Actor.system("bench"),
            on=ON,
        )
    with province_context():
        return list(County.objects.values_list("schema_name", flat=True))


def having(name: str) -> int:
    """In how many schemas is the column?"""
    with province_context(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM information_schema.columns WHERE column_name = %s "
            "AND table_schema ~ '^c[0-9]+$'",
            [name],
        )
        return int(cursor.fetchone()[0])


def bare(schemas: list[str]) -> float:
    """The same by hand: one transaction a schema, one message each."""
    values = connection.get_connection_params()
    link = psycopg2.connect(
        **{
            key: values[key]
            for key in ("dbname", "host", "port", "user", "password", "options")
            if values.get(key)
        }
    )
    link.autocommit = True
    start = time.perf_counter()
    with link.cursor() as cursor:
        for schema in schemas:
            cursor.execute(
                f'BEGIN; SET LOCAL search_path = "{schema}"; '
                "ALTER TABLE stations_township ADD COLUMN by_hand varchar(20) NULL; "
                "INSERT INTO django_migrations (app, name, applied) "
                "VALUES ('bench', 'by_hand', now()); COMMIT"
            )
    took = time.perf_counter() - start
    link.close()
    return took


def run() -> Result:
    """Ours, then the floor, then the peer, each adding a column of its own."""
    schemas = counties()
    with tempfile.TemporaryDirectory() as name, extra.migrations_from(Path(name)) as package:
        extra.write(package, "0901_ours", column("by_us"))
        start_only = manage(package.parent, "check")
        ours = manage(package.parent, "county", "migrate")
        again = manage(package.parent, "county", "migrate")
        floor = bare(schemas)
        extra.write(package, "0902_peer", column("by_peer"))
        peer = manage(package.parent, "migrate_schemas")
    assert having("by_us") == having("by_peer") == len(schemas)
    return Result(
        "county_migrate",
        "s",
        ours=ours,
        floor=floor,
        peer=peer,
        context=f"{len(schemas)} counties; a process that only checks {start_only:.1f} s; "
        f"called again with nothing to do {again:.1f} s; peer: migrate_schemas",
    )
