"""App configuration."""

from django.apps import AppConfig


class ArchivesConfig(AppConfig):
    name = "operations.archives"
    label = "archives"
    verbose_name = "archives"

    def ready(self) -> None:
        """Register what others ask the archive for."""
        from operations.archives import joints, words

        joints.register()
        words.register()
