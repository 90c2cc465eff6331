"""App configuration."""

from django.apps import AppConfig


class OversightConfig(AppConfig):
    name = "oversight"
    verbose_name = "oversight"

    def ready(self) -> None:
        from console import places
        from oversight import words

        words.register()
        places.register("oversight", where="province")
        places.register("monthly-report", where="county")
