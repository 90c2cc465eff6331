"""Tasks of the public sites, found by Celery here."""

from cms.portal_push import push_products

__all__ = ["push_products"]
