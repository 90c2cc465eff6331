"""Proving that nobody has touched the trail."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connection, transaction
from django.db.models import Exists, OuterRef, Subquery
from django.utils.translation import gettext as _

from core.audit.writing import digest
from core.models.audit import AuditEntry, AuditHead, AuditSeal

GENESIS = "0" * 64
CHUNK = 2000


@dataclass(frozen=True, slots=True)
class Report:
    """What a check found.

    checked: links that are sound. seq and entry_id name the first bad one, fault says what is
    wrong with it; both None and '' when all is well. head: the last hash, to be kept elsewhere.
    """

    checked: int
    head: str = ""
    seq: int | None = None
    entry_id: int | None = None
    fault: str = ""

    @property
    def ok(self) -> bool:
        """Nothing was touched."""
        return not self.fault


def link(*, prev_hash: str, seq: int, entry_id: int, digest: str) -> str:
    """The hash of one link; the trigger of migration 0002 computes the same."""
    return hashlib.sha256(f"{prev_hash}|{seq}|{entry_id}|{digest}".encode()).hexdigest()


def verify() -> Report:
    """Read the whole chain of the current schema again. Reads a snapshot; nobody waits for it."""
    with transaction.atomic():
        _seal_what_this_transaction_wrote()
        head = _head()
        prev, checked = GENESIS, 0
        for seal, entry in _links(head.seq if head else 0):
            fault = _fault(seal, entry, prev=prev, seq=checked + 1)
            if fault:
                # A gap is named by the link that is missing, not by its innocent successor.
                gap = seal.seq != checked + 1
                return Report(
                    checked,
                    seq=checked + 1 if gap else seal.seq,
                    entry_id=None if gap else seal.entry_id,
                    fault=fault,
                )
            prev, checked = seal.hash, checked + 1
        return _the_end(head, prev=prev, checked=checked)


def _seal_what_this_transaction_wrote() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS core_audit_seal IMMEDIATE")
        cursor.execute("SET CONSTRAINTS core_audit_seal DEFERRED")


def _head() -> AuditHead | None:
    """The head, with the last link of the same moment: writers go on while we read."""
    latest = AuditSeal.objects.order_by("-seq").values("seq")[:1]
    return AuditHead.objects.filter(pk=1).annotate(latest=Subquery(latest)).first()


def _links(until: int) -> Iterator[tuple[AuditSeal, AuditEntry | None]]:
    after = 0
    known = AuditSeal.objects.filter(seq__lte=until).order_by("seq")
    while seals := list(known.filter(seq__gt=after)[:CHUNK]):
        entries = AuditEntry.objects.in_bulk([seal.entry_id for seal in seals])
        yield from ((seal, entries.get(seal.entry_id)) for seal in seals)
        after = seals[-1].seq


def _fault(seal: AuditSeal, entry: AuditEntry | None, *, prev: str, seq: int) -> str:
    """What is wrong with one link; '' when nothing is."""
    if seal.seq != seq:
        return _("Link %(seq)s is missing.") % {"seq": seq}
    if entry is None:
        return _("Entry %(entry)s was deleted.") % {"entry": seal.entry_id}
    if digest(entry) != entry.digest:
        return _("Entry %(entry)s was altered.") % {"entry": entry.pk}
    if seal.prev_hash != prev:
        return _("Link %(seq)s does not follow the one before.") % {"seq": seq}
    if seal.hash != link(prev_hash=prev, seq=seq, entry_id=seal.entry_id, digest=entry.digest):
        return _("Link %(seq)s does not fit entry %(entry)s.") % {"seq": seq, "entry": entry.pk}
    return ""


def _the_end(head: AuditHead | None, *, prev: str, checked: int) -> Report:
    """The chain must reach its head and end there, and no entry may stand outside it."""
    said = head.seq if head else 0
    latest = (getattr(head, "latest", None) or 0) if head else AuditSeal.objects.count()
    if said != checked or said != latest or (head and head.hash != prev):
        return Report(
            checked,
            seq=checked + 1,
            fault=_("The chain ends at link %(seq)s, but its head says %(head)s.")
            % {"seq": max(checked, latest), "head": said},
        )
    sealed = AuditSeal.objects.filter(entry_id=OuterRef("pk"))
    stray = AuditEntry.objects.filter(~Exists(sealed)).order_by("id").first()
    if stray is not None:
        return Report(
            checked,
            entry_id=stray.pk,
            fault=_("Entry %(entry)s was put in past the chain.") % {"entry": stray.pk},
        )
    return Report(checked, head=prev)
