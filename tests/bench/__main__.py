"""Runs all benchmarks, or the one named, prints the table and writes .data/bench.json."""

import importlib
import json
import os
import sys
from pathlib import Path

# Births first: ext4 is slow to make files for minutes after databases of thousands were dropped.
NAMES = (
    "county_birth",
    "api_list",
    "case_list",
    "county_migrate",
    "fulltext",
    "papers",
    "portal_list",
    "province_overview",
    "request_overhead",
    "sitecache",
    "sitesearch",
    "sitespeed",
    "station_import",
)
HERE = Path(__file__).resolve()


def setting_up() -> None:
    """Django on a database of our own, copied from the tests' pattern."""
    root = HERE.parents[2]
    sys.path[:0] = [str(root), str(root / "platform")]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
    import django

    django.setup()
    from django.conf import settings

    from tenants import embedded

    if settings.EMBEDDED_POSTGRES:
        embedded.ensure(postgres=True, broker=False)


def run(name: str) -> dict[str, object]:
    """One benchmark on a fresh database."""
    from django.db import connections

    from tests import databases

    databases.ensure_pattern()
    own = databases.name_of("bench")
    databases.copy_pattern(own)
    databases.use(own)
    settle()
    try:
        return importlib.import_module(f"tests.bench.{name}").run().as_row()
    finally:
        connections.close_all()
        databases.drop(own)


def settle() -> None:
    """What copying the database left to be written is written now, not while others are timed."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("CHECKPOINT")
    os.sync()


def line(row: dict[str, object]) -> str:
    """A row of the printed table."""

    def number(key: str, suffix: str = "") -> str:
        value = row[key]
        return f"{value:.4g}{suffix}" if isinstance(value, float | int) else "–"

    return (
        f"{row['name']:<18} {number('ours'):>9} {row['unit']:<4} "
        f"floor {number('floor'):>9}  peer {number('peer'):>9}  "
        f"ours/floor {number('ours_to_floor', '×'):>8}  peer/ours {number('peer_to_ours', '×'):>8}"
        f"\n{'':<18} {row['context']}"
    )


def main() -> None:
    """Run, print, keep: the rows of benchmarks not run now stay in the file."""
    wanted = sys.argv[1:] or list(NAMES)
    unknown = sorted(set(wanted) - set(NAMES))
    if unknown:
        raise SystemExit(f"{', '.join(unknown)}? There are: {', '.join(NAMES)}")
    setting_up()
    from django.conf import settings

    file = settings.DATA_DIR / "bench.json"
    kept = {row["name"]: row for row in json.loads(file.read_text())} if file.exists() else {}
    for name in wanted:
        kept[name] = run(name)
        print(line(kept[name]), flush=True)
    file.write_text(json.dumps(list(kept.values()), ensure_ascii=False, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
