"""App configuration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ArchivesConfig(AppConfig):
    name = "operations.archives"
    label = "archives"
    verbose_name = _("Archives")

    def ready(self) -> None:
        """Register what others ask the archive for."""
        from operations.archives import joints, words

        joints.register()
        words.register()
