"""The translations: compiled without gettext, and proven complete."""

import gettext
import os
import re
from pathlib import Path

import polib
from django.apps import apps
from django.utils import translation

from tenants.management.commands import catalogue
from tenants.management.sentences import sentences

# Two Latin words: shorter ones are often names (HTML, CSV, Wagtail).
WORDS = re.compile(r"[A-Za-z]{2,} [a-z]{2,}")
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


CODE = """
from django.utils.translation import gettext as _, ngettext, pgettext as in_place
_("Stopping")
ngettext("%(n)s day", "%(n)s days", 2)
in_place("month", "May")
print("not asked for")
"""
TEMPLATE = """{% load i18n %}
<h1>{% translate "Preparing the database" %}</h1>
<p>{% blocktranslate count n=n %}{{ n }} day{% plural %}{{ n }} days{% endblocktranslate %}</p>
<p title="{% translate "It's here" %}">{{ _("Inline")|upper }}</p>
"""


def test_sentences_are_found_in_code_and_templates(tmp_path: Path) -> None:
    (tmp_path / "app" / "templates").mkdir(parents=True)
    (tmp_path / "app" / "views.py").write_text(CODE)
    (tmp_path / "app" / "templates" / "page.html").write_text(TEMPLATE)
    found = [one.msgid for one in sentences(tmp_path, ("app",))]
    in_template = ["Preparing the database", "%(n)s day", "%(n)s days", "It's here", "Inline"]
    assert sorted(found) == sorted(
        ["Stopping", "%(n)s day", "%(n)s days", "May", *in_template],
    )


def test_a_sentence_nobody_has_is_missing_and_one_of_djangos_is_not(tmp_path: Path) -> None:
    source = written(tmp_path, ENTRIES)
    found = catalogue.missing(source)
    assert "Stopping" not in found
    assert "Ready. Ctrl-C stops everything." in found
    assert "Yes" not in found


def test_every_sentence_of_wagtail_is_said_in_chinese_one_or_many() -> None:
    ours = [app.path for app in apps.get_app_configs() if app.name.startswith("wagtail")]
    there = [Path(folder) / "locale/en/LC_MESSAGES/django.po" for folder in ours]
    entries = [e for file in there if file.exists() for e in polib.pofile(str(file))]
    assert len(entries) > 1000
    with translation.override("zh-hans"):
        silent = [e.msgid for e in entries if WORDS.search(e.msgid) and spoken(e) == e.msgid]
    assert not silent


def spoken(entry: polib.POEntry) -> str:
    """What the product says for an entry of a catalogue; for many, if it counts."""
    if entry.msgid_plural:
        said = translation.ngettext(entry.msgid, entry.msgid_plural, 3)
        return entry.msgid if said == entry.msgid_plural else said
    if entry.msgctxt:
        return translation.pgettext(entry.msgctxt, entry.msgid)
    return translation.gettext(entry.msgid)
