"""The translations: compiled without gettext, and proven complete."""

import gettext
import os
from pathlib import Path

import polib

from tenants.management.commands import catalogue

ENTRIES = {"Stopping": "正在停止", "Preparing the database": "准备数据库"}


def written(folder: Path, entries: dict[str, str]) -> Path:
    """A catalogue with these entries."""
    book = polib.POFile()
    book.metadata = {"Content-Type": "text/plain; charset=UTF-8"}
    for msgid, msgstr in entries.items():
        book.append(polib.POEntry(msgid=msgid, msgstr=msgstr))
    book.save(str(folder / "django.po"))
    return folder / "django.po"


def test_it_compiles_once_and_again_after_a_change(tmp_path: Path) -> None:
    source = written(tmp_path, ENTRIES)
    assert catalogue.compile_catalogue(source)
    assert not catalogue.compile_catalogue(source)
    with source.with_suffix(".mo").open("rb") as file:
        assert gettext.GNUTranslations(file).gettext("Stopping") == "正在停止"
    later = source.with_suffix(".mo").stat().st_mtime_ns + 10**9
    os.utime(source, ns=(later, later))
    assert catalogue.compile_catalogue(source)
    assert [file.name for file in tmp_path.iterdir() if ".new" in file.name] == []


def test_an_untranslated_and_a_guessed_entry_are_faults(tmp_path: Path) -> None:
    source = written(tmp_path, ENTRIES | {"Ready": ""})
    book = polib.pofile(str(source))
    book[0].flags.append("fuzzy")
    book.save()
    assert set(catalogue.faults(source)) == {"Ready", "Stopping"}


def test_a_complete_catalogue_has_no_fault(tmp_path: Path) -> None:
    assert catalogue.faults(written(tmp_path, ENTRIES)) == []
