"""Files that belong to a record."""

import uuid

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


def random_path(attachment: "Attachment", suffix: str) -> str:
    """A folder by month, a random name, the ending of what the content is: never the typed name."""
    return f"attachments/{attachment.created_at:%Y/%m}/{uuid.uuid4().hex}{suffix}"


class Attachment(models.Model):
    """One file of a record: judged by its content, stored under a random name."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    content_type = models.ForeignKey(ContentType, on_delete=models.PROTECT)
    object_id = models.CharField(max_length=40)
    record = GenericForeignKey("content_type", "object_id")
    kind = models.CharField(_("kind"), max_length=40, blank=True)
    # For display and download only; nothing is decided by it.
    name = models.CharField(_("file name"), max_length=120)
    media_type = models.CharField(max_length=100)
    file = models.FileField(upload_to=random_path, max_length=120)
    thumbnail = models.FileField(upload_to=random_path, max_length=120, blank=True)
    size = models.PositiveIntegerField(_("size in bytes"))
    sha256 = models.CharField(max_length=64)
    width = models.PositiveIntegerField(null=True, blank=True)
    height = models.PositiveIntegerField(null=True, blank=True)
    # Of a photo, where it was wanted: WGS-84 degrees.
    latitude = models.DecimalField(max_digits=9, decimal_places=6, null=True, blank=True)
    longitude = models.DecimalField(max_digits=9, decimal_places=6, null=True, blank=True)
    taken_at = models.DateTimeField(_("taken at"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=200, blank=True)
    created_by_id = models.BigIntegerField(null=True, blank=True)
    created_by_name = models.CharField(_("added by"), max_length=80, blank=True)
    created_at = models.DateTimeField(_("added at"), default=timezone.now)
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by_name = models.CharField(max_length=80, blank=True)
    removed_reason = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        indexes = [
            models.Index(fields=["content_type", "object_id"], name="core_attachment_record")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_image(self) -> bool:
        """Pictures are shown; everything else is downloaded."""
        return self.media_type.startswith("image/")

    @property
    def url(self) -> str:
        """Address behind the permission check."""
        return f"/console/files/{self.pk}/"

    @property
    def thumbnail_url(self) -> str:
        """Address of the small picture; '' for what is no picture."""
        return f"{self.url}?size=thumb" if self.thumbnail else ""
