"""Tasks of the vocabulary: load by id, one service call."""

from datetime import timedelta
from typing import Any

from celery import shared_task
from django.utils import timezone

from core import imports, inbox, jobs, workcalendar
from core.actor import Actor
from core.workcalendar import publishing

# Uploaded files hold personal data; ninety days are enough to look something up.
IMPORT_FILES_KEPT = timedelta(days=90)


@shared_task(name="core.sweep_jobs")
def sweep_jobs() -> int:
    """Send jobs again that lost their message or their worker; for the scheduler, per county."""
    return jobs.sweep(at=timezone.now())


@shared_task(name="core.forget_import_files")
def forget_import_files() -> int:
    """Delete files of imports older than ninety days; nightly, per county."""
    now = timezone.now()
    return imports.import_forget_files(before=now - IMPORT_FILES_KEPT)


@shared_task(name="core.forget_job_files")
def forget_job_files() -> int:
    """Delete files that came of jobs more than a week ago; nightly, per county."""
    return jobs.forget_files(before=timezone.now() - jobs.FILES_KEPT)


@shared_task(name="core.take_calendar")
def take_calendar(*, rows: list[list[str]], source: str) -> None:
    """Take days that the province has published into this county."""
    workcalendar.calendar_publish_rows(
        publishing.unpack(rows), source=source, by=Actor.system("province"), at=timezone.now()
    )


@shared_task(name="core.import_dry_run")
def import_dry_run(*, job_id: str, run_id: str) -> None:
    """Judge an uploaded file, row by row, without writing a record."""
    from core.imports.services import import_dry_run as dry_run

    with jobs.running(job_id) as job:
        dry_run(run_id=run_id, job=job)


@shared_task(name="core.import_confirm")
def import_confirm(*, job_id: str, run_id: str, mode: str) -> None:
    """Write the rows of a judged file, in one transaction."""
    from core.imports.services import import_apply

    with jobs.running(job_id) as job:
        import_apply(run_id=run_id, mode=mode, job=job)


@shared_task(name="core.rekey_fields")
def rekey_fields(**_: Any) -> int:
    """Encrypt every field of this place with the newest key (after a rotation of FIELD_KEYS)."""
    from core.privacy.rekeying import rekey

    return rekey()


@shared_task(name="core.rescue_inbox")
def rescue_inbox() -> int:
    """Let what reaches nobody any more fall to the process administrator; nightly, per county."""
    return inbox.rescue(by=Actor.system("inbox"), at=timezone.now())
