"""What figures are about: the province reads one topic at a time, not sixty columns."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True, slots=True)
class Topic:
    """A name and how the codes of its figures begin."""

    key: str
    name: StrOrPromise
    prefixes: tuple[str, ...]

    def holds(self, code: str) -> bool:
        """Is a figure about this?"""
        return code.startswith(self.prefixes)


# The indicators of the handbook's table (K…) together; beside them each with its own kind.
OVERALL = Topic("", gettext_lazy("Key indicators"), ("K",))
TOPICS = (
    OVERALL,
    Topic(
        "stations", gettext_lazy("Stations and posts"), ("S-", "K04", "K05", "K27", "K30", "K31")
    ),
    Topic("cases", gettext_lazy("Services to villagers"), ("C-", "K15", "K16", "K17", "K26")),
    Topic("documents", gettext_lazy("Documents and archive"), ("D-", "A-", "K01", "K24")),
    Topic("office", gettext_lazy("Plans, supervision, meetings, duty"), ("O-", "MT-", "K03")),
    Topic(
        "property", gettext_lazy("Fixed assets and supplies"), ("AS-", "SU-", "CT-", "K02", "K19")
    ),
    Topic("training", gettext_lazy("Training"), ("TR-", "K07", "K08", "K09", "K29")),
    Topic("petitions", gettext_lazy("Petitions and mail"), ("P-", "M-")),
)


def topic(key: str) -> Topic:
    """The topic of a key; the key indicators for one that is not known."""
    return next((one for one in TOPICS if one.key == key), OVERALL)


def without_topic(codes: Iterable[str]) -> list[str]:
    """Codes that no topic holds: a module's figures would not be seen."""
    return [code for code in codes if not any(one.holds(code) for one in TOPICS)]
