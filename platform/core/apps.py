"""App configuration."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "core"
    verbose_name = "vocabulary"

    def ready(self) -> None:
        """Say how core's own acts read."""
        from core import words

        words.register()
