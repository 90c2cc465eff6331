"""What a group of equal counties needs to reach the code's migrations, taken down once as SQL.

The migrations run for real, against one schema of the group, in a transaction that is rolled back:
so a later step finds the names of constraints an earlier one made, which a mere collection of SQL
would not.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from django.db.migrations import Migration, operations
from django.db.migrations.executor import MigrationExecutor

from tenants.context import schema_context

# After these the frameworks' own rows (content types, permissions) are not what they were.
CHANGE_OF_MODELS = (
    operations.CreateModel,
    operations.DeleteModel,
    operations.AlterModelOptions,
)


@dataclass(frozen=True, slots=True)
class Segment:
    """Migrations sent together, each with its SQL; None where the stock executor must do it."""

    names: tuple[tuple[str, str], ...]
    sql: tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Plan:
    """What a group of equal schemas needs."""

    segments: tuple[Segment, ...]
    models_changed: bool


def plan_for(schema: str, *, lock_timeout: float = 3.0) -> Plan:
    """What one schema (and all that equal it) needs; the schema itself stays as it is."""
    with schema_context(schema), transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL lock_timeout = '{int(lock_timeout * 1000)}ms'")
        executor: Any = MigrationExecutor(connection)
        steps = executor.migration_plan(executor.loader.graph.leaf_nodes())
        state = executor._create_project_state(with_applied_migrations=True)
        segments: list[Segment] = []
        changed = False
        for migration, _backwards in steps:
            name = (migration.app_label, migration.name)
            changed = changed or any(
                isinstance(step, CHANGE_OF_MODELS) for step in migration.operations
            )
            if is_sql(migration):
                state, sql = _taken_down(migration, state)
                segments.append(Segment((name,), (sql,)))
            else:
                state = migration.mutate_state(state)
                segments.append(Segment((name,), None))
                # The stock executor sends post_migrate itself, but not for what we do.
                changed = True
        transaction.set_rollback(True)
    return Plan(tuple(_joined(segments)), changed)


def _taken_down(migration: Migration, state: Any) -> tuple[Any, str]:
    """Run a migration and note what it says: the state after it, and its SQL."""
    spoken: list[str] = []

    class Recorder(connection.SchemaEditorClass):  # type: ignore[name-defined]
        def execute(self, sql: Any, params: Any = ()) -> None:
            text = str(sql)
            if params is not None:
                text %= tuple(map(self.quote_value, params))
            spoken.append(f"{text};")
            super().execute(sql, params)

    with Recorder(connection, atomic=False) as editor:
        state = migration.apply(state, editor)
    return state, "\n".join(spoken)


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
        yield Segment(
            tuple(name for segment in segments for name in segment.names),
            tuple(sql for segment in segments for sql in segment.sql or ()),
        )


def steps_of(segment: Segment) -> Iterator[str]:
    """Each migration's SQL with the row that records it."""
    for (app, name), sql in zip(segment.names, segment.sql or (), strict=True):
        yield (
            f"{sql}\nINSERT INTO django_migrations (app, name, applied) "
            f"VALUES ('{app}', '{name}', now());"
        )
