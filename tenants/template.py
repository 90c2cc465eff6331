"""The template schema: migrated and seeded once, dumped into the script all counties come from.

The script is plain SQL with the schema's name as a token. It is rebuilt whenever the fingerprint
of the code's migrations and seeds is not the stored one (D8, ADR 0002).
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import nullcontext
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from multiprocessing import get_context
from pathlib import Path
from types import ModuleType

from django.apps import AppConfig, apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections, transaction
from django.db.migrations.loader import MigrationLoader

from tenants.caches import content_types
from tenants.context import TEMPLATE_SCHEMA, province_context, schema_context
from tenants.embedded.postgres import programs
from tenants.models import TemplateScript
from tenants.ordering import few_models, packages_first

# A name that no data can hold: the dump is searched for it before it is trusted.
TOKEN = "__countylink_schema_8f2c41d7__"  # noqa: S105 - a place holder, no secret
Progress = Callable[[str], None]

_NOT_OURS = re.compile(
    r"^(SET .*|SELECT pg_catalog\.set_config\('search_path'.*|\\(un)?restrict .*|CREATE SCHEMA .*)$"
)


class TemplateBroken(RuntimeError):
    """The template cannot be turned into a script; the message says why."""


def seed_modules(function: str) -> Iterator[ModuleType]:
    """The `seeds` modules of the installed apps that have the function, lowest layer first.

    Found by name, for this package must not import the apps above it.
    """
    for name in seed_order():
        if find_spec(f"{name}.seeds"):
            module = import_module(f"{name}.seeds")
            if hasattr(module, function):
                yield module


def seed_order() -> list[str]:
    """Apps in the order of their layers: what stands on another is seeded after it."""
    known = ["core", "accounts", "console", "operations.staff", "operations.stations"]
    installed = [config.name for config in apps.get_app_configs()]
    others = [name for name in installed if name not in known]
    return [name for name in known if name in installed] + others


def fingerprint(migrations: str = "") -> str:
    """Hash of a county's migrations (today's code's by default), and of today's seeds and data."""
    found = hashlib.sha256((migrations or migrations_hash()).encode())
    for name in seed_order():
        spec = find_spec(f"{name}.seeds")
        if spec and spec.origin:
            seeds = Path(spec.origin)
            for file in (seeds, *sorted(seeds.parent.glob("*.toml"))):
                found.update(file.read_bytes())
    return found.hexdigest()


@cache
def migrations_hash() -> str:
    """Fingerprint of the set of migrations that a county of today's code has."""
    labels = tenant_labels()
    loader = MigrationLoader(None, ignore_no_migrations=True)
    names = sorted(f"{app}.{name}" for app, name in loader.disk_migrations if app in labels)
    return hashlib.sha256("\n".join(names).encode()).hexdigest()


def tenant_labels() -> set[str]:
    """Labels of the apps that a county's schema has tables of."""
    return {config.label for config in tenant_apps()}


def tenant_apps() -> list[AppConfig]:
    """App configurations that a county's schema has tables of."""
    wanted = set(settings.TENANT_APPS)
    return [config for config in apps.get_app_configs() if config.name in wanted]


def prepare(*, progress: Progress = lambda text: None) -> TemplateScript:
    """Bring `public`, the template and its script up to date. Safe to call at every start.

    The template needs nothing of `public`, so a process of its own makes it meanwhile: migrations
    keep one core busy for some seconds each.
    """
    wanted = fingerprint()
    if is_fresh():
        _migrate_public()
        with province_context():
            return TemplateScript.objects.get(migrations_hash=wanted)
    progress("template")
    # A connection that two processes hold is lost for both.
    connections.close_all()
    with ProcessPoolExecutor(1, mp_context=get_context("fork")) as beside:
        template = beside.submit(build_template)
        _migrate_public()
        template.result()
    return store_script(wanted)


def _migrate_public() -> None:
    with province_context():
        # What is there already is changed the stock way.
        empty = not connection.introspection.table_names()
        with packages_first(), few_models() if empty else nullcontext():
            call_command("migrate_schemas", shared=True, interactive=False, verbosity=0)
        for module in seed_modules("province"):
            with transaction.atomic():
                module.province()


def build_template(schema: str = TEMPLATE_SCHEMA) -> None:
    """Make the schema afresh by migrations and seeds; what was there goes."""
    with province_context(), connection.cursor() as cursor:
        cursor.execute(f'DROP SCHEMA IF EXISTS "{schema}" CASCADE')
        cursor.execute(f'CREATE SCHEMA "{schema}"')
    content_types.forget(schema)
    with few_models():
        migrate_schema(schema)
    with schema_context(schema):
        for module in seed_modules("template"):
            with transaction.atomic():
                module.template()


def migrate_schema(schema: str) -> None:
    """Bring one schema up to date the stock way."""
    wanted = {"schema_name": schema, "tenant": True}
    with packages_first():
        call_command("migrate_schemas", **wanted, interactive=False, verbosity=0)
    content_types.forget(schema)


def store_script(wanted: str) -> TemplateScript:
    """Dump the template and keep the script under the fingerprint; older scripts go."""
    sql = script_of(TEMPLATE_SCHEMA)
    with province_context(), transaction.atomic():
        script, _created = TemplateScript.objects.update_or_create(
            migrations_hash=wanted, defaults={"sql": sql}
        )
        TemplateScript.objects.exclude(pk=script.pk).delete()
    return script


def is_fresh() -> bool:
    """Is there a script of today's migrations and seeds? A new database has no place for one."""
    with province_context():
        if TemplateScript._meta.db_table not in connection.introspection.table_names():
            return False
        return TemplateScript.objects.filter(migrations_hash=fingerprint()).exists()


def grow_script(script: TemplateScript, wanted: str, sql: str) -> None:
    """Let the script end with further SQL, unqualified; it then has another fingerprint."""
    path = f'SET LOCAL search_path = "{TOKEN}"'
    script.sql += f"\n{path};\n{sql}\nSET LOCAL search_path = DEFAULT;\n"
    script.migrations_hash = wanted
    with province_context():
        script.save(update_fields=["sql", "migrations_hash"])


def script_of(schema: str) -> str:
    """A schema as SQL with TOKEN for its name. Raises TemplateBroken."""
    dump = subprocess.run(  # noqa: S603 - our own binary, no user input
        [
            str(program("pg_dump")),
            "--schema",
            schema,
            "--no-owner",
            "--no-privileges",
            "--inserts",
            "--rows-per-insert=1000",
            "--dbname",
            address(),
        ],
        check=False,
        capture_output=True,
        text=True,
        env={**os.environ, **password()},
    )
    if dump.returncode:
        raise TemplateBroken(dump.stderr)
    if TOKEN in dump.stdout:
        raise TemplateBroken(f"the data hold {TOKEN}")
    lines = [line for line in dump.stdout.splitlines() if not _NOT_OURS.match(line)]
    sql = re.sub(rf'(?<![\w"]){re.escape(schema)}\.', f'"{TOKEN}".', "\n".join(lines))
    if re.search(rf"\b{re.escape(schema)}\b\.", sql):
        raise TemplateBroken("a name of the template is left in the script")
    return sql


def program(name: str) -> Path:
    """pg_dump and its kin: the embedded server's when it is used, else those on the path."""
    if getattr(settings, "EMBEDDED_POSTGRES", False):
        return programs() / name
    found = shutil.which(name)
    if not found:
        raise TemplateBroken(f"{name} is not installed; install PostgreSQL's client programs")
    return Path(found)


def address() -> str:
    """The connection's address for PostgreSQL's own programs."""
    values = connection.get_connection_params()
    words = {
        "dbname": values.get("dbname"),
        "host": values.get("host"),
        "port": values.get("port"),
        "user": values.get("user"),
    }
    return " ".join(f"{key}='{value}'" for key, value in words.items() if value)


def password() -> dict[str, str]:
    """The password by environment, never on a command line."""
    value = connection.get_connection_params().get("password")
    return {"PGPASSWORD": str(value)} if value else {}
