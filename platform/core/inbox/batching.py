"""Several at once, for steps that a module has declared to be of low risk."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from core.actor import Actor
from core.errors import Denied, Violation
from core.inbox.addressing import is_for
from core.models.inbox import InboxItem

_services: dict[tuple[str, str], Callable[[str, Actor], Any]] = {}


@dataclass(frozen=True, slots=True)
class BatchResult:
    """What became of one item: done, or the sentence that says why not."""

    item_id: int
    title: str
    done: bool
    sentence: str = ""


def register_low_risk(record_type: str, step: str, service: Callable[[str, Actor], Any]) -> None:
    """Let a step be decided in a batch: `service(record_id, by)` approves one record."""
    _services[record_type.lower(), step] = service


def is_low_risk(item: InboxItem) -> bool:
    """May this item be decided with others at once? An opinion that was asked for may not."""
    if item.kind != InboxItem.Kind.TODO or item.role != InboxItem.Role.STEP:
        return False
    return (item.record_type, item.step) in _services


def close_batch(*, item_ids: Sequence[int], by: Actor) -> list[BatchResult]:
    """Approve several items, each for itself: one refusal does not stop the others."""
    items = InboxItem.objects.in_bulk(list(item_ids))
    return [_one(items[item_id], by) for item_id in dict.fromkeys(item_ids) if item_id in items]


def _one(item: InboxItem, by: Actor) -> BatchResult:
    if not is_for(item, by) or item.state != InboxItem.State.OPEN:
        return BatchResult(item.pk, item.title, False, _("This is not with you any more."))
    if not is_low_risk(item):
        return BatchResult(item.pk, item.title, False, _("Please decide on this on its own page."))
    try:
        with transaction.atomic():
            _services[item.record_type, item.step](item.record_id, by)
    except (Violation, Denied) as refusal:
        return BatchResult(item.pk, item.title, False, refusal.sentence)
    return BatchResult(item.pk, item.title, True)
