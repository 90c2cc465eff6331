"""`manage.py catalogue [--collect|--check]`: collect, compile or check the translations.

Compiling needs no gettext installed: polib, a plain Python package, does it. Collecting does.
"""

import os
import shutil
import tempfile
from argparse import ArgumentParser
from gettext import GNUTranslations
from pathlib import Path
from typing import Any

import django
import polib
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from tenants.management.sentences import sentences

ELSEWHERE = (".venv", ".data", "tests", ".ci", "deploy", "docs")
PRODUCT = ("platform", "tenants", "cms", "api")


def catalogues() -> list[Path]:
    """The .po files of the product: its own words, and those for the console's scripts."""
    folders = [*settings.LOCALE_PATHS, settings.BASE_DIR / "platform" / "console" / "locale"]
    return [file for folder in folders for file in Path(folder).rglob("*.po")]


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


def missing(source: Path) -> list[str]:
    """The sentences that code or templates ask for and neither we nor Django have."""
    ours = {
        msgid for entry in polib.pofile(str(source)) for msgid in (entry.msgid, entry.msgid_plural)
    }
    asked = {one.msgid for one in sentences(settings.BASE_DIR, PRODUCT) if one.msgid.strip()}
    # What Django or Wagtail translate already need not be said again.
    theirs = translations_of_others()
    return [msgid for msgid in asked - ours if all(one.gettext(msgid) == msgid for one in theirs)]


def translations_of_others() -> list[GNUTranslations]:
    """The Chinese that Django and the installed packages bring."""
    folders = [Path(django.__file__).parent / "conf"]
    folders += [Path(config.path) for config in apps.get_app_configs()]
    found = []
    for folder in folders:
        file = folder / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.mo"
        if file.exists() and not folder.is_relative_to(settings.BASE_DIR / "platform"):
            with file.open("rb") as opened:
                found.append(GNUTranslations(opened))
    return found


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
            # The scripts' few words are collected by hand; the product's by its code.
            asked = missing(source) if source.stem == "django" else []
            found = sorted({*faults(source), *asked})
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
            # The last is the scripts' own: the console's sentences do not belong there.
            ignore_patterns=[*ELSEWHERE, "platform/console/locale"],
            no_wrap=True,
            no_location=True,
        )
