"""App configuration: makes the framework's process-wide caches county-aware."""

from django.apps import AppConfig


class TenantsConfig(AppConfig):
    name = "tenants"
    verbose_name = "counties"

    def ready(self) -> None:
        from console import places
        from tenants import caches, words

        words.register()
        places.register("counties", where="province")
        caches.scope_framework_caches()
