"""App configuration."""

from importlib import import_module

from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "core"
    verbose_name = "vocabulary"

    def ready(self) -> None:
        """Say how core's own acts read."""
        from core import words

        words.register()
        # The import of holidays is declared there.
        import_module("core.workcalendar.publishing")
