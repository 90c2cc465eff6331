"""Verbs of batches: entered, handed in, released, sold out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.posts import Post
from core import audit
from core.actor import Actor
from core.clauses import R
from core.errors import Violation
from core.moving import ask, may, move, same_version
from operations.trade import codes, rules, selectors
from operations.trade.lifecycle import BATCH, KEEPERS, B
from operations.trade.models import Batch, Input
from operations.trade.services.moving import (
    not_by_its_changer,
    village_of,
)


@dataclass(frozen=True, slots=True)
class BatchData:
    """One harvest, packed; village_id None: where the product comes from."""

    quantity: str
    packs: int
    harvested_date: date
    packed_date: date
    basis: str
    promised_date: date
    village_id: int | None = None
    plot: str = ""
    sown_date: date | None = None
    without_inputs: bool = False
    outcome: str = ""
    tested_by: str = ""
    test_number: str = ""
    tested_date: date | None = None


@transaction.atomic
def batch_add(*, product_id: int, data: BatchData, by: Actor, at: datetime) -> Batch:
    """Enter a batch of a listed product; it gets its code (S12, R117)."""
    may(by, KEEPERS)
    product = selectors.listed().filter(pk=product_id).first()
    rules.product_is_listed(listed=product is not None)
    code, secret = codes.new_batch()
    batch = Batch(
        product=product,
        code=code,
        secret=secret,
        created_by_id=(by.acting_for or by).user_id,
        entered_by_name=by.signature[:80],
        status_since=at,
    )
    _fill(batch, data, on=timezone.localdate(at))
    batch.save()
    audit.record(
        batch, by=by, action="batch.add", changes={"batch_code": code}, clauses=(R(117),), at=at
    )
    return batch


@transaction.atomic
def batch_change(
    *,
    batch_id: int,
    data: BatchData,
    by: Actor,
    at: datetime,
    expected_version: int | None = None,
) -> Batch:
    """Change a draft (R117)."""
    may(by, KEEPERS)
    batch = locked(batch_id)
    same_version(batch, expected_version)
    rules.draft_is_changed(draft=batch.status == B.DRAFT)
    _fill(batch, data, on=timezone.localdate(at))
    for one in batch.inputs.all():
        _in_time(one, batch.harvested_date)
    batch.version += 1
    batch.save()
    audit.record(batch, by=by, action="batch.change", clauses=(R(117),), at=at)
    return batch


def _fill(batch: Batch, data: BatchData, *, on: date) -> None:
    rules.is_filled(value=data.quantity, sentence=_("Say how much it is."), field="quantity")
    rules.packs_are_counted(packs=data.packs)
    rules.dates_in_order(
        sown=data.sown_date,
        harvested=data.harvested_date,
        packed=data.packed_date,
        promised=data.promised_date,
        today=on,
    )
    rules.testing_is_complete(
        outcome=data.outcome,
        by=data.tested_by,
        number=data.test_number,
        tested=data.tested_date,
        harvested=data.harvested_date,
        today=on,
    )
    batch.village = village_of(data.village_id or batch.product.village_id, on=on)
    batch.plot, batch.quantity = data.plot.strip()[:60], data.quantity.strip()[:40]
    batch.packs, batch.without_inputs = data.packs, data.without_inputs
    batch.sown_date, batch.harvested_date = data.sown_date, data.harvested_date
    batch.packed_date, batch.promised_date = data.packed_date, data.promised_date
    batch.basis, batch.outcome = data.basis, data.outcome
    tested = bool(data.outcome)
    batch.tested_by = data.tested_by.strip()[:60] if tested else ""
    batch.test_number = data.test_number.strip()[:60] if tested else ""
    batch.tested_date = data.tested_date if tested else None


@transaction.atomic
def batch_add_input(
    *,
    batch_id: int,
    kind: str,
    name: str,
    used_date: date,
    by: Actor,
    at: datetime,
    interval_days: int = 0,
    amount: str = "",
    expected_version: int | None = None,
) -> Batch:
    """Note what was put on the field; the safety interval has passed by the harvest (R117)."""
    may(by, KEEPERS)
    batch = _draft(batch_id, expected_version)
    name = name.strip()[:60]
    rules.is_filled(value=name, sentence=_("Say what was used."), field="name")
    made = Input(
        batch=batch,
        kind=kind,
        name=name,
        amount=amount.strip()[:40],
        used_date=used_date,
        interval_days=interval_days,
    )
    _in_time(made, batch.harvested_date)
    made.save()
    return _touched(batch, "batch.add_input", str(made), by=by, at=at)


@transaction.atomic
def batch_drop_input(
    *, batch_id: int, input_id: int, by: Actor, at: datetime, expected_version: int | None = None
) -> Batch:
    """It was not used after all; the log keeps it (R117)."""
    may(by, KEEPERS)
    batch = _draft(batch_id, expected_version)
    dropped = batch.inputs.filter(pk=input_id).first()
    if dropped is None:
        raise Violation(_("This input is taken out already."), R(117), field="input_id")
    said = str(dropped)
    dropped.delete()
    return _touched(batch, "batch.drop_input", said, by=by, at=at)


def _in_time(one: Input, harvested: date) -> None:
    rules.input_in_time(
        used=one.used_date,
        interval=one.interval_days,
        kind=one.kind,
        name=one.name,
        harvested=harvested,
    )


@transaction.atomic
def batch_submit(
    *, batch_id: int, by: Actor, at: datetime, expected_version: int | None = None
) -> Batch:
    """Hand it in for release; it says what was used and proves what it promises (R117)."""
    batch = locked(batch_id)
    BATCH.check(batch, "submit", by=by, expected_version=expected_version)
    _is_ready(batch)
    found = _moved(batch, "submit", by, at)
    ask(found, post=Post.DEPT_HEAD, title=_title(found), clause=R(117), by=by, at=at)
    return found


@transaction.atomic
def batch_release(
    *, batch_id: int, by: Actor, at: datetime, expected_version: int | None = None
) -> Batch:
    """A head who neither entered nor changed it lets its labels open the page (R0, R117)."""
    batch = locked(batch_id)
    BATCH.check(batch, "release", by=by, expected_version=expected_version)
    not_by_its_changer(batch, by)
    # A file may have been taken off since it was handed in.
    _is_ready(batch)
    batch.released_at, batch.released_by_name = at, by.signature[:80]
    return _moved(batch, "release", by, at, fields=("released_at", "released_by_name"))


@transaction.atomic
def batch_send_back(
    *, batch_id: int, reason: str, by: Actor, at: datetime, expected_version: int | None = None
) -> Batch:
    """Not yet, and why (R117)."""
    return _moved(locked(batch_id), "send_back", by, at, reason=reason, version=expected_version)


@transaction.atomic
def batch_close(
    *, batch_id: int, by: Actor, at: datetime, expected_version: int | None = None
) -> Batch:
    """Sold out; its page stays for those who have it at home (R117)."""
    return _moved(locked(batch_id), "close", by, at, version=expected_version)


@transaction.atomic
def batch_discard(
    *, batch_id: int, reason: str, by: Actor, at: datetime, expected_version: int | None = None
) -> Batch:
    """It is not sold at all (R117)."""
    return _moved(locked(batch_id), "discard", by, at, reason=reason, version=expected_version)


def locked(batch_id: int) -> Batch:
    """The batch, locked, with its product."""
    found = Batch.objects.select_for_update(of=("self",)).select_related("product")
    return found.get(pk=batch_id)


def _draft(batch_id: int, expected: int | None) -> Batch:
    batch = locked(batch_id)
    same_version(batch, expected)
    rules.draft_is_changed(draft=batch.status == B.DRAFT)
    return batch


def _is_ready(batch: Batch) -> None:
    rules.product_is_listed(listed=selectors.listed().filter(pk=batch.product_id).exists())
    rules.ready_to_hand_in(
        inputs=batch.inputs.count(),
        without=batch.without_inputs,
        basis=batch.basis,
        outcome=batch.outcome,
        has_report=selectors.has_report(batch),
    )


def _touched(batch: Batch, action: str, said: str, *, by: Actor, at: datetime) -> Batch:
    batch.version += 1
    batch.save(update_fields=["version", "updated_at"])
    audit.record(batch, by=by, action=action, changes={"input": said}, clauses=(R(117),), at=at)
    return batch


def _moved(batch: Batch, action: str, by: Actor, at: datetime, **more: object) -> Batch:
    found: Batch = move(BATCH, batch, action, by=by, at=at, **more)  # type: ignore[arg-type]
    return found


def _title(batch: Batch) -> str:
    return _("Batch to be released: %(batch)s") % {"batch": batch}
