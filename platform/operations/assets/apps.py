"""App configuration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AssetsConfig(AppConfig):
    name = "operations.assets"
    label = "assets"
    verbose_name = _("Fixed assets")

    def ready(self) -> None:
        """Register what others ask assets for."""
        from operations.assets import joints, parameters, words

        joints.register()
        parameters.register()
        words.register()
