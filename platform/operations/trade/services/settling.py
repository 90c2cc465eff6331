"""Looking into labels that may be copies."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core import audit
from core.actor import Actor
from core.clauses import R
from core.moving import may
from operations.trade import rules, selectors
from operations.trade.kinds import Verdict
from operations.trade.lifecycle import RECALLERS
from operations.trade.models import LabelDoubt
from operations.trade.services.batches import locked


@transaction.atomic
def label_settle(
    *, batch_id: int, serial: int, verdict: str, note: str, by: Actor, at: datetime
) -> LabelDoubt:
    """Say what was found out about a label in doubt; or anew of one that was settled (S12, R117).

    A genuine one is in doubt again only by more scans or regions than it has now.
    """
    may(by, RECALLERS)
    batch = locked(batch_id)
    of_label = batch.doubts.filter(serial=serial)
    rules.label_is_in_doubt(found=of_label.exists())
    rules.is_filled(value=note, sentence=_("Say how it was found out."), field="note")
    known = selectors.seen(batch, serial, on=timezone.localdate(at))
    doubt = of_label.filter(verdict=Verdict.OPEN).first()
    doubt = doubt or LabelDoubt(batch=batch, serial=serial, opened_at=at)
    doubt.verdict, doubt.note = Verdict(verdict), note.strip()[:300]
    doubt.scans, doubt.regions = known.scans, known.regions
    doubt.settled_at, doubt.settled_by_name = at, by.signature[:80]
    doubt.save()
    batch.version += 1
    batch.save(update_fields=["version", "updated_at"])
    audit.record(
        batch,
        by=by,
        action="batch.settle_label",
        note=doubt.note,
        changes={"label_number": serial, "label_verdict": str(doubt.get_verdict_display())},
        clauses=(R(117),),
        at=at,
    )
    return doubt
