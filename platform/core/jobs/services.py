"""Verbs of jobs: start, cancel, and the sweep that sends lost ones again."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
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
UNDER_WAY = (Job.State.QUEUED, Job.State.RUNNING)
TITLE = 120


@transaction.atomic
def start(
    task_name: str,
    *,
    title: str,
    by: Actor,
    kwargs: dict[str, Any] | None = None,
    once: str = "",
) -> Job:
    """Ask for work in the background; the task is sent when the transaction commits.

    The task is called with job_id=<uuid as text> and the kwargs, which must be JSON. once: where
    work of that name waits or is under way, that job is returned and nothing is begun; it may be
    somebody else's. Raises LookupError for an unknown task: better here than in a worker's log.
    """
    task_named(task_name)
    job = Job(
        title=title[:TITLE],
        task=task_name,
        kwargs=kwargs or {},
        once=once,
        actor=actors.pack(by),
        started_by_id=by.user_id,
        started_by_name=by.name,
    )
    known = Job.objects.filter(once=once).order_by("-created_at") if once else Job.objects.none()
    try:
        with transaction.atomic():
            under_way = known.filter(state__in=UNDER_WAY).first()
            if under_way is not None:
                return under_way
            job.save(force_insert=True)
    except IntegrityError:
        # Two clicks at once: the other one was first.
        return known[0]
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


def fetched(job: Job, *, at: datetime) -> None:
    """Its starter has the file: the bell is silent about it."""
    Job.objects.filter(pk=job.pk, fetched_at=None).update(fetched_at=at)


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
