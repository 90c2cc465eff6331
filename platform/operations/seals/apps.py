"""App configuration."""

from django.apps import AppConfig


class SealsConfig(AppConfig):
    name = "operations.seals"
    label = "seals"
    verbose_name = "seals"

    def ready(self) -> None:
        """Register what others ask seals for."""
        from operations.seals import joints, parameters, words

        joints.register()
        parameters.register()
        words.register()
