"""App configuration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SuppliesConfig(AppConfig):
    name = "operations.supplies"
    label = "supplies"
    verbose_name = _("Supplies")

    def ready(self) -> None:
        """Register what others ask supplies for."""
        from operations.supplies import joints, parameters, words

        joints.register()
        parameters.register()
        words.register()
