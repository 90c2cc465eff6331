"""App configuration."""

from django.apps import AppConfig


class CmsConfig(AppConfig):
    name = "cms"
    verbose_name = "public sites"

    def ready(self) -> None:
        """Products that are published or withdrawn go to the portal."""
        from wagtail.signals import page_published, page_unpublished

        from cms import portal_push
        from cms.models import ProductPage

        page_published.connect(portal_push.ask, sender=ProductPage, dispatch_uid="cms-push")
        page_unpublished.connect(portal_push.ask, sender=ProductPage, dispatch_uid="cms-pull")
