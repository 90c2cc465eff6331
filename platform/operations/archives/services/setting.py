"""The archive's settings: the fonds number, the units' codes, the terms by kind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from core import audit
from core.actor import Actor
from core.clauses import R
from core.lifecycle_words import denied
from operations.archives import rules, selectors
from operations.archives.models import ArchivesSetting
from operations.archives.settings import setting


@dataclass(frozen=True, slots=True)
class ArchiveSettings:
    """What a county sets. units: department's code → three letters. retention: source → kind."""

    fonds: str
    units: Mapping[str, str]
    retention: Mapping[str, Mapping[str, str]]


@transaction.atomic
def settings_change(*, data: ArchiveSettings, by: Actor, at: datetime) -> list[str]:
    """Set what is different from today on; numbers given stay. Returns the keys that changed."""
    if not any(by.holds(post) for post in selectors.KEEPERS):
        raise denied(selectors.KEEPERS)
    rules.fonds_is_written(fonds=data.fonds)
    for department, unit in data.units.items():
        rules.unit_is_written(unit=unit, field=f"unit_{department}")
    for kinds in data.retention.values():
        for retention in kinds.values():
            rules.retention_is_known(retention=retention, clause=R(26))
    today = timezone.localdate(at)
    wanted: dict[str, Any] = {
        "fonds": data.fonds,
        "units": dict(data.units),
        "retention": {source: dict(kinds) for source, kinds in data.retention.items()},
    }
    changed = [key for key, value in wanted.items() if setting(key, on=today) != value]
    for key in changed:
        ArchivesSetting.objects.update_or_create(
            key=key, valid_from_date=today, defaults={"value": wanted[key]}
        )
    if changed:
        audit.record(
            None,
            by=by,
            action="archive.setting",
            changes={key: wanted[key] for key in changed if key == "fonds"},
            clauses=(R(26),),
            at=at,
        )
    return changed
