"""Files that people bring to be imported: what they hold, what was found, what was done."""

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


def import_path(run: "ImportRun", suffix: str) -> str:
    """A folder by month and a random name."""
    return f"imports/{run.created_at:%Y/%m}/{uuid.uuid4().hex}{suffix}"


class ImportRun(models.Model):
    """One uploaded file on its way: judged, shown, confirmed, written.

    The file itself is kept, not its rows: it is judged again when it is written, because records
    may have changed in between.
    """

    class State(models.TextChoices):
        UPLOADED = "uploaded", _("being checked")
        REFUSED = "refused", _("not readable")
        CHECKED = "checked", _("checked, waiting for confirmation")
        APPLYING = "applying", _("being written")
        DONE = "done", _("imported")
        FAILED = "failed", _("broken off, nothing written")

    class Mode(models.TextChoices):
        ALL = "all", _("all rows or none")
        CORRECT = "correct", _("only the correct rows")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    spec = models.CharField(max_length=60, db_index=True)
    file = models.FileField(upload_to=import_path, max_length=120)
    file_name = models.CharField(_("file name"), max_length=120)
    size = models.PositiveIntegerField(_("size in bytes"))
    sha256 = models.CharField(max_length=64, db_index=True)
    error_file = models.FileField(upload_to=import_path, max_length=120, blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=State.choices, default=State.UPLOADED
    )
    mode = models.CharField(max_length=8, choices=Mode.choices, blank=True)
    # Sentences about the file as a whole: why it was refused; what the reader should know.
    problem = models.TextField(blank=True)
    notices = models.JSONField(default=list)
    rows = models.PositiveIntegerField(default=0)
    new_rows = models.PositiveIntegerField(default=0)
    changed_rows = models.PositiveIntegerField(default=0)
    same_rows = models.PositiveIntegerField(default=0)
    error_rows = models.PositiveIntegerField(default=0)
    written_rows = models.PositiveIntegerField(default=0)
    preview_titles = models.JSONField(default=list)
    preview = models.JSONField(default=list)
    errors = models.JSONField(default=list)
    errors_total = models.PositiveIntegerField(default=0)
    job_id = models.UUIDField(null=True, blank=True)
    created_by_id = models.BigIntegerField(null=True, blank=True)
    created_by_name = models.CharField(_("uploaded by"), max_length=80, blank=True)
    created_at = models.DateTimeField(_("uploaded at"), default=timezone.now)
    checked_at = models.DateTimeField(null=True, blank=True)
    applied_at = models.DateTimeField(_("imported at"), null=True, blank=True)

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        indexes = [models.Index(fields=["spec", "-created_at"], name="core_importrun_recent")]

    def __str__(self) -> str:
        return self.file_name

    @property
    def writable_rows(self) -> int:
        """Rows that a confirmation would write."""
        return self.new_rows + self.changed_rows
