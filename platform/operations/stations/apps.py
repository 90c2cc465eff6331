"""App configuration."""

from django.apps import AppConfig


class StationsConfig(AppConfig):
    name = "operations.stations"
    label = "stations"
    verbose_name = "stations"

    def ready(self) -> None:
        """Register what others ask stations for."""
        from operations.stations import joints, parameters, words

        joints.register()
        parameters.register()
        words.register()
