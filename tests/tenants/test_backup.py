"""One county saved and brought back: equal dumps, the others untouched."""

import tarfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from console.models import Centre
from core.actor import Actor
from core.errors import Violation
from tenants import backup, template
from tenants.context import county_context, province_context
from tenants.erasing import county_erase
from tenants.models import County
from tests.tenants import catalogues

NOW = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
SYSTEM = Actor.system("tests")
A, B = "980121", "980122"


def whole(schema):
    return catalogues.structure(schema), {
        table: catalogues.rows(schema, table) for table in catalogues.tables(schema)
    }


@pytest.fixture
def saved(own_database, tmp_path):
    with county_context(A):
        default_storage.save("notes/one.txt", ContentFile(b"hechuan"))
    file = tmp_path / "hechuan.tar.gz"
    backup.county_backup(code=A, file=file, by=SYSTEM, at=NOW)
    return file


def test_erased_and_restored_it_is_what_it_was(saved):
    before, neighbour = whole("c980121"), whole("c980122")
    with province_context():
        owner = County.objects.get(code=A).uuid
    county_erase(code=A)
    assert not (Path(settings.MEDIA_ROOT) / owner.hex).exists()
    restored = backup.county_restore(file=saved, by=SYSTEM, at=NOW)
    assert (restored.uuid, restored.host) == (owner, "hechuan.localhost")
    assert whole("c980121") == before
    assert whole("c980122") == neighbour
    with county_context(A):
        assert default_storage.open("notes/one.txt").read() == b"hechuan"


def test_a_county_that_exists_is_replaced_only_when_asked(saved):
    with county_context(A):
        Centre.objects.update(phone="123")
    with pytest.raises(Violation):
        backup.county_restore(file=saved, by=SYSTEM, at=NOW)
    backup.county_restore(file=saved, replace=True, by=SYSTEM, at=NOW)
    with county_context(A):
        assert Centre.objects.get().phone == ""


def test_a_damaged_file_is_refused_and_nothing_is_touched(saved, tmp_path):
    broken = tmp_path / "broken.tar.gz"
    broken.write_bytes(saved.read_bytes()[:-2000])
    before = whole("c980121")
    with pytest.raises(Violation):
        backup.county_restore(file=broken, replace=True, by=SYSTEM, at=NOW)
    assert whole("c980121") == before


@pytest.mark.parametrize("name", ["../out.txt", "/srv/out.txt", "files/link"])
def test_a_file_that_would_write_elsewhere_is_refused(tmp_path, name):
    forged, folder = tmp_path / "in" / "forged.tar.gz", tmp_path / "in"
    folder.mkdir()
    with tarfile.open(forged, "w:gz") as archive:
        entry = tarfile.TarInfo(name)
        if name.endswith("link"):
            entry.type, entry.linkname = tarfile.SYMTYPE, "/etc"
        archive.addfile(entry)
    with pytest.raises(Violation) as refusal:
        backup._unpack(forged, folder)
    assert "forged.tar.gz" in str(refusal.value)
    assert [path.name for path in tmp_path.rglob("*")] == ["in", "forged.tar.gz"]


def test_a_restore_that_fails_puts_the_present_county_back(saved, monkeypatch):
    before = whole("c980121")

    def fails(*args, **kwargs):
        raise backup.BackupFailed("pg_restore failed")

    monkeypatch.setattr(backup, "_settle", fails)
    with pytest.raises(Violation):
        backup.county_restore(file=saved, replace=True, by=SYSTEM, at=NOW)
    assert whole("c980121") == before


def test_the_file_holds_one_county_only(saved):
    with tarfile.open(saved) as archive:
        names = archive.getnames()
        dump = archive.extractfile("schema.dump").read()
    assert "manifest.json" in names
    assert "files/notes/one.txt" in names
    assert "云枞县".encode() not in dump


def test_an_unknown_county_is_told_so(own_database, tmp_path):
    with pytest.raises(Violation):
        backup.county_backup(code="980199", file=tmp_path / "x", by=SYSTEM, at=NOW)
    assert template.program("pg_dump").exists()
