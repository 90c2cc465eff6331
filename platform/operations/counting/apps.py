"""App configuration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CountingConfig(AppConfig):
    name = "operations.counting"
    label = "counting"
    verbose_name = _("Counting")

    def ready(self) -> None:
        """Register what others ask of counting."""
        from operations.counting import joints, parameters, words

        joints.register()
        parameters.register()
        words.register()
