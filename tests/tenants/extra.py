"""Migrations that exist only while a test or a bench runs: a folder added to an app's package."""

import importlib
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db.migrations.loader import MigrationLoader

from tenants import template

APP, REAL, PACKAGE = "stations", "operations.stations.migrations", "stations_and_more"
COLUMN = 'migrations.AddField("township", "extra_note", models.CharField(max_length=20, null=True))'
PYTHON = "migrations.RunPython(forward, migrations.RunPython.noop)"
MODEL = (
    'migrations.CreateModel("Extra", [("id", models.BigAutoField(primary_key=True)), '
    '("name", models.CharField(max_length=20, unique=True)), '
    '("township", models.ForeignKey("stations.Township", models.CASCADE))])'
)
TEXT = '''"""Made by a test."""
from django.db import migrations, models


def forward(apps, schema_editor):
    for centre in apps.get_model("console", "Centre").objects.all():
        centre.address = "迁移" + centre.name
        centre.save()


class Migration(migrations.Migration):
    dependencies = [("stations", "{after}"), ("console", "{console}")]
    operations = [{operations}]
'''


def latest(app: str) -> str:
    """Name of an app's newest migration."""
    graph = MigrationLoader(None, ignore_no_migrations=True).graph
    return graph.leaf_nodes(app)[0][1]


def write(folder: Path, name: str, *operations: str) -> None:
    """One migration file after the newest one."""
    text = TEXT.format(
        after=latest(APP), console=latest("console"), operations=", ".join(operations)
    )
    (folder / f"{name}.py").write_text(text, encoding="utf-8")
    importlib.invalidate_caches()


@contextmanager
def migrations_from(folder: Path) -> Iterator[Path]:
    """Let the app have its own migrations and those written to the yielded package."""
    package = folder / PACKAGE
    shutil.copytree(
        Path(importlib.import_module(REAL).__file__ or "").parent,
        package,
        ignore=shutil.ignore_patterns("__pycache__"),
    )
    sys.path.insert(0, str(folder))
    settings.MIGRATION_MODULES = {APP: PACKAGE}
    template.migrations_hash.cache_clear()
    try:
        yield package
    finally:
        settings.MIGRATION_MODULES = {}
        sys.path.remove(str(folder))
        for name in [name for name in sys.modules if name.split(".")[0] == PACKAGE]:
            del sys.modules[name]
        template.migrations_hash.cache_clear()
