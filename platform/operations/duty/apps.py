"""App configuration."""

from django.apps import AppConfig


class DutyConfig(AppConfig):
    name = "operations.duty"
    label = "duty"
    verbose_name = "duty"

    def ready(self) -> None:
        """Register what others ask of duty."""
        from operations.duty import joints, parameters, words

        joints.register()
        parameters.register()
        words.register()
