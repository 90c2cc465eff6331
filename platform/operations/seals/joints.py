"""What other parts ask of seals: files, hand-overs, an application made of another's paper."""

from __future__ import annotations

from datetime import date, datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

from console import places
from core import attachments, followups
from core.actor import Actor
from core.errors import Violation
from core.followups import Followup
from operations.seals import selectors
from operations.seals.lifecycle import PEOPLE
from operations.seals.models import SealUse
from operations.seals.services import SealUseData, seal_apply

SEAL = "seal"


def register() -> None:
    """Called once at start-up."""
    from operations.seals import numbers  # noqa: F401 - it declares itself

    places.register("seals", where="county")
    attachments.register_guard(SealUse, may_see)
    followups.offer(Followup(SEAL, _("Apply for the seal"), PEOPLE, use_of_record, may_follow))


def may_see(actor: Actor, use: SealUse) -> bool:
    """Files and papers of a use are for those who may see it."""
    return selectors.uses(actor).filter(pk=use.pk).exists()


def may_follow(record: models.Model, actor: Actor) -> bool:
    """Applied for once: not again while an application for it runs or was stamped."""
    return selectors.of_source(record._meta.label_lower, str(record.pk)) is None


def use_of_record(
    source: models.Model,
    *,
    title: str,
    department_id: int | None,
    due: date | None,
    by: Actor,
    at: datetime,
) -> SealUse:
    """An application for the first seal of the register, for a numbered paper of another module."""
    seal = selectors.seals().order_by("pk").first()
    if seal is None:
        raise Violation(str(_("No seal is in use; the office enters one first.")))
    copies = getattr(source, "print_run", None) or 1
    data = SealUseData(
        seal_id=seal.pk,
        document=title,
        document_number=str(getattr(source, "number", "")),
        copies=copies,
        purpose=str(_("Printing and sending")),
    )
    return seal_apply(data=data, by=by, at=at, source=source)
