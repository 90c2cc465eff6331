"""The pictures of a product are remembered apart from its page, and are never another's."""

import re

from wagtail.images import get_image_model

from cms.models import BrandPage, ProductPage
from tenants.context import county_context
from tests.cms.page_cache.looking import publish

PATH, ANEW = "/products/rice/", "/products/rice/?q=1"


def main_picture(html: str) -> tuple[str, str]:
    """Address and words of the picture that is shown first."""
    found = re.search(r'<img src="([^"]+)"[^>]* alt="([^"]*)" fetchpriority', html)
    assert found
    return found[1], found[2]


def test_a_drafts_pictures_are_its_own(visitor, site, django_capture_on_commit_callbacks):
    shown = main_picture(visitor.get(PATH).content.decode())
    with county_context(site):
        page = ProductPage.objects.get(slug="rice")
        page.picture_alt = "一袋刚打开的新米"
        draft = page.make_preview_request()
        assert main_picture(draft.content.decode()) == (shown[0], page.picture_alt)
    assert main_picture(visitor.get(ANEW).content.decode()) == shown
    with county_context(site), django_capture_on_commit_callbacks(execute=True):
        publish(page)
    for address in (PATH, ANEW):
        assert main_picture(visitor.get(address).content.decode()) == (shown[0], page.picture_alt)


def test_a_picture_that_was_changed_is_shown_and_shared_as_it_is_now(
    visitor, site, django_capture_on_commit_callbacks
):
    visitor.get(PATH)
    with county_context(site), django_capture_on_commit_callbacks(execute=True):
        picture = ProductPage.objects.get(slug="rice").picture
        picture.renditions.all().delete()
        picture.save()
    html = visitor.get(ANEW).content.decode()
    with county_context(site):
        renditions = get_image_model().objects.get(pk=picture.pk).renditions.all()
        there = {one.url for one in renditions}
    assert main_picture(html)[0] in there
    shared = re.search(r'og:image" content="http://[^/]+([^"]+)"', html)
    assert shared
    assert shared[1] in there


def test_a_product_names_its_brand_while_that_is_public(
    visitor, site, django_capture_on_commit_callbacks
):
    visitor.get(PATH)
    with county_context(site), django_capture_on_commit_callbacks(execute=True):
        brand = BrandPage.objects.get(pk=ProductPage.objects.get(slug="rice").brand_id)
        brand.title = "新的牌子"
        publish(brand)
    assert ">新的牌子</a>" in visitor.get(ANEW).content.decode()
    with county_context(site), django_capture_on_commit_callbacks(execute=True):
        brand.unpublish()
    assert "新的牌子" not in visitor.get(ANEW).content.decode()
