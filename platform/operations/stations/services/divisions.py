"""Townships and villages: loaded from the statistical codes, changed with dates."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.posts import Post
from core import audit, figures
from core.actor import Actor
from core.clauses import R
from core.codes import check_division_code
from core.errors import Denied, Violation
from operations.stations.changes import stations_changed
from operations.stations.models import DivisionChange, Township, Village

KEEPERS = (Post.COUNTY_ADMIN, Post.OFFICE)
COLUMNS = ("code", "name", "township_code", "township", "county_code")
HEADINGS = {
    "村代码": "code",
    "村名称": "name",
    "乡镇代码": "township_code",
    "乡镇名称": "township",
    "县代码": "county_code",
}
LENGTH = {"village": 12, "township": 9}
LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class Loaded:
    """What an import of divisions did."""

    townships: int
    villages: int
    new: int
    renamed: int
    ignored: int


@transaction.atomic
def divisions_import(*, source: bytes | Path, county_code: str, by: Actor, on: date) -> Loaded:
    """Load a county's townships and villages from a CSV; all of it or nothing; again is the same.

    The file may hold a whole province: rows of other counties are passed over, unless it has none
    of this county. Raises Violation that names the row, Denied without the post.
    """
    keepers_only(by)
    rows, ignored = _rows(source, county_code)
    townships = _store_townships(rows, on)
    new, renamed = _store_villages(rows, townships, on)
    audit.record(
        None,
        by=by,
        action="divisions.import",
        clauses=(R(141),),
        changes={"villages": len(rows), "new": new, "renamed": renamed},
    )
    from operations.stations.figures import CODES

    figures.changed(CODES, on=_since(on))
    stations_changed.send(Village)
    return Loaded(len(townships), len(rows), new, renamed, ignored)


def keepers_only(by: Actor) -> None:
    """Divisions and settings are kept by the administrator and the office."""
    if not by.is_system and not any(by.holds(post) for post in KEEPERS):
        raise Denied(
            _("Divisions are kept by the county administrator or the office."), needs=KEEPERS
        )


def _rows(source: bytes | Path, county_code: str) -> tuple[list[dict[str, str]], int]:
    rows, ignored = [], 0
    seen: dict[str, int] = {}
    for number, row in enumerate(_read(source), start=2):
        if row["county_code"] != county_code:
            ignored += 1
            continue
        _check(row, number, county_code)
        if row["code"] in seen:
            raise Violation(
                _("Row %(row)s: the village code %(code)s is in row %(first)s already.")
                % {"row": number, "code": row["code"], "first": seen[row["code"]]},
                R(141),
            )
        seen[row["code"]] = number
        rows.append(row)
    if not rows:
        raise Violation(
            _("The file has no village of this county (%(code)s). Choose the county's own file.")
            % {"code": county_code},
            R(141),
            field="file",
        )
    return rows, ignored


def _read(source: bytes | Path) -> Iterator[dict[str, str]]:
    data = source.read_bytes() if isinstance(source, Path) else source
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            text = data.decode("gb18030")
        except UnicodeDecodeError as error:
            raise Violation(
                _("The file is neither UTF-8 nor GB18030. Save it as CSV again."), field="file"
            ) from error
    if "\0" in text:
        raise _no_table()
    try:
        yield from _table(text)
    except csv.Error as error:
        raise _no_table() from error


def _no_table() -> Violation:
    return Violation(_("The file is not a table. Save it as CSV again."), field="file")


def _table(text: str) -> Iterator[dict[str, str]]:
    reader = csv.DictReader(io.StringIO(text, newline=""))
    names = [
        HEADINGS.get((name or "").strip(), (name or "").strip()) for name in reader.fieldnames or []
    ]
    missing = [name for name in COLUMNS if name not in names]
    if missing:
        raise Violation(
            _("The file lacks the columns: %(columns)s.") % {"columns": "、".join(missing)},
            field="file",
        )
    reader.fieldnames = names
    for row in reader:
        yield {name: (row.get(name) or "").strip() for name in COLUMNS}


def _check(row: dict[str, str], number: int, county_code: str) -> None:
    for field, length in (("code", LENGTH["village"]), ("township_code", LENGTH["township"])):
        value = row[field]
        if len(value) != length or not value.startswith(county_code):
            raise Violation(
                _("Row %(row)s: %(value)s is not a code of %(length)s digits of this county.")
                % {"row": number, "value": value or "—", "length": length},
                R(141),
            )
        try:
            check_division_code(value)
        except Violation as refusal:
            raise Violation(
                _("Row %(row)s: %(why)s") % {"row": number, "why": refusal.sentence}, R(141)
            ) from refusal
    for name in (row["name"], row["township"]):
        if len(name) > LONGEST_NAME:
            raise Violation(
                _("Row %(row)s: a name has at most %(most)s characters.")
                % {"row": number, "most": LONGEST_NAME},
                R(141),
            )
    if not row["code"].startswith(row["township_code"]) or not row["name"] or not row["township"]:
        raise Violation(
            _("Row %(row)s: village and township do not fit together.") % {"row": number}, R(141)
        )


def _store_townships(rows: list[dict[str, str]], on: date) -> dict[str, Township]:
    wanted = {row["township_code"]: row["township"] for row in rows}
    # What exists is renamed in place only through division_change; here it is only found.
    Township.objects.bulk_create(
        (
            Township(code=code, name=name, valid_from_date=_since(on))
            for code, name in wanted.items()
        ),
        ignore_conflicts=True,
    )
    return {t.code: t for t in Township.objects.filter(code__in=wanted)}


def _store_villages(
    rows: list[dict[str, str]], townships: dict[str, Township], on: date
) -> tuple[int, int]:
    known = {v.code: v for v in Village.objects.filter(code__in=[row["code"] for row in rows])}
    new = [
        Village(
            code=row["code"],
            name=row["name"],
            township=townships[row["township_code"]],
            valid_from_date=_since(on),
        )
        for row in rows
        if row["code"] not in known
    ]
    Village.objects.bulk_create(new, batch_size=1000)
    renamed: list[Village] = []
    for row in rows:
        village = known.get(row["code"])
        if village is not None and village.name != row["name"]:
            village.name = row["name"]
            renamed.append(village)
    Village.objects.bulk_update(renamed, ["name"])
    return len(new), len(renamed)


def _since(on: date) -> date:
    """Divisions of the first load have existed since the code set's own date."""
    return min(on, date(2023, 6, 30))


@transaction.atomic
def division_change(
    *, old_code: str, new_code: str, effective_date: date, by: Actor, note: str = ""
) -> DivisionChange:
    """Merge a village or township into another from a day on; what was before stays.

    Raises Violation for codes that do not exist, or one that goes over into itself.
    """
    keepers_only(by)
    model = Village if len(old_code) == LENGTH["village"] else Township
    old = model.objects.filter(code=old_code).first()
    new = model.objects.filter(code=new_code).first()
    if old is None or new is None or old == new:
        raise Violation(_("Choose two different villages or townships of this county."), R(141))
    for one in (old, new):
        if one.valid_to_date is not None:
            raise Violation(_("%(name)s has ended already.") % {"name": one.name}, R(141))
    change = DivisionChange.objects.create(
        old_code=old_code, new_code=new_code, effective_date=effective_date, note=note
    )
    old.valid_to_date = date.fromordinal(effective_date.toordinal() - 1)
    old.save(update_fields=["valid_to_date"])
    audit.record(change, by=by, action="divisions.change", note=note, clauses=(R(161),))
    from operations.stations.figures import CODES

    figures.changed(CODES, on=effective_date)
    return change
