"""What a station hands in: of the fifteen kinds those that go upwards."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from operations.documents.kinds import Kind


class PaperKind(models.TextChoices):
    """A request wants an answer, a report does not."""

    REQUEST = Kind.REQUEST.value, _("Request (wants an answer)")
    REPORT = Kind.REPORT.value, _("Report (for information)")
