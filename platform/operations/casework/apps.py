"""App configuration."""

from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    name = "operations.casework"
    label = "casework"
    verbose_name = "casework"

    def ready(self) -> None:
        """Register what others ask casework for."""
        from operations.casework import joints, parameters, words

        joints.register()
        parameters.register()
        words.register()
