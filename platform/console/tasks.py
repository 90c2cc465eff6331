"""Long work of the console."""

from celery import shared_task

from console.lists import making
from core import jobs


@shared_task(name=making.TASK)
def make_list(*, job_id: str, path: str, query: str, kind: str) -> None:
    """Make the file of a long list for whoever asked, as far as they may still read it."""
    with jobs.running(job_id) as job:
        making.file_make(job, path=path, query=query, kind=kind)
