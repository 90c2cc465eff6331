"""Who may see a record's files: each model says it once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import models

from core.actor import Actor

Guard = Callable[[Actor, Any], bool]

_guards: dict[type[models.Model], Guard] = {}


def register_guard(model: type[models.Model], guard: Guard) -> None:
    """Let guard(actor, record) decide for all files and papers of a model's records."""
    _guards[model] = guard


def may_see(actor: Actor, record: models.Model | None) -> bool:
    """Files of a model without a guard, or of a record that is gone, are seen by nobody."""
    if record is None:
        return False
    guard = _guards.get(type(record))
    return guard is not None and guard(actor, record)
