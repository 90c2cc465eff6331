"""Handing over: against a signature, by the label's code, or simply taken out (R60)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.core.files.base import ContentFile, File
from django.db import transaction
from django.utils import timezone

from core import attachments
from core.actor import Actor
from operations.mail import rules, selectors
from operations.mail.kinds import Proof
from operations.mail.lifecycle import S
from operations.mail.models import MailItem
from operations.mail.services.moving import keepers_only, locked, move

SIGNATURE = "signature"


@transaction.atomic
def mail_hand_over(
    *,
    item_id: int,
    signed_by: str,
    by: Actor,
    at: datetime,
    signature: File[bytes] | None = None,
    expected_version: int | None = None,
) -> MailItem:
    """A keeper hands a piece over; registered mail and parcels against a signature (R60)."""
    keepers_only(by)
    rules.receiver_is_named(signed_by=signed_by)
    drawn = signature.read() if signature is not None else b""
    return _give(
        locked(item_id), signed_by=signed_by, drawn=drawn, by=by, at=at, version=expected_version
    )


@transaction.atomic
def mail_hand_over_many(
    *,
    item_ids: Collection[int],
    signed_by: str,
    by: Actor,
    at: datetime,
    signature: File[bytes] | None = None,
) -> int:
    """Several pieces under one signature; how many. All of them or none."""
    keepers_only(by)
    rules.something_is_chosen(chosen=item_ids)
    rules.receiver_is_named(signed_by=signed_by)
    drawn = signature.read() if signature is not None else b""
    for item_id in sorted(set(item_ids)):
        _give(locked(item_id), signed_by=signed_by, drawn=drawn, by=by, at=at)
    return len(set(item_ids))


@transaction.atomic
def mail_take(*, slot_id: int, item_ids: Collection[int], by: Actor, at: datetime) -> int:
    """An owner takes from their own pigeonhole, having scanned its label's code; how many (R60).

    The account is the signature: name and moment are kept, and the log says from which device.
    """
    today = timezone.localdate(at)
    rules.own_pigeonhole(own=selectors.slots_of(by, on=today).filter(pk=slot_id).exists())
    rules.something_is_chosen(chosen=item_ids)
    # What is addressed to a colleague by name, a keeper hands over.
    seen = selectors.items(by, on=today).filter(slot=slot_id).values("pk")
    for item_id in sorted(set(item_ids)):
        rules.own_pigeonhole(own=MailItem.objects.filter(pk=item_id, pk__in=seen).exists())
        item = locked(item_id)
        _out(item, proof=Proof.SCANNED, signed_by=by.signature, by=by, at=at)
    return len(set(item_ids))


def _give(
    item: MailItem,
    *,
    signed_by: str,
    drawn: bytes,
    by: Actor,
    at: datetime,
    version: int | None = None,
) -> MailItem:
    """From a keeper's hand; a drawn signature is kept with each piece that needs one."""
    proof = Proof.DRAWN if drawn else Proof.PLAIN
    if item.status == S.SORTED:
        rules.receipt_is_proved(kind=item.kind, proof=proof)
    _out(item, proof=proof, signed_by=signed_by, by=by, at=at, version=version)
    if drawn:
        file = ContentFile(drawn, name="signature.png")
        attachments.attach(item, file, kind=SIGNATURE, by=by, field="signature")
    return item


def _out(
    item: MailItem,
    *,
    proof: str,
    signed_by: str,
    by: Actor,
    at: datetime,
    version: int | None = None,
) -> MailItem:
    # Out of the pigeonhole only: elsewhere the table of moves refuses.
    if item.status == S.SORTED:
        item.proof, item.signed_by = proof, signed_by.strip()[:80]
        item.handed_by_name, item.ended_at = by.signature[:80], at
    return move(
        item,
        "hand_over",
        by=by,
        at=at,
        expected_version=version,
        fields=("proof", "signed_by", "handed_by_name", "ended_at"),
        changes={"signed_by": item.signed_by, "proof": str(Proof(proof).label)},
    )
