"""App configuration."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "operations.documents"
    label = "documents"
    verbose_name = "documents"

    def ready(self) -> None:
        """Register what others ask documents for."""
        from operations.documents import joints, parameters, words

        joints.register()
        parameters.register()
        words.register()
