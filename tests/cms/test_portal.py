"""The province's portal: every county as it shows itself, products by turns, nothing empty."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cms import portal_push
from cms.models import HomePage
from console.models import Centre
from oversight import portal
from oversight.models import PortalEntry, PortalFront
from tenants.context import county_context, province_context

KEPT = (PortalFront, PortalEntry)


def front_of(county) -> PortalFront:
    """A county's look on the portal."""
    with province_context():
        return PortalFront.objects.get(county_id=county.pk)


def test_a_county_brings_its_colour_its_headline_and_its_picture(site):
    front = front_of(site)
    assert (front.accent, front.headline, front.brand) == ("#8a5a1c", "稻香里的禾川", "禾川有礼")
    assert front.picture.size > 1000


def test_a_new_headline_and_a_new_colour_reach_the_portal(site):
    before = front_of(site).picture.name
    with county_context(site):
        home = HomePage.objects.get()
        home.hero_title = "新米上市"
        home.save_revision().publish()
        Centre.objects.update(accent="#1f5673")
        Centre.forget()
        portal_push.push()
    front = front_of(site)
    assert (front.headline, front.accent) == ("新米上市", "#1f5673")
    assert front.picture.name != before or front.picture.size > 1000


def test_every_county_has_a_card_and_those_without_products_say_so(portal_visitor):
    text = portal_visitor.get("/").content.decode()
    assert 'class="card county c980121"' in text
    assert 'class="card county c980122"' in text
    assert text.count("特色产品正在整理") == 1
    assert "#art-landscape" in text


def test_the_portal_knows_each_countys_colour(portal_visitor):
    css = portal_visitor.get("/theme.css").content.decode()
    assert css.startswith(":root{--accent-light:")
    assert ".c980121{--accent-light:#8a5a1c;" in css


def test_a_countys_picture_is_served_and_no_other(portal_visitor):
    answer = portal_visitor.get("/fronts/980121/")
    assert answer["Content-Type"] == "image/webp"
    assert portal_visitor.get("/fronts/980122/").status_code == 404
    assert portal_visitor.get("/fronts/000000/").status_code == 404


@pytest.mark.parametrize("limit", [4, 6])
def test_products_come_by_turns(county_a, county_b, limit):
    for county, number in ((county_a, 5), (county_b, 2)):
        with county_context(county):
            portal.publish(
                [
                    portal.Entry(portal.PRODUCT, f"{i}", f"/products/p{i}/", f"{county.name}{i}")
                    for i in range(number)
                ]
            )
    with province_context():
        shown = [product.county.code for product in portal.products(limit=limit)]
    assert shown == ["980121", "980122", "980121", "980122", "980121", "980121"][:limit]


def test_courses_come_by_turns_the_soonest_first_and_past_ones_not(county_a, county_b):
    today = timezone.localdate()
    for county, days in ((county_a, (3, 1, -1, 9)), (county_b, (5, None))):
        courses = [
            portal.Entry(
                portal.COURSE, f"{day}", "/training/", f"{county.name}{day}",
                day=None if day is None else today + timedelta(days=day),
            )
            for day in days
        ]  # fmt: skip
        with county_context(county):
            portal.publish(courses)
    with province_context():
        shown = [course.title for course in portal.open_courses(on=today, limit=3)]
    assert shown == ["禾川县1", "云枞县5", "禾川县3"]


def test_the_province_publishes_no_look_of_its_own(province):
    before = [set(model.objects.values_list("pk", flat=True)) for model in KEPT]
    assert portal_push.push() == 0
    assert [set(model.objects.values_list("pk", flat=True)) for model in KEPT] == before


def test_nothing_is_asked_for_at_the_province(province, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as asked:
        portal_push.ask()
    assert asked == []
