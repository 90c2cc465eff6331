"""App configuration."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "api"
    verbose_name = "api"

    def ready(self) -> None:
        """Show API devices among a person's devices; name our acts in the log."""
        from api import devices, words

        devices.register()
        words.register()
