"""App configuration."""

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "operations.meetings"
    label = "meetings"
    verbose_name = "meetings"

    def ready(self) -> None:
        """Register what others ask meetings for."""
        from operations.meetings import joints, parameters, words

        joints.register()
        parameters.register()
        words.register()
