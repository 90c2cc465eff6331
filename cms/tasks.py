"""Tasks of the public sites, found by Celery here."""

from cms.portal_push import push_courses, push_products
from cms.scheduled import publish_scheduled
from cms.search.index import search_daily, search_rebuild

__all__ = ["publish_scheduled", "push_courses", "push_products", "search_daily", "search_rebuild"]
