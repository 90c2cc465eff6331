"""App configuration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SealsConfig(AppConfig):
    name = "operations.seals"
    label = "seals"
    verbose_name = _("Use of seals")

    def ready(self) -> None:
        """Register what others ask seals for."""
        from operations.seals import joints, parameters, words

        joints.register()
        parameters.register()
        words.register()
