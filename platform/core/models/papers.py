"""Papers: forms and sheets as they were issued."""

import uuid

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


def paper_path(paper: "Paper", suffix: str) -> str:
    """A folder by month and a random name."""
    return f"papers/{paper.issued_at:%Y/%m}/{uuid.uuid4().hex}{suffix}"


class Paper(models.Model):
    """One issued PDF: stored once, known by its hash, checked by its code.

    kind is what the public page may say of it (a form's name); title may name people and is shown
    inside only.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    content_type = models.ForeignKey(ContentType, on_delete=models.PROTECT)
    object_id = models.CharField(max_length=40)
    record = GenericForeignKey("content_type", "object_id")
    kind = models.CharField(_("kind of paper"), max_length=60)
    title = models.CharField(_("title"), max_length=160)
    file = models.FileField(upload_to=paper_path, max_length=120)
    size = models.PositiveIntegerField(_("size in bytes"))
    sha256 = models.CharField(max_length=64)
    code = models.CharField(_("verification code"), max_length=16, unique=True)
    issued_by_id = models.BigIntegerField(null=True, blank=True)
    issued_by_name = models.CharField(_("issued by"), max_length=80, blank=True)
    issued_at = models.DateTimeField(_("issued at"), default=timezone.now)
    voided_at = models.DateTimeField(_("void since"), null=True, blank=True)
    voided_reason = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = _("paper")
        verbose_name_plural = _("papers")
        indexes = [models.Index(fields=["content_type", "object_id"], name="core_paper_record")]

    def __str__(self) -> str:
        return self.title

    @property
    def url(self) -> str:
        """Address behind the permission check."""
        return f"/console/papers/{self.pk}/"

    @property
    def spaced_code(self) -> str:
        """The code in groups of four, as printed."""
        return "-".join(self.code[i : i + 4] for i in range(0, len(self.code), 4))
