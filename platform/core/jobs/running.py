"""Inside a task: claim the job, tell progress, end it whatever happens."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import IO, Any
from uuid import UUID

from celery.exceptions import Ignore
from django.core.files.base import ContentFile, File
from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from core.actor import Actor
from core.errors import Denied, Violation
from core.jobs import actors, live
from core.models.jobs import Job

log = logging.getLogger("countylink.jobs")

# Between two writes of progress, in seconds; people read no faster.
PACE = 0.25


class NotNeeded(Ignore):
    """The job is over, or a newer attempt has taken it: this delivery does nothing."""


class Cancelled(Exception):
    """Somebody asked the job to stop; the task's transaction is rolled back."""


class Running:
    """The handle a task holds on its job."""

    def __init__(self, job: Job) -> None:
        self.id: UUID = job.pk
        self.attempt = job.attempt
        self.by: Actor = actors.unpack(job.actor)
        self.asked_at: datetime = job.created_at
        self.result_url = ""
        self.result_text = ""
        self._next = 0.0

    def progress(self, done: int, total: int, text: str = "") -> None:
        """Say how far the work is: done of total, and the step in words.

        Called as often as one likes. Raises Cancelled when somebody asked for it, NotNeeded when
        a newer attempt has taken over.
        """
        now = time.monotonic()
        if now < self._next and done < total:
            return
        self._next = now + PACE
        percent = min(100, done * 100 // total) if total else 0
        live.write(self.id, live.Live(percent=percent, text=text, at=time.time()))
        self._still_mine()
        if not connection.in_atomic_block:
            self._row().update(percent=percent, text=text[:200], heartbeat_at=timezone.now())

    def result(self, text: str, url: str = "") -> None:
        """What came of it, and where to see it; shown when the job has ended."""
        self.result_text, self.result_url = text[:300], url

    def keep(self, content: bytes | IO[bytes], *, name: str) -> None:
        """Store a file that came of it; its starter finds it on the job's page for a week.

        An open file is copied in pieces. Raises NotNeeded when a newer attempt has taken over.
        """
        kept: File[Any] = ContentFile(content) if isinstance(content, bytes) else File(content)
        with transaction.atomic():
            job = self._row().select_for_update().first()
            if job is None:
                raise NotNeeded
            earlier = job.result_file.name
            if earlier:
                transaction.on_commit(partial(job.result_file.storage.delete, earlier))
            job.result_file.save(Path(name).suffix, kept, save=False)
            job.result_name = name[:120]
            job.save(update_fields=["result_file", "result_name"])

    def _row(self) -> QuerySet[Job]:
        return Job.objects.filter(pk=self.id, attempt=self.attempt)

    def _still_mine(self) -> None:
        asked = self._row().values_list("cancel_asked", flat=True).first()
        if asked is None:
            raise NotNeeded
        if asked:
            raise Cancelled


@contextmanager
def running(job_id: UUID | str) -> Iterator[Running]:
    """Claim a job, run the body, and write its end.

    A Violation or Denied ends it as failed with its sentence, Cancelled as cancelled; neither is
    raised further. Any other error ends it as failed with a neutral sentence and is raised, so
    that it reaches the log. Raises NotNeeded for a job that is over.
    """
    handle = Running(_claim(UUID(str(job_id))))
    try:
        yield handle
    except NotNeeded:
        raise
    except Cancelled:
        _end(handle, Job.State.CANCELLED)
    except (Violation, Denied) as refusal:
        _end(handle, Job.State.FAILED, error=refusal.sentence)
    except Exception:
        log.exception("job %s failed", handle.id)
        sentence = _("Something went wrong on our side; the administrator can find job %(id)s.")
        _end(handle, Job.State.FAILED, error=sentence % {"id": str(handle.id)[:8]})
        raise
    else:
        _end(handle, Job.State.DONE)


@transaction.atomic
def _claim(job_id: UUID) -> Job:
    """Take the job. Each claim has its own attempt number; an older one then finds it is late."""
    job = Job.objects.select_for_update().filter(pk=job_id).first()
    if job is None or job.is_over:
        raise NotNeeded
    now = timezone.now()
    job.attempt += 1
    job.state = Job.State.RUNNING
    job.started_at = job.started_at or now
    job.heartbeat_at = now
    job.save(update_fields=["attempt", "state", "started_at", "heartbeat_at"])
    return job


def _end(handle: Running, state: Job.State, error: str = "") -> None:
    done = {"percent": 100} if state == Job.State.DONE else {}
    Job.objects.filter(pk=handle.id, attempt=handle.attempt).update(
        state=state,
        error=error,
        result_text=handle.result_text,
        result_url=handle.result_url,
        finished_at=timezone.now(),
        **done,
    )
    live.forget(handle.id)
