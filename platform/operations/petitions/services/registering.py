"""The register: what the office enters and corrects."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.core.files.base import File
from django.db import transaction
from django.utils import timezone

from accounts.posts import Post
from core import attachments, audit, figures, numbering
from core.actor import Actor
from core.clauses import R
from core.codes.phones import check_phone
from core.errors import Violation
from core.lifecycle_words import changed_meanwhile, denied
from core.models.attachments import Attachment
from operations.petitions.lifecycle import ENDED
from operations.petitions.models import Decision, Petition
from operations.petitions.numbers import SERIES
from operations.petitions.rules import registering as rules
from operations.petitions.rules import terms
from operations.petitions.services.moving import DECIDED, announce, locked, refigure
from operations.petitions.settings import setting

MATERIAL = "material"
# Where a file's refusal is told.
FILES = "scans"
CORRECTED = (
    *("channel", "kind", "subject", "matter", "headcount", "is_anonymous"),
    *("name", "phone", "address", "concerned"),
)
# Stored encrypted: the log says that they changed, not to what.
PRIVATE = ("name", "phone", "address", "concerned")


@dataclass(frozen=True, slots=True)
class PetitionData:
    """What the petitioner says. secret: offered to be refused (R25)."""

    subject: str
    matter: str
    channel: str
    kind: str
    received_date: date
    is_anonymous: bool = False
    name: str = ""
    phone: str = ""
    address: str = ""
    headcount: int = 1
    concerned: Sequence[str] = ()
    secret: bool = False


@transaction.atomic
def petition_register(
    *, data: PetitionData, by: Actor, at: datetime, files: Sequence[File[bytes]] = ()
) -> Petition:
    """Enter a petition, give it its number, and let its first term run (R26).

    With its files, or not at all. Raises Violation or Denied.
    """
    office_only(by)
    today = timezone.localdate(at)
    rules.received_by_today(received=data.received_date, today=today)
    petition = Petition(
        created_by_id=(by.acting_for or by).user_id,
        received_date=data.received_date,
        registered_by_name=by.signature[:80],
        registered_at=at,
        status_since=at,
    )
    _take(petition, data)
    petition.save()
    file_attach(petition, files, by=by)
    # Late: whoever registers next waits for this transaction's end from here on.
    petition.number = numbering.draw(SERIES, on=today, record=petition).text
    petition.save(update_fields=["number"])
    begin_term(petition, began=data.received_date, on=today)
    announce(petition, by=by, at=at)
    audit.record(
        petition,
        by=by,
        action="petition.register",
        changes={"petition": petition.number},
        clauses=(R(26),),
        at=at,
    )
    figures.changed(("P-IN",), on=petition.received_date)
    return petition


def begin_term(petition: Petition, *, began: date, on: date) -> Decision:
    """The first term of a petition that was received, or reopened."""
    days = setting("decision_days", on=on)
    decision = Decision.objects.create(
        petition=petition,
        cycle=petition.cycle,
        began_date=began,
        days=days,
        due_date=terms.last_day(began=began, days=days),
    )
    refigure(DECIDED, on=on, due=decision.due_date)
    return decision


def file_attach(petition: Petition, files: Sequence[File[bytes]], *, by: Actor) -> list[Attachment]:
    """Keep what came with it: all of the files or none. Raises Violation, told at the field."""
    try:
        return attachments.attach_all(petition, files, kind=MATERIAL, by=by)
    except Violation as refused:
        raise Violation(refused.sentence, field=FILES) from refused


@transaction.atomic
def petition_correct(
    *,
    petition_id: int,
    data: PetitionData,
    by: Actor,
    at: datetime,
    expected_version: int | None = None,
) -> Petition:
    """Correct the register until it has ended; number and day of receipt stay (R26).

    Name, phone, address and persons concerned that are left empty stay as they are, unless the
    petition becomes anonymous: then nothing of the petitioner is kept.
    """
    petition = locked(petition_id)
    may_correct(petition, by)
    if expected_version is not None and expected_version != petition.version:
        raise Violation(changed_meanwhile(petition))
    before = {name: getattr(petition, name) for name in CORRECTED}
    _take(petition, data)
    changed = [name for name in CORRECTED if before[name] != getattr(petition, name)]
    if not changed:
        return petition
    petition.version += 1
    # Companions of encrypted fields are hashed when both are named.
    hashes = [f"{name}_hash" for name in ("name", "phone") if name in changed]
    petition.save(update_fields=[*changed, *hashes, "version", "updated_at"])
    words = (str(Petition._meta.get_field(name).verbose_name) for name in changed)  # type: ignore[union-attr]
    audit.record(
        petition,
        by=by,
        action="petition.correct",
        changes={"changed": "、".join(words)},
        clauses=(R(26),),
        at=at,
    )
    return petition


def may_correct(petition: Petition, by: Actor) -> None:
    """Raise Denied for others than the office, Violation when it has ended."""
    office_only(by)
    rules.still_correctable(ended=petition.status in ENDED)


def office_only(by: Actor) -> None:
    """Petitions are received and kept by the office (R26)."""
    if not by.holds(Post.OFFICE):
        raise denied((Post.OFFICE,))


def _take(petition: Petition, data: PetitionData) -> None:
    """Check what was typed and put it on the record."""
    rules.not_secret(secret=data.secret, texts=(data.subject, data.matter))
    rules.subject_is_one_line(subject=data.subject)
    rules.matter_is_written(matter=data.matter)
    rules.kind_and_channel_are_known(kind=data.kind, channel=data.channel)
    rules.headcount_is_sensible(headcount=data.headcount)
    names = list(dict.fromkeys(one.strip() for one in data.concerned if one.strip()))
    rules.concerned_are_few(names=names)
    kept = petition.pk is not None and not data.is_anonymous
    name = data.name.strip() or (petition.name if kept else "")
    phone = data.phone.strip() or (petition.phone if kept else "")
    address = data.address.strip() or (petition.address if kept else "")
    rules.petitioner_is_named_or_anonymous(
        anonymous=data.is_anonymous,
        name=name,
        phone=phone,
        address=address,
        channel=data.channel,
    )
    petition.is_anonymous = data.is_anonymous
    petition.name, petition.address = name, address
    petition.phone = check_phone(phone, field="phone") if phone else ""
    petition.channel, petition.kind = data.channel, data.kind
    petition.subject, petition.matter = data.subject.strip(), data.matter.strip()
    petition.headcount = data.headcount
    if names or petition.pk is None:
        petition.concerned = "\n".join(names)
