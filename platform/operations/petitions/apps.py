"""App configuration."""

from django.apps import AppConfig


class PetitionsConfig(AppConfig):
    name = "operations.petitions"
    label = "petitions"
    verbose_name = "petitions"

    def ready(self) -> None:
        """Register what others ask petitions for."""
        from operations.petitions import joints, parameters, words

        joints.register()
        parameters.register()
        words.register()
