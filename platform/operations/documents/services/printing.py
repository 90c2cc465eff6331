"""Papers of many documents at once, in the background."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from core import jobs
from core.actor import Actor
from core.models.jobs import Job
from operations.documents import rules

SHEETS = "documents.print_sheets"


@transaction.atomic
def sheets_print(*, document_ids: Sequence[int], by: Actor) -> Job:
    """Ask for the approval sheets of these documents as one file; those one may not read stay out.

    Raises Violation for none, and for more than one job sets.
    """
    rules.sheets_can_be_printed(count=len(document_ids))
    title = _("Approval sheets of %(count)d documents") % {"count": len(document_ids)}
    return jobs.start(SHEETS, title=title, by=by, kwargs={"document_ids": list(document_ids)})
