"""Making labels: each pack's has a number of its own, and no more are made than are needed."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from core import audit
from core.actor import Actor
from core.clauses import R
from core.moving import may
from operations.trade import rules, selectors
from operations.trade.lifecycle import KEEPERS, B
from operations.trade.models import LabelRun
from operations.trade.services.batches import locked
from operations.trade.settings import setting


@transaction.atomic
def labels_make(*, batch_id: int, count: int, by: Actor, at: datetime) -> LabelRun:
    """Number so many more labels of a released batch (S12: code range; R117)."""
    may(by, KEEPERS)
    batch = locked(batch_id)
    rules.batch_is_public(public=batch.status == B.RELEASED)
    in_force = selectors.in_force(batch.product_id, batch.pk)
    rules.not_recalled(recalled=[str(one) for one in in_force])
    rules.labels_for_packs(
        wanted=count,
        made=batch.labels,
        packs=batch.packs,
        spare=int(setting("spare_labels", on=timezone.localdate(at))),
    )
    run = LabelRun.objects.create(
        batch=batch,
        first=batch.labels + 1,
        last=batch.labels + count,
        made_at=at,
        made_by_name=by.signature[:80],
    )
    batch.labels = run.last
    batch.version += 1
    batch.save(update_fields=["labels", "version", "updated_at"])
    audit.record(
        batch,
        by=by,
        action="batch.labels",
        changes={"labels_from": run.first, "labels_to": run.last},
        clauses=(R(117),),
        at=at,
    )
    return run
