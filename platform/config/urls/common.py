"""Addresses that the counties and the province share."""

from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from config import health

before: list[object] = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("", include("core.urls_public")),
    path("", include("core.urls_console")),
    path("", include("api.console")),
    path("", include("accounts.urls")),
    path("", include("console.urls")),
    path("", include("console.imports")),
    path("console/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
]
# Wagtail's page addresses catch everything: always last.
after: list[object] = [path("", include(wagtail_urls))]
