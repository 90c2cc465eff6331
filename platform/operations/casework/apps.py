"""App configuration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CaseworkConfig(AppConfig):
    name = "operations.casework"
    label = "casework"
    verbose_name = _("Service cases")

    def ready(self) -> None:
        """Register what others ask casework for."""
        from operations.casework import joints, parameters, words

        joints.register()
        parameters.register()
        words.register()
