"""App configuration: makes the framework's process-wide caches county-aware."""

from django.apps import AppConfig


class TenantsConfig(AppConfig):
    name = "tenants"
    verbose_name = "counties"

    def ready(self) -> None:
        from tenants import caches

        caches.scope_framework_caches()
