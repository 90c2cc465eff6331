"""The archive's dated settings of the county: its fonds, its units, terms by kind (R66)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from operations.archives.kinds import Retention
from operations.archives.models import ArchivesSetting

DEFAULTS: dict[str, Any] = {
    # Given by the county's archives; until then one that shows it is a stand-in.
    "fonds": "Z001",
    "category": "WS",
    # Codes of departments; who has none files under the office.
    "units": {
        "office": "BGS",
        "area": "BGQ",
        "admin": "XZB",
        "finance": "CWB",
        "ops": "YYZ",
        "general": "ZHB",
        "brand": "PPB",
        "goods": "WHB",
        "tech": "JSB",
        "desk": "FWT",
        "logistics": "WLB",
        "settlement": "JSZ",
    },
    # Source → kind → term, where a county wants another one than its source proposes.
    "retention": {},
}
FALLBACK_UNIT = "BGS"


def setting(key: str, *, on: date) -> Any:
    """The value in force on a day."""
    return ArchivesSetting.in_force(key, on=on, defaults=DEFAULTS)


@dataclass(frozen=True, slots=True)
class FilingPlan:
    """The units' codes and the terms by kind on a day: asked once for many records."""

    units: Mapping[str, str]
    terms: Mapping[str, Mapping[str, str]]

    @classmethod
    def load(cls, on: date) -> FilingPlan:
        """As the county has them on a day."""
        return cls(setting("units", on=on), setting("retention", on=on))

    def unit_of(self, department: str) -> str:
        """The three letters of a department, that of the office where it has none."""
        return self.units.get(department) or FALLBACK_UNIT

    def retention_of(self, source: str, kind: str, proposed: str) -> str:
        """For how long a kind is kept: what the county says, else what its source proposes."""
        return self.terms.get(source, {}).get(kind) or proposed or Retention.TEN
