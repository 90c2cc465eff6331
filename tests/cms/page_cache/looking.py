"""Looking into the page cache from outside."""

from wagtail.models import Page

from cms import pagecache
from tenants.context import county_context, province_context


def kept(county, path: str) -> bool:
    """Is the page in the cache, and true?"""
    host = county.host if county else "localhost"
    with county_context(county) if county else province_context():
        return pagecache.find(f"http://{host}{path}?") is not None


def publish(page: Page) -> None:
    page.save_revision().publish()
