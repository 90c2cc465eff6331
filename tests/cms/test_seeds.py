"""What a county's site starts with, and the demonstration on top of it."""

import pytest
from django.test import Client
from wagtail.models import GroupPagePermission, Page, Site, WorkflowPage

from cms import demo, seeds
from cms.demo_goods import PRODUCTS
from cms.models import HomePage, ProductPage
from tenants.context import county_context, province_context
from tests.cms.conftest import Facts


def test_a_new_county_has_one_front_page_and_no_welcome_page(in_county_b):
    assert list(Page.objects.filter(depth=2).values_list("title", flat=True)) == ["云枞县"]
    site = Site.objects.get()
    assert site.is_default_site
    assert site.hostname == "yuncong.localhost"
    assert site.root_page.specific == HomePage.objects.get()


@pytest.mark.handbook(119)
def test_a_visitor_reads_what_the_centre_is_for(in_county_b):
    page = Client(SERVER_NAME="yuncong.localhost").get("/").content.decode()
    assert "以信息化手段服务农村电商，满足农民的生产和生活需要。" in page


def test_a_second_seeding_changes_nothing(in_county_b):
    before = Page.objects.count()
    seeds.template()
    assert Page.objects.count() == before


def test_pages_go_through_review(in_county_b):
    workflow = WorkflowPage.objects.get().workflow
    assert [task.groups.exists() for task in (t.specific for t in workflow.tasks)] == [True]


def test_who_may_edit_starts_at_the_front_page(in_county_b):
    assert set(GroupPagePermission.objects.values_list("page", flat=True)) == {
        HomePage.objects.get().pk
    }


def test_the_province_has_a_page_of_its_own(province):
    assert Site.objects.get().is_default_site


def test_the_demonstration_is_built_once(site):
    with county_context(site):
        before = ProductPage.objects.count()
        demo.build(Facts())
        assert ProductPage.objects.count() == before
        assert all(page.picture and page.picture_alt for page in ProductPage.objects.all())


def test_every_demo_picture_is_small():
    pictures = list(demo.PICTURES.glob("*.webp"))
    assert {path.stem for path in pictures} >= set(PRODUCTS)
    assert all(path.stat().st_size <= 60_000 for path in pictures)


def test_the_portal_shows_counties_and_their_products(portal_visitor):
    text = portal_visitor.get("/").content.decode()
    for words in ("禾川县", "云枞县", "禾川红香米"):
        assert words in text


def test_the_portal_serves_a_products_picture(portal_visitor):
    from oversight.models import PortalEntry

    with province_context():
        product = PortalEntry.objects.exclude(picture="").first()
    answer = portal_visitor.get(f"/pictures/{product.pk}/")
    assert answer["Content-Type"] == "image/webp"
    assert portal_visitor.get("/pictures/999999/").status_code == 404
