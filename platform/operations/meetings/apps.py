"""App configuration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MeetingsConfig(AppConfig):
    name = "operations.meetings"
    label = "meetings"
    verbose_name = _("Meetings")

    def ready(self) -> None:
        """Register what others ask meetings for."""
        from operations.meetings import joints, parameters, words

        joints.register()
        parameters.register()
        words.register()
