"""App configuration."""

from django.apps import AppConfig


class CmsConfig(AppConfig):
    name = "cms"
    verbose_name = "public sites"

    def ready(self) -> None:
        """What is published or withdrawn is told to the portal and to the site's search; what the
        page cache keeps is purged whenever it changes."""
        from django.db.models.signals import post_save
        from wagtail.signals import page_published, page_unpublished

        from cms import portal_push, purging
        from cms.models import BrandPage, HomePage, ProductPage
        from cms.search import county, pages
        from cms.training import found
        from console.models import Centre

        for model in (HomePage, BrandPage, ProductPage):
            name = model.__name__
            page_published.connect(portal_push.ask, sender=model, dispatch_uid=f"cms-push-{name}")
            page_unpublished.connect(portal_push.ask, sender=model, dispatch_uid=f"cms-pull-{name}")
        post_save.connect(portal_push.ask, sender=Centre, dispatch_uid="cms-push-centre")
        # In the order of their headings.
        county.register()
        pages.register()
        found.register()
        purging.connect()
