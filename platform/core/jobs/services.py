"""Verbs of jobs: start, cancel, and the sweep that sends lost ones again."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from core.actor import Actor
from core.errors import Denied, Violation
from core.jobs import actors, live
from core.models.jobs import Job
from core.named_tasks import task_named

# A queued job whose message was lost, a running one whose worker died.
QUEUED_TOO_LONG = timedelta(minutes=2)
SILENT_TOO_LONG = timedelta(minutes=3)
MOST_ATTEMPTS = 5


@transaction.atomic
def start(task_name: str, *, title: str, by: Actor, kwargs: dict[str, Any] | None = None) -> Job:
    """Ask for work in the background; the task is sent when the transaction commits.

    The task is called with job_id=<uuid as text> and the kwargs, which must be JSON. Raises
    LookupError for an unknown task: better here than in a worker's log.
    """
    task_named(task_name)
    job = Job.objects.create(
        title=title,
        task=task_name,
        kwargs=kwargs or {},
        actor=actors.pack(by),
        started_by_id=by.user_id,
        started_by_name=by.name,
    )
    transaction.on_commit(partial(_send, job))
    return job


@transaction.atomic
def cancel(job_id: UUID, *, by: Actor, at: datetime) -> Job:
    """Ask a job to stop: a waiting one ends at once, a running one at its next step.

    Raises Denied unless it is one's own, Violation when it is over already.
    """
    job = Job.objects.select_for_update().get(pk=job_id)
    if job.started_by_id != by.user_id:
        raise Denied(_("Only the person who started a job may cancel it."))
    if job.is_over:
        raise Violation(_("This job is over already; there is nothing to cancel."))
    job.cancel_asked = True
    if job.state == Job.State.QUEUED:
        job.state = Job.State.CANCELLED
        job.finished_at = at
    job.save(update_fields=["cancel_asked", "state", "finished_at"])
    return job


def sweep(*, at: datetime) -> int:
    """Send jobs again whose message was lost or whose worker died; returns how many.

    A job that died five times is marked as failed instead: it would only die again.
    """
    lost = Q(state=Job.State.QUEUED, created_at__lt=at - QUEUED_TOO_LONG)
    silent = Q(state=Job.State.RUNNING, heartbeat_at__lt=at - SILENT_TOO_LONG)
    sent = 0
    for job in Job.objects.filter(lost | silent).order_by("created_at")[:100]:
        said = live.read(job.pk)
        if said and at.timestamp() - said.at < SILENT_TOO_LONG.total_seconds():
            continue
        if job.attempt >= MOST_ATTEMPTS:
            _give_up(job, at=at)
            continue
        _send(job)
        sent += 1
    return sent


def forget_files(*, before: datetime) -> int:
    """Delete the files that came of old jobs; what was said stays. Returns how many."""
    old = Job.objects.filter(finished_at__lt=before).exclude(result_file="")
    count = 0
    for job in old.order_by("finished_at")[:500]:
        job.result_file.delete(save=False)
        job.save(update_fields=["result_file"])
        count += 1
    return count


def _give_up(job: Job, *, at: datetime) -> None:
    sentence = _("The job was broken off %(count)d times; please tell the administrator.")
    Job.objects.filter(pk=job.pk, attempt=job.attempt).update(
        state=Job.State.FAILED, error=sentence % {"count": job.attempt}, finished_at=at
    )


def _send(job: Job) -> None:
    task_named(job.task).apply_async(kwargs={"job_id": str(job.pk), **job.kwargs})
