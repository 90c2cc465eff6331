"""App configuration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DutyConfig(AppConfig):
    name = "operations.duty"
    label = "duty"
    verbose_name = _("Duty")

    def ready(self) -> None:
        """Register what others ask of duty."""
        from operations.duty import joints, parameters, words

        joints.register()
        parameters.register()
        words.register()
