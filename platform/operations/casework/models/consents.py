"""What applicants on line consented to: each wording once, as it was read."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class ConsentText(models.Model):
    """One wording of the notice on personal data. Its key is the number of its version."""

    digest = models.CharField(max_length=64, unique=True, editable=False)
    text = models.TextField(gettext_lazy("notice on personal data"))
    since = models.DateTimeField(gettext_lazy("first agreed to at"), default=timezone.now)

    class Meta:
        verbose_name = gettext_lazy("notice on personal data")
        verbose_name_plural = gettext_lazy("notices on personal data")

    def __str__(self) -> str:
        return _("version %(number)s") % {"number": self.pk}
