"""App configuration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PetitionsConfig(AppConfig):
    name = "operations.petitions"
    label = "petitions"
    verbose_name = _("Petitions")

    def ready(self) -> None:
        """Register what others ask petitions for."""
        from operations.petitions import joints, parameters, words

        joints.register()
        parameters.register()
        words.register()
