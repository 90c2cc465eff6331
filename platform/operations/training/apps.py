"""App configuration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TrainingConfig(AppConfig):
    name = "operations.training"
    label = "training"
    verbose_name = _("E-commerce training")

    def ready(self) -> None:
        """Register what others ask training for."""
        from operations.training import joints, parameters, words

        joints.register()
        parameters.register()
        words.register()
