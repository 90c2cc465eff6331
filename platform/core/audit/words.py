"""Entries in words: 'state: fit-out → operating' instead of field names and codes."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.utils.translation import gettext as _

from core.clauses import R
from core.lifecycle import REGISTERED

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    from core.models.audit import AuditEntry

# Kept so that the chain proves them; nobody reads them.
PROOFS = frozenset({"attachment", "sha256"})
_actions: dict[str, "StrOrPromise"] = {}
_words: dict[str, "StrOrPromise"] = {}


def name_actions(
    actions: Mapping[str, "StrOrPromise"], words: Mapping[str, "StrOrPromise"] | None = None
) -> None:
    """Say how a module's actions, and words in their changes, read. Moves have their labels."""
    _actions.update(actions)
    _words.update(words or {})


def is_named(action: str) -> bool:
    """Is there a reading for this action?"""
    return action in _actions or _move_label(action) is not None


def action_label(action: str, *, was: str = "") -> str:
    """An action as users read it. was: the state it was taken in, by its label then."""
    if action in _actions:
        return str(_actions[action])
    return _move_label(action, was) or action


def _move_label(action: str, was: str = "") -> str | None:
    kind, _dot, verb = action.partition(".")
    lifecycle = REGISTERED.get(kind)
    if lifecycle is None:
        return None
    moves = [move for move in lifecycle.moves if move.action == verb]
    # One verb may read otherwise in every state: the village agrees, then the township.
    here = [move for move in moves if was in {lifecycle.label(state) for state in move.from_}]
    labels = [move.label for move in here or moves]
    return str(labels[0] or verb) if labels else None


def signature(entry: "AuditEntry") -> str:
    """Who, and for whom."""
    if not entry.acting_for_name:
        return entry.actor_name
    return _("%(deputy)s (for %(absent)s)") % {
        "deputy": entry.actor_name,
        "absent": entry.acting_for_name,
    }


def clause_labels(entry: "AuditEntry") -> list[str]:
    """The rules an act was done by."""
    return [R(number).label for number in entry.clauses]


def change_sentences(entry: "AuditEntry") -> list[str]:
    """Each change as 'what: old → new' or 'what: value'; what only proves is not read out."""
    return [
        _("%(what)s: %(how)s")
        % {"what": _what(entry.record_type, key), "how": _how(entry.changes[key])}
        for key in entry.changes
        if key not in PROOFS and not (key == "kind" and "attachment" in entry.changes)
    ]


def _what(record_type: str, key: str) -> str:
    if key in _words:
        return str(_words[key])
    try:
        field = apps.get_model(record_type)._meta.get_field(key) if record_type else None
    except (LookupError, FieldDoesNotExist):
        return key
    return str(getattr(field, "verbose_name", key))


def _how(value: Any) -> str:
    if isinstance(value, dict) and value.keys() == {"old", "new"}:
        return _("%(old)s → %(new)s") % {
            "old": _value(value["old"]),
            "new": _value(value["new"]),
        }
    return _value(value)


def _value(value: Any) -> str:
    if value is None or value == "":
        return _("(empty)")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return "、".join(_value(item) for item in value)
    if isinstance(value, dict):
        return "、".join(f"{key} {_value(item)}" for key, item in value.items())
    return str(value)
