"""App configuration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OfficeConfig(AppConfig):
    name = "operations.office"
    label = "office"
    verbose_name = _("Plans and supervision")

    def ready(self) -> None:
        """Register what others ask the office for."""
        from operations.office import joints, parameters, words

        joints.register()
        parameters.register()
        words.register()
