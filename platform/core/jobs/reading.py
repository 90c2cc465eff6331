"""What the jobs page shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from core.actor import Actor
from core.errors import Denied
from core.jobs import actors, live
from core.models.jobs import Job

# Before that the guess jumps about.
ETA_AFTER = timedelta(seconds=5)
# What came of a job can be made again.
FILES_KEPT = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class JobProgress:
    """A job as it stands. seconds_left is None while it cannot be told."""

    percent: int
    text: str
    seconds_left: int | None


def progress_of(job: Job, *, at: datetime) -> JobProgress:
    """How far it is, with the time left once it has run for five seconds."""
    said = live.read(job.pk) if job.state == Job.State.RUNNING else None
    percent = said.percent if said else job.percent
    text = said.text if said else job.text
    if job.state != Job.State.RUNNING or not job.started_at or not percent:
        return JobProgress(percent=percent, text=text, seconds_left=None)
    elapsed = at - job.started_at
    if elapsed < ETA_AFTER:
        return JobProgress(percent=percent, text=text, seconds_left=None)
    left = round(elapsed.total_seconds() * (100 - percent) / percent)
    return JobProgress(percent=percent, text=text, seconds_left=left)


def recent(actor: Actor) -> QuerySet[Job]:
    """One's own jobs, newest first."""
    return Job.objects.filter(started_by_id=actor.user_id).order_by("-created_at")


def ready(actor: Actor, *, at: datetime) -> int:
    """How many files of one's own jobs wait to be fetched."""
    waiting = recent(actor).filter(state=Job.State.DONE, fetched_at=None)
    return waiting.filter(finished_at__gt=at - FILES_KEPT).exclude(result_file="").count()


def has_file(job: Job, *, at: datetime) -> bool:
    """Its time is not over, even where nothing is deleted at night (a read-only county)."""
    return bool(job.result_file) and (job.finished_at or at) > at - FILES_KEPT


def may_fetch(job: Job, *, on: date) -> None:
    """The file is given to its starter while they hold what they held when they asked for it.

    What a post opened is closed with it. Raises Denied.
    """
    if not job.actor:
        return
    then = actors.unpack(job.actor)
    if not then.holdings <= actors.as_of(then, on=on).holdings:
        raise Denied(
            _("You no longer hold the posts with which this file was made. Ask for it again.")
        )
