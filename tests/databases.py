"""Test databases: one pattern with the province and two counties, copied for each worker.

The pattern is built once per state of the code (its migrations and seeds) and kept on the embedded
server; a run copies it in a fraction of a second.
"""

import fcntl
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import psycopg2
from django.conf import settings
from django.db import connection, connections, transaction

from tenants import template
from tenants.birth import county_create
from tenants.context import province_context, schema_context

ROOT = Path(__file__).resolve().parents[1]
BORN_AT = datetime(2025, 1, 6, 1, 0, tzinfo=UTC)
SHIFT = 10_000


def name_of(purpose: str) -> str:
    """A database's name for this shell and this worker."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "")
    return "_".join(part for part in ("test", settings.DATABASE_NAME, purpose, worker) if part)


def pattern_name() -> str:
    """The pattern is shared by all workers of a shell."""
    return f"pattern_{settings.DATABASE_NAME}"


def fingerprint() -> str:
    """Hash of all that decides what the pattern looks like."""
    found = hashlib.sha256(b"2")
    places = [
        *ROOT.glob("platform/**/migrations/*.py"),
        *ROOT.glob("*/migrations/*.py"),
        *ROOT.glob("platform/**/seeds.py"),
        *ROOT.glob("*/seeds.py"),
        ROOT / "tenants/template.py",
        ROOT / "tenants/birth.py",
        Path(__file__),
    ]
    for path in sorted(places):
        found.update(path.read_bytes())
    return found.hexdigest()


@contextmanager
def server() -> Iterator["psycopg2.extensions.cursor"]:
    """A cursor outside all test databases."""
    values = dict(connections["default"].get_connection_params())
    values = {key: values[key] for key in ("host", "port", "user", "password") if values.get(key)}
    link = psycopg2.connect(dbname="postgres", **values)
    link.autocommit = True
    try:
        with link.cursor() as cursor:
            yield cursor
    finally:
        link.close()


def use(name: str) -> None:
    """Point Django at a database."""
    connections.close_all()
    connection.settings_dict["NAME"] = name
    settings.DATABASES["default"]["NAME"] = name


def copy_pattern(name: str, source: str = "") -> None:
    """Make (or make afresh) a database from the pattern, or from another that nobody uses."""
    source = source or pattern_name()
    with locked(), server() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{source}" STRATEGY FILE_COPY')


@contextmanager
def own(name: str, source: str = "") -> Iterator[str]:
    """Use a copy with real commits, then go back; the copy stays until it is dropped."""
    main = connection.settings_dict["NAME"]
    copy_pattern(name, source)
    use(name)
    transaction.county_tests = False
    connection.set_schema_to_public()
    try:
        yield name
    finally:
        transaction.county_tests = True
        connection.set_schema_to_public()
        use(main)


def drop(name: str) -> None:
    """Remove a database."""
    with server() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


@contextmanager
def locked() -> Iterator[None]:
    """One process at a time makes or copies the pattern."""
    path = settings.DATA_DIR / f"{pattern_name()}.lock"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def ensure_pattern() -> None:
    """Build the pattern unless the server has one of today's code."""
    with locked():
        wanted = fingerprint()
        with server() as cursor:
            cursor.execute(
                "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s",
                [pattern_name()],
            )
            row = cursor.fetchone()
            if row and row[0] == wanted:
                return
            cursor.execute(f'DROP DATABASE IF EXISTS "{pattern_name()}" WITH (FORCE)')
            cursor.execute(f'CREATE DATABASE "{pattern_name()}"')
        use(pattern_name())
        build()
        connections.close_all()
        with server() as cursor:
            cursor.execute(f"COMMENT ON DATABASE \"{pattern_name()}\" IS '{wanted}'")


def build() -> None:
    """The province, 禾川县 and 云枞县, whose content types and permissions have other ids."""
    from console.models import Centre
    from core.actor import Actor

    template.prepare()
    with province_context():
        Centre.objects.filter(kind="province").update(name="青禾省", code="980000", fictional=True)
    for code, name, host, phone in (
        ("980121", "禾川县", "hechuan.localhost", "19900001001"),
        ("980122", "云枞县", "yuncong.localhost", "19900001002"),
    ):
        county_create(
            code=code,
            name=name,
            host=host,
            prefecture="云泽市",
            province="青禾省",
            admin_name="卜禾青",
            admin_phone=phone,
            by=Actor.system("tests"),
            on=BORN_AT,
        )
    for table in ("django_content_type", "auth_permission"):
        shift_ids("c980122", table)


def shift_ids(schema: str, table: str) -> None:
    """Give every row of a table, and all that refer to it, another id: leaks of ids get seen."""
    with schema_context(schema), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        cursor.execute(
            """
            SELECT c.conrelid::regclass::text, a.attname FROM pg_constraint c
            JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
            WHERE c.contype = 'f' AND c.confrelid = %s::regclass
            """,
            [f"{schema}.{table}"],
        )
        for owner, column in cursor.fetchall():
            cursor.execute(f"UPDATE {owner} SET {column} = {column} + {SHIFT}")
        cursor.execute(f"UPDATE {table} SET id = id + {SHIFT}")
        cursor.execute(
            f"SELECT setval(pg_get_serial_sequence(%s, 'id'), max(id)) FROM {table}",
            [f"{schema}.{table}"],
        )


def reset_sequences(*schemas: str) -> None:
    """Let the next ids follow the rows that are there, as in a fresh copy of the pattern.

    Sequences keep what rolled-back tests took; tests that compare two counties' equal keys, or
    keep addresses with ids in a file, need them as new.
    """
    for schema in schemas:
        with schema_context(schema), connection.cursor() as cursor:
            cursor.execute(
                """
                SELECT c.relname, a.attname, pg_get_serial_sequence(
                    quote_ident(n.nspname) || '.' || quote_ident(c.relname), a.attname)
                FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0
                WHERE n.nspname = %s AND c.relkind = 'r' AND NOT a.attisdropped
                """,
                [schema],
            )
            for table, column, sequence in cursor.fetchall():
                if sequence:
                    cursor.execute(
                        f'SELECT setval(%s, COALESCE(max("{column}"), 1), '
                        f'max("{column}") IS NOT NULL) FROM "{table}"',
                        [sequence],
                    )
