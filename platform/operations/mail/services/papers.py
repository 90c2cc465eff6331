"""Ordinary papers: subscriptions, and the tick per pigeonhole and day (R60)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from core import audit
from core.actor import Actor
from core.clauses import R
from operations.mail import rules, selectors
from operations.mail.models import PaperTick, Slot, Subscription
from operations.mail.services.moving import keepers_only, slot_to


@transaction.atomic
def subscription_open(
    *, title: str, slot_id: int, by: Actor, at: datetime, copies: int = 1, weekday: int = 0
) -> Subscription:
    """A paper comes into a pigeonhole from today on (R58)."""
    keepers_only(by)
    rules.paper_is_named(title=title, copies=copies)
    slot = slot_to(slot_id)
    found = Subscription.objects.create(
        title=title.strip(),
        slot=slot,
        copies=copies,
        weekday=weekday,
        from_date=timezone.localdate(at),
    )
    audit.record(
        slot,
        by=by,
        action="mail.subscribe",
        changes={"papers": found.words},
        clauses=(R(58),),
        at=at,
    )
    return found


@transaction.atomic
def subscription_end(*, subscription_id: int, by: Actor, at: datetime) -> Subscription:
    """Today is its last day; ended already, it stays as it is."""
    keepers_only(by)
    found = Subscription.objects.select_for_update(of=("self",)).get(pk=subscription_id)
    if found.to_date is None:
        found.to_date = timezone.localdate(at)
        found.save(update_fields=["to_date"])
        audit.record(
            found.slot,
            by=by,
            action="mail.unsubscribe",
            changes={"papers": found.words},
            clauses=(R(58),),
            at=at,
        )
    return found


@transaction.atomic
def papers_tick(
    *, slot_ids: Collection[int], by: Actor, at: datetime, missing: dict[int, str] | None = None
) -> int:
    """The day's papers are in these pigeonholes; how many were ticked (R60).

    missing: what did not come, by pigeonhole. Raises Violation for one ticked already, or without
    papers today.
    """
    keepers_only(by)
    today = timezone.localdate(at)
    rules.something_is_chosen(chosen=slot_ids)
    papers = selectors.expected(on=today, slot_ids=slot_ids)
    # One after the other: two at the same morning's pile tick it once.
    for slot in Slot.objects.select_for_update(of=("self",)).filter(pk__in=slot_ids).order_by("pk"):
        words = [paper.words for paper in papers if paper.slot_id == slot.pk]
        rules.papers_come_on(expected=words)
        rules.ticked_once(already=slot.ticks.filter(on_date=today).exists())
        PaperTick.objects.create(
            slot=slot,
            on_date=today,
            papers="、".join(words)[:300],
            missing=(missing or {}).get(slot.pk, "").strip()[:200],
            by_name=by.signature[:80],
            at=at,
        )
    return len(set(slot_ids))
