"""Migrating all counties: planned once per group of equal ones, applied as plain SQL to each (D9).

All counties are born of one script, so most are equal to the letter. For each group with the same
set of applied migrations the SQL is taken down once, while it runs against one of its schemas in a
transaction that is rolled back (so that a later step finds the names an earlier one made), and
sent to each in one message: a transaction a migration with its own `lock_timeout` and search path
that also records it. What is not SQL (RunPython, renamed models, non-atomic steps) goes through the
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
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.core.management.sql import emit_post_migrate_signal
from django.db import connection, connections
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _

from tenants import template
from tenants.caches import content_types
from tenants.context import TEMPLATE_SCHEMA, province_context, schema_context
from tenants.models import County, TemplateScript
from tenants.planning import Plan, Segment, plan_for, steps_of

Progress = Callable[[str], Any]


@dataclass(slots=True)
class Report:
    """Codes migrated, codes with the reason they failed, and how many had nothing to do."""

    migrated: list[str] = field(default_factory=list)
    failed: dict[str, str] = field(default_factory=dict)
    unchanged: int = 0


@dataclass(frozen=True, slots=True)
class _Work:
    """How to work: seconds to wait for a lock, what the target's fingerprint is."""

    lock_timeout: float
    wanted: str


def migrate_counties(
    *,
    jobs: int = 1,
    lock_timeout: float = 3.0,
    only: str = "",
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
    plans, broken = _plans(groups, states, work)
    for schema, broke in broken.items():
        _note(report, schemas[schema].code, broke, progress)
    if broken and not plans:
        return report
    canary = min((group[0] for group in groups.values()), default="")
    if canary:
        why = _segments(canary, plans[states[canary]], work)
        if why is not None:
            _note(report, schemas[canary].code, why, progress)
            return report
    if states.get(TEMPLATE_SCHEMA) != work.wanted or not template.is_fresh():
        _migrate_template(states.get(TEMPLATE_SCHEMA), plans, work)
    if canary:
        # Its content types come from the template, so it is finished after the template.
        why = _finish(canary, plans[states[canary]], work)
        _note(report, schemas[canary].code, why, progress)
    rest = [
        (schema, plans[state])
        for state, group in groups.items()
        for schema in group
        if schema != canary
    ]
    for schema, why in _many(rest, work, jobs):
        _note(report, schemas[schema].code, why, progress)
    return report


def _plans(
    groups: dict[str, list[str]], states: dict[str, str], work: _Work
) -> tuple[dict[str, Plan], dict[str, str]]:
    """The plan of each group, and why some schemas cannot have one.

    A group without a plan leaves `groups`. What fails in the template itself fails everywhere:
    then there is no plan at all, and one schema named for all.
    """
    plans: dict[str, Plan] = {}
    broken: dict[str, str] = {}
    for state, group in list(groups.items()):
        # The template, which nobody works in, is asked where it is one of the group.
        asked = TEMPLATE_SCHEMA if states.get(TEMPLATE_SCHEMA) == state else group[0]
        try:
            plans[state] = plan_for(asked, lock_timeout=work.lock_timeout)
        except Exception as error:
            if asked == TEMPLATE_SCHEMA or len(groups) == 1:
                return {}, {group[0]: _in_words(error)}
            broken |= dict.fromkeys(groups.pop(state), _in_words(error))
    return plans, broken


def _groups(
    schemas: dict[str, County], states: dict[str, str], work: _Work
) -> dict[str, list[str]]:
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
        part = "SELECT '{0}', array_agg(app || '.' || name) FROM \"{0}\".django_migrations "
        cursor.execute(" UNION ALL ".join(part.format(schema) for schema in existing))
        rows = cursor.fetchall()
    ours = template.tenant_labels()
    return {
        schema: hashlib.sha256(
            "\n".join(sorted(n for n in names or [] if n.split(".")[0] in ours)).encode()
        ).hexdigest()
        for schema, names in rows
    }


def _many(rest: list[tuple[str, Plan]], work: _Work, jobs: int) -> Iterator[tuple[str, str | None]]:
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
    return _segments(schema, plan, work) or _finish(schema, plan, work)


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


def _finish(schema: str, plan: Plan, work: _Work) -> str | None:
    """The frameworks' rows, then the fingerprint on the county's row: only now it is done."""
    try:
        with _link() as cursor:
            # An empty plan: it was killed after its last migration, perhaps before these rows.
            if plan.models_changed or not plan.segments:
                cursor.execute(_FRAMEWORK_ROWS.format(schema=schema, source=TEMPLATE_SCHEMA))
            cursor.execute(
                "UPDATE public.tenants_county SET migrations_hash = %s WHERE schema_name = %s",
                [work.wanted, schema],
            )
    except psycopg2.Error as error:
        return _in_words(error)
    return None


def _in_words(error: Exception) -> str:
    if isinstance(error.__cause__ or error, psycopg2.errors.LockNotAvailable):
        return _("A table was in use for too long. Try again at a quieter time.")
    return str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__


def _send(schema: str, segment: Segment, work: _Work) -> None:
    """One message; each migration is a transaction that also records it, as stock does it."""
    message = "\n".join(
        f"BEGIN;\nSET LOCAL lock_timeout = '{int(work.lock_timeout * 1000)}ms';\n"
        f'SET LOCAL search_path = "{schema}";\n{step}\nCOMMIT;'
        for step in steps_of(segment)
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
SELECT app_label, model FROM "{source}".django_content_type
EXCEPT SELECT app_label, model FROM "{schema}".django_content_type
ON CONFLICT DO NOTHING;
INSERT INTO "{schema}".auth_permission (name, content_type_id, codename)
SELECT permission.name, ours.id, permission.codename
FROM "{source}".auth_permission AS permission
JOIN "{source}".django_content_type AS theirs ON theirs.id = permission.content_type_id
JOIN "{schema}".django_content_type AS ours USING (app_label, model)
WHERE NOT EXISTS (
    SELECT FROM "{schema}".auth_permission AS there
    WHERE there.content_type_id = ours.id AND there.codename = permission.codename
)
ON CONFLICT DO NOTHING;
"""


def _migrate_public() -> None:
    executor = MigrationExecutor(connection)
    pending = [step for step, _back in executor.migration_plan(executor.loader.graph.leaf_nodes())]
    shared = {
        config.label for config in apps.get_app_configs() if config.name in settings.SHARED_APPS
    }
    if any(step.app_label in shared for step in pending):
        call_command("migrate_schemas", shared=True, interactive=False, verbosity=0)
        return
    # The router keeps what is the counties' alone out of here: stock only records it.
    for step in pending:
        executor.recorder.record_applied(step.app_label, step.name)


def _migrate_template(state: str | None, plans: dict[str, Plan], work: _Work) -> None:
    """The template and its script in step with the canary; made afresh where that is not enough."""
    with province_context():
        # Under today's seeds and yesterday's migrations: else the seeds have changed as well.
        script = (
            state
            and TemplateScript.objects.filter(migrations_hash=template.fingerprint(state)).first()
        )
    if not state or not script:
        template.build_template()
        template.store_script(template.fingerprint())
        return
    plan = plans.get(state) or plan_for(TEMPLATE_SCHEMA)
    why = _segments(TEMPLATE_SCHEMA, plan, work)
    if why is not None:
        raise template.TemplateBroken(why)
    if plan.models_changed:
        _post_migrate()
        template.store_script(template.fingerprint())
        return
    # A dump reads the catalogue of all counties, seconds where there are hundreds.
    template.grow_script(
        script,
        template.fingerprint(),
        "\n".join(step for segment in plan.segments for step in steps_of(segment)),
    )


def _post_migrate() -> None:
    """Content types and permissions of the template, made by the frameworks themselves."""
    with schema_context(TEMPLATE_SCHEMA):
        state = MigrationExecutor(connection).loader.project_state()
        emit_post_migrate_signal(verbosity=0, interactive=False, db="default", apps=state.apps)
