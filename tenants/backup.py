"""One county into one file and back: its schema, its files, its row and its hosts."""

from __future__ import annotations

import hashlib
import io
import json
import os
import shutil
import subprocess
import tarfile
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.utils.translation import gettext as _

from core import audit
from core.actor import Actor
from core.errors import Violation
from tenants import hosts, template
from tenants.caches import content_types
from tenants.context import CountyRef, province_context
from tenants.models import County, Domain

FORMAT = 1
DUMP, MANIFEST, FILES = "schema.dump", "manifest.json", "files"


@dataclass(frozen=True, slots=True)
class Kept:
    """A backup that was written. size in bytes."""

    name: str
    file: Path
    size: int


class BackupFailed(Violation):
    """PostgreSQL's own program refused; its words are in the sentence."""


def county_backup(*, code: str, file: Path, by: Actor, at: datetime) -> Kept:
    """Write one county to a file; the county stays at work. Raises Violation.

    The schema is dumped in one snapshot. The file appears under its name only when it is whole.
    """
    with province_context():
        county = County.objects.filter(code=code).first()
        if county is None:
            raise Violation(_("There is no county with the code %(code)s.") % {"code": code})
        manifest = _manifest(county, at)
    file.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=file.parent, prefix=".backup-") as folder:
        dump = Path(folder) / DUMP
        _run(
            "pg_dump",
            "--format=custom",
            "--no-owner",
            "--no-privileges",
            "--schema",
            county.schema_name,
            "--file",
            str(dump),
            "--dbname",
            template.address(),
        )
        manifest["dump_sha256"] = _sha256(dump)
        part = Path(folder) / "whole.tar.gz"
        _pack(part, manifest, dump, _files(county.uuid))
        part.replace(file)
    with province_context():
        audit.record(None, by=by, action="county.backup", note=f"{code} {file.name}")
    return Kept(county.name, file, file.stat().st_size)


def _manifest(county: County, at: datetime) -> dict[str, Any]:
    fields = (
        "code",
        "name",
        "prefecture",
        "province",
        "state",
        "state_reason",
        "contact",
        "schema_name",
        "migrations_hash",
    )
    return {
        "format": FORMAT,
        "made_at": at.isoformat(),
        "county": {name: str(getattr(county, name)) for name in fields}
        | {"uuid": str(county.uuid)},
        "domains": list(Domain.objects.filter(tenant=county).values("domain", "is_primary")),
    }


def _pack(target: Path, manifest: dict[str, Any], dump: Path, files: Path) -> None:
    # With what a link leads to, for links are not taken out again.
    with tarfile.open(target, "w:gz", compresslevel=3, dereference=True) as archive:
        text = json.dumps(manifest, ensure_ascii=False, indent=1).encode()
        entry = tarfile.TarInfo(MANIFEST)
        entry.size = len(text)
        archive.addfile(entry, io.BytesIO(text))
        archive.add(dump, DUMP)
        if files.is_dir():
            archive.add(files, FILES)


def county_restore(*, file: Path, by: Actor, at: datetime, replace: bool = False) -> CountyRef:
    """Bring one county back from its file; no other county is touched. Raises Violation.

    replace: the county exists and is put back to what the file holds. Its present schema is kept
    aside until the restored one is whole, and comes back when anything fails.
    """
    if not file.is_file():
        raise Violation(_("The file %(file)s cannot be read.") % {"file": file})
    with tempfile.TemporaryDirectory(prefix="countylink-restore-") as name:
        folder = Path(name)
        manifest = _unpack(file, folder)
        with province_context():
            county = _county_row(manifest, replace=replace)
            schema = county.schema_name
            with _aside(schema):
                _run(
                    "pg_restore",
                    "--no-owner",
                    "--no-privileges",
                    "--exit-on-error",
                    "--single-transaction",
                    "--dbname",
                    template.address(),
                    str(folder / DUMP),
                )
                _settle(county, manifest, at)
            _replace_files(county.uuid, folder / FILES)
            content_types.forget(schema)
            audit.record(None, by=by, action="county.restore", note=f"{county.code} {file.name}")
    hosts.changed()
    return hosts.by_code(county.code)


def _unpack(file: Path, folder: Path) -> dict[str, Any]:
    broken = Violation(_("%(file)s is not a whole backup of a county.") % {"file": file.name})
    try:
        with tarfile.open(file, "r:gz") as archive:
            _take_out(archive, folder.resolve())
        manifest: dict[str, Any] = json.loads((folder / MANIFEST).read_text("utf-8"))
    except (tarfile.TarError, OSError, ValueError, EOFError) as error:
        raise broken from error
    whole = manifest.get("format") == FORMAT and (folder / DUMP).is_file()
    if not whole or _sha256(folder / DUMP) != manifest.get("dump_sha256"):
        raise broken
    return manifest


def _take_out(archive: tarfile.TarFile, folder: Path) -> None:
    """Files and folders inside, or TarError. Python before 3.11.4 has no filters for it."""
    for member in archive:
        inside = (folder / member.name).resolve().is_relative_to(folder)
        if not inside or not (member.isfile() or member.isdir()):
            raise tarfile.TarError(member.name)
        archive.extract(member, folder, set_attrs=False)


def _county_row(manifest: dict[str, Any], *, replace: bool) -> County:
    kept = manifest["county"]
    county = County.objects.filter(code=kept["code"]).first()
    if county is not None and not replace:
        raise Violation(
            _("%(county)s exists. Add --replace to put it back to the backup's state.")
            % {"county": county.name}
        )
    taken = Domain.objects.filter(domain__in=[row["domain"] for row in manifest["domains"]])
    if taken.exclude(tenant__code=kept["code"]).exists():
        raise Violation(_("A host of this county leads to another county now."), field="host")
    if county is None:
        county = County(code=kept["code"], schema_name=kept["schema_name"])
    for name in (
        "name",
        "prefecture",
        "province",
        "state",
        "state_reason",
        "contact",
        "migrations_hash",
    ):
        setattr(county, name, kept[name])
    county.uuid = uuid.UUID(kept["uuid"])
    return county


def _settle(county: County, manifest: dict[str, Any], at: datetime) -> None:
    with transaction.atomic():
        county.state_since = at
        county.save()
        Domain.objects.filter(tenant=county).delete()
        for row in manifest["domains"]:
            Domain.objects.create(tenant=county, domain=row["domain"], is_primary=row["is_primary"])


@contextmanager
def _aside(schema: str) -> Iterator[None]:
    """Keep the present schema under another name; back it comes when the block fails."""
    aside = f"{schema}_before"
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_namespace WHERE nspname = %s", [schema])
        exists = cursor.fetchone() is not None
        cursor.execute(f'DROP SCHEMA IF EXISTS "{aside}" CASCADE')
        if exists:
            cursor.execute(f'ALTER SCHEMA "{schema}" RENAME TO "{aside}"')
    try:
        yield
    except BaseException:
        with connection.cursor() as cursor:
            cursor.execute(f'DROP SCHEMA IF EXISTS "{schema}" CASCADE')
            if exists:
                cursor.execute(f'ALTER SCHEMA "{aside}" RENAME TO "{schema}"')
        raise
    with connection.cursor() as cursor:
        cursor.execute(f'DROP SCHEMA IF EXISTS "{aside}" CASCADE')


def _replace_files(owner: uuid.UUID, source: Path) -> None:
    target = _files(owner)
    aside = target.with_name(f"{target.name}.before")
    shutil.rmtree(aside, ignore_errors=True)
    if target.is_dir():
        target.rename(aside)
    if source.is_dir():
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copytree(source, target)
    shutil.rmtree(aside, ignore_errors=True)


def _files(owner: uuid.UUID) -> Path:
    return Path(settings.MEDIA_ROOT) / owner.hex


def _run(name: str, *words: str) -> None:
    done = subprocess.run(  # noqa: S603 - PostgreSQL's own programs, no shell
        [str(template.program(name)), *words],
        check=False,
        capture_output=True,
        text=True,
        env={**os.environ, **template.password()},
    )
    if done.returncode:
        lines = done.stderr.strip().splitlines() or [name]
        raise BackupFailed(_("%(program)s failed: %(why)s") % {"program": name, "why": lines[-1]})


def _sha256(path: Path) -> str:
    with path.open("rb") as source:
        return hashlib.file_digest(source, "sha256").hexdigest()
