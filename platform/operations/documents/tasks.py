"""Scheduled work of a county's documents."""

from celery import shared_task
from django.utils import timezone
from django.utils.translation import gettext as _

from core import jobs
from core.actor import Actor
from operations.documents import bundles, selectors
from operations.documents.incoming.services import parts_urge
from operations.documents.services import receipts_urge


@shared_task(name="documents.urge")
def urge() -> int:
    """Remind of incoming documents that are due or overdue, and of receipts; how many were."""
    by, at = Actor.system(_("System")), timezone.now()
    return parts_urge(by=by, at=at) + receipts_urge(by=by, at=at)


@shared_task(name="documents.print_sheets")
def print_sheets(*, job_id: str, document_ids: list[int]) -> None:
    """Set the approval sheets of documents as one file, as far as the starter may read them."""
    with jobs.running(job_id) as job:
        readable = selectors.documents(job.by, on=timezone.localdate())
        found = readable.filter(pk__in=document_ids).order_by("created_at", "pk")
        total = found.count()
        pdf = bundles.sheets(
            found.iterator(chunk_size=50),
            told=lambda done: job.progress(done, total, _("Setting approval sheets")),
        )
        job.keep(pdf, name=_("approval sheets.pdf"))
        job.result(_("%(count)d approval sheets.") % {"count": total})
