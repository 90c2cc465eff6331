"""App configuration."""

from django.apps import AppConfig


class CmsConfig(AppConfig):
    name = "cms"
    verbose_name = "public sites"

    def ready(self) -> None:
        """What is published or withdrawn is told to the portal and to the site's search; what the
        page cache keeps is purged whenever it changes."""
        from cms import (
            portal_push,
            purging,
            redirecting,  # noqa: F401 - it declares itself
            reviewing,
            theme,
        )
        from cms.search import county, pages
        from cms.training import found
        from console import services

        # In the order of their headings.
        county.register()
        pages.register()
        found.register()
        portal_push.connect()
        purging.connect()
        reviewing.connect()
        services.check_colours_by(theme.check)
