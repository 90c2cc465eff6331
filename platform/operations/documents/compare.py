"""Two versions side by side: paragraph by paragraph, and within a paragraph sign by sign (R14)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext as _

from operations.documents.kinds import Kind, Urgency
from operations.documents.structure import lines

FIELDS = (
    "title",
    "kind",
    "urgency",
    "main_recipients",
    "copy_recipients",
    "attachments_note",
    "remark",
    "is_public",
)
# Fields whose stored value is not what users read.
CHOICES: Mapping[str, type[TextChoices]] = {"kind": Kind, "urgency": Urgency}


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a paragraph: 'same', 'added' or 'removed'."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """One paragraph of both versions: 'same', 'changed', 'added' or 'removed'."""

    kind: str
    before: list[Part] = field(default_factory=list)
    after: list[Part] = field(default_factory=list)


def paragraphs(before: str, after: str) -> list[Row]:
    """The paragraphs of two texts, in order."""
    old, new = lines(before), lines(after)
    rows: list[Row] = []
    for tag, i, j, k, m in SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        if tag == "equal":
            rows += [Row("same", [Part("same", one)], [Part("same", one)]) for one in old[i:j]]
        else:
            rows += [_row(one, other) for one, other in zip_longest(old[i:j], new[k:m])]
    return rows


def fields(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """What else differs: field, then, now."""
    return [
        (name, _shown(name, before.get(name)), _shown(name, after.get(name)))
        for name in FIELDS
        if before.get(name) != after.get(name)
    ]


def _row(old: str | None, new: str | None) -> Row:
    if new is None:
        return Row("removed", [Part("removed", old or "")])
    if old is None:
        return Row("added", [], [Part("added", new)])
    before, after = [], []
    for tag, i, j, k, m in SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        if tag == "equal":
            before.append(Part("same", old[i:j]))
            after.append(Part("same", new[k:m]))
            continue
        if i < j:
            before.append(Part("removed", old[i:j]))
        if k < m:
            after.append(Part("added", new[k:m]))
    return Row("changed", before, after)


def _shown(name: str, value: Any) -> str:
    if isinstance(value, list):
        return "、".join(map(str, value))
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return str(CHOICES[name](value).label) if name in CHOICES else str(value)
