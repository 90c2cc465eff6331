"""The seal for a document that is being printed, where a module keeps the register of uses."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from core import audit, followups
from core.actor import Actor
from core.clauses import R
from core.errors import Violation
from core.lifecycle_words import denied
from operations.documents.lifecycle import S
from operations.documents.models import OutgoingDocument
from operations.documents.services.moving import departments_own, locked

SEAL = "seal"


@transaction.atomic
def document_ask_seal(*, document_id: int, by: Actor, at: datetime) -> OutgoingDocument:
    """The originating department applies for the seal with the document's number (R19, R26).

    Raises Violation (not at its step, nobody offers it, applied for already) or Denied.
    """
    document = locked(document_id)
    departments_own(document, by, at=at)
    offer = followups.offered(SEAL)
    if offer is None or document.status != S.PRINTING:
        raise Violation(_("The seal is applied for while the document is printed."), R(19))
    if not any(by.holds(post) for post in offer.posts):
        raise denied(offer.posts)
    made = offer.make(
        document,
        title=document.title,
        department_id=document.department_id,
        due=None,
        by=by,
        at=at,
    )
    audit.record(
        document,
        by=by,
        action="outgoing.seal",
        changes={"to": str(made)},
        clauses=(R(19), R(26)),
        at=at,
    )
    return document
