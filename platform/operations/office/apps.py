"""App configuration."""

from django.apps import AppConfig


class OfficeConfig(AppConfig):
    name = "operations.office"
    label = "office"
    verbose_name = "office"

    def ready(self) -> None:
        """Register what others ask the office for."""
        from operations.office import joints, parameters, words

        joints.register()
        parameters.register()
        words.register()
