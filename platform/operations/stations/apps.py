"""App configuration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StationsConfig(AppConfig):
    name = "operations.stations"
    label = "stations"
    verbose_name = _("Stations")

    def ready(self) -> None:
        """Register what others ask stations for."""
        from operations.stations import joints, parameters, words

        joints.register()
        parameters.register()
        words.register()
