"""Verbs of recalls: declared at once, lifted by another."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from core import audit
from core.actor import Actor
from core.clauses import R
from core.moving import may, move
from operations.trade import rules, selectors
from operations.trade.lifecycle import PUBLIC, RECALL, RECALLERS
from operations.trade.models import Batch, Product, Recall
from operations.trade.services.batches import locked


@transaction.atomic
def batch_recall(*, batch_id: int, reason: str, advice: str, by: Actor, at: datetime) -> Recall:
    """Call one batch back: from this moment its page and the product's say so (S12, R117)."""
    may(by, RECALLERS)
    batch = locked(batch_id)
    rules.batch_is_public(public=batch.status in PUBLIC)
    already = selectors.in_force(batch.product_id, batch.pk)
    return _recall(batch.product, batch, list(already), reason, advice, by=by, at=at)


@transaction.atomic
def product_recall(*, product_id: int, reason: str, advice: str, by: Actor, at: datetime) -> Recall:
    """Call every batch of a product back (S12, R117)."""
    may(by, RECALLERS)
    product = Product.objects.select_for_update(of=("self",)).get(pk=product_id)
    rules.product_is_public(public=bool(product.code))
    already = selectors.in_force(product.pk)
    return _recall(product, None, list(already), reason, advice, by=by, at=at)


def _recall(
    product: Product,
    batch: Batch | None,
    already: list[Recall],
    reason: str,
    advice: str,
    *,
    by: Actor,
    at: datetime,
) -> Recall:
    rules.not_recalled(recalled=[str(one) for one in already])
    rules.recall_says_why(reason=reason, advice=advice)
    recall = Recall.objects.create(
        product=product,
        batch=batch,
        reason=reason.strip()[:200],
        advice=advice.strip()[:200],
        recalled_at=at,
        recalled_by_name=by.signature[:80],
        created_by_id=(by.acting_for or by).user_id,
        status_since=at,
    )
    said = {"recalled": recall.scope_label}
    for record in (recall, batch or product):
        audit.record(
            record, by=by, action="recall.add", note=reason, changes=said, clauses=(R(117),), at=at
        )
    return recall


@transaction.atomic
def recall_lift(
    *, recall_id: int, reason: str, by: Actor, at: datetime, expected_version: int | None = None
) -> Recall:
    """A leader who did not declare it lifts it, and says why (R0, R117)."""
    recall = Recall.objects.select_for_update(of=("self",)).get(pk=recall_id)
    recall.lifted_at, recall.lifted_by_name = at, by.signature[:80]
    recall.lifted_reason = reason.strip()[:500]
    found: Recall = move(
        RECALL,
        recall,
        "lift",
        by=by,
        at=at,
        reason=reason,
        fields=("lifted_at", "lifted_by_name", "lifted_reason"),
        version=expected_version,
    )
    return found
