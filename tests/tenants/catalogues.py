"""Two schemas compared to the letter: structure by pg_dump, rows by content."""

import re
import subprocess

from django.db import connection

from tenants import template
from tenants.context import schema_context

# Rows that differ by nature: births have their own times and tokens.
VOLATILE_TABLES = {"django_session"}
VOLATILE_COLUMNS = re.compile(
    r"(_at|applied|timestamp|latest_revision_created_at|uuid|translation_key|"
    r"last_published_at|first_published_at|sealed|hash|updated|created)$"
)


def structure(schema: str) -> list[str]:
    """pg_dump of the schema's structure with its name taken out."""
    dump = subprocess.run(
        [
            str(template.program("pg_dump")),
            "--schema-only",
            "--schema",
            schema,
            "--no-owner",
            "--no-privileges",
            "--dbname",
            template.address(),
        ],
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    lines = [re.sub(rf'"?\b{schema}\b"?', "SCHEMA", line) for line in dump.splitlines()]
    return [
        normal(line)
        for line in lines
        if line and not line.startswith(("--", "\\", "SET ", "SELECT pg_catalog"))
    ]


def normal(line: str) -> str:
    """PostgreSQL prints `= ANY (ARRAY[…])` anew with other casts and brackets, same meaning."""
    if "ARRAY[" not in line:
        return line
    return re.sub(r"[()]|\[\]|::(character varying|text)", "", line)


def tables(schema: str) -> list[str]:
    """All tables of a schema."""
    with schema_context(schema), connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = %s ORDER BY 1", [schema])
        return [row[0] for row in cursor.fetchall()]


def rows(schema: str, table: str) -> list[str]:
    """A table's rows without ids' and times' accidents, in order."""
    with schema_context(schema), connection.cursor() as cursor:
        cursor.execute(f'SELECT * FROM "{table}"')
        names = [column[0] for column in cursor.description]
        keep = [i for i, name in enumerate(names) if not VOLATILE_COLUMNS.search(name)]
        return sorted(str([row[i] for i in keep]) for row in cursor.fetchall())


def sequences(schema: str) -> dict[str, bool]:
    """Every identity or serial column: would its next value collide with a row?"""
    found = {}
    with schema_context(schema), connection.cursor() as cursor:
        cursor.execute(
            """SELECT c.relname, a.attname, pg_get_serial_sequence(quote_ident(n.nspname) || '.' ||
                      quote_ident(c.relname), a.attname)
               FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
               JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0
               WHERE n.nspname = %s AND c.relkind = 'r' AND NOT a.attisdropped""",
            [schema],
        )
        for table, column, sequence in cursor.fetchall():
            if sequence:
                cursor.execute(f'SELECT COALESCE(max("{column}"), 0) FROM "{table}"')
                highest = cursor.fetchone()[0]
                cursor.execute(f"SELECT last_value, is_called FROM {sequence}")
                last, called = cursor.fetchone()
                found[f"{table}.{column}"] = (last if called else last - 1) >= highest
    return found
