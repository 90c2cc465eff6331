"""Migrating counties in groups gives what Django's own executor gives, and survives a kill."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psycopg2
import pytest
from django.contrib.auth.models import Permission
from django.core.management import call_command
from django.db import connection

from console.models import Centre
from tenants import birth, migrating, template
from tenants.context import county_context, province_context
from tenants.models import County
from tests.tenants import catalogues, extra
from tests.tenants.test_birth import NOW, SYSTEM

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def counties(own_database):
    for number in range(3):
        birth.county_create(
            code=f"98023{number}",
            name=f"县{number}",
            host=f"c{number}.localhost",
            admin_phone=f"1990000301{number}",
            by=SYSTEM,
            on=NOW,
        )
    return ["980121", "980122", "980230", "980231", "980232"]


@pytest.fixture
def more(tmp_path):
    with extra.migrations_from(tmp_path) as package:
        yield package


def hashes():
    with province_context():
        return set(County.objects.values_list("migrations_hash", flat=True))


def permissions(code):
    with county_context(code):
        return set(
            Permission.objects.values_list(
                "content_type__app_label", "content_type__model", "codename", "name"
            )
        )


def test_nothing_to_do_is_told_so(counties):
    report = migrating.migrate_counties()
    assert (report.migrated, report.failed, report.unchanged) == ([], {}, 5)


def test_a_column_a_model_and_a_python_step_equal_the_stock_result(counties, more):
    extra.write(more, "0901_column", extra.COLUMN)
    extra.write(more, "0902_model", extra.MODEL)
    extra.write(more, "0903_python", extra.PYTHON)
    call_command(
        "migrate_schemas", schema_name="c980232", tenant=True, interactive=False, verbosity=0
    )
    report = migrating.migrate_counties(jobs=2)
    assert report.failed == {}
    assert len(hashes()) == 1
    stock = catalogues.structure("c980232")
    applied = catalogues.rows("c980232", "django_migrations")
    for code in counties:
        assert catalogues.structure(f"c{code}") == stock, code
        assert len(catalogues.rows(f"c{code}", "django_migrations")) == len(applied)
        assert permissions(code) == permissions("980232"), code
        with county_context(code):
            centre = Centre.objects.get()
            assert centre.address == f"迁移{centre.name}"
    assert ("stations", "extra", "add_extra", "Can add extra") in permissions("980121")


def test_a_county_born_afterwards_is_equal_too(counties, more):
    extra.write(more, "0901_column", extra.COLUMN)
    migrating.migrate_counties()
    birth.county_create(
        code="980239",
        name="后来县",
        host="later.localhost",
        admin_phone="19900003019",
        by=SYSTEM,
        on=NOW,
    )
    assert catalogues.structure("c980239") == catalogues.structure("c980121")
    assert len(hashes()) == 1


def test_a_locked_county_is_reported_skipped_and_caught_up_later(counties, more):
    extra.write(more, "0901_column", extra.COLUMN)
    values = {
        k: v
        for k, v in connection.get_connection_params().items()
        if k in ("dbname", "host", "port", "user", "password") and v
    }
    reader = psycopg2.connect(**values)
    reader.cursor().execute("LOCK TABLE c980231.stations_township IN ACCESS SHARE MODE")
    try:
        report = migrating.migrate_counties(lock_timeout=0.3)
        assert list(report.failed) == ["980231"]
        assert len(report.migrated) == 4
    finally:
        reader.close()
    again = migrating.migrate_counties()
    assert (again.migrated, again.failed, again.unchanged) == (["980231"], {}, 4)
    assert len(hashes()) == 1


def test_a_canary_that_fails_keeps_the_others_as_they_are(counties, more):
    extra.write(more, "0901_broken", 'migrations.RunSQL("SELECT 1/0")')
    report = migrating.migrate_counties()
    assert list(report.failed) == ["980121"]
    assert report.migrated == []
    with county_context("980230"):
        assert not any(
            "0901_broken" in row for row in catalogues.rows("c980230", "django_migrations")
        )


SCRIPT = """
import sys
sys.path[:0] = [{root!r}, {root!r} + "/platform"]
import django
django.setup()
from django.conf import settings
from django.db import connection
connection.settings_dict["NAME"] = {database!r}
sys.path.insert(0, {folder!r})
settings.MIGRATION_MODULES = {{"stations": {package!r}}}
from tenants import migrating
def said(text):
    print(text, flush=True)
    if {slow}:
        import time; time.sleep(0.4)
migrating.migrate_counties(progress=said)
"""


def test_killed_in_the_middle_and_called_again_all_are_equal(counties, more):
    extra.write(more, "0901_column", extra.COLUMN)
    extra.write(more, "0902_model", extra.MODEL)
    script = SCRIPT.format(
        root=str(ROOT),
        database=connection.settings_dict["NAME"],
        package=extra.PACKAGE,
        folder=str(more.parent),
        slow=True,
    )
    child = subprocess.Popen(
        [sys.executable, "-c", script],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings.test"},
    )
    for _number in range(2):
        assert child.stdout.readline().startswith("✓")
    child.send_signal(signal.SIGKILL)
    child.wait()
    time.sleep(0.3)
    assert len(hashes()) == 2
    report = migrating.migrate_counties()
    assert report.failed == {}
    assert len(hashes()) == 1
    assert len({tuple(catalogues.structure(f"c{code}")) for code in counties}) == 1
    assert len({frozenset(permissions(code)) for code in counties}) == 1


def test_the_stored_fingerprint_is_what_is_applied(counties):
    applied = migrating.applied_hashes([f"c{code}" for code in counties])
    assert set(applied.values()) == hashes() == {template.migrations_hash()}
