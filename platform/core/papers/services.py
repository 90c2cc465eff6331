"""Verbs of papers: issue and void; and which a record has."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.db import models, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import audit
from core.actor import Actor
from core.errors import Violation
from core.models.papers import Paper
from core.papers.typesetting import qr_svg, render

# No 0/O, 1/I/L, U: codes are also read aloud. 16 of 30 signs are 78 bits.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_LENGTH = 16

audit.name_actions(
    {
        "paper.issue": gettext_lazy("issued a paper"),
        "paper.void": gettext_lazy("declared a paper void"),
    }
)


@transaction.atomic
def issue(
    record: models.Model,
    *,
    kind: str,
    template: str,
    data: dict[str, Any],
    by: Actor,
    title: str,
    office: str = "",
    replaces: bool = False,
) -> Paper:
    """Set a paper with its verification code and store it.

    kind: the form's name, which the public page shows; title: for the record's page. office: who
    issues, printed beside the code. replaces: earlier papers of this kind and record become void.
    """
    issued_at = timezone.now()
    paper = Paper(
        content_type=ContentType.objects.get_for_model(record),
        object_id=str(record.pk),
        kind=kind,
        title=title,
        code=_new_code(),
        issued_by_id=by.user_id,
        issued_by_name=by.name,
        issued_at=issued_at,
    )
    pdf = render(template, {**data, "_paper": _marks(paper, office)})
    paper.size = len(pdf)
    paper.sha256 = hashlib.sha256(pdf).hexdigest()
    if replaces:
        _replace(of(record).filter(kind=kind, voided_at=None), at=issued_at)
    paper.file.save(".pdf", ContentFile(pdf), save=False)
    paper.save()
    audit.record(
        record,
        by=by,
        action="paper.issue",
        note=title,
        changes={"paper": str(paper.pk), "sha256": paper.sha256},
    )
    return paper


@transaction.atomic
def void(paper: Paper, *, by: Actor, reason: str, at: datetime) -> None:
    """Declare a paper void; the verify page says so from now on.

    Raises Violation without a reason, or when it is void already.
    """
    held = Paper.objects.select_for_update().get(pk=paper.pk)
    if held.voided_at:
        raise Violation(_("This paper is void already."))
    if not reason.strip():
        raise Violation(_("Say why the paper becomes void."), field="reason")
    held.voided_at, held.voided_reason = at, reason.strip()[:200]
    held.save(update_fields=["voided_at", "voided_reason"])
    audit.record(
        held.record, by=by, action="paper.void", note=reason.strip(), changes={"paper": held.code}
    )


def of(record: models.Model) -> QuerySet[Paper]:
    """The papers of a record, newest first."""
    return Paper.objects.filter(
        content_type=ContentType.objects.get_for_model(record), object_id=str(record.pk)
    ).order_by("-issued_at")


def verify_url(code: str) -> str:
    """Public address of a paper's verify page."""
    site: str = import_string(settings.SITE_ADDRESS)()
    return f"{site}/verify/{code}/"


def _new_code() -> str:
    return "".join(secrets.choice(ALPHABET) for _sign in range(CODE_LENGTH))


def _replace(earlier: QuerySet[Paper], *, at: datetime) -> None:
    earlier.update(voided_at=at, voided_reason=_("Replaced by a newer one."))


def _marks(paper: Paper, office: str) -> dict[str, str]:
    """What the sheet's foot shows."""
    return {
        "code": paper.spaced_code,
        "qr": qr_svg(verify_url(paper.code)),
        "office": office,
        "issued": timezone.localtime(paper.issued_at).strftime("%Y-%m-%d %H:%M"),
    }
