"""Migrating all counties: planned once per group of equal ones, applied as plain SQL to each (D9).

All counties are born of one script, so most are equal to the letter. For each group with the same
set of applied migrations the SQL is collected once, against one of its schemas, and sent to every
other in one message: a transaction with its own `lock_timeout` and search path that also records
the migrations. What is not SQL (RunPython, renamed models, non-atomic steps) goes through the
stock executor, schema by schema. The result equals that of `migrate_schemas`; tests compare.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import psycopg2
from django.core.management import call_command
from django.core.management.sql import emit_post_migrate_signal
from django.db import connection, connections
from django.db.migrations import Migration, operations
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _

from tenants import template
from tenants.caches import content_types
from tenants.context import TEMPLATE_SCHEMA, province_context, schema_context
from tenants.models import County, TemplateScript

Progress = Callable[[str], Any]

# After these the frameworks' own rows (content types, permissions) are not what they were.
_CHANGE_OF_MODELS = (
    operations.CreateModel, operations.DeleteModel, operations.AlterModelOptions,
)


@dataclass(frozen=True, slots=True)
class Segment:
    """Migrations applied together. sql is None for those the stock executor must do."""

    names: tuple[tuple[str, str], ...]
    sql: str | None


@dataclass(frozen=True, slots=True)
class Plan:
    """What a group of equal schemas needs."""

    segments: tuple[Segment, ...]
    models_changed: bool


@dataclass(slots=True)
class Report:
    """What happened: codes migrated, codes with the reason they failed, how many had nothing to do."""

    migrated: list[str] = field(default_factory=list)
    failed: dict[str, str] = field(default_factory=dict)
    unchanged: int = 0


@dataclass(frozen=True, slots=True)
class _Work:
    """How to work: seconds to wait for a lock, what the target's fingerprint is."""

    lock_timeout: float
    wanted: str


def migrate_counties(
    *, jobs: int = 1, lock_timeout: float = 3.0, only: str = "",
    progress: Progress = lambda text: None,
) -> Report:
    """Bring `public`, the template and all counties (or one) to the code's migrations.

    One county goes first as the canary; if it fails, the others are left alone. Later a county
    that fails is reported and skipped. Calling again goes on where it stopped.
    """
    template.migrations_hash.cache_clear()
    work = _Work(lock_timeout, template.migrations_hash())
    with province_context():
        _migrate_public()
        counties = County.objects.order_by("code")
        if only:
            counties = counties.filter(code=only)
        schemas = {county.schema_name: county for county in counties}
    states = applied_hashes([*schemas, TEMPLATE_SCHEMA])
    groups = _groups(schemas, states, work)
    report = Report(unchanged=len(schemas) - sum(map(len, groups.values())))
    plans = {state: plan_for(group[0]) for state, group in groups.items()}
    canary = min((group[0] for group in groups.values()), default="")
    if canary:
        why = _segments(canary, plans[states[canary]], work)
        if why is not None:
            _note(report, schemas[canary].code, why, progress)
            return report
    if states.get(TEMPLATE_SCHEMA) != work.wanted:
        _migrate_template(states.get(TEMPLATE_SCHEMA), plans, work)
    if canary:
        # Its content types come from the template, so it is finished after the template.
        _note(report, schemas[canary].code, _finish(canary, work), progress)
    rest = [(schema, plans[state]) for state, group in groups.items()
            for schema in group if schema != canary]
    for schema, why in _many(rest, work, jobs):
        _note(report, schemas[schema].code, why, progress)
    return report


def _groups(schemas: dict[str, County], states: dict[str, str],
            work: _Work) -> dict[str, list[str]]:
    """Schemas with something to do, by what they have.

    One that has all migrations but was killed before it was finished has the old fingerprint on
    its row: it is in the group of the target, whose plan is empty.
    """
    groups: dict[str, list[str]] = {}
    for schema, county in schemas.items():
        state = states.get(schema, "")
        if state != work.wanted or county.migrations_hash != work.wanted:
            groups.setdefault(state, []).append(schema)
    return groups


def _note(report: Report, code: str, why: str | None, progress: Progress) -> None:
    if why is None:
        report.migrated.append(code)
        progress(f"✓ {code}")
    else:
        report.failed[code] = why
        progress(f"✗ {code} {why}")


def applied_hashes(schemas: Sequence[str]) -> dict[str, str]:
    """Fingerprint of each schema's applied migrations, read from the schemas in one statement.

    Schemas that do not exist are left out.
    """
    with province_context(), connection.cursor() as cursor:
        cursor.execute("SELECT nspname FROM pg_namespace WHERE nspname = ANY(%s)", [list(schemas)])
        existing = [row[0] for row in cursor.fetchall()]
        if not existing:
            return {}
        part = (
            "SELECT '{0}', array_agg(app || '.' || name) FROM \"{0}\".django_migrations "
        )
        cursor.execute(" UNION ALL ".join(part.format(schema) for schema in existing))
        rows = cursor.fetchall()
    ours = template.tenant_labels()
    return {
        schema: hashlib.sha256(
            "\n".join(sorted(n for n in names or [] if n.split(".")[0] in ours)).encode()
        ).hexdigest()
        for schema, names in rows
    }


def plan_for(schema: str) -> Plan:
    """What one schema (and all that equal it) needs, the SQL collected against it."""
    with schema_context(schema):
        executor = MigrationExecutor(connection)
        steps = executor.migration_plan(executor.loader.graph.leaf_nodes())
        state = executor._create_project_state(with_applied_migrations=True)
        segments: list[Segment] = []
        changed = False
        for migration, _backwards in steps:
            name = (migration.app_label, migration.name)
            changed = changed or any(
                isinstance(step, _CHANGE_OF_MODELS) for step in migration.operations
            )
            if is_sql(migration):
                with connection.schema_editor(collect_sql=True, atomic=True) as editor:
                    state = migration.apply(state, editor, collect_sql=True)
                segments.append(Segment((name,), "\n".join(editor.collected_sql)))
            else:
                state = migration.mutate_state(state)
                segments.append(Segment((name,), None))
                # The stock executor sends post_migrate itself, but not for what we do.
                changed = True
    return Plan(tuple(_joined(segments)), changed)


def is_sql(migration: Migration) -> bool:
    """Can the whole migration be sent as SQL in one transaction?"""
    return migration.atomic and all(
        step.reduces_to_sql and not isinstance(step, operations.RenameModel)
        for step in migration.operations
    )


def _joined(segments: list[Segment]) -> Iterator[Segment]:
    """Neighbouring SQL segments as one message."""
    waiting: list[Segment] = []
    for segment in segments:
        if segment.sql is None:
            yield from _as_one(waiting)
            waiting = []
            yield segment
        else:
            waiting.append(segment)
    yield from _as_one(waiting)


def _as_one(segments: list[Segment]) -> Iterator[Segment]:
    if segments:
        names = tuple(name for segment in segments for name in segment.names)
        yield Segment(names, "\n".join(segment.sql or "" for segment in segments))


def _many(rest: list[tuple[str, Plan]], work: _Work,
          jobs: int) -> Iterator[tuple[str, str | None]]:
    if jobs <= 1:
        for schema, plan in rest:
            yield schema, _one(schema, plan, work)
        return
    with ThreadPoolExecutor(jobs) as pool:
        futures = {pool.submit(_in_thread, schema, plan, work): schema for schema, plan in rest}
        for future in as_completed(futures):
            yield futures[future], future.result()


def _in_thread(schema: str, plan: Plan, work: _Work) -> str | None:
    try:
        return _one(schema, plan, work)
    finally:
        connections.close_all()


def _one(schema: str, plan: Plan, work: _Work) -> str | None:
    """Migrate and finish one schema; the reason when it failed."""
    return _segments(schema, plan, work) or _finish(schema, work)


def _segments(schema: str, plan: Plan, work: _Work) -> str | None:
    """Apply a plan to one schema; the reason when it failed."""
    try:
        for segment in plan.segments:
            if segment.sql is None:
                _stock(schema, segment)
            else:
                _send(schema, segment, work)
    except Exception as error:
        return _in_words(error)
    finally:
        content_types.forget(schema)
    return None


def _finish(schema: str, work: _Work) -> str | None:
    """The frameworks' rows, then the fingerprint on the county's row: only now it is done."""
    try:
        with _link() as cursor:
            cursor.execute(_FRAMEWORK_ROWS.format(schema=schema, source=TEMPLATE_SCHEMA))
            cursor.execute(
                "UPDATE public.tenants_county SET migrations_hash = %s WHERE schema_name = %s",
                [work.wanted, schema],
            )
    except psycopg2.Error as error:
        return _in_words(error)
    return None


def _in_words(error: Exception) -> str:
    if isinstance(error, psycopg2.errors.LockNotAvailable):
        return _("A table was in use for too long. Try again at a quieter time.")
    return str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__


def _send(schema: str, segment: Segment, work: _Work) -> None:
    """One message: all of it or nothing, recorded in the same transaction."""
    values = ", ".join(f"('{app}', '{name}', now())" for app, name in segment.names)
    message = (
        f"BEGIN;\nSET LOCAL lock_timeout = '{int(work.lock_timeout * 1000)}ms';\n"
        f'SET LOCAL search_path = "{schema}";\n'
        f"{segment.sql}\n"
        f"INSERT INTO django_migrations (app, name, applied) VALUES {values};\nCOMMIT;"
    )
    with _link() as cursor:
        try:
            cursor.execute(message)
        except psycopg2.Error:
            cursor.execute("ROLLBACK")
            raise


@contextmanager
def _link() -> Iterator[Any]:
    """A bare cursor on this thread's connection, outside Django's transactions and prefixes."""
    connection.ensure_connection()
    with connection.connection.cursor(cursor_factory=psycopg2.extensions.cursor) as cursor:
        yield cursor


def _stock(schema: str, segment: Segment) -> None:
    """One migration by Django's own executor."""
    for app, name in segment.names:
        with schema_context(schema):
            MigrationExecutor(connection).migrate([(app, name)])


# Ids differ between schemas, so rows are matched by (app_label, model, codename), never by id.
_FRAMEWORK_ROWS = """
INSERT INTO "{schema}".django_content_type (app_label, model)
SELECT app_label, model FROM "{source}".django_content_type ON CONFLICT DO NOTHING;
INSERT INTO "{schema}".auth_permission (name, content_type_id, codename)
SELECT permission.name, ours.id, permission.codename
FROM "{source}".auth_permission AS permission
JOIN "{source}".django_content_type AS theirs ON theirs.id = permission.content_type_id
JOIN "{schema}".django_content_type AS ours USING (app_label, model)
ON CONFLICT DO NOTHING;
"""


def _migrate_public() -> None:
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate_schemas", shared=True, interactive=False, verbosity=0)


def _migrate_template(state: str | None, plans: dict[str, Plan], work: _Work) -> None:
    """The template in step with the canary; without one it is made afresh."""
    if state is None:
        template.build_template()
    else:
        plan = plans.get(state) or plan_for(TEMPLATE_SCHEMA)
        why = _segments(TEMPLATE_SCHEMA, plan, work)
        if why is not None:
            raise template.TemplateBroken(why)
        if plan.models_changed:
            _post_migrate()
    with province_context():
        fresh = TemplateScript.objects.filter(migrations_hash=template.fingerprint()).exists()
    if not fresh:
        template.store_script(template.fingerprint())


def _post_migrate() -> None:
    """Content types and permissions of the template, made by the frameworks themselves."""
    with schema_context(TEMPLATE_SCHEMA):
        emit_post_migrate_signal(verbosity=0, interactive=False, db="default")
