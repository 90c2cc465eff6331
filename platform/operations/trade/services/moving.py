"""What several acts of this module ask."""

from __future__ import annotations

from datetime import date

from core import audit
from core.actor import Actor
from core.lifecycle import LifecycleRecord
from operations.stations.models import Village
from operations.trade import rules, selectors
from operations.trade.models import Certificate

# What changes what is checked; the moves themselves do not.
WRITING = (
    "product.add",
    "product.change",
    "batch.add",
    "batch.change",
    "batch.add_input",
    "batch.drop_input",
    "certificate.add",
    "attachment.add",
    "attachment.remove",
)


def village_of(pk: int, *, on: date) -> Village:
    """A village of the county that exists on the day. Raises Violation."""
    found = selectors.villages(on=on).filter(pk=pk).first()
    rules.village_exists(found=found is not None)
    return found  # type: ignore[return-value]  # the rule has refused None


def not_by_its_changer(record: LifecycleRecord | Certificate, by: Actor) -> None:
    """Who wrote in a record, also in somebody's place, does not let it go (R0, R117)."""
    said = audit.timeline(record).filter(action__in=WRITING)
    both = said.values_list("actor_id", "acting_for_id")
    wrote = {one for pair in both for one in pair if one is not None}
    rules.another_lets_it_go(wrote=bool(wrote & by.persons))
