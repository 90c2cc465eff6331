"""Long work in the background, with progress, cancelling and a result (features: long work).

A service calls `start` in its transaction. The task does its work in `with running(job_id) as
job:`, tells `job.progress(done, total, text)` and must be idempotent: after a kill it runs again
from the start (`acks_late`, and the sweep that finds jobs without a sign of life).
"""

from core.jobs.actors import as_of
from core.jobs.reading import (
    FILES_KEPT,
    JobProgress,
    has_file,
    may_fetch,
    progress_of,
    ready,
    recent,
)
from core.jobs.running import Cancelled, NotNeeded, Running, running
from core.jobs.services import cancel, fetched, forget_files, start, sweep

__all__ = [
    "FILES_KEPT",
    "Cancelled",
    "JobProgress",
    "NotNeeded",
    "Running",
    "as_of",
    "cancel",
    "fetched",
    "forget_files",
    "has_file",
    "may_fetch",
    "progress_of",
    "ready",
    "recent",
    "running",
    "start",
    "sweep",
]
