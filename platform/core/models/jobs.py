"""Long work: who started it, how far it is, what came of it."""

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


def result_path(job: "Job", suffix: str) -> str:
    """A folder by month and a random name."""
    return f"jobs/{job.created_at:%Y/%m}/{uuid.uuid4().hex}{suffix}"


class Job(models.Model):
    """One piece of work in the background.

    The row is written in the transaction that asks for the work and holds all that is needed to
    send the task again, so that neither a lost message nor a killed worker loses it.
    """

    class State(models.TextChoices):
        QUEUED = "queued", _("waiting")
        RUNNING = "running", _("under way")
        DONE = "done", _("finished")
        FAILED = "failed", _("failed")
        CANCELLED = "cancelled", _("cancelled")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    title = models.CharField(_("title"), max_length=120)
    task = models.CharField(_("task"), max_length=120)
    kwargs = models.JSONField(default=dict)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.QUEUED)
    percent = models.PositiveSmallIntegerField(_("per cent"), default=0)
    text = models.CharField(_("step"), max_length=200, blank=True)
    error = models.TextField(_("error"), blank=True)
    result_url = models.CharField(_("result"), max_length=200, blank=True)
    result_text = models.CharField(_("outcome"), max_length=300, blank=True)
    # A file that came of it, for whoever started it; deleted after a week.
    result_file = models.FileField(upload_to=result_path, max_length=120, blank=True)
    result_name = models.CharField(_("file name"), max_length=120, blank=True)
    # When it was first fetched: until then its starter's bell says that it is ready.
    fetched_at = models.DateTimeField(_("file fetched at"), null=True, blank=True)
    # What may not be under way twice; '' for work that may.
    once = models.CharField(max_length=80, blank=True, editable=False)
    attempt = models.PositiveSmallIntegerField(default=0)
    cancel_asked = models.BooleanField(default=False)
    # The starter as they were: a task acts with the posts held when it was asked for.
    actor = models.JSONField(default=dict)
    started_by_id = models.BigIntegerField(null=True, blank=True, db_index=True)
    started_by_name = models.CharField(_("started by"), max_length=80, blank=True)
    created_at = models.DateTimeField(_("asked for at"), default=timezone.now)
    started_at = models.DateTimeField(_("started at"), null=True, blank=True)
    heartbeat_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)

    class Meta:
        verbose_name = _("job")
        verbose_name_plural = _("jobs")
        indexes = [models.Index(fields=["state", "heartbeat_at"], name="core_job_state")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(percent__lte=100),
                name="core_job_percent",
                violation_error_message=_("Progress is between 0 and 100 per cent."),
            ),
            models.UniqueConstraint(
                fields=["once"],
                condition=~models.Q(once="") & models.Q(state__in=["queued", "running"]),
                name="core_job_once",
                violation_error_message=_("This work is under way already."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_over(self) -> bool:
        """Nothing more will happen to it."""
        return self.state in (self.State.DONE, self.State.FAILED, self.State.CANCELLED)
