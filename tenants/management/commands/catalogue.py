"""`manage.py catalogue [--collect|--check]`: collect, compile or check the translations.

Compiling needs no gettext installed: polib, a plain Python package, does it. Collecting does.
"""

import os
import shutil
import tempfile
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

import polib
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _


def catalogues() -> list[Path]:
    """The .po files of the product."""
    return [file for folder in settings.LOCALE_PATHS for file in Path(folder).rglob("*.po")]


def compile_catalogue(source: Path) -> bool:
    """Write the .mo file beside the .po file unless it is newer; True when it was written.

    It is written elsewhere and moved into place: a process starting meanwhile reads the old one
    or the new one, never a half.
    """
    target = source.with_suffix(".mo")
    if target.exists() and target.stat().st_mtime_ns >= source.stat().st_mtime_ns:
        return False
    handle, fresh = tempfile.mkstemp(dir=target.parent, suffix=".mo.new")
    os.close(handle)
    polib.pofile(str(source)).save_as_mofile(fresh)
    os.chmod(fresh, 0o644)
    os.replace(fresh, target)
    return True


def faults(source: Path) -> list[str]:
    """The entries nobody has translated, or that are only guessed."""
    book = polib.pofile(str(source))
    return [entry.msgid for entry in book.untranslated_entries() + book.fuzzy_entries()]


class Command(BaseCommand):
    help = "Collect, compile or check the translations."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """--check compiles nothing and ends with an error when an entry is missing or fuzzy."""
        parser.add_argument("--collect", action="store_true")
        parser.add_argument("--check", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        """Collect, compile or check. Raises CommandError naming the entries."""
        if options["collect"]:
            self._collect()
        for source in catalogues():
            if not options["check"]:
                compile_catalogue(source)
                continue
            found = faults(source)
            if found:
                shown = "\n".join(f"  {msgid!r}" for msgid in found[:20])
                raise CommandError(
                    _("%(count)s entries of %(file)s are untranslated or fuzzy:\n%(entries)s")
                    % {"count": len(found), "file": source.name, "entries": shown}
                )

    def _collect(self) -> None:
        """Bring the sentences of code and templates into the catalogue, untranslated."""
        if shutil.which("xgettext") is None:
            raise CommandError(
                _("Collecting needs gettext. On Debian or Ubuntu: apt-get install gettext")
            )
        call_command(
            "makemessages",
            locale=["zh_Hans"],
            extensions=["html", "txt", "py"],
            ignore_patterns=[".venv", ".data", "tests", ".ci", "deploy", "docs"],
            no_wrap=True,
            no_location=True,
        )
